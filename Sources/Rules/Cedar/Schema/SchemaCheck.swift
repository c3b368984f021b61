/// A light check of a policy against a schema, for errors of typing: names of types, actions, enumerated ids and attributes that
/// nothing in the schema has. It is no validator: it knows no types of operands and does not ask whether optional attributes are
/// guarded.
struct SchemaCheck {
    private let schema: Schema
    private let policy: Policy
    private let principals: Set<EntityTypeName>
    private let resources: Set<EntityTypeName>
    private let contexts: [RecordShape]
    private(set) var findings: [ParseError] = []

    init(_ schema: Schema, _ policy: Policy) {
        self.schema = schema
        self.policy = policy
        let scope = policy.scope
        let actions = schema.actions.values.filter { action in
            let above = schema.actionAncestors[action.uid] ?? []
            return switch scope.action {
            case .any: true
            case .equal(let uid): action.uid == uid
            case .isIn(let uid): action.uid == uid || above.contains(uid)
            case .isInAny(let uids): uids.contains { action.uid == $0 || above.contains($0) }
            }
        }.compactMap(\.appliesTo)
        func possible(_ constraint: PolicyScope.EntityConstraint, _ types: Set<EntityTypeName>) -> Set<EntityTypeName> {
            if let type = constraint.type { return [type] }
            switch constraint {
            case .equal(.entity(let uid)): return [uid.type]
            case .isIn(.entity(let group)):
                return types.filter { $0 == group.type || (schema.typeAncestors[$0] ?? []).contains(group.type) }
            default: return types
            }
        }
        let principals = possible(scope.principal, actions.reduce(into: []) { $0.formUnion($1.principals) })
        let resources = possible(scope.resource, actions.reduce(into: []) { $0.formUnion($1.resources) })
        self.principals = principals
        self.resources = resources
        contexts = actions.filter {
            !$0.principals.isDisjoint(with: principals) && !$0.resources.isDisjoint(with: resources)
        }.map(\.context)
    }

    mutating func run() {
        let scope = policy.scope
        check(scope.principal, scope.ranges.principal)
        check(scope.resource, scope.ranges.resource)
        switch scope.action {
        case .any: break
        case .equal(let uid), .isIn(let uid): check(uid, scope.ranges.action)
        case .isInAny(let uids): for uid in uids { check(uid, scope.ranges.action) }
        }
        // Where a name of the scope is wrong, nothing can be said of the attributes.
        let attributes = findings.isEmpty
        for condition in policy.conditions { walk(condition.body, attributes: attributes) }
        findings.sort { $0.range.start < $1.range.start }
    }

    private mutating func report(_ message: String, _ range: SourceRange) {
        findings.append(ParseError(file: policy.file, range: range, message: message))
    }

    private mutating func check(_ constraint: PolicyScope.EntityConstraint, _ range: SourceRange) {
        if let type = constraint.type { check(type, range) }
        if case .entity(let uid) = constraint.reference { check(uid, range) }
    }

    private mutating func check(_ type: EntityTypeName, _ range: SourceRange) {
        if schema.entityTypes[type] == nil, !(type.isAction && schema.actions.keys.contains { $0.type == type }) {
            report(schema.unknownType(type), range)
        }
    }

    private mutating func check(_ uid: EntityUID, _ range: SourceRange) {
        if uid.type.isAction {
            if schema.actions[uid] == nil {
                report(
                    "there is no action `\(uid)`\(NearestName.hint(uid.id.text, in: schema.actions.keys.map(\.id.text)))",
                    range
                )
            }
            return
        }
        check(uid.type, range)
        for problem in schema.idProblems(of: uid) { report(problem, range) }
    }

    private mutating func walk(_ expression: Expression, attributes: Bool) {
        for child in expression.kind.children { walk(child, attributes: attributes) }
        switch expression.kind {
        case .literal(.entity(let uid)): check(uid, expression.range)
        case .isType(_, let type, _): check(type, expression.range)
        case .attribute(let base, let name) where attributes: checkAttribute(name, of: types(base), expression.range)
        case .has(let base, let path) where attributes:
            var current = types(base)
            for name in path {
                if checkAttribute(name, of: current, expression.range) { break }
                current = members(name, of: current)
            }
        default: break
        }
    }

    /// Reports an attribute that none of the types has; nothing is said where the types are not known.
    @discardableResult
    private mutating func checkAttribute(_ name: CedarString, of types: [SchemaType]?, _ range: SourceRange) -> Bool {
        guard let types, !types.isEmpty, members(name, of: types)?.isEmpty == true else { return false }
        var known: Set<String> = []
        var owners: Set<String> = []
        for type in types {
            if let shape = shape(type) { known.formUnion(shape.names) }
            owners.insert(type.description)
        }
        let owner = owners.sorted().map { $0.contains(" ") ? $0 : "`\($0)`" }.joined(separator: ", ")
        report("\(owner) has no attribute `\(name)`\(NearestName.hint(name.text, in: known.sorted()))", range)
        return true
    }

    private func shape(_ type: SchemaType) -> RecordShape? {
        switch type {
        case .record(let shape): shape
        case .entity(let name): schema.entityTypes[name]?.shape ?? RecordShape()
        default: nil
        }
    }

    private func members(_ name: CedarString, of types: [SchemaType]?) -> [SchemaType]? {
        types.map { types in
            Set(types).compactMap { shape($0)?.attributes[name]?.type }
        }
    }

    /// The types that an expression may have, nil where that is not known.
    private func types(_ expression: Expression) -> [SchemaType]? {
        switch expression.kind {
        case .variable(.principal): return principals.map { .entity($0) }
        case .variable(.resource): return resources.map { .entity($0) }
        case .variable(.context): return contexts.map { .record($0) }
        case .literal(.entity(let uid)): return schema.entityTypes[uid.type] == nil ? nil : [.entity(uid.type)]
        case .attribute(let base, let name): return members(name, of: types(base))
        case .binary(.getTag, let base, _):
            return types(base)?.compactMap { type in
                if case .entity(let name) = type { schema.entityTypes[name]?.tags } else { nil }
            }
        case .conditional(_, let then, let otherwise):
            guard let first = types(then), let second = types(otherwise) else { return nil }
            return first + second
        default: return nil
        }
    }
}

extension Schema {
    /// Looks for names in a policy that nothing in the schema bears: entity types, actions, enumerated ids, and attributes that no
    /// entity type possible under the policy's scope has. Each finding is located and names the nearest known name. A policy
    /// without findings may still be wrong; this is no validator.
    public func check(_ policy: Policy) -> [ParseError] {
        var check = SchemaCheck(self, policy)
        check.run()
        return check.findings
    }

    /// ``check(_:)-(Policy)`` of every policy and template.
    public func check(_ policies: PolicySet) -> [ParseError] {
        (policies.templates + policies.policies).flatMap { check($0) }
    }
}
