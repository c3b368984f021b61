internal import Boundary
internal import HTTPExit

/// The ways of programs' data as a drawing, a line each from where it begins to where it rests, and as the same in a table. Where somebody can read it at
/// the end who may not have it, the end is drawn thick and says who.
struct FlowChart {
    private let ways: [[ReleasedRecord]]

    /// More than these are in the table alone.
    private static let drawnMax = 60
    private static let (width, height, gap, line) = (220, 44, 190, 78)
    /// Room to the right for the names of readers, which begin below the last box.
    private static let readers = 500

    /// - Parameter steps: those of one way together.
    init(_ steps: [ReleasedRecord]) {
        var ways: [[ReleasedRecord]] = []
        for step in steps where !step.isWithheld {
            if let last = ways.last?.first, Self.areAlike(last["program"], step["program"]),
                Self.areAlike(last["way"], step["way"])
            {
                ways[ways.count - 1].append(step)
            } else {
                ways.append([step])
            }
        }
        self.ways = ways
    }

    private static func areAlike(_ left: ReleasedField?, _ right: ReleasedField?) -> Bool {
        left?.shows(sameAs: right) == true
    }

    /// The drawing and the table.
    var text: ClearedText {
        guard !ways.isEmpty else { return "<p>No program whose trail you may see.</p>" }
        let isWhole = ways.count <= Self.drawnMax
        let more: ClearedText = isWhole ? "" : "<p>More is in the table.</p>"
        let state: ClearedText = isWhole ? "" : " open"
        return "\(drawing)\(more)<details\(state)><summary>The same as a table</summary>\(table)</details>"
    }

    private var drawing: ClearedText {
        let drawn = ways.prefix(Self.drawnMax)
        let across = (drawn.map(\.count).max() ?? 1) * (Self.width + Self.gap) + Self.width + Self.readers
        let lines = drawn.enumerated().map { row, way in Self.line(way, 2 + row * Self.line) }
        return """
            <div class="scroll" tabindex="0" role="region" aria-label="Where data goes, drawn"><svg class="tree" role="img" aria-labelledby="flows-title flows-desc" viewBox="0 0 \(sent: across) \(sent: drawn.count * Self.line + 4)" width="\(sent: across)" height="\(sent: drawn.count * Self.line + 4)">\
            <title id="flows-title">Where data goes</title><desc id="flows-desc">A line for each way, from left to right. Thick: somebody can read it there who may not have it. The table below says the same.</desc>\(.joined(lines))</svg></div>
            """
    }

    private static func line(_ way: [ReleasedRecord], _ top: Int) -> ClearedText {
        guard let first = way.first, let last = way.last else { return "" }
        let isLeak = last["readers"]?.shows("") == false
        let hasFlow = first["flow"]?.shows("") == false
        var parts = [box(first["from"], first["program"], 0, top, isThick: isLeak && !hasFlow)]
        for (place, step) in way.enumerated() where hasFlow {
            let from = 2 + place * (width + gap) + width
            parts.append(
                """
                <path d="M\(sent: from) \(sent: top + height / 2)H\(sent: from + gap)"></path>\
                <text x="\(sent: from + gap / 2)" y="\(sent: top + height / 2 - 6)" text-anchor="middle">\(step["flow"])</text>
                """
            )
            parts.append(
                box(step["to"], nil, place + 1, top, isThick: isLeak && place + 1 == way.count)
            )
        }
        if isLeak {
            let x = 2 + (hasFlow ? way.count : 0) * (width + gap)
            parts.append(
                "<text x=\"\(sent: x)\" y=\"\(sent: top + height + 20)\" class=\"bad\">▲ \(last["readers"])</text>"
            )
        }
        return "<g>\(.joined(parts))</g>"
    }

    private static func box(_ name: ReleasedField?, _ below: ReleasedField?, _ column: Int, _ top: Int, isThick: Bool)
        -> ClearedText
    {
        let x = 2 + column * (width + gap)
        let weight: ClearedText = isThick ? " class=\"bad\" stroke-width=\"4\"" : ""
        let small: ClearedText =
            below == nil ? "" : "<text x=\"\(sent: x + 10)\" y=\"\(sent: top + 36)\">\(below)</text>"
        return """
            <rect x="\(sent: x)" y="\(sent: top)" width="\(sent: width)" height="\(sent: height)"\(weight)></rect><text x="\(sent: x + 10)" y="\(sent: top + 18)" class="name">\(Self.said(name))</text>\(small)
            """
    }

    /// Where data comes from or goes; of a program whose data goes nowhere, that.
    private static func said(_ place: ReleasedField?) -> ClearedText {
        place.map { !$0.shows("") } ?? false ? "\(place)" : "goes nowhere"
    }

    private var table: ClearedText {
        let rows = ways.flatMap { way in
            way.map { step -> ClearedText in
                let state: ClearedText =
                    step["readers"]?.shows("") == false ? "<span class=\"state state-bad\">leaks</span>" : ""
                return """
                    <tr><td>\(markOf: step["program"])</td><td>\(step["program"])</td><td>\(Self.said(step["from"]))</td><td>\(step["flow"])</td><td>\(step["to"])</td><td>\(step["classes"])</td>\
                    <td>\(state) \(step["readers"])</td><td>\(step["refusedBy"])</td><td>\(step["cut"])</td></tr>
                    """
            }
        }
        return PageParts.table(
            "Where data goes",
            [
                "Marking", "Program", "From", "By flow", "To", "What goes", "Who can read it and may not", "Refused by",
                "What would cut it",
            ],
            rows
        )
    }
}
