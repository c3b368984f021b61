/// A report as plain text for a terminal, or as Markdown.
public enum ReportText {
    /// How headings, lists and tables are written.
    public enum Style: Sendable {
        /// For a terminal.
        case plain
        /// For a document.
        case markdown
    }

    /// Writes a report.
    public static func write(_ report: PlanReport, style: Style) -> String {
        var lines = [style == .markdown ? "# \(escaped(report.title, style))" : report.title]
        if let marking = report.marking {
            lines += style == .markdown ? ["", "**\(escaped(marking, style))**"] : [marking]
        }
        if !report.firstPage.isEmpty {
            lines.append("")
            lines += report.firstPage.map { style == .markdown ? "> \(escaped($0, style))  " : $0 }
        }
        for section in report.sections where section.blocks.contains(where: { !$0.isForPages }) {
            lines += ["", style == .markdown ? "## \(section.title)" : section.title.uppercased()]
            for block in section.blocks where !block.isForPages { lines += [""] + write(block, style) }
        }
        if let marking = report.marking {
            lines += style == .markdown ? ["", "**\(escaped(marking, style))**"] : ["", marking]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func write(_ block: PlanReport.Block, _ style: Style) -> [String] {
        switch block {
        case .paragraph(let text), .anchored(let text, _): [escaped(text, style)]
        case .drawing, .index: []
        case .list(let items):
            items.map { item in
                let indent = String(repeating: "  ", count: item.level)
                return style == .markdown ? "\(indent)- \(escaped(item.text, style))" : "  \(indent)\(item.text)"
            }
        case .table(let header, let rows): style == .markdown ? markdown(header, rows) : plain(header, rows)
        }
    }

    private static func markdown(_ header: [String], _ rows: [[String]]) -> [String] {
        func line(_ cells: [String]) -> String {
            "| " + cells.map { escaped($0, .markdown) }.joined(separator: " | ") + " |"
        }
        return [line(header), "|" + header.map { _ in " --- |" }.joined()] + rows.map(line)
    }

    /// What the plant file says must not become structure of the document.
    private static func escaped(_ text: String, _ style: Style) -> String {
        if style == .plain { return text }
        var result = ""
        for character in text {
            switch character {
            case "\\", "|", "*", "_", "`", "<", ">", "[", "]": result += "\\\(character)"
            case "\n", "\r", "\r\n": result += " "
            default: result.append(character)
            }
        }
        return result
    }

    /// Tables whose rows fit this are set in columns; others are set row by row.
    private static let lineMax = 150

    private static func plain(_ header: [String], _ rows: [[String]]) -> [String] {
        let widths = header.indices.map { column in
            ([header] + rows).map { $0[column].count }.max() ?? 0
        }
        if widths.reduce(2 * widths.count, +) <= lineMax {
            return ([header] + rows).map { row in
                var line = " "
                for (column, cell) in row.enumerated() {
                    line += " " + cell
                    if column < row.count - 1 { line += String(repeating: " ", count: widths[column] - cell.count + 1) }
                }
                return trimmed(line)
            }
        }
        // Too wide for columns: the first cell leads, the others follow with their names.
        return rows.flatMap { row in
            ["  \(row[0])"]
                + zip(header, row).dropFirst().filter { !$0.1.isEmpty }.map { name, cell in
                    "      \(name.lowercased()): \(cell)"
                }
        }
    }

    private static func trimmed(_ line: String) -> String {
        var line = line
        while line.last == " " { line.removeLast() }
        return line
    }
}

extension PlanReport.Block {
    /// Whether pages alone show it.
    fileprivate var isForPages: Bool {
        switch self {
        case .drawing, .index: true
        case .paragraph, .list, .table, .anchored: false
        }
    }
}
