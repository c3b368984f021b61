extension SchemaFragment {
    /// The fragment in the JSON schema format.
    public var json: String {
        var writer = JSONWriter(isIndented: true)
        writer.object { writer in
            for namespace in merged {
                writer.key(namespace.name)
                writer.namespace(namespace)
            }
        }
        return writer.text + "\n"
    }

    /// The namespaces, all declarations outside namespaces taken together; those first.
    var merged: [NamespaceSyntax] {
        let outer = namespaces.filter { $0.name.isEmpty }
        let rest = namespaces.filter { !$0.name.isEmpty }
        guard let first = outer.first else { return rest }
        return [NamespaceSyntax(name: "", declarations: outer.flatMap(\.declarations), range: first.range)] + rest
    }
}

extension JSONWriter {
    fileprivate mutating func namespace(_ namespace: NamespaceSyntax) {
        object { writer in
            if !namespace.annotations.isEmpty { writer.schemaAnnotations(namespace.annotations) }
            var common: [(NameSyntax, TypeSyntax, [Annotation])] = []
            for declaration in namespace.declarations {
                if case .common(let name, let type) = declaration.kind {
                    common.append((name, type, declaration.annotations))
                }
            }
            if !common.isEmpty {
                writer.key("commonTypes")
                writer.object { writer in
                    for (name, type, annotations) in common {
                        writer.key(name.text)
                        writer.type(type, annotations: annotations)
                    }
                }
            }
            writer.key("entityTypes")
            writer.object { writer in
                for declaration in namespace.declarations {
                    if case .entity(let entity) = declaration.kind { writer.entity(entity, declaration.annotations) }
                }
            }
            writer.key("actions")
            writer.object { writer in
                for declaration in namespace.declarations {
                    if case .action(let action) = declaration.kind { writer.action(action, declaration.annotations) }
                }
            }
        }
    }

    /// Annotations of a schema always have a value.
    private mutating func schemaAnnotations(_ annotations: [Annotation]) {
        guard !annotations.isEmpty else { return }
        key("annotations")
        self.annotations(annotations.map { Annotation(name: $0.name, value: $0.value ?? "") })
    }

    private mutating func names(_ key: String, _ names: [NameSyntax]) {
        self.key(key)
        array { writer in
            for name in names {
                writer.next()
                writer.string(name.text)
            }
        }
    }

    private mutating func entity(_ entity: EntitySyntax, _ annotations: [Annotation]) {
        for name in entity.names {
            key(name.text)
            object { writer in
                if let ids = entity.ids {
                    writer.key("enum")
                    writer.array { writer in
                        for id in ids {
                            writer.next()
                            writer.string(id.text)
                        }
                    }
                }
                if !entity.memberOf.isEmpty { writer.names("memberOfTypes", entity.memberOf) }
                if let shape = entity.shape {
                    writer.key("shape")
                    writer.type(shape)
                }
                if let tags = entity.tags {
                    writer.key("tags")
                    writer.type(tags)
                }
                writer.schemaAnnotations(annotations)
            }
        }
    }

    private mutating func action(_ action: ActionSyntax, _ annotations: [Annotation]) {
        for name in action.names {
            key(name.id)
            object { writer in
                if !action.groups.isEmpty {
                    writer.key("memberOf")
                    writer.array { writer in
                        for group in action.groups {
                            writer.next()
                            writer.object { writer in
                                writer.member("id", group.id)
                                if let type = group.type { writer.member("type", type.text) }
                            }
                        }
                    }
                }
                if let principals = action.principals, let resources = action.resources {
                    writer.key("appliesTo")
                    writer.object { writer in
                        writer.names("principalTypes", principals)
                        writer.names("resourceTypes", resources)
                        if let context = action.context {
                            writer.key("context")
                            writer.type(context)
                        }
                    }
                }
                writer.schemaAnnotations(annotations)
            }
        }
    }

    private mutating func type(_ type: TypeSyntax, isRequired: Bool = true, annotations: [Annotation] = []) {
        object { writer in
            writer.fields(of: type)
            if !isRequired {
                writer.key("required")
                writer.bool(false)
            }
            writer.schemaAnnotations(annotations)
        }
    }

    private mutating func fields(of type: TypeSyntax) {
        switch type {
        case .name(let name):
            member("type", "EntityOrCommon")
            member("name", name.text)
        case .entity(let name):
            member("type", "Entity")
            member("name", name.text)
        case .common(let name): member("type", name.text)
        case .builtin(.extension(let kind)):
            member("type", "Extension")
            member("name", kind.rawValue)
        case .builtin(.long): member("type", "Long")
        case .builtin(.string): member("type", "String")
        case .builtin: member("type", "Boolean")
        case .set(let element):
            member("type", "Set")
            key("element")
            self.type(element)
        case .record(let attributes):
            member("type", "Record")
            key("attributes")
            object { writer in
                for attribute in attributes {
                    writer.key(attribute.name.text)
                    writer.type(
                        attribute.type,
                        isRequired: attribute.isRequired,
                        annotations: attribute.annotations
                    )
                }
            }
        }
    }
}
