/// Turns the JSON schema format into the syntax that the text form has, collecting everything that is wrong.
struct SchemaReader {
    typealias Reported = DataReader.Reported

    var data: DataReader

    init(file: String) { data = DataReader(file: file, schema: nil) }

    func range(_ node: JSONNode) -> SourceRange { SourceRange(start: node.position, end: node.position) }

    mutating func namespaces(_ root: JSONNode) -> [NamespaceSyntax] {
        guard root.isObject else {
            data.report("expected an object from namespaces to declarations, found \(root.typeName)", root, "$")
            return []
        }
        return root.members.compactMap { try? namespace($0.key.text, $0.value, DataReader.path("$", $0.key)) }
    }

    private mutating func namespace(_ name: String, _ node: JSONNode, _ path: String) throws(Reported)
        -> NamespaceSyntax
    {
        guard name.isEmpty || Identifier.isPath(name) else {
            throw data.refuse("\(CedarString.quote(name)) is no name of a namespace", node, path)
        }
        let required = ["entityTypes", "actions"]
        let parts = try data.members(node, path, known: required + ["commonTypes", "annotations"], required: required)
        var declarations: [DeclarationSyntax] = []
        for key in ["commonTypes", "entityTypes", "actions"] {
            guard let list = parts[key] else { continue }
            guard list.isObject else {
                data.report(
                    "expected an object from names to declarations, found \(list.typeName)",
                    list,
                    "\(path).\(key)"
                )
                continue
            }
            for (name, value) in list.members {
                let place = DataReader.path("\(path).\(key)", name)
                let found =
                    switch key {
                    case "commonTypes": try? common(name, value, place)
                    case "entityTypes": try? entity(name, value, place)
                    default: try? action(name, value, place)
                    }
                if let found { declarations.append(found) }
            }
        }
        let annotations = parts["annotations"].map { data.annotations($0, path + ".annotations") } ?? []
        if name.isEmpty, !annotations.isEmpty {
            throw data.refuse("the empty namespace cannot have annotations", node, path + ".annotations")
        }
        return NamespaceSyntax(name: name, annotations: annotations, declarations: declarations, range: range(node))
    }

    private mutating func name(_ text: CedarString, _ node: JSONNode, _ path: String) throws(Reported) -> NameSyntax {
        guard Identifier.isFree(text.text) else {
            throw data.refuse("\(text.quoted) is no identifier, so it cannot name a type", node, path)
        }
        return NameSyntax(text: text.text, range: range(node))
    }

    /// A path of names, which may begin with the namespace of the built-in types.
    mutating func path(_ node: JSONNode?, _ parent: JSONNode, _ path: String) throws(Reported) -> NameSyntax {
        let text = try text(node, parent, path)
        let prefix = Identifier.builtinNamespace + "::"
        let rest = text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text
        guard Identifier.isPath(rest) else {
            throw data.refuse("\(CedarString.quote(text)) is no name of a type", node ?? parent, path)
        }
        return NameSyntax(text: text, range: range(node ?? parent))
    }

    mutating func text(_ node: JSONNode?, _ parent: JSONNode, _ path: String) throws(Reported) -> String {
        guard let text = node?.text else {
            throw data.refuse("expected a string, found \((node ?? parent).typeName)", node ?? parent, path)
        }
        return text
    }

    private mutating func paths(_ node: JSONNode?, _ place: String) throws(Reported) -> [NameSyntax] {
        guard let node else { return [] }
        guard let elements = node.elements else {
            throw data.refuse("expected an array of names, found \(node.typeName)", node, place)
        }
        var names: [NameSyntax] = []
        for (index, element) in elements.enumerated() { names.append(try path(element, node, "\(place)[\(index)]")) }
        return names
    }

    // MARK: Declarations

    private mutating func common(_ name: CedarString, _ node: JSONNode, _ path: String) throws(Reported)
        -> DeclarationSyntax
    {
        let type = try type(node, path, otherKeys: ["annotations"])
        return DeclarationSyntax(
            kind: .common(name: try self.name(name, node, path), type: type),
            annotations: node["annotations"].map { data.annotations($0, path + ".annotations") } ?? [],
            range: range(node)
        )
    }

    private mutating func entity(_ name: CedarString, _ node: JSONNode, _ path: String) throws(Reported)
        -> DeclarationSyntax
    {
        var entity = EntitySyntax(names: [try self.name(name, node, path)])
        let parts: [String: JSONNode]
        if node["enum"] != nil {
            parts = try data.members(node, path, known: ["enum", "annotations"], required: ["enum"])
            entity.ids = try ids(parts["enum"] ?? node, path + ".enum")
        } else {
            parts = try data.members(
                node,
                path,
                known: ["memberOfTypes", "shape", "tags", "enum", "annotations"],
                required: []
            )
            entity.memberOf = try paths(parts["memberOfTypes"], path + ".memberOfTypes")
            if let shape = parts["shape"] { entity.shape = try type(shape, path + ".shape") }
            if let tags = parts["tags"] { entity.tags = try type(tags, path + ".tags") }
        }
        return DeclarationSyntax(
            kind: .entity(entity),
            annotations: parts["annotations"].map { data.annotations($0, path + ".annotations") } ?? [],
            range: range(node)
        )
    }

    private mutating func ids(_ node: JSONNode, _ path: String) throws(Reported) -> [CedarString] {
        guard let elements = node.elements, !elements.isEmpty else {
            throw data.refuse(
                "expected an array of at least one id, found \(node.elements == nil ? node.typeName : "none")",
                node,
                path
            )
        }
        var ids: [CedarString] = []
        for (index, element) in elements.enumerated() {
            ids.append(CedarString(try text(element, node, "\(path)[\(index)]")))
        }
        return ids
    }

    private mutating func action(_ name: CedarString, _ node: JSONNode, _ path: String) throws(Reported)
        -> DeclarationSyntax
    {
        let parts = try data.members(node, path, known: ["memberOf", "appliesTo", "annotations"], required: [])
        var action = ActionSyntax(names: [(name.text, range(node))])
        if let groups = parts["memberOf"], !groups.isNull {
            action.groups = try self.groups(groups, path + ".memberOf")
        }
        if let applies = parts["appliesTo"], !applies.isNull {
            let place = path + ".appliesTo"
            let required = ["principalTypes", "resourceTypes"]
            let lists = try data.members(applies, place, known: required + ["context"], required: required)
            let principals = try paths(lists["principalTypes"], place + ".principalTypes")
            let resources = try paths(lists["resourceTypes"], place + ".resourceTypes")
            let context = try lists["context"].map { node throws(Reported) in try type(node, place + ".context") }
            // An action that applies to no principal or to no resource applies to nothing, as a mere group does; its names are
            // still looked up.
            action.appliesTo = !principals.isEmpty && !resources.isEmpty
            action.principals = principals
            action.resources = resources
            action.context = context
        }
        return DeclarationSyntax(
            kind: .action(action),
            annotations: parts["annotations"].map { data.annotations($0, path + ".annotations") } ?? [],
            range: range(node)
        )
    }

    private mutating func groups(_ node: JSONNode, _ place: String) throws(Reported) -> [ActionSyntax.Group] {
        guard let elements = node.elements else {
            throw data.refuse("expected an array of actions, found \(node.typeName)", node, place)
        }
        var groups: [ActionSyntax.Group] = []
        for (index, element) in elements.enumerated() {
            let place = "\(place)[\(index)]"
            let parts = try data.members(element, place, known: ["id", "type"], required: ["id"])
            let id = try text(parts["id"], element, place + ".id")
            let type = try parts["type"].map { node throws(Reported) in try path(node, element, place + ".type") }
            groups.append(ActionSyntax.Group(type: type, id: id, range: range(element)))
        }
        return groups
    }
}

extension JSONNode {
    var isNull: Bool { if case .null = kind { true } else { false } }
    var isFalse: Bool { if case .bool(false) = kind { true } else { false } }
}
