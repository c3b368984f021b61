/// A scope in evaluable form.
struct CompiledScope: Sendable {
    /// What is asked of the principal or the resource.
    private struct Test: Sendable {
        let type: EntityTypeName?
        let entity: EntityUID?
        let below: Bool
        /// Whether nothing is asked.
        let isOpen: Bool

        init(_ constraint: PolicyScope.EntityConstraint) {
            type = constraint.type
            if case .entity(let uid) = constraint.reference { entity = uid } else { entity = nil }
            if case .equal = constraint { below = false } else { below = true }
            isOpen = type == nil && entity == nil
        }

        @inline(__always)
        func holds(_ root: UnsafePointer<BoundRequest.Root>) -> Bool {
            if isOpen { return true }
            guard let uid = root.pointee.uid else { return false }
            if let type, uid.pointee.type != type { return false }
            guard let entity, uid.pointee != entity else { return true }
            return below && root.pointee.ancestors.contains(entity)
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

    func matches(_ bound: Bound) throws(EvaluationError) -> Bool {
        if let refusal { throw refusal }
        return actionMatches(bound) && entitiesMatch(bound)
    }

    /// Principal and resource alone, for when the action is known to fit.
    @inline(__always)
    func entitiesMatch(_ bound: Bound) -> Bool {
        principal.holds(bound.root(.principal)) && resource.holds(bound.root(.resource))
    }

    private func actionMatches(_ bound: Bound) -> Bool {
        let asked = bound.pointee.request.pointee.action
        return switch action {
        case .any: true
        case .equal(let uid): asked == uid
        case .isIn(let uid): bound.isIn(asked, uid)
        case .isInAny(let uids): uids.contains { bound.isIn(asked, $0) }
        }
    }
}
