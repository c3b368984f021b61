/// Shapes of a drawing in the order in which they cover each other, written as SVG that needs nothing from elsewhere.
///
/// All drawings share one set of styles, because a page that holds several applies the styles of each to all. What a colour says, the shape
/// says too: a leak is also thicker, what is cut also has a bar, so that a print in grey tells the same.
struct DrawingCanvas {
    private var behind: [String] = []
    private var curves: [String] = []
    private var shapes: [String] = []

    /// A box in front of all curves. Styles: `e` environment, `i` instance, `c` compartment, `s` site or source, `x` where something leaks.
    mutating func box(x: Int, y: Int, width: Int, height: Int, style: String) {
        shapes.append(rectangle(x, y, width, height, style))
    }

    /// A box behind everything drawn so far, and behind nothing that is put back later.
    mutating func back(x: Int, y: Int, width: Int, height: Int, style: String) {
        behind.insert(rectangle(x, y, width, height, style), at: 0)
    }

    /// A line of text by its baseline. Styles: `t` title, `k` small print, `l` line, `r` of a leak.
    mutating func text(_ text: String, x: Int, y: Int, style: String, end: Bool = false) {
        let anchor = end ? " text-anchor=\"end\"" : ""
        shapes.append("<text class=\"\(style)\" x=\"\(x)\" y=\"\(y)\"\(anchor)>\(Self.escaped(text))</text>")
    }

    /// A curve that leaves and arrives level. Styles: `w` what works or moves, `f` a flow, `b` a flow on which something leaks.
    mutating func curve(fromX: Int, y: Int, toX: Int, y end: Int, style: String = "w") {
        let middle = (fromX + toX) / 2
        curves.append("<path class=\"\(style)\" d=\"M\(fromX) \(y)C\(middle) \(y) \(middle) \(end) \(toX) \(end)\"/>")
    }

    /// A curve that leaves to one side and comes back on it, for what does not lead onwards.
    mutating func loop(x: Int, y: Int, toX: Int, y end: Int, reach: Int, style: String) {
        curves.append(
            "<path class=\"\(style)\" d=\"M\(x) \(y)C\(x + reach) \(y) \(toX + reach) \(end) \(toX) \(end)\"/>"
        )
    }

    /// A straight line in front of all curves.
    mutating func line(fromX: Int, y: Int, toX: Int, y end: Int, style: String) {
        shapes.append("<path class=\"\(style)\" d=\"M\(fromX) \(y)L\(toX) \(end)\"/>")
    }

    /// The drawing; what it shows stands in its title, for those who do not see it.
    func svg(width: Int, height: Int, title: String) -> String {
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" font-family="system-ui, sans-serif" font-size="14" role="img">
        <title>\(Self.escaped(title))</title>
        <style>.e{fill:#f2f6fa;stroke:#31506f}.i{fill:#fff;stroke:#31506f}.c{fill:#e6eef5;stroke:none}.s{fill:#fbf5e6;stroke:#8a6d1d}\
        .x{fill:#fdf0ee;stroke:#a3231a;stroke-width:2.5}.t{font-weight:700}.k{fill:#5b6775;font-size:12px}.r{fill:#a3231a;font-size:12px;font-weight:600}\
        .w{fill:none;stroke:#8a6d1d;stroke-width:1.5;opacity:.6}.f{fill:none;stroke:#7a8794;stroke-width:1.2}\
        .b{fill:none;stroke:#a3231a;stroke-width:2.6}.g{fill:none;stroke:#1c2430;stroke-width:3}.o{fill:none;stroke:#c8d0da}</style>
        \((behind + curves + shapes).joined(separator: "\n"))
        </svg>
        """
    }

    /// A name that fits a width, by its first letters: type is about seven units wide where a line is 14 high.
    static func fitted(_ text: String, letters: Int) -> String {
        text.count <= letters ? text : text.prefix(letters - 1) + "…"
    }

    private func rectangle(_ x: Int, _ y: Int, _ width: Int, _ height: Int, _ style: String) -> String {
        "<rect class=\"\(style)\" x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\" rx=\"7\"/>"
    }

    private static func escaped(_ text: String) -> String {
        text.map { character in
            switch character {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            default: String(character)
            }
        }.joined()
    }
}
