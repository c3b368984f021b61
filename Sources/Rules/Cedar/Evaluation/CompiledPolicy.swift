internal import Synchronization

/// What of a policy is needed to evaluate it.
final class CompiledPolicy: Sendable {
    let id: PolicyID
    let effect: Effect
    let scope: CompiledScope
    let conditions: CompiledConditions

    init(id: PolicyID, effect: Effect, scope: PolicyScope, conditions: CompiledConditions) {
        self.id = id
        self.effect = effect
        self.scope = CompiledScope(scope)
        self.conditions = conditions
    }
}

/// The clauses of a policy with their evaluable form, made when it is first asked for: much policy text is read only to be checked,
/// formatted or translated. Copies of a policy share it.
final class LazyConditions: Sendable {
    let conditions: [Condition]
    private let compiled = AtomicLazyReference<CompiledConditions>()

    init(_ conditions: [Condition]) { self.conditions = conditions }

    /// The evaluable form; safe to ask for from several threads.
    var evaluable: CompiledConditions {
        compiled.load() ?? compiled.storeIfNil(CompiledConditions(conditions))
    }
}

/// The clauses in evaluable form.
final class CompiledConditions: Sendable {
    private let clauses: [(isWhen: Bool, node: any EvaluationNode)]

    init(_ conditions: [Condition]) {
        clauses = conditions.map { ($0.kind == .when, ExpressionCompiler.compile($0.body)) }
    }

    /// Every `when` true and every `unless` false, in the order of the text, up to the first that fails.
    @inline(__always)
    func hold(_ evaluator: Evaluator) throws(EvaluationError) -> Bool {
        for index in clauses.indices where try clauses[index].node.test(evaluator) != clauses[index].isWhen {
            return false
        }
        return true
    }

    func whenHold(_ evaluator: Evaluator) throws(EvaluationError) -> Bool {
        for clause in clauses where clause.isWhen {
            guard try clause.node.test(evaluator) else { return false }
        }
        return true
    }

    func someUnlessHolds(_ evaluator: Evaluator) throws(EvaluationError) -> Bool {
        for clause in clauses where !clause.isWhen {
            if try clause.node.test(evaluator) { return true }
        }
        return false
    }
}
