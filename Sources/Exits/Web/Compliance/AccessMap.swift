internal import Boundary

/// Who can reach what: programs as rows, what persons do as columns, a cell darker where there are more; below it the same as a table.
///
/// What stands in the drawing are cleared values. Columns are laid out by the roles that its reader sees, and by no others.
struct AccessMap {
    private let cells: [ReleasedRecord]
    private let roles: [ReleasedField?]

    init(_ records: [ReleasedRecord]) {
        cells = records.filter { !$0.isWithheld }
        var roles: [ReleasedField?] = []
        for cell in cells where cell["persons"]?.shows("0") != true {
            let role = cell["role"]
            // One that is withheld is like none, itself too, and has no column.
            guard Self.areAlike(role, role), !roles.contains(where: { Self.areAlike($0, role) }) else { continue }
            roles.append(role)
        }
        self.roles = roles
    }

    private static func areAlike(_ left: ReleasedField?, _ right: ReleasedField?) -> Bool {
        left?.shows(sameAs: right) == true
    }

    /// The drawing, as far as it has room, and the table.
    var text: ClearedText {
        guard !cells.isEmpty else { return "<p>No program whose trail you may see.</p>" }
        let isWhole = roles.count <= Self.places.count
        let drawing: ClearedText =
            isWhole
            ? "<div class=\"strips\">\(head)\(.joined(rows.map(line)))<p class=\"hint\">Persons by what they do; darker is more.</p></div>"
            : "<p>There are more roles than a drawing has room for.</p>"
        let state: ClearedText = isWhole ? "" : " open"
        return "\(drawing)<details\(state)><summary>The same as a table</summary>\(table)</details>"
    }

    /// Cells of one program stand together.
    private var rows: [[ReleasedRecord]] {
        var rows: [[ReleasedRecord]] = []
        for cell in cells {
            if let last = rows.last?.first, Self.areAlike(last["program"], cell["program"]) {
                rows[rows.count - 1].append(cell)
            } else {
                rows.append([cell])
            }
        }
        return rows
    }

    /// Where columns begin, in the units of the drawing.
    private static let places: [StaticString] = ["0", "100", "200", "300", "400", "500", "600", "700"]

    private var head: ClearedText {
        let names = zip(Self.places, roles).map { place, role -> ClearedText in
            "<text x=\"\(program: place)\" dx=\"4\" y=\"22\" font-size=\"14\">\(role)</text>"
        }
        return "<div class=\"strip-line\"><div>Program</div>\(Self.drawing("What persons do", names))</div>"
    }

    private func line(_ row: [ReleasedRecord]) -> ClearedText {
        let drawn = zip(Self.places, roles).compactMap { place, role -> ClearedText? in
            guard let cell = row.first(where: { Self.areAlike($0["role"], role) }) else { return nil }
            return """
                <g><title>\(cell["role"]): \(cell["persons"]) (\(cell["classes"]))</title>\
                <rect x="\(program: place)" y="1" width="96" height="30" fill="#1b1b1b" fill-opacity="\(cell["shade"])"/>\
                <rect x="\(program: place)" y="7" width="34" height="18" fill="#fff"/>\
                <text x="\(program: place)" dx="17" y="21" text-anchor="middle">\(cell["persons"])</text></g>
                """
        }
        let first = row.first
        let program: ClearedText =
            first?.id.map { "<a href=\"/compliance/access/\($0)\">\(first?["program"])</a>" } ?? "\(first?["program"])"
        return
            "<div class=\"strip-line\"><div>\(markOf: first?["program"])\(program)</div>\(Self.drawing("Who can reach it; the table below has the same", drawn))</div>"
    }

    private static func drawing(_ label: StaticString, _ parts: [ClearedText]) -> ClearedText {
        """
        <svg class="map" viewBox="0 0 800 32" preserveAspectRatio="xMinYMid meet" role="img" aria-label="\(program: label)">\
        \(.joined(parts))</svg>
        """
    }

    private var table: ClearedText {
        let rows = cells.map { cell -> ClearedText in
            let isNobody = cell["persons"]?.shows("0") == true
            let role: ClearedText = isNobody ? "nobody" : "\(cell["role"])"
            return """
                <tr><td>\(markOf: cell["program"])</td><td>\(cell["program"])</td><td>\(role)</td><td class="number">\(cell["persons"])</td><td>\(cell["classes"])</td></tr>
                """
        }
        return PageParts.table("Who can reach what", ["Marking", "Program", "Role", "Persons", "Can see"], rows)
    }
}
