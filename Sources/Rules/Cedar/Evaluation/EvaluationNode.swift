/// An expression in evaluable form. The tree of classes is walked without copying it. Beside ``evaluate(_:)`` there are ways to ask
/// for less than the value: they spare copying it out of the place where it is stored.
protocol EvaluationNode: AnyObject, Sendable {
    var range: SourceRange { get }
    func evaluate(_ evaluator: Evaluator) throws(EvaluationError) -> Value
    /// The value as a truth value.
    func test(_ evaluator: Evaluator) throws(EvaluationError) -> Bool
    /// The value as an entity.
    func entity(_ evaluator: Evaluator) throws(EvaluationError) -> EntityUID
    /// Whether the value is equal to another.
    func equals(_ other: Value, _ evaluator: Evaluator) throws(EvaluationError) -> Bool
    /// Whether the value, a set, has a member.
    func contains(_ member: Value, _ evaluator: Evaluator) throws(EvaluationError) -> Bool
    /// The value as something that has an order.
    func quantity(_ evaluator: Evaluator) throws(EvaluationError) -> Quantity
}

/// A value that `<` orders, or another that it refuses.
enum Quantity {
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

extension Value {
    @inline(__always)
    func truth(at range: SourceRange) throws(EvaluationError) -> Bool {
        guard case .bool(let result) = self else { throw EvaluationError.type("bool", self, at: range) }
        return result
    }

    @inline(__always)
    func uid(at range: SourceRange) throws(EvaluationError) -> EntityUID {
        guard case .entity(let uid) = self else { throw EvaluationError.type("entity", self, at: range) }
        return uid
    }

    @inline(__always)
    func has(member: Value, at range: SourceRange) throws(EvaluationError) -> Bool {
        guard case .set(let members) = self else { throw EvaluationError.type("set", self, at: range) }
        return members.contains(member)
    }
}

extension EvaluationNode {
    func test(_ evaluator: Evaluator) throws(EvaluationError) -> Bool { try evaluate(evaluator).truth(at: range) }

    func entity(_ evaluator: Evaluator) throws(EvaluationError) -> EntityUID { try evaluate(evaluator).uid(at: range) }

    func equals(_ other: Value, _ evaluator: Evaluator) throws(EvaluationError) -> Bool {
        try evaluate(evaluator) == other
    }

    func contains(_ member: Value, _ evaluator: Evaluator) throws(EvaluationError) -> Bool {
        try evaluate(evaluator).has(member: member, at: range)
    }

    func quantity(_ evaluator: Evaluator) throws(EvaluationError) -> Quantity { Quantity(try evaluate(evaluator)) }

    func members(_ evaluator: Evaluator) throws(EvaluationError) -> Set<Value> {
        let value = try evaluate(evaluator)
        guard case .set(let members) = value else { throw EvaluationError.type("set", value, at: range) }
        return members
    }

    func text(_ evaluator: Evaluator) throws(EvaluationError) -> CedarString {
        let value = try evaluate(evaluator)
        guard case .string(let text) = value else { throw EvaluationError.type("string", value, at: range) }
        return text
    }

    func number(_ evaluator: Evaluator) throws(EvaluationError) -> Int64 {
        let found = try quantity(evaluator)
        guard case .long(let number) = found else { throw EvaluationError.type("long", found.value, at: range) }
        return number
    }
}

/// A node whose value is a truth value.
protocol TestNode: EvaluationNode {}

extension TestNode {
    func evaluate(_ evaluator: Evaluator) throws(EvaluationError) -> Value { .bool(try test(evaluator)) }
}

/// A node whose value is stored in a record: an attribute, a field or a tag.
protocol StoredNode: EvaluationNode {
    /// The record and the place in it.
    func find(_ evaluator: Evaluator) throws(EvaluationError) -> (record: Record, place: Int)
}

extension StoredNode {
    func evaluate(_ evaluator: Evaluator) throws(EvaluationError) -> Value {
        let found = try find(evaluator)
        return found.record.fields[found.place].value
    }

    func test(_ evaluator: Evaluator) throws(EvaluationError) -> Bool {
        let found = try find(evaluator)
        return try found.record.fields[found.place].value.truth(at: range)
    }

    func entity(_ evaluator: Evaluator) throws(EvaluationError) -> EntityUID {
        let found = try find(evaluator)
        return try found.record.fields[found.place].value.uid(at: range)
    }

    func equals(_ other: Value, _ evaluator: Evaluator) throws(EvaluationError) -> Bool {
        let found = try find(evaluator)
        return found.record.fields[found.place].value == other
    }

    func contains(_ member: Value, _ evaluator: Evaluator) throws(EvaluationError) -> Bool {
        let found = try find(evaluator)
        return try found.record.fields[found.place].value.has(member: member, at: range)
    }

    func quantity(_ evaluator: Evaluator) throws(EvaluationError) -> Quantity {
        let found = try find(evaluator)
        return Quantity(found.record.fields[found.place].value)
    }
}
