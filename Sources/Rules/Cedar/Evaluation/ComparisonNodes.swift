// Equality, order, membership, types, patterns.

final class EqualityNode: TestNode {
    let left: any EvaluationNode
    let right: any EvaluationNode
    let expected: Bool
    let range: SourceRange

    init(_ left: any EvaluationNode, _ right: any EvaluationNode, expects expected: Bool, _ range: SourceRange) {
        self.left = left
        self.right = right
        self.expected = expected
        self.range = range
    }

    func test(_ bound: Bound) throws(EvaluationError) -> Bool {
        if let first = try left.stored(bound) { return try right.equals(first.pointee, bound) == expected }
        return try right.equals(try left.evaluate(bound), bound) == expected
    }
}

/// Equality with a variable that is an entity, on whichever side it is written.
final class VariableEqualityNode: TestNode {
    let inner: any EvaluationNode
    let variable: Variable
    let expected: Bool
    let range: SourceRange

    init(_ inner: any EvaluationNode, _ variable: Variable, expects expected: Bool, _ range: SourceRange) {
        self.inner = inner
        self.variable = variable
        self.expected = expected
        self.range = range
    }

    func test(_ bound: Bound) throws(EvaluationError) -> Bool {
        guard let uid = bound.uid(variable) else { return !expected }
        if let value = try inner.stored(bound) { return value.isEntity(uid.pointee) == expected }
        return (try inner.evaluate(bound) == .entity(uid.pointee)) == expected
    }
}

/// Equality with a literal, on whichever side it is written.
final class LiteralEqualityNode: TestNode {
    let inner: any EvaluationNode
    let literal: Value
    let expected: Bool
    let range: SourceRange

    init(_ inner: any EvaluationNode, _ literal: Value, expects expected: Bool, _ range: SourceRange) {
        self.inner = inner
        self.literal = literal
        self.expected = expected
        self.range = range
    }

    func test(_ bound: Bound) throws(EvaluationError) -> Bool {
        try inner.equals(literal, bound) == expected
    }
}

/// `<` and its kin, on two numbers, two moments or two lengths of time.
final class OrderNode: TestNode {
    let operation: BinaryOperator
    let left: any EvaluationNode
    let right: any EvaluationNode
    let range: SourceRange

    init(_ operation: BinaryOperator, _ left: any EvaluationNode, _ right: any EvaluationNode, _ range: SourceRange) {
        self.operation = operation
        self.left = left
        self.right = right
        self.range = range
    }

    func test(_ bound: Bound) throws(EvaluationError) -> Bool {
        let first = try left.quantity(bound)
        let second = try right.quantity(bound)
        switch (first, second) {
        case (.long(let one), .long(let two)), (.datetime(let one), .datetime(let two)),
            (.duration(let one), .duration(let two)):
            return operation.holds(one, two)
        case (.long, _): throw EvaluationError.type("long", second.value, at: right.range)
        case (.datetime, _): throw EvaluationError.type("datetime", second.value, at: right.range)
        case (.duration, _): throw EvaluationError.type("duration", second.value, at: right.range)
        case (.other(let value), _):
            throw EvaluationError.type("long, datetime or duration", value, at: left.range)
        }
    }
}

extension BinaryOperator {
    /// Whether two numbers stand in the relation that the operator, `<` or one of its kin, asks for.
    @inline(__always)
    fileprivate func holds(_ one: Int64, _ two: Int64) -> Bool {
        switch self {
        case .less: one < two
        case .lessOrEqual: one <= two
        case .greater: one > two
        default: one >= two
        }
    }
}

/// `<` and its kin with a number on the right.
final class NumberOrderNode: TestNode {
    let operation: BinaryOperator
    let inner: any EvaluationNode
    let number: Int64
    let numberRange: SourceRange
    let range: SourceRange

    init(
        _ operation: BinaryOperator,
        _ inner: any EvaluationNode,
        _ number: Int64,
        _ numberRange: SourceRange,
        _ range: SourceRange
    ) {
        self.operation = operation
        self.inner = inner
        self.number = number
        self.numberRange = numberRange
        self.range = range
    }

    func test(_ bound: Bound) throws(EvaluationError) -> Bool {
        if let value = try inner.stored(bound), case .long(let one) = value.pointee {
            return operation.holds(one, number)
        }
        switch try inner.quantity(bound) {
        case .long(let one): return operation.holds(one, number)
        case .other(let value): throw EvaluationError.type("long, datetime or duration", value, at: inner.range)
        case let quantity: throw EvaluationError.type(quantity.value.typeName, .long(number), at: numberRange)
        }
    }
}

/// A variable `in` entities named in the policy: the entity of the request is looked up already, and nothing can err.
final class VariableMembershipNode: TestNode {
    let variable: Variable
    let groups: [EntityUID]
    let range: SourceRange

    init(_ variable: Variable, _ groups: [EntityUID], _ range: SourceRange) {
        self.variable = variable
        self.groups = groups
        self.range = range
    }

    func test(_ bound: Bound) throws(EvaluationError) -> Bool {
        groups.withUnsafeBufferPointer { groups in
            for index in groups.indices where bound.isIn(variable, groups[index]) { return true }
            return false
        }
    }
}

/// A variable `in` what an expression says.
final class VariableInNode: TestNode {
    let variable: Variable
    let container: any EvaluationNode
    let range: SourceRange

    init(_ variable: Variable, _ container: any EvaluationNode, _ range: SourceRange) {
        self.variable = variable
        self.container = container
        self.range = range
    }

    func test(_ bound: Bound) throws(EvaluationError) -> Bool {
        if let value = try container.stored(bound) {
            return try MembershipNode.holds(value.pointee, container.range) { bound.isIn(variable, $0) }
        }
        let value = try container.evaluate(bound)
        return try MembershipNode.holds(value, container.range) { bound.isIn(variable, $0) }
    }
}

/// `in`: reflexive, by stored ancestors; on the right an entity or a set of entities alone.
final class MembershipNode: TestNode {
    let left: any EvaluationNode
    let right: any EvaluationNode
    let range: SourceRange

    init(_ left: any EvaluationNode, _ right: any EvaluationNode, _ range: SourceRange) {
        self.left = left
        self.right = right
        self.range = range
    }

    func test(_ bound: Bound) throws(EvaluationError) -> Bool {
        let member = try left.entity(bound)
        return try Self.isIn(member, try right.evaluate(bound), right.range, bound)
    }

    static func isIn(
        _ member: EntityUID,
        _ container: Value,
        _ range: SourceRange,
        _ bound: Bound
    ) throws(EvaluationError) -> Bool {
        try holds(container, range) { bound.isIn(member, $0) }
    }

    /// Whether the test holds for the entity or for one of a set of entities.
    @inline(__always)
    static func holds(
        _ container: Value,
        _ range: SourceRange,
        _ test: (EntityUID) -> Bool
    ) throws(EvaluationError) -> Bool {
        switch container {
        case .entity(let group): return test(group)
        case .set(let groups):
            // Every member is checked, so that the result does not hang on the order of the set.
            var found = false
            for value in groups {
                guard case .entity(let group) = value else { throw strangers(in: groups, range) }
                found = found || test(group)
            }
            return found
        default: throw EvaluationError.type("entity or set of entities", container, at: range)
        }
    }
}

extension MembershipNode {
    /// The error of a set that holds more than entities: of the types that should not be there, always the same one is named.
    @inline(never)
    private static func strangers(in groups: Set<Value>, _ range: SourceRange) -> EvaluationError {
        let types = groups.filter { if case .entity = $0 { false } else { true } }.map(\.typeName)
        return EvaluationError(.typeError(expected: "set of entities", found: types.min() ?? ""), at: range)
    }
}

final class IsTypeNode: TestNode {
    let inner: any EvaluationNode
    let type: EntityTypeName
    let container: (any EvaluationNode)?
    let range: SourceRange

    init(_ inner: any EvaluationNode, _ type: EntityTypeName, _ container: (any EvaluationNode)?, _ range: SourceRange)
    {
        self.inner = inner
        self.type = type
        self.container = container
        self.range = range
    }

    func test(_ bound: Bound) throws(EvaluationError) -> Bool {
        let uid = try inner.entity(bound)
        guard uid.type == type else { return false }
        guard let container else { return true }
        return try MembershipNode.isIn(uid, try container.evaluate(bound), container.range, bound)
    }
}

final class LikeNode: TestNode {
    let inner: any EvaluationNode
    let pattern: LikePattern
    let range: SourceRange

    init(_ inner: any EvaluationNode, _ pattern: LikePattern, _ range: SourceRange) {
        self.inner = inner
        self.pattern = pattern
        self.range = range
    }

    func test(_ bound: Bound) throws(EvaluationError) -> Bool { pattern.matches(try inner.text(bound)) }
}
