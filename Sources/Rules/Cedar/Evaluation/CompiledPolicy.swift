internal import Synchronization

/// What of a policy is needed to evaluate it.
final class CompiledPolicy: Sendable {
    let effect: Effect
    let scope: CompiledScope
    /// Every `when` true and every `unless` false, in the order of the text, up to the first that fails.
    let test: any EvaluationNode
    let conditions: CompiledConditions
    let id: PolicyID

    init(id: PolicyID, effect: Effect, scope: PolicyScope, conditions: CompiledConditions) {
        self.id = id
        self.effect = effect
        self.scope = CompiledScope(scope)
        self.conditions = conditions
        test = conditions.all
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
    /// All clauses as one test.
    let all: any EvaluationNode

    init(_ conditions: [Condition]) {
        clauses = conditions.map { ($0.kind == .when, ExpressionCompiler.compile($0.body)) }
        // The parts of a `when` that is a chain of `&&` stand in the chain of all clauses.
        let tests = clauses.flatMap { clause -> [any EvaluationNode] in
            guard clause.isWhen else { return [NotNode(clause.node, clause.node.range)] }
            return (clause.node as? any ChainedNode)?.parts(ifStoppingAt: false) ?? [clause.node]
        }
        all = ExpressionCompiler.chain(tests, stopsAt: false, .none)
    }

    func whenHold(_ bound: Bound) throws(EvaluationError) -> Bool {
        for clause in clauses where clause.isWhen {
            guard try clause.node.test(bound) else { return false }
        }
        return true
    }

    func someUnlessHolds(_ bound: Bound) throws(EvaluationError) -> Bool {
        for clause in clauses where !clause.isWhen {
            if try clause.node.test(bound) { return true }
        }
        return false
    }
}
