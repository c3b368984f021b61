extension SchemaResolver {
    mutating func entityTypes(
        _ syntax: EntitySyntax,
        _ declaration: DeclarationSyntax,
        _ namespace: String
    ) -> [Schema.EntityType] {
        var memberOf: Set<EntityTypeName> = []
        for name in syntax.memberOf {
            if let parent = entityType(name, namespace) { memberOf.insert(parent) }
        }
        let shape =
            syntax.shape.map { record($0, namespace, "the shape of an entity type", declaration.range) }
            ?? RecordShape()
        let tags = syntax.tags.flatMap { type($0, namespace)?.type }
        return syntax.names.map { name in
            Schema.EntityType(
                name: EntityTypeName(Self.full(name.text, namespace)),
                memberOf: memberOf,
                shape: shape,
                tags: tags,
                ids: syntax.ids,
                annotations: declaration.annotations,
                range: name.range
            )
        }
    }

    mutating func actions(
        _ syntax: ActionSyntax,
        _ declaration: DeclarationSyntax,
        _ namespace: String
    ) -> [Schema.Action] {
        var parents: Set<EntityUID> = []
        for group in syntax.groups {
            if let parent = action(group, namespace) { parents.insert(parent) }
        }
        var appliesTo: Schema.AppliesTo?
        if syntax.appliesTo {
            appliesTo = Schema.AppliesTo(
                principals: types(syntax.principals, "principal", declaration, namespace),
                resources: types(syntax.resources, "resource", declaration, namespace),
                context: syntax.context.map { record($0, namespace, "a context", declaration.range) } ?? RecordShape()
            )
        } else {
            // What applies to nothing still names its types rightly.
            for name in (syntax.principals ?? []) + (syntax.resources ?? []) { _ = entityType(name, namespace) }
            if let context = syntax.context { _ = record(context, namespace, "a context", declaration.range) }
        }
        return syntax.names.map { name in
            Schema.Action(
                uid: Self.actionUID(name.id, namespace),
                parents: parents,
                appliesTo: appliesTo,
                annotations: declaration.annotations,
                range: name.range
            )
        }
    }

    private mutating func types(
        _ names: [NameSyntax]?,
        _ what: String,
        _ declaration: DeclarationSyntax,
        _ namespace: String
    ) -> Set<EntityTypeName> {
        var types: Set<EntityTypeName> = []
        guard let names, !names.isEmpty else {
            report(
                "`appliesTo` must name at least one type for `\(what)`; a mere group has no `appliesTo`",
                declaration.range
            )
            return types
        }
        for name in names {
            if let type = entityType(name, namespace) { types.insert(type) }
        }
        return types
    }

    private mutating func record(
        _ syntax: TypeSyntax,
        _ namespace: String,
        _ what: String,
        _ range: SourceRange
    ) -> RecordShape {
        guard let type = type(syntax, namespace)?.type else { return RecordShape() }
        if case .record(let shape) = type { return shape }
        report(
            "`\(syntax.name?.text ?? type.description)` is no record, so it cannot be \(what)",
            syntax.name?.range ?? range
        )
        return RecordShape()
    }

    /// All groups of each action; a group that holds itself is an error.
    mutating func actionAncestors(_ actions: [EntityUID: Schema.Action]) -> [EntityUID: Set<EntityUID>] {
        var result: [EntityUID: Set<EntityUID>] = [:]
        for action in actions.values.sorted(by: { $0.range.start < $1.range.start }) {
            var found: Set<EntityUID> = []
            var open = Array(action.parents)
            while let next = open.popLast() {
                guard found.insert(next).inserted else { continue }
                open += actions[next]?.parents ?? []
            }
            if found.contains(action.uid) { report("the action `\(action.uid)` is in itself", action.range) }
            result[action.uid] = found
        }
        return result
    }
}
