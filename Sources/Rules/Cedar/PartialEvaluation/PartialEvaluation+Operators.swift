// Operators with two operands, and the hierarchy.
extension PartialEvaluation {
    func binary(_ binary: BinaryOperator, _ left: Residual, _ right: Residual, _ residual: Residual) -> Residual {
        for operand in [left, right] where operand.error != nil { return residual.failed(like: operand) }
        switch binary {
        case .isIn: return membership(left, right, residual)
        case .hasTag: return hasTag(left, right, residual)
        case .getTag: return getTag(left, right, residual)
        case .contains, .containsAny:
            if Self.isEmptySet(left), !right.mayErr { return residual.literal(false) }
            if binary == .containsAny, Self.isEmptySet(right), !left.mayErr { return residual.literal(false) }
        case .containsAll:
            if Self.isEmptySet(right), !left.mayErr { return residual.literal(true) }
        default: break
        }
        return operation([left, right], residual) {
            .binary(binary, $0[0], $0[1])
        } expression: {
            .binary(binary, $0[0], $0[1])
        }
    }

    private static func isAtom(_ residual: Residual) -> Bool {
        switch residual.kind {
        case .literal, .variable: true
        default: false
        }
    }

    private static func isEmptySet(_ residual: Residual) -> Bool {
        switch residual.kind {
        case .literal(.set(let members)): members.isEmpty
        case .set(let parts): parts.isEmpty
        default: false
        }
    }

    private func membership(_ left: Residual, _ right: Residual, _ residual: Residual) -> Residual {
        let unresolved = residual.replacing(.binary(.isIn, left, right))
        if right.error != nil { return residual.failed(like: right) }
        if Self.isEmptySet(right), !left.mayErr { return residual.literal(false) }
        if case .conditional(let test, let then, let otherwise) = right.kind, Self.isAtom(left) {
            // Each branch by itself may be decided by what is known of the hierarchy.
            let first = membership(left, then, residual)
            let second = test.type.knownTruth == nil ? membership(left, otherwise, residual) : first
            return residual.replacing(.conditional(test, then: first, otherwise: second))
        }
        let groups = Self.entities(right)
        if case .literal(.entity(let member)) = left.kind {
            if let groups, groups.contains(member) { return residual.literal(true) }
            guard let ancestors = ancestors(of: left) else { return unresolved }
            if let groups { return residual.literal(!ancestors.isDisjoint(with: groups)) }
            return inverted(ancestors.union([member]), right, residual) ?? unresolved
        }
        guard let groups, let ancestors = ancestors(of: left), let type = left.type.singleEntityType else {
            return unresolved
        }
        // The ancestors are known though the entity is not: beside them it is only in itself.
        if !ancestors.isDisjoint(with: groups) { return residual.literal(true) }
        let same = groups.filter { $0.type == type }.map { Value.entity($0) }
        guard !same.isEmpty else { return residual.literal(false) }
        let set = Residual(.literal(.set(Set(same))), .set(.entity(type)), right.range)
        return residual.replacing(.binary(.contains, set, left))
    }

    /// `member in right`, all that `member` is in being known: a question of `right` alone.
    private func inverted(_ groups: Set<EntityUID>, _ right: Residual, _ residual: Residual) -> Residual? {
        let type: EntityTypeName?
        let isSet: Bool
        switch right.type {
        case .entity: (type, isSet) = (right.type.singleEntityType, false)
        case .set(let element): (type, isSet) = (element.singleEntityType, true)
        default: (type, isSet) = (nil, false)
        }
        guard let type else { return nil }
        let possible = groups.filter { $0.type == type }.map { Value.entity($0) }
        if possible.isEmpty, !right.mayErr { return residual.literal(false) }
        let set = Residual(.literal(.set(Set(possible))), .set(.entity(type)), right.range)
        return residual.replacing(isSet ? .binary(.containsAny, right, set) : .binary(.contains, set, right))
    }

    private func ancestors(of residual: Residual) -> Set<EntityUID>? {
        switch knowledge(of: residual) {
        case .present(let facts)?: facts.ancestors
        case .absent?: []
        case .unknown?, nil: nil
        }
    }

    private static func entities(_ residual: Residual) -> Set<EntityUID>? {
        func uid(_ value: Value) -> EntityUID? { if case .entity(let uid) = value { uid } else { nil } }
        switch residual.kind {
        case .literal(.entity(let uid)): return [uid]
        case .literal(.set(let members)):
            let uids = members.compactMap(uid)
            return uids.count == members.count ? Set(uids) : nil
        default: return nil
        }
    }
}
