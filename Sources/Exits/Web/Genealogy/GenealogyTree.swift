internal import Boundary
internal import HTTPExit

/// A genealogy as a drawing and as the same in a table: what went into a unit, or what it went into, level by level.
///
/// Who may not see an edge is shown none, and nothing that lies behind it.
struct GenealogyTree {
    /// A thing that went into another one.
    private struct Node {
        let level: Int
        let row: Int
        /// The row of the node that it hangs on.
        let from: Int
        let edge: ReleasedRecord
        let name: ClearedText
        let part: ClearedText
        let link: ClearedText
    }

    private let root: (name: ClearedText, part: ClearedText)
    private let nodes: [Node]
    private let rows: Int
    private let isUp: Bool

    /// More than these are in the table alone.
    private static let drawnMax = 120
    private static let (width, height, gap) = (210, 52, 70)

    /// - Parameters:
    ///   - edges: nearest first.
    ///   - isUp: from what was built in to what it went into.
    ///   - units: the units that edges name by their ids.
    init(
        _ root: ReleasedRecord,
        name: ClearedText,
        part: ClearedText,
        edges: [ReleasedRecord],
        isUp: Bool,
        units: [ReleasedRecord]
    ) {
        self.root = (name, part)
        self.isUp = isUp
        let (near, far) = isUp ? ("item", "unit") : ("unit", "item")
        let byNear = ReleasedIndex(edges, by: near)
        let byID = ReleasedIndex(idsOf: units)
        var nodes: [Node] = []
        var row = 0
        // What is followed next stands last. A thing that two ways lead to stands at both.
        var open = byNear[root.id].reversed().map { (place: $0, level: 1, from: 0) }
        var lastLevel = 0
        while let next = open.popLast(), nodes.count < edges.count * 4 + 1 {
            let edge = edges[next.place]
            if next.level <= lastLevel { row += 1 }
            lastLevel = next.level
            let unit = byID[edge[far]].first.map { units[$0] }
            let isUnit = isUp || edge["itemKind"]?.shows("unit") == true
            nodes.append(
                Node(
                    level: next.level,
                    row: row,
                    from: next.from,
                    edge: edge,
                    name: isUp ? unit.map { "\($0["serial"])" } ?? "a unit" : "\(edge["itemNumber"])",
                    part: isUp ? unit.map { "\($0["partNumber"])" } ?? "" : BuiltPartText.text(edge),
                    link: isUnit ? "/units/\(edge[far])/record" : "/lots/\(edge[far])"
                )
            )
            guard next.level < Boundary.trailStepsMax else { continue }
            open += byNear[edge[far]].reversed().map { (place: $0, level: next.level + 1, from: row) }
        }
        self.nodes = nodes
        rows = row + 1
    }

    var isEmpty: Bool { nodes.isEmpty }

    /// The drawing, and the table that says the same.
    func body(_ caption: StaticString, _ id: StaticString) -> ClearedText {
        guard !isEmpty else { return "<p>Nothing that you may see.</p>" }
        return "\(drawing(caption, id))<details><summary>View as a table</summary>\(table(caption))</details>"
    }

    private func drawing(_ caption: StaticString, _ id: StaticString) -> ClearedText {
        let drawn = nodes.prefix(Self.drawnMax)
        let across = ((drawn.map(\.level).max() ?? 0) + 1) * (Self.width + Self.gap) - Self.gap + 4
        let down = ((drawn.map(\.row).max() ?? 0) + 1) * (Self.height + 14)
        let lines = drawn.map { node -> ClearedText in
            let (x, y) = (Self.x(node.level), Self.y(node.row) + Self.height / 2)
            let (fromX, fromY) = (Self.x(node.level - 1) + Self.width, Self.y(node.from) + Self.height / 2)
            return
                "<path d=\"M\(sent: fromX) \(sent: fromY)H\(sent: fromX + Self.gap / 2)V\(sent: y)H\(sent: x)\"></path>"
        }
        let boxes = drawn.map { Self.box($0.name, $0.part, $0.level, $0.row) }
        let more: ClearedText = nodes.count > Self.drawnMax ? "<p>More is in the table.</p>" : ""
        return """
            <div class="scroll" tabindex="0" role="region" aria-label="\(program: caption), drawn"><svg class="tree" role="img" aria-labelledby="\(program: id)-title \(program: id)-desc" viewBox="0 0 \(sent: across) \(sent: down)" width="\(sent: across)" height="\(sent: down)">\
            <title id="\(program: id)-title">\(program: caption)</title><desc id="\(program: id)-desc">From left to right, a step at a time. The table below says the same.</desc>\(.joined(lines))\(Self.box(root.name, root.part, 0, 0))\(.joined(boxes))</svg></div>\(more)
            """
    }

    private static func x(_ level: Int) -> Int { 2 + level * (width + gap) }
    private static func y(_ row: Int) -> Int { 2 + row * (height + 14) }

    private static func box(_ name: ClearedText, _ part: ClearedText, _ level: Int, _ row: Int) -> ClearedText {
        """
        <g><rect x="\(sent: x(level))" y="\(sent: y(row))" width="\(sent: width)" height="\(sent: height)"></rect><text x="\(sent: x(level) + 12)" y="\(sent: y(row) + 22)" class="name">\(name)</text>\
        <text x="\(sent: x(level) + 12)" y="\(sent: y(row) + 42)">\(part)</text></g>
        """
    }

    private func table(_ caption: StaticString) -> ClearedText {
        let lines = nodes.map { node -> ClearedText in
            PageParts.row(
                "<span class=\"mark\">\(markOf: node.edge["itemNumber"])</span>",
                "\(sent: node.level)",
                "<a href=\"\(node.link)\">\(node.name)</a>",
                "\(node.part)",
                "\(node.edge["quantity"])",
                "\(node.edge["sequence"])"
            )
        }
        return PageParts.table(
            caption,
            isUp
                ? ["Marking", "Step", "Unit", "Part", "How many of it", "At operation"]
                : ["Marking", "Step", "Lot or unit", "Part", "How many", "At operation"],
            lines
        )
    }
}
