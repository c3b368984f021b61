/// An expression in evaluable form. The tree of classes is walked without copying it; ``test(_:)`` spares building a value where
/// only the truth of it is wanted.
protocol EvaluationNode: AnyObject, Sendable {
    var range: SourceRange { get }
    func evaluate(_ evaluator: Evaluator) throws(EvaluationError) -> Value
    func test(_ evaluator: Evaluator) throws(EvaluationError) -> Bool
}

extension EvaluationNode {
    func test(_ evaluator: Evaluator) throws(EvaluationError) -> Bool {
        let value = try evaluate(evaluator)
        guard case .bool(let result) = value else { throw EvaluationError.type("bool", value, at: range) }
        return result
    }

    func entity(_ evaluator: Evaluator) throws(EvaluationError) -> EntityUID {
        let value = try evaluate(evaluator)
        guard case .entity(let uid) = value else { throw EvaluationError.type("entity", value, at: range) }
        return uid
    }

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
        let value = try evaluate(evaluator)
        guard case .long(let number) = value else { throw EvaluationError.type("long", value, at: range) }
        return number
    }
}

/// A node whose value is a truth value.
protocol TestNode: EvaluationNode {}

extension TestNode {
    func evaluate(_ evaluator: Evaluator) throws(EvaluationError) -> Value { .bool(try test(evaluator)) }
}
