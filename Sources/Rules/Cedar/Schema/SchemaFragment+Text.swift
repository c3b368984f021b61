extension SchemaFragment {
    /// The fragment as schema text, unformatted: one declaration a line, without comments.
    /// - Throws: where the JSON form says what the text form cannot, such as a common type and an entity type of one name, each used.
    public func text() throws(CedarErrors) -> String {
        var writer = SchemaTextWriter(fragment: self)
        let text = writer.write()
        let read: SchemaFragment
        do throws(CedarErrors) {
            read = try SchemaFragment(parsing: text, file: file)
        } catch {
            throw refusal("the text would not read back: \(error.errors.first?.message ?? "unknown error")")
        }
        guard read.hasSameContent(as: self) else {
            throw refusal("a name would mean something else there, as a common type and an entity type share it")
        }
        return text
    }

    private func refusal(_ reason: String) -> CedarErrors {
        CedarErrors(
            ParseError(file: file, range: .none, message: "the schema cannot be written as Cedar text: \(reason)")
        )
    }
}

struct SchemaTextWriter {
    private let fragment: SchemaFragment
    private var declared: Set<String> = []
    private var out = ""

    init(fragment: SchemaFragment) {
        self.fragment = fragment
        for namespace in fragment.namespaces {
            for declaration in namespace.declarations {
                switch declaration.kind {
                case .entity(let entity): declared.formUnion(entity.names.map(\.text))
                case .common(let name, _): declared.insert(name.text)
                case .action: break
                }
            }
        }
    }

    mutating func write() -> String {
        for namespace in fragment.merged {
            annotations(namespace.annotations)
            if !namespace.name.isEmpty { out += "namespace \(namespace.name) {\n" }
            for declaration in namespace.declarations {
                annotations(declaration.annotations)
                switch declaration.kind {
                case .common(let name, let type): out += "type \(name.text) = \(text(type))"
                case .entity(let entity): self.entity(entity, namespace.name)
                case .action(let action): self.action(action)
                }
                out += ";\n"
            }
            if !namespace.name.isEmpty { out += "}\n" }
        }
        return out
    }

    private mutating func annotations(_ annotations: [Annotation]) {
        for annotation in annotations { out += Self.text(annotation) + "\n" }
    }

    /// An annotation with the empty value says the same as one without.
    private static func text(_ annotation: Annotation) -> String {
        annotation.value == "" ? "@\(annotation.name)" : annotation.description
    }

    private mutating func entity(_ entity: EntitySyntax, _ namespace: String) {
        out += "entity " + entity.names.map(\.text).joined(separator: ", ")
        if let ids = entity.ids { out += " enum [" + ids.map(\.quoted).joined(separator: ", ") + "]" }
        if !entity.memberOf.isEmpty { out += " in [" + entity.memberOf.map(\.text).joined(separator: ", ") + "]" }
        if let shape = entity.shape { out += " = \(text(fragment.spelledOut(shape, namespace)))" }
        if let tags = entity.tags { out += " tags \(text(tags))" }
    }

    private mutating func action(_ action: ActionSyntax) {
        out += "action " + action.names.map { Self.name(CedarString($0.id)) }.joined(separator: ", ")
        if !action.groups.isEmpty {
            let groups = action.groups.map { group in
                group.type.map { "\($0.text)::\(CedarString.quote(group.id))" } ?? Self.name(CedarString(group.id))
            }
            out += " in [" + groups.joined(separator: ", ") + "]"
        }
        guard action.appliesTo, let principals = action.principals, let resources = action.resources else { return }
        out += " appliesTo { principal: [" + principals.map(\.text).joined(separator: ", ") + "], resource: ["
        out += resources.map(\.text).joined(separator: ", ") + "]"
        if let context = action.context { out += ", context: \(text(context))" }
        out += " }"
    }

    private static func name(_ text: CedarString) -> String {
        Identifier.isFree(text.text) || text.text == Identifier.builtinNamespace ? text.text : text.quoted
    }

    private func text(_ type: TypeSyntax) -> String {
        switch type {
        case .name(let name), .entity(let name): name.text
        case .common(let name): SchemaType(builtin: name.text) == nil ? name.text : commonOrBuiltin(name.text)
        case .builtin(let type): builtin(type.description)
        case .set(let element): "Set<\(text(element))>"
        case .record(let attributes): record(attributes)
        }
    }

    /// A name that is no entity type, but may be that of a common type before that of a built-in one.
    private func commonOrBuiltin(_ name: String) -> String {
        fragment.names.common.contains { Identifier.split($0).last == name } ? name : builtin(name)
    }

    /// The name of a built-in type, said to be built in where a declared type has that name.
    private func builtin(_ name: String) -> String {
        declared.contains(name) ? "\(Identifier.builtinNamespace)::\(name)" : name
    }

    private func record(_ attributes: [AttributeSyntax]) -> String {
        let fields = attributes.map { attribute in
            attribute.annotations.map { Self.text($0) + " " }.joined() + Self.name(attribute.name)
                + "\(attribute.isRequired ? "" : "?"): \(text(attribute.type))"
        }
        return fields.isEmpty ? "{}" : "{ " + fields.joined(separator: ", ") + " }"
    }
}
