import Cedar

/// Writes JSON (RFC 8259).
enum JSONText {
    /// An object, in this order; the values are JSON already.
    static func object(_ members: [(key: String, json: String)]) -> String {
        "{" + members.map { string($0.key) + ":" + $0.json }.joined(separator: ",") + "}"
    }

    /// An array; the elements are JSON already.
    static func array(_ elements: [String]) -> String { "[" + elements.joined(separator: ",") + "]" }

    static func string(_ text: String) -> String { JSONString.quoted(text) }

    /// A value in a form that is the same for equal values: members ordered by the bytes of their keys, no blanks.
    static func canonical(_ node: JSONNode) -> String {
        switch node.kind {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .integer(let value): "\(value)"
        case .number(let text): text.text
        case .string(let text): string(text.text)
        case .array(let elements): array(elements.map(canonical))
        case .object(let members):
            object(members.sorted { $0.key < $1.key }.map { (key: $0.key.text, json: canonical($0.value)) })
        }
    }
}
