/// A database whose SQL is written.
public enum SQLDialect: String, Hashable, Sendable, CaseIterable {
    /// SQLite 3.38 or later, with JSON functions. Placeholders are `?`, numbered by their order.
    case sqlite
    /// PostgreSQL 12 or later, in a database whose encoding is UTF-8. Placeholders are `$1`, `$2` …
    case postgresql
}

/// A value bound to a placeholder; values never become part of the text.
public enum SQLValue: Hashable, Sendable {
    /// A 64-bit integer.
    case integer(Int64)
    /// A text without U+0000.
    case text(String)

    /// By scalars; Swift's own equality of strings is canonical.
    public static func == (left: SQLValue, right: SQLValue) -> Bool {
        switch (left, right) {
        case (.integer(let one), .integer(let two)): one == two
        case (.text(let one), .text(let two)): one.utf8.elementsEqual(two.utf8)
        default: false
        }
    }

    /// Feeds the bytes.
    public func hash(into hasher: inout Hasher) {
        switch self {
        case .integer(let number): hasher.combine(number)
        case .text(let text): for byte in text.utf8 { hasher.combine(byte) }
        }
    }
}

/// A condition for a `WHERE`, with the values of its placeholders in order. It is true or false of every row, never NULL.
public struct SQLPredicate: Hashable, Sendable {
    /// The text.
    public let sql: String
    /// The values of the placeholders, in order.
    public let parameters: [SQLValue]
}

/// The name of a table or column: a letter or underscore, then letters, digits and underscores, at most 63 bytes, which both databases
/// keep. It is quoted wherever it is written, so that no name is a keyword.
public struct SQLName: Hashable, Sendable, CustomStringConvertible {
    /// PostgreSQL cuts longer names off (`NAMEDATALEN`).
    private static let bytesMax = 63

    /// A text that is no name.
    public struct Invalid: Error, Hashable, Sendable, CustomStringConvertible {
        /// The text.
        public let text: String

        /// What is wrong and what is allowed.
        public var description: String {
            "\(text.debugDescription) cannot name a table or column here; use letters, digits and `_`, at most 63, no digit first"
        }
    }

    /// The name without quotes.
    public let description: String

    /// A name.
    /// - Throws: when it has another form.
    public init(_ text: String) throws(Invalid) {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, bytes.count <= Self.bytesMax, Self.isLetter(first),
            bytes.allSatisfy({ Self.isLetter($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { throw Invalid(text: text) }
        description = text
    }

    init(alias number: Int) { description = "\(Self.aliasPrefix)\(number)" }

    /// What tables inside subqueries are called.
    static let aliasPrefix = "cedar_"

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
            || byte == UInt8(ascii: "_")
    }
}
