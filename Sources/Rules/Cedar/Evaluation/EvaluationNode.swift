/// An expression in evaluable form. The tree of classes is walked without copying it. Beside ``evaluate(_:)`` there are ways to ask
/// for less than the value: they spare copying it out of the place where it is stored.
protocol EvaluationNode: AnyObject, Sendable {
    var range: SourceRange { get }
    func evaluate(_ bound: Bound) throws(EvaluationError) -> Value
    /// The value in the place where it is stored; nil for one that is computed or lies elsewhere, for which ``evaluate(_:)`` is asked
    /// then. Until it returns nil it does nothing that has an effect or takes long.
    func stored(_ bound: Bound) throws(EvaluationError) -> UnsafePointer<Value>?
    /// The value as a truth value.
    func test(_ bound: Bound) throws(EvaluationError) -> Bool
    /// The value as something that has an order.
    func quantity(_ bound: Bound) throws(EvaluationError) -> Quantity
}

/// A value that `<` orders, or another that it refuses.
enum Quantity: Sendable {
    case long(Int64)
    case datetime(Int64)
    case duration(Int64)
    case other(Value)

    @inline(__always)
    init(_ value: Value) {
        switch value {
        case .long(let number): self = .long(number)
        case .datetime(let moment): self = .datetime(moment.milliseconds)
        case .duration(let length): self = .duration(length.milliseconds)
        default: self = .other(value)
        }
    }

    /// The value again, for a message about it.
    var value: Value {
        switch self {
        case .long(let number): .long(number)
        case .datetime(let moment): .datetime(DatetimeValue(milliseconds: moment))
        case .duration(let length): .duration(DurationValue(milliseconds: length))
        case .other(let value): value
        }
    }
}

extension UnsafePointer<Value> {
    /// The value as a truth value.
    @inline(__always)
    func truth(at range: SourceRange) throws(EvaluationError) -> Bool {
        guard case .bool(let result) = pointee else { throw EvaluationError.type("bool", pointee, at: range) }
        return result
    }

    /// Whether the value, a set, has a member.
    @inline(__always)
    func has(member: Value, at range: SourceRange) throws(EvaluationError) -> Bool {
        guard case .set(let members) = pointee else { throw EvaluationError.type("set", pointee, at: range) }
        return members.contains(member)
    }

    /// Cedar's `==`; the commonest types are compared without a call.
    @inline(__always)
    func isSame(as other: Value) -> Bool {
        switch other {
        case .entity(let two): return isEntity(two)
        case .string(let two):
            guard case .string(let one) = pointee else { return false }
            return one == two
        case .long(let two):
            guard case .long(let one) = pointee else { return false }
            return one == two
        case .bool(let two):
            guard case .bool(let one) = pointee else { return false }
            return one == two
        default: return pointee == other
        }
    }

    /// Whether the value is this entity.
    @inline(__always)
    func isEntity(_ uid: EntityUID) -> Bool {
        guard case .entity(let found) = pointee else { return false }
        return found == uid
    }
}

extension EvaluationNode {
    func stored(_ bound: Bound) throws(EvaluationError) -> UnsafePointer<Value>? { nil }

    func test(_ bound: Bound) throws(EvaluationError) -> Bool {
        let value = try evaluate(bound)
        guard case .bool(let result) = value else { throw EvaluationError.type("bool", value, at: range) }
        return result
    }

    func quantity(_ bound: Bound) throws(EvaluationError) -> Quantity { Quantity(try evaluate(bound)) }

    func entity(_ bound: Bound) throws(EvaluationError) -> EntityUID {
        if let value = try stored(bound), case .entity(let uid) = value.pointee { return uid }
        let value = try evaluate(bound)
        guard case .entity(let uid) = value else { throw EvaluationError.type("entity", value, at: range) }
        return uid
    }

    /// Whether the value is equal to another.
    @inline(__always)
    func equals(_ other: Value, _ bound: Bound) throws(EvaluationError) -> Bool {
        if let value = try stored(bound) { return value.isSame(as: other) }
        return try evaluate(bound) == other
    }

    func members(_ bound: Bound) throws(EvaluationError) -> Set<Value> {
        if let value = try stored(bound), case .set(let members) = value.pointee { return members }
        let value = try evaluate(bound)
        guard case .set(let members) = value else { throw EvaluationError.type("set", value, at: range) }
        return members
    }

    func text(_ bound: Bound) throws(EvaluationError) -> CedarString {
        if let value = try stored(bound), case .string(let text) = value.pointee { return text }
        let value = try evaluate(bound)
        guard case .string(let text) = value else { throw EvaluationError.type("string", value, at: range) }
        return text
    }

    func number(_ bound: Bound) throws(EvaluationError) -> Int64 {
        let found = try quantity(bound)
        guard case .long(let number) = found else { throw EvaluationError.type("long", found.value, at: range) }
        return number
    }
}

/// A node whose value is a truth value.
protocol TestNode: EvaluationNode {}

extension TestNode {
    func evaluate(_ bound: Bound) throws(EvaluationError) -> Value { .bool(try test(bound)) }
}
