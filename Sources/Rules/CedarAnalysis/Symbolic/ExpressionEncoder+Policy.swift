internal import Cedar

/// When a policy matches and when it errs.
struct SymbolicPolicy {
    let satisfied: Term
    let errs: Term
}

extension ExpressionEncoder {
    /// Scope, then the clauses in order, as one expression.
    func encode(_ policy: Policy) throws(Unsupported) -> SymbolicPolicy {
        var holds = try scope(policy.scope)
        var error = store.no
        for condition in policy.conditions {
            if holds.truth == false { break }
            let body = try encodeTruth(condition.body)
            error = store.or(error, store.and(holds, body.error))
            holds = store.and(holds, condition.kind == .when ? body.term : store.not(body.term))
        }
        return SymbolicPolicy(satisfied: store.and(holds, store.not(error)), errs: error)
    }

    private func scope(_ scope: PolicyScope) throws(Unsupported) -> Term {
        guard action(scope.action) else { return store.no }
        return store.and(try constraint(scope.principal, principal), try constraint(scope.resource, resource))
    }

    private func action(_ constraint: PolicyScope.ActionConstraint) -> Bool {
        let own = environment.action
        let ancestors = hierarchy.actionAncestors[own] ?? []
        return switch constraint {
        case .any: true
        case .equal(let uid): own == uid
        case .isIn(let uid): own == uid || ancestors.contains(uid)
        case .isInAny(let uids): uids.contains { own == $0 || ancestors.contains($0) }
        }
    }

    private func constraint(_ constraint: PolicyScope.EntityConstraint, _ entity: Term) throws(Unsupported) -> Term {
        switch constraint {
        case .any: return store.yes
        case .isType(let type): return store.bool(entity.sort == .entity(type))
        case .equal(let reference):
            let group = try self.reference(reference)
            return group.sort == entity.sort ? store.equal(entity, group) : store.no
        case .isIn(let reference): return try isBelow(entity, try self.reference(reference))
        case .isTypeIn(let type, let reference):
            return entity.sort == .entity(type) ? try isBelow(entity, try self.reference(reference)) : store.no
        }
    }

    private func reference(_ reference: PolicyScope.Reference) throws(Unsupported) -> Term {
        switch reference {
        case .entity(let uid): try literal(.entity(uid))
        case .slot: throw Unsupported(reason: "a template is analysed only when it is linked")
        }
    }
}
