/// What a policy does when it is satisfied.
public enum Effect: String, Hashable, Sendable {
    /// Allows, unless a forbid is satisfied too.
    case permit
    /// Denies.
    case forbid
}

/// The id of a policy in its set.
public struct PolicyID: Hashable, Comparable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The id, compared by Unicode scalars.
    public let text: CedarString

    /// An id.
    public init(_ text: String) { self.text = CedarString(text) }

    /// An id.
    public init(_ text: CedarString) { self.text = text }

    /// An id.
    public init(stringLiteral value: String) { self.init(value) }

    /// The id.
    public var description: String { text.text }

    /// By bytes.
    public static func < (left: PolicyID, right: PolicyID) -> Bool { left.text < right.text }
}

/// An `@name("value")` before a policy or a declaration.
public struct Annotation: Hashable, Sendable {
    /// The name.
    public let name: String
    /// The value, nil where only the name is written.
    public let value: String?
    /// Where it stands.
    public let range: SourceRange

    /// An annotation.
    public init(name: String, value: String?, range: SourceRange = .none) {
        self.name = name
        self.value = value
        self.range = range
    }
}

/// A `when` or `unless` clause.
public struct Condition: Hashable, Sendable {
    /// Which of the two.
    public enum Kind: String, Hashable, Sendable {
        /// Must be true.
        case when
        /// Must be false.
        case unless
    }

    /// `when` or `unless`.
    public let kind: Kind
    /// The expression in braces.
    public let body: Expression
    /// Where the clause stands, keyword and braces included.
    public let range: SourceRange

    /// A clause.
    public init(kind: Kind, body: Expression, range: SourceRange = .none) {
        self.kind = kind
        self.body = body
        self.range = range
    }
}
