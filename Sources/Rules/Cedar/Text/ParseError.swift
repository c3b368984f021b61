/// One thing wrong with a policy, schema, entities or request text, and where.
public struct ParseError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Boxed: an error is an operand of every step of a parser, and a small one keeps their stack frames small.
    private final class Storage: Sendable {
        let file: String
        let range: SourceRange
        let message: String
        let expected: [String]
        let path: String?

        init(file: String, range: SourceRange, message: String, expected: [String], path: String?) {
            self.file = file
            self.range = range
            self.message = message
            self.expected = expected
            self.path = path
        }
    }

    private let storage: Storage

    /// The file as the caller named it.
    public var file: String { storage.file }
    /// Where.
    public var range: SourceRange { storage.range }
    /// What is wrong and what to do.
    public var message: String { storage.message }
    /// What could have stood there, most likely first; empty where the message says it all.
    public var expected: [String] { storage.expected }
    /// Where inside a JSON document, as `$[3].attrs.owner`; nil for Cedar text.
    public var path: String? { storage.path }

    /// A located error.
    public init(file: String, range: SourceRange, message: String, expected: [String] = [], path: String? = nil) {
        storage = Storage(file: file, range: range, message: message, expected: expected, path: path)
    }

    /// The same place, message and path.
    public static func == (left: ParseError, right: ParseError) -> Bool {
        left.range == right.range && left.description == right.description
    }

    /// Feeds the place and the message.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(range)
        hasher.combine(message)
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
