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
    /// All clauses as one test.
    private let all: any EvaluationNode

    init(_ conditions: [Condition]) {
        clauses = conditions.map { ($0.kind == .when, ExpressionCompiler.compile($0.body)) }
        let tests = clauses.map { $0.isWhen ? $0.node : NotNode($0.node, $0.node.range) }
        all = if let only = tests.first, tests.count == 1 { only } else { ChainNode(tests, stopsAt: false, .none) }
    }

    /// Every `when` true and every `unless` false, in the order of the text, up to the first that fails.
    @inline(__always)
    func hold(_ bound: Bound) throws(EvaluationError) -> Bool { try all.test(bound) }

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
