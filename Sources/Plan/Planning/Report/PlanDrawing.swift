import PlantModel

/// The deployment as a drawing: environments, the instances in them, and what each compartment holds.
enum PlanDrawing {
    private static let columnWidth = 300
    private static let columns = 3
    private static let lineHeight = 20
    /// Units named in one compartment; of more, the number is told.
    private static let unitsShown = 8

    static func svg(_ plan: Plan) -> String {
        guard let placement = plan.answer?.placement else { return "" }
        var boxes: [[(text: String, indent: Int, bold: Bool)]] = []
        let byEnvironment = Dictionary(grouping: placement.instances, by: \.environment).sorted { $0.key < $1.key }
        for (environment, instances) in byEnvironment {
            var lines: [(text: String, indent: Int, bold: Bool)] = [
                (plan.problem.environments[environment].id, 0, true)
            ]
            for (number, instance) in instances.enumerated() {
                lines.append(("instance \(number + 1)", 1, true))
                for (index, compartment) in instance.compartments.enumerated() {
                    if instance.compartments.count > 1 { lines.append(("compartment \(index + 1)", 2, false)) }
                    for unit in compartment.prefix(unitsShown) {
                        lines.append(("\(plan.places[unit].program) at \(plan.places[unit].site)", 3, false))
                    }
                    if compartment.count > unitsShown {
                        lines.append(("and \(compartment.count - unitsShown) more", 3, false))
                    }
                }
            }
            boxes.append(lines)
        }
        return draw(boxes)
    }

    private static func draw(_ boxes: [[(text: String, indent: Int, bold: Bool)]]) -> String {
        var shapes = ""
        var top = 10
        for row in stride(from: 0, to: boxes.count, by: columns) {
            let here = boxes[row..<min(row + columns, boxes.count)]
            let height = 24 + lineHeight * (here.map(\.count).max() ?? 0)
            for (column, lines) in here.enumerated() {
                let left = 10 + column * (columnWidth + 15)
                shapes +=
                    "<rect x=\"\(left)\" y=\"\(top)\" width=\"\(columnWidth)\" height=\"\(height)\" rx=\"8\" fill=\"#f2f6fa\" stroke=\"#31506f\"/>\n"
                for (index, line) in lines.enumerated() {
                    let weight = line.bold ? " font-weight=\"700\"" : ""
                    shapes +=
                        "<text x=\"\(left + 14 + 14 * line.indent)\" y=\"\(top + 24 + lineHeight * index)\"\(weight)>\(escaped(line.text))</text>\n"
                }
            }
            top += height + 15
        }
        let width = 10 + columns * (columnWidth + 15)
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(top)" font-family="system-ui, sans-serif" font-size="14" role="img">
            <title>Environments, the instances in them and what each holds</title>
            \(shapes)</svg>
            """
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
