/// The four variables of a request.
public enum Variable: String, Hashable, Sendable, CaseIterable, CustomStringConvertible {
    /// Who asks.
    case principal
    /// What for.
    case action
    /// On what.
    case resource
    /// The circumstances, a record.
    case context

    /// As written.
    public var description: String { rawValue }

    /// The word of the language that names it.
    var keyword: Keyword {
        switch self {
        case .principal: .principal
        case .action: .action
        case .resource: .resource
        case .context: .context
        }
    }
}

/// The two places a template leaves open.
public enum Slot: String, Hashable, Sendable, CaseIterable, CustomStringConvertible {
    /// `?principal`.
    case principal
    /// `?resource`.
    case resource

    /// As written.
    public var description: String { "?" + rawValue }
}

/// Operators and built-in methods with two operands.
public enum BinaryOperator: String, Hashable, Sendable, CaseIterable {
    /// Equality of any two values.
    case equal = "=="
    /// Inequality of any two values.
    case notEqual = "!="
    /// On numbers, moments, lengths of time.
    case less = "<"
    /// On numbers, moments, lengths of time.
    case lessOrEqual = "<="
    /// On numbers, moments, lengths of time.
    case greater = ">"
    /// On numbers, moments, lengths of time.
    case greaterOrEqual = ">="
    /// Membership in the hierarchy, or in any of a set of entities.
    case isIn = "in"
    /// Checked addition.
    case add = "+"
    /// Checked subtraction.
    case subtract = "-"
    /// Checked multiplication.
    case multiply = "*"
    /// Set membership.
    case contains
    /// Superset.
    case containsAll
    /// Sets that meet.
    case containsAny
    /// Whether an entity has a tag.
    case hasTag
    /// The value of a tag.
    case getTag

    /// Whether it is written as a method of the left operand.
    public var isMethod: Bool { rawValue.utf8.first.map(Identifier.isStart) == true && self != .isIn }
}
