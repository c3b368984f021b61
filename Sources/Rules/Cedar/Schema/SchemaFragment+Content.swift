extension SchemaFragment {
    /// Whether both say the same: the same declarations with the same annotations, every name standing for the same. Places and order
    /// do not count. An action that applies to no principal or no resource says the same as one without `appliesTo`, and an
    /// annotation without a value the same as one with the empty one.
    public func hasSameContent(as other: SchemaFragment) -> Bool { canonical == other.canonical }

    /// The fragment in a form that leaves out what texts of one meaning may say differently; linear in the fragment.
    var canonical: [String] {
        merged.filter { !$0.name.isEmpty || !$0.declarations.isEmpty }
            .flatMap { namespace in
                ["namespace \(namespace.name) \(text(namespace.annotations))"]
                    + namespace.declarations.flatMap { lines($0, namespace.name) }
            }
            .sorted(by: Value.byBytes)
    }

    private func text(_ annotations: [Annotation]) -> String {
        annotations.map { "@\($0.name)(\(CedarString.quote($0.value ?? "")))" }.sorted(by: Value.byBytes).joined()
    }

    private func lines(_ declaration: DeclarationSyntax, _ namespace: String) -> [String] {
        let annotations = text(declaration.annotations)
        switch declaration.kind {
        case .common(let name, let type):
            return ["type \(SchemaNames.full(name.text, namespace))\(annotations) \(text(type, namespace))"]
        case .entity(let entity):
            return entity.names.map { name in
                let line = "entity \(SchemaNames.full(name.text, namespace))\(annotations)"
                if let ids = entity.ids { return line + " enum \(ids.map(\.quoted))" }
                let shape = spelledOut(entity.shape ?? .record([]), namespace)
                return line + " in \(types(entity.memberOf, namespace)) \(text(shape, namespace))"
                    + (entity.tags.map { " tags \(text($0, namespace))" } ?? "")
            }
        case .action(let action):
            return action.names.map { name in
                let uid = SchemaResolver.actionUID(name.id, namespace)
                let groups = (schema.actions[uid]?.parents ?? []).sorted().map(\.description)
                var line = "action \(uid)\(annotations) in \(groups)"
                if action.appliesTo {
                    line += " applies \(types(action.principals ?? [], namespace))"
                    line += " \(types(action.resources ?? [], namespace))"
                    line += " \(text(action.context ?? .record([]), namespace))"
                }
                return line
            }
        }
    }

    private func types(_ names: [NameSyntax], _ namespace: String) -> [String] {
        Set(names.map { self.names.entityType($0, namespace)?.description ?? $0.text }).sorted(by: Value.byBytes)
    }

    private func text(_ type: TypeSyntax, _ namespace: String) -> String {
        switch type {
        case .name(let name): text(names.meaning(of: name, namespace, entities: true))
        case .common(let name): text(names.meaning(of: name, namespace, entities: false))
        case .entity(let name):
            text((names.entityType(name, namespace) ?? names.actionType(name, namespace)).map { .entity($0) })
        case .builtin(let type): text(.builtin(type))
        case .set(let element): "Set<\(text(element, namespace))>"
        case .record(let attributes):
            "{"
                + attributes.map { attribute in
                    "\(attribute.name.quoted)\(text(attribute.annotations))\(attribute.isRequired ? "" : "?"): "
                        + text(attribute.type, namespace)
                }
                .sorted(by: Value.byBytes).joined(separator: ", ") + "}"
        }
    }

    private func text(_ meaning: SchemaNames.Meaning?) -> String {
        switch meaning {
        case .common(let name): "type \(name)"
        case .entity(let name): "entity \(name)"
        case .builtin(let type): "\(Identifier.builtinNamespace)::\(type)"
        case nil: "?"
        }
    }

    /// The record that a name stands for. The text form takes no name as the shape of an entity type.
    func spelledOut(_ type: TypeSyntax, _ namespace: String) -> TypeSyntax {
        var (type, namespace) = (type, namespace)
        // As many steps as there are common types end any chain; the fragment is valid, so there is no circle.
        for _ in names.common {
            guard let name = type.name, case .common(let full)? = names.meaning(of: name, namespace, entities: true),
                let found = common(full)
            else { break }
            (type, namespace) = found
        }
        return type
    }

    private func common(_ full: String) -> (TypeSyntax, String)? {
        for namespace in namespaces {
            for declaration in namespace.declarations {
                if case .common(let name, let type) = declaration.kind,
                    SchemaNames.full(name.text, namespace.name) == full
                {
                    return (type, namespace.name)
                }
            }
        }
        return nil
    }
}
