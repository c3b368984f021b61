/// A Cedar record: values by key. Keys are compared by Unicode scalars.
public struct Record: Hashable, Sendable, ExpressibleByDictionaryLiteral, CustomStringConvertible {
    private var fields: [CedarString: Value]

    /// The empty record.
    public init() { fields = [:] }

    /// A record with these fields.
    public init(_ fields: [CedarString: Value]) { self.fields = fields }

    /// A record with these fields; of a repeated key the last value counts.
    public init(dictionaryLiteral elements: (CedarString, Value)...) {
        fields = Dictionary(elements, uniquingKeysWith: { _, last in last })
    }

    /// The value of a field, nil where there is none. Constant time.
    public subscript(key: CedarString) -> Value? {
        get { fields[key] }
        set { fields[key] = newValue }
    }

    /// Whether there is such a field.
    public func has(_ key: CedarString) -> Bool { fields[key] != nil }

    /// The number of fields.
    public var count: Int { fields.count }

    /// Whether there are no fields.
    public var isEmpty: Bool { fields.isEmpty }

    /// The keys, ordered by bytes.
    public var keys: [CedarString] { fields.keys.sorted() }

    /// The fields, ordered by the bytes of their keys.
    public var sorted: [(key: CedarString, value: Value)] {
        fields.map { (key: $0.key, value: $0.value) }.sorted { $0.key < $1.key }
    }

    /// The record as a Cedar literal.
    public var description: String {
        "{" + sorted.map { "\($0.key.quoted): \($0.value)" }.joined(separator: ", ") + "}"
    }
}
