// Entity types and the hierarchy.
extension EnvironmentCheck {
    /// `e is T in f` is `e is T && e in f`.
    mutating func checkIsType(_ expression: Expression, _ known: Capabilities) -> Answer {
        guard case .isType(let inner, let type, let container) = expression.kind else { return .failed }
        guard let container else { return checkIsType(inner, type, expression.range, known) }
        let test = Expression(.isType(inner, type, in: nil), range: expression.range)
        let membership = Expression(.binary(.isIn, inner, container), range: expression.range)
        return checkAnd(Expression(.and([test, membership]), range: expression.range), known)
    }

    private mutating func checkIsType(
        _ inner: Expression,
        _ wanted: EntityTypeName,
        _ range: SourceRange,
        _ known: Capabilities
    ) -> Answer {
        let answer = expect(.entity, inner, knowing: known) { _ in .typesOfEntitiesAlone }
        guard case .entity(let types) = answer.type else { return .failed(.bool) }
        let type: InferredType
        if !types.contains(wanted) {
            type = .bool(.alwaysFalse)
        } else {
            type = types.count == 1 ? .bool(.alwaysTrue) : .bool
        }
        return Answer(type: type, tree: node(type, range, answer.tree) { .isType($0[0], wanted) })
    }

    mutating func checkIsIn(
        _ expression: Expression,
        _ left: Expression,
        _ right: Expression,
        _ known: Capabilities
    ) -> Answer {
        let entity = expect(.entity, left, knowing: known) { _ in .useContains }
        let container = expect(.entityOrEntities, right, knowing: known) { type in
            switch type {
            case .set: .useContains
            case .string: .useLike
            default: nil
            }
        }
        guard entity.tree != nil, container.tree != nil else { return .failed(.bool) }
        guard let type = membership(left, entity.type, right, container.type) else { return .failed(.bool) }
        return Answer(
            type: type,
            tree: node(type, expression.range, entity.tree, container.tree) { .binary(.isIn, $0[0], $0[1]) }
        )
    }

    /// The type of `in`. Of an action in literals the schema says which; of others it says whether the types allow it. Nil where an
    /// action is not known.
    private func membership(
        _ left: Expression,
        _ leftType: InferredType?,
        _ right: Expression,
        _ rightType: InferredType?
    ) -> InferredType? {
        if let action = entityLiteral(left), action.type.isAction, let containers = entityLiterals(right) {
            let groups = containers.filter(\.type.isAction)
            guard groups.allSatisfy({ schema.actions[$0] != nil }) else { return nil }
            let above = schema.actionAncestors[action] ?? []
            return .bool(always: groups.contains { $0 == action || above.contains($0) })
        }
        var containerType = rightType
        if case .set(let element) = rightType { containerType = element }
        guard case .entity(let types) = leftType, case .entity(let containers) = containerType else { return .bool }
        let isPossible = types.contains { type in
            containers.contains { schema.mayBeIn(type, $0) || mayActionBeIn(type, $0) }
        }
        return isPossible ? .bool : .bool(.alwaysFalse)
    }

    private func entityLiterals(_ expression: Expression) -> [EntityUID]? {
        if let uid = entityLiteral(expression) { return [uid] }
        guard case .set(let members) = expression.kind else { return nil }
        let uids = members.compactMap(entityLiteral)
        return uids.count == members.count ? uids : nil
    }

    /// Whether some action of one type is in an action of the other; action types differ by namespace.
    private func mayActionBeIn(_ type: EntityTypeName, _ container: EntityTypeName) -> Bool {
        guard type.isAction, container.isAction else { return false }
        return schema.actionAncestors.contains { action, above in
            action.type == type && above.contains { $0.type == container }
        }
    }
}
