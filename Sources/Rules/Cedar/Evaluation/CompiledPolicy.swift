/// What of a policy is needed to evaluate it.
final class CompiledPolicy: Sendable {
    let scope: CompiledScope
    let conditions: CompiledConditions

    init(scope: PolicyScope, conditions: CompiledConditions) {
        self.scope = CompiledScope(scope)
        self.conditions = conditions
    }
}

/// The clauses in evaluable form.
final class CompiledConditions: Sendable {
    private let clauses: [(isWhen: Bool, node: any EvaluationNode)]

    init(_ conditions: [Condition]) {
        clauses = conditions.map { ($0.kind == .when, ExpressionCompiler.compile($0.body)) }
    }

    /// Every `when` true and every `unless` false, in the order of the text, up to the first that fails.
    func hold(_ evaluator: Evaluator) throws(EvaluationError) -> Bool {
        for clause in clauses where try clause.node.test(evaluator) != clause.isWhen { return false }
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

/// A scope in evaluable form; the parts are tried from the cheapest.
struct CompiledScope: Sendable {
    private let scope: PolicyScope
    private let isTemplate: Bool

    init(_ scope: PolicyScope) {
        self.scope = scope
        isTemplate = !scope.slots.isEmpty
    }

    @inline(__always)
    func matches(_ evaluator: Evaluator) throws(EvaluationError) -> Bool {
        if isTemplate { try refuse() }
        return actionMatches(evaluator) && entitiesMatch(evaluator)
    }

    /// Principal and resource alone, for when the action is known to fit.
    @inline(__always)
    func entitiesMatch(_ evaluator: Evaluator) -> Bool {
        matches(scope.principal, evaluator.request.principal, evaluator.principal)
            && matches(scope.resource, evaluator.request.resource, evaluator.resource)
    }

    private func refuse() throws(EvaluationError) {
        if let slot = scope.principal.slot { throw EvaluationError(.unlinkedSlot(slot), at: scope.ranges.principal) }
        if let slot = scope.resource.slot { throw EvaluationError(.unlinkedSlot(slot), at: scope.ranges.resource) }
    }

    @inline(__always)
    private func actionMatches(_ evaluator: Evaluator) -> Bool {
        switch scope.action {
        case .any: true
        case .equal(let uid): evaluator.request.action == uid
        case .isIn(let uid): isBelow(uid, evaluator.request.action, evaluator.action)
        case .isInAny(let uids): uids.contains { isBelow($0, evaluator.request.action, evaluator.action) }
        }
    }

    @inline(__always)
    private func matches(_ constraint: PolicyScope.EntityConstraint, _ uid: EntityUID, _ stored: Entities.Stored?)
        -> Bool
    {
        switch constraint {
        case .any: true
        case .isType(let type): uid.type == type
        case .equal(.entity(let wanted)): uid == wanted
        case .isIn(.entity(let group)): isBelow(group, uid, stored)
        case .isTypeIn(let type, .entity(let group)): uid.type == type && isBelow(group, uid, stored)
        case .equal(.slot), .isIn(.slot), .isTypeIn(_, .slot): false
        }
    }

    @inline(__always)
    private func isBelow(_ group: EntityUID, _ uid: EntityUID, _ stored: Entities.Stored?) -> Bool {
        uid == group || (stored?.ancestors.contains(group) ?? false)
    }
}
