/// A scope in evaluable form.
struct CompiledScope: Sendable {
    /// What is asked of the principal or the resource.
    private struct Test: Sendable {
        let type: EntityTypeName?
        let entity: EntityUID?
        let below: Bool

        init(_ constraint: PolicyScope.EntityConstraint) {
            type = constraint.type
            if case .entity(let uid) = constraint.reference { entity = uid } else { entity = nil }
            if case .equal = constraint { below = false } else { below = true }
        }

        @inline(__always)
        func holds(_ uid: EntityUID, _ stored: Entities.Stored?) -> Bool {
            if let type, uid.type != type { return false }
            guard let entity, uid != entity else { return true }
            return below && stored?.ancestors.contains(entity) == true
        }
    }

    private let principal: Test
    private let action: PolicyScope.ActionConstraint
    private let resource: Test
    /// What a template throws; nil for a policy.
    private let refusal: EvaluationError?

    init(_ scope: PolicyScope) {
        principal = Test(scope.principal)
        action = scope.action
        resource = Test(scope.resource)
        if let slot = scope.principal.slot {
            refusal = EvaluationError(.unlinkedSlot(slot), at: scope.ranges.principal)
        } else if let slot = scope.resource.slot {
            refusal = EvaluationError(.unlinkedSlot(slot), at: scope.ranges.resource)
        } else {
            refusal = nil
        }
    }

    func matches(_ evaluator: Evaluator) throws(EvaluationError) -> Bool {
        if let refusal { throw refusal }
        return actionMatches(evaluator) && entitiesMatch(evaluator)
    }

    /// Principal and resource alone, for when the action is known to fit.
    @inline(__always)
    func entitiesMatch(_ evaluator: Evaluator) -> Bool {
        principal.holds(evaluator.request.principal, evaluator.principal)
            && resource.holds(evaluator.request.resource, evaluator.resource)
    }

    private func actionMatches(_ evaluator: Evaluator) -> Bool {
        switch action {
        case .any: true
        case .equal(let uid): evaluator.request.action == uid
        case .isIn(let uid): evaluator.isIn(evaluator.request.action, uid)
        case .isInAny(let uids): uids.contains { evaluator.isIn(evaluator.request.action, $0) }
        }
    }
}
