// What can be said without types: names, and whether the scope applies to anything.
extension Validator {
    /// The entity types, actions and enumerated entities that the schema lacks, wherever they stand; evaluated or not.
    func nameProblems(of policy: Policy) -> [ValidationProblem] {
        var names = NameCollection()
        names.collect(policy.scope)
        for clause in policy.conditions { names.collect(clause.body) }
        var problems: [ValidationProblem] = []
        for (type, range) in names.types where !isKnown(type) { problems.append(unknown(type, policy, range)) }
        for (uid, range) in names.entities {
            if uid.type.isAction {
                guard schema.actions[uid] == nil else { continue }
                problems.append(ValidationProblem(.unknownAction(uid, nearest: nearest(to: uid)), in: policy, range))
            } else if let ids = schema.entityTypes[uid.type]?.ids, !ids.contains(uid.id) {
                let near = NearestName.to(uid.id.text, in: ids.map(\.text))
                    .map { EntityUID(type: uid.type, id: $0).description }
                problems.append(ValidationProblem(.unknownEnumeratedEntity(uid, nearest: near), in: policy, range))
            }
        }
        return problems
    }

    /// Whether the scope itself names what the schema lacks; of such a policy it cannot be said that it never applies.
    func scopeNamesAreUnknown(_ policy: Policy) -> Bool {
        var names = NameCollection()
        names.collect(policy.scope.principal, .none)
        names.collect(policy.scope.resource, .none)
        return names.entities.contains { schema.entityTypes[$0.uid.type] == nil }
    }

    /// Types of actions are not declared by themselves, so each counts as known.
    private func isKnown(_ type: EntityTypeName) -> Bool { type.isAction || schema.entityTypes[type] != nil }

    private func unknown(_ type: EntityTypeName, _ policy: Policy, _ range: SourceRange) -> ValidationProblem {
        let near = NearestName.to(type.description, in: schema.entityTypes.keys.map(\.description))
        return ValidationProblem(.unknownEntityType(type, nearest: near), in: policy, range)
    }

    private func nearest(to action: EntityUID) -> String? {
        let known = schema.actions.keys.sorted()
        if let near = NearestName.to(action.id.text, in: known.map(\.id.text)) {
            return known.first { $0.id == CedarString(near) }?.description
        }
        return NearestName.to(action.description, in: known.map(\.description))
    }

    /// An error where no action applies to a type of principal and a type of resource that the scope allows.
    func applicationProblem(of scope: PolicyScope, _ policy: Policy) -> ValidationProblem? {
        guard !schema.isApplicable(scope) else { return nil }
        let kind = ValidationProblem.Kind.inapplicableScope(
            principalNeedsIn: wouldInHelp(scope.principal, scope.action) { $0.principals },
            resourceNeedsIn: wouldInHelp(scope.resource, scope.action) { $0.resources }
        )
        return ValidationProblem(kind, in: policy, policy.range)
    }

    /// Whether `==` names an entity of a type that no action takes but that holds entities of a type that one takes.
    private func wouldInHelp(
        _ constraint: PolicyScope.EntityConstraint,
        _ action: PolicyScope.ActionConstraint,
        _ types: (Schema.AppliesTo) -> Set<EntityTypeName>
    ) -> Bool {
        guard case .equal(.entity(let uid)) = constraint else { return false }
        let taken = schema.actions(satisfying: action).reduce(into: Set<EntityTypeName>()) { $0.formUnion(types($1)) }
        return !taken.contains(uid.type) && taken.contains { schema.mayBeIn($0, uid.type) }
    }

    /// What is wrong with the entities that a template was linked with.
    func linkProblems(of policy: Policy, from template: Policy) -> [ValidationProblem] {
        var problems: [ValidationProblem] = []
        let parts = [
            (template.scope.principal, policy.scope.principal, policy.scope.ranges.principal),
            (template.scope.resource, policy.scope.resource, policy.scope.ranges.resource),
        ]
        for (open, linked, range) in parts where open.slot != nil {
            guard case .entity(let uid) = linked.reference, !isKnown(uid.type) else { continue }
            problems.append(unknown(uid.type, policy, range))
        }
        if let problem = applicationProblem(of: policy.scope, policy) { problems.append(problem) }
        return problems
    }
}

/// The names in a policy with their places.
private struct NameCollection {
    private(set) var types: [(type: EntityTypeName, range: SourceRange)] = []
    private(set) var entities: [(uid: EntityUID, range: SourceRange)] = []

    private mutating func add(_ uid: EntityUID, _ range: SourceRange) {
        types.append((uid.type, range))
        entities.append((uid, range))
    }

    mutating func collect(_ scope: PolicyScope) {
        collect(scope.principal, scope.ranges.principal)
        switch scope.action {
        case .any: break
        case .equal(let uid), .isIn(let uid): add(uid, scope.ranges.action)
        case .isInAny(let uids): for uid in uids { add(uid, scope.ranges.action) }
        }
        collect(scope.resource, scope.ranges.resource)
    }

    mutating func collect(_ constraint: PolicyScope.EntityConstraint, _ range: SourceRange) {
        if let type = constraint.type { types.append((type, range)) }
        if case .entity(let uid) = constraint.reference { add(uid, range) }
    }

    mutating func collect(_ expression: Expression) {
        guard expression.depth <= CedarLimits.expressionDepth + 2 else { return }
        walk(expression)
    }

    private mutating func walk(_ expression: Expression) {
        switch expression.kind {
        case .literal(.entity(let uid)): add(uid, expression.range)
        case .isType(_, let type, _): types.append((type, expression.range))
        default: break
        }
        for child in expression.kind.children { walk(child) }
    }
}
