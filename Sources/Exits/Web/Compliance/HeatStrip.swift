internal import Boundary

/// Counts by day as a strip of cells, one for each label and channel, darker where there were more; below it the same as a table.
///
/// What stands in the drawing are cleared values: the number of the day, and how dark. Cells are grey, for colour is for what is abnormal.
struct HeatStrip {
    private let tallies: [ReleasedRecord]
    private let days: StaticString

    /// - Parameter days: how many columns it has, as digits.
    init(_ tallies: [ReleasedRecord], days: StaticString) {
        self.tallies = tallies.filter { !$0.isWithheld }
        self.days = days
    }

    /// Strips, and the table.
    /// - Parameter nothing: what is said where there are none.
    func text(_ title: StaticString, nothing: StaticString) -> ClearedText {
        guard !tallies.isEmpty else { return "<p>\(program: nothing)</p>" }
        return "\(strips(title))<details><summary>The same as a table</summary>\(table(title))</details>"
    }

    /// Neighbours of one label and channel: the order is that of labels.
    private var groups: [[ReleasedRecord]] {
        var groups: [[ReleasedRecord]] = []
        for tally in tallies {
            if let last = groups.last?.first, isAlike(last, tally) {
                groups[groups.count - 1].append(tally)
            } else {
                groups.append([tally])
            }
        }
        return groups
    }

    /// Days run upwards within a label and channel, so that a smaller column begins another one.
    private func isAlike(_ left: ReleasedRecord, _ right: ReleasedRecord) -> Bool {
        left["channel"]?.shows(sameAs: right["channel"]) == true
            && left["events"]?.sharesLabel(with: right["events"]) == true
    }

    private func strips(_ title: StaticString) -> ClearedText {
        let lines = groups.map { group -> ClearedText in
            let cells = group.map { tally -> ClearedText in
                "<rect x=\"\(tally["column"])\" y=\"0\" width=\"0.92\" height=\"1\" fill=\"#1b1b1b\" fill-opacity=\"\(tally["shade"])\"><title>\(tally["day"]): \(tally["events"])</title></rect>"
            }
            return """
                <div class="strip-line"><div>\(markOf: group.first?["events"])\(group.first?["programs"]) \(group.first?["channel"])</div>\
                <svg viewBox="0 0 \(program: days) 1" preserveAspectRatio="none" role="img" aria-label="\(program: title); the table below has the same">\
                <rect width="\(program: days)" height="1" fill="#fff"/>\(.joined(cells))</svg></div>
                """
        }
        return
            "<div class=\"strips\">\(.joined(lines))<p class=\"hint\">\(program: days) days, today at the right; darker is more.</p></div>"
    }

    private func table(_ title: StaticString) -> ClearedText {
        let rows = tallies.map { tally -> ClearedText in
            """
            <tr><td>\(markOf: tally["events"])</td><td>\(tally["programs"])</td><td>\(tally["channel"])</td><td>\(tally["day"])</td>\
            <td class="number">\(tally["events"])</td><td class="number">\(tally["records"])</td></tr>
            """
        }
        return PageParts.table(title, ["Marking", "Program", "Channel", "Day", "Events", "Records"], rows)
    }
}
