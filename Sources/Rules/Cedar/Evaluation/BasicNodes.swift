// Literals, variables, logic.

final class LiteralNode: EvaluationNode {
    let value: Value
    let range: SourceRange

    init(_ value: Value, _ range: SourceRange) {
        self.value = value
        self.range = range
    }

    func evaluate(_ evaluator: Evaluator) throws(EvaluationError) -> Value { value }
    func equals(_ other: Value, _ evaluator: Evaluator) throws(EvaluationError) -> Bool { value == other }
    func contains(_ member: Value, _ evaluator: Evaluator) throws(EvaluationError) -> Bool {
        try value.has(member: member, at: range)
    }
    func quantity(_ evaluator: Evaluator) throws(EvaluationError) -> Quantity { Quantity(value) }
}

/// A node that always fails: what is known to be wrong before evaluation, but counts only when reached.
final class FailingNode: EvaluationNode {
    let error: EvaluationError
    var range: SourceRange { error.range }

    init(_ error: EvaluationError) { self.error = error }

    func evaluate(_ evaluator: Evaluator) throws(EvaluationError) -> Value { throw error }
}

final class VariableNode: EvaluationNode {
    let variable: Variable
    let range: SourceRange

    init(_ variable: Variable, _ range: SourceRange) {
        self.variable = variable
        self.range = range
    }

    func evaluate(_ evaluator: Evaluator) throws(EvaluationError) -> Value {
        if let uid = evaluator.uid(variable) { return .entity(uid) }
        return .record(evaluator.request.context)
    }

    func entity(_ evaluator: Evaluator) throws(EvaluationError) -> EntityUID {
        guard let uid = evaluator.uid(variable) else {
            throw EvaluationError.type("entity", .record(evaluator.request.context), at: range)
        }
        return uid
    }
}

final class NotNode: TestNode {
    let inner: any EvaluationNode
    let range: SourceRange

    init(_ inner: any EvaluationNode, _ range: SourceRange) {
        self.inner = inner
        self.range = range
    }

    func test(_ evaluator: Evaluator) throws(EvaluationError) -> Bool { !(try inner.test(evaluator)) }
}

/// `&&` and `||`: parts in order up to the first that decides; every part reached must be a truth value.
final class ChainNode: TestNode {
    let parts: [any EvaluationNode]
    let deciding: Bool
    let range: SourceRange

    init(_ parts: [any EvaluationNode], stopsAt deciding: Bool, _ range: SourceRange) {
        self.parts = parts
        self.deciding = deciding
        self.range = range
    }

    func test(_ evaluator: Evaluator) throws(EvaluationError) -> Bool {
        for index in parts.indices where try parts[index].test(evaluator) == deciding { return deciding }
        return !deciding
    }
}

final class ConditionalNode: EvaluationNode {
    let condition: any EvaluationNode
    let then: any EvaluationNode
    let otherwise: any EvaluationNode
    let range: SourceRange

    init(_ condition: any EvaluationNode, then: any EvaluationNode, otherwise: any EvaluationNode, _ range: SourceRange)
    {
        self.condition = condition
        self.then = then
        self.otherwise = otherwise
        self.range = range
    }

    func evaluate(_ evaluator: Evaluator) throws(EvaluationError) -> Value {
        try condition.test(evaluator) ? then.evaluate(evaluator) : otherwise.evaluate(evaluator)
    }
}

final class SetNode: EvaluationNode {
    let parts: [any EvaluationNode]
    let range: SourceRange

    init(_ parts: [any EvaluationNode], _ range: SourceRange) {
        self.parts = parts
        self.range = range
    }

    func evaluate(_ evaluator: Evaluator) throws(EvaluationError) -> Value {
        var members: Set<Value> = []
        for part in parts { members.insert(try part.evaluate(evaluator)) }
        return .set(members)
    }
}

final class RecordNode: EvaluationNode {
    let fields: [(key: CedarString, node: any EvaluationNode)]
    let range: SourceRange

    init(_ fields: [(CedarString, any EvaluationNode)], _ range: SourceRange) {
        self.fields = fields.map { (key: $0.0, node: $0.1) }
        self.range = range
    }

    func evaluate(_ evaluator: Evaluator) throws(EvaluationError) -> Value {
        var record: [CedarString: Value] = [:]
        for field in fields { record[field.key] = try field.node.evaluate(evaluator) }
        return .record(Record(record))
    }
}
