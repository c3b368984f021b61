import Cedar

/// JSON that keeps the order of its fields, so that what is published is the same bytes each time.
public indirect enum JSONText: Sendable, Equatable {
    /// Text.
    case text(String)
    /// A whole number.
    case integer(Int)
    /// A truth value.
    case boolean(Bool)
    /// Values in order.
    case list([JSONText])
    /// Fields in order.
    case object([(String, JSONText)])
    /// JSON that something else wrote; its lines are indented like the rest.
    case written(String)

    /// As text with two spaces for each level, and a line end after it.
    public var pretty: String {
        var text = ""
        write(to: &text, indent: 0)
        return text + "\n"
    }

    /// Equal in all values and in the order of fields.
    public static func == (left: JSONText, right: JSONText) -> Bool { left.pretty == right.pretty }

    private func write(to text: inout String, indent: Int) {
        let inner = String(repeating: " ", count: indent + 2)
        let outer = String(repeating: " ", count: indent)
        switch self {
        case .text(let value): text += JSONString.quoted(value)
        case .integer(let value): text += String(value)
        case .boolean(let value): text += value ? "true" : "false"
        case .written(let json):
            // A line end in JSON is never part of a value.
            text += json.split(separator: "\n").joined(separator: "\n" + outer)
        case .list(let values):
            guard !values.isEmpty else {
                text += "[]"
                return
            }
            text += "["
            for (index, value) in values.enumerated() {
                text += (index == 0 ? "\n" : ",\n") + inner
                value.write(to: &text, indent: indent + 2)
            }
            text += "\n" + outer + "]"
        case .object(let fields):
            guard !fields.isEmpty else {
                text += "{}"
                return
            }
            text += "{"
            for (index, field) in fields.enumerated() {
                text += (index == 0 ? "\n" : ",\n") + inner + JSONString.quoted(field.0) + ": "
                field.1.write(to: &text, indent: indent + 2)
            }
            text += "\n" + outer + "}"
        }
    }
}
