/// A JSON value with its place in the text. Numbers are 64-bit integers, as Cedar knows no others, unless the reader was told to keep
/// others as they are written; keys of an object are unique.
public struct JSONNode: Sendable {
    /// The forms of JSON value.
    public indirect enum Kind: Sendable {
        /// `null`.
        case null
        /// `true` or `false`.
        case bool(Bool)
        /// An integer.
        case integer(Int64)
        /// A number that is no 64-bit integer, as written; only where the reader was told to keep such.
        case number(CedarString)
        /// A string.
        case string(CedarString)
        /// An array.
        case array([JSONNode])
        /// An object, in the order of the text.
        case object([(key: CedarString, value: JSONNode)])
    }

    /// What it is.
    public let kind: Kind
    /// Where it begins.
    public let position: SourcePosition

    /// A value at a place.
    public init(_ kind: Kind, at position: SourcePosition) {
        self.kind = kind
        self.position = position
    }

    /// The member of an object with this key.
    public subscript(key: String) -> JSONNode? {
        guard case .object(let members) = kind else { return nil }
        let key = CedarString(key)
        return members.first { $0.key == key }?.value
    }

    /// The text of a string.
    public var text: String? {
        if case .string(let text) = kind { text.text } else { nil }
    }

    /// The elements of an array.
    public var elements: [JSONNode]? {
        if case .array(let elements) = kind { elements } else { nil }
    }

    /// Reads a JSON text.
    /// - Throws: where and why it is no JSON, has a number that is no 64-bit integer, a key twice, or nests too deep.
    public init(parsing bytes: [UInt8], file: String) throws(ParseError) {
        self = try JSONReader.read(try SourceText(bytes: bytes, file: file))
    }

    /// Reads a JSON text of which only a part is meant for Cedar: numbers that are no 64-bit integers are kept as written.
    /// - Throws: where and why it is no JSON, has a key twice, or nests too deep.
    package init(keepingNumbersOf bytes: [UInt8], file: String) throws(ParseError) {
        self = try JSONReader.read(try SourceText(bytes: bytes, file: file), keepingNumbers: true)
    }

    /// What it is, as messages say it.
    package var typeName: String {
        switch kind {
        case .null: "null"
        case .bool: "a boolean"
        case .integer: "an integer"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}
