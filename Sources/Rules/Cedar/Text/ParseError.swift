/// One thing wrong with a policy, schema, entities or request text, and where.
public struct ParseError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file as the caller named it.
    public let file: String
    /// Where.
    public let range: SourceRange
    /// What is wrong and what to do.
    public let message: String
    /// What could have stood there, most likely first; empty where the message says it all.
    public let expected: [String]
    /// Where inside a JSON document, as `$[3].attrs.owner`; nil for Cedar text.
    public let path: String?

    /// A located error.
    public init(file: String, range: SourceRange, message: String, expected: [String] = [], path: String? = nil) {
        self.file = file
        self.range = range
        self.message = message
        self.expected = expected
        self.path = path
    }

    /// `file:line:column: message`, with the JSON path before the message where there is one.
    public var description: String {
        let place = "\(file):\(range.start.line):\(range.start.column): "
        return place + (path.map { "\($0): " } ?? "") + message
    }
}

/// Everything that is wrong with an input, in the order of the text; never empty.
public struct CedarErrors: Error, Hashable, Sendable, CustomStringConvertible {
    /// The errors.
    public let errors: [ParseError]

    /// Several errors at once.
    public init(_ errors: [ParseError]) { self.errors = errors }

    /// A single error.
    public init(_ error: ParseError) { errors = [error] }

    /// One error a line.
    public var description: String { errors.map(\.description).joined(separator: "\n") }
}
