// Attributes and tags.
extension EnvironmentCheck {
    mutating func checkAttribute(_ expression: Expression, _ known: Capabilities) -> Answer {
        guard case .attribute(let base, let name) = expression.kind else { return .failed }
        let answer = expect(.entityOrRecord, base, knowing: known)
        guard let type = answer.type else { return .failed }
        guard let attribute = attribute(name, of: type) else {
            report(.unknownAttribute(access(base, type, name), mayExist: mayHave(name, type)), expression.range)
            return .failed
        }
        let isGuarded = known.contains(Capability(base, has: name))
        guard attribute.isRequired || isGuarded else {
            report(.unguardedAttribute(access(base, type, name)), expression.range)
            return .failed(attribute.type)
        }
        let isPresent = isGuarded || known.contains(Capability(presenceOf: base))
        let tree = node(attribute.type, expression.range, answer.tree, isGuarded: isPresent) { .attribute($0[0], name) }
        return Answer(type: attribute.type, tree: tree)
    }

    /// `e has a.b.c` is `e has a && e.a has b && e.a.b has c`.
    mutating func checkHas(_ expression: Expression, _ known: Capabilities) -> Answer {
        guard case .has(let base, let path) = expression.kind else { return .failed }
        guard path.count != 1 else { return checkHas(base, path[0], expression.range, known) }
        var parts: [Expression] = []
        var current = base
        for name in path {
            parts.append(Expression(.has(current, [name]), range: expression.range))
            current = Expression(.attribute(current, name), range: expression.range)
        }
        return checkAnd(Expression(.and(parts), range: expression.range), known)
    }

    private mutating func checkHas(
        _ base: Expression,
        _ name: CedarString,
        _ range: SourceRange,
        _ known: Capabilities
    ) -> Answer {
        let answer = expect(.entityOrRecord, base, knowing: known) { type in
            switch type {
            case .set: .useContains
            case .string: .useLike
            default: nil
            }
        }
        guard let type = answer.type else { return .failed(.bool) }
        let capability = Capability(base, has: name)
        var result = Answer(type: .bool)
        if let attribute = attribute(name, of: type) {
            var isRecord = false
            if case .record = type { isRecord = true }
            // An entity may be absent from the store, and then has nothing, whatever the schema requires.
            if known.contains(capability) || (attribute.isRequired && isRecord) { result.type = .bool(.alwaysTrue) }
            result.capabilities = isRecord ? [capability] : [capability, Capability(presenceOf: base)]
        } else if !mayHave(name, type) {
            result.type = .bool(.alwaysFalse)
        }
        result.tree = node(result.type, range, answer.tree) { .has($0[0], name) }
        return result
    }

    /// What is known of an attribute of a record, or of all the entity types that an entity may be of.
    private func attribute(_ name: CedarString, of type: InferredType) -> RecordType.Attribute? {
        switch type {
        case .record(let record): return record[name]
        case .entity(let types):
            var found: [RecordType.Attribute] = []
            for type in types {
                guard let attribute = schema.entityTypes[type]?.shape.attributes[name] else { return nil }
                found.append(.init(type: InferredType(attribute.type), isRequired: attribute.isRequired))
            }
            guard found.count > 1 else { return found.first }
            // An attribute without a common type is none that can be read, in permissive mode; strict mode has no such entities.
            guard let joined = try? TypeRelation.join(found.map(\.type), .permissive) else { return nil }
            return .init(type: joined, isRequired: found.allSatisfy(\.isRequired))
        default: return nil
        }
    }

    /// Whether an attribute of which nothing is known may be there all the same.
    private func mayHave(_ name: CedarString, _ type: InferredType) -> Bool {
        switch type {
        case .never: true
        case .record(let record): record.isOpen || record.lists(name)
        case .entity(let types): types.contains { schema.entityTypes[$0]?.shape.attributes[name] != nil }
        default: false
        }
    }

    private func access(_ base: Expression, _ type: InferredType, _ name: CedarString) -> AttributeAccess {
        let known: [CedarString]
        switch type {
        case .record(let record): known = record.names
        case .entity(let types):
            known = types.reduce(into: Set()) { names, type in
                names.formUnion((schema.entityTypes[type]?.shape.attributes.keys).map(Set.init) ?? [])
            }.sorted()
        default: known = []
        }
        return AttributeAccess(base: base, owner: type, name: name, known: known.map(\.text))
    }

    mutating func checkHasTag(
        _ expression: Expression,
        _ base: Expression,
        _ key: Expression,
        _ known: Capabilities
    ) -> Answer {
        let entity = expect(.entity, base, knowing: known)
        let tag = expect(.string, key, knowing: known)
        guard case .entity(let types) = entity.type else { return .failed }
        let capability = Capability(base, hasTag: key)
        var result = Answer(type: .bool, capabilities: [capability, Capability(presenceOf: base)])
        if tagTypes(types).isEmpty {
            result.type = .bool(.alwaysFalse)
        } else if known.contains(capability) {
            result.type = .bool(.alwaysTrue)
        }
        result.tree = node(result.type, expression.range, entity.tree, tag.tree) { .binary(.hasTag, $0[0], $0[1]) }
        return result
    }

    mutating func checkGetTag(
        _ expression: Expression,
        _ base: Expression,
        _ key: Expression,
        _ known: Capabilities
    ) -> Answer {
        let entity = expect(.entity, base, knowing: known)
        let tag = expect(.string, key, knowing: known)
        guard case .entity(let types) = entity.type else { return .failed }
        guard known.contains(Capability(base, hasTag: key)) else {
            report(.unguardedTag(key, on: types), expression.range)
            return .failed
        }
        let tags = tagTypes(types)
        guard !tags.isEmpty else {
            report(.noTags(types), expression.range)
            return .failed
        }
        guard let type = join(tags, .tags, expression.range) else { return .failed }
        let tree = node(type, expression.range, entity.tree, tag.tree, isGuarded: true) {
            .binary(.getTag, $0[0], $0[1])
        }
        return Answer(type: type, tree: tree)
    }

    /// The types of the tags of those types that have any; reading one of another type errs only after a guard that is false.
    private func tagTypes(_ types: Set<EntityTypeName>) -> [InferredType] {
        types.sorted().compactMap { schema.entityTypes[$0]?.tags.map { InferredType($0) } }
    }
}
