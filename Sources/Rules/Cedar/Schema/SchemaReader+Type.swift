extension SchemaReader {
    mutating func type(_ node: JSONNode, _ place: String, otherKeys: [String] = []) throws(Reported) -> TypeSyntax {
        guard let nameNode = node["type"] else {
            let what = node.isObject ? "the key \"type\" is missing" : "expected a type, found \(node.typeName)"
            throw data.refuse(what, node, place)
        }
        let kind = try text(nameNode, node, place + ".type")
        func parts(_ keys: [String], _ optional: [String] = []) throws(Reported) -> [String: JSONNode] {
            try data.members(node, place, known: ["type"] + keys + optional + otherKeys, required: keys)
        }
        switch kind {
        case "Long", "String", "Boolean":
            _ = try parts([])
            return .builtin(kind == "Long" ? .long : kind == "String" ? .string : .bool)
        case "Set":
            guard let element = try parts(["element"])["element"] else { throw Reported() }
            return .set(try type(element, place + ".element"))
        case "Record":
            let parts = try parts(["attributes"], ["additionalAttributes"])
            if let more = parts["additionalAttributes"], !more.isFalse {
                throw data.refuse(
                    "records are closed; leave `additionalAttributes` out",
                    more,
                    place + ".additionalAttributes"
                )
            }
            return .record(try attributes(parts["attributes"] ?? node, place + ".attributes"))
        case "Entity": return .entity(try path(try parts(["name"])["name"], node, place + ".name"))
        case "EntityOrCommon": return .name(try path(try parts(["name"])["name"], node, place + ".name"))
        case "Extension":
            let name = try text(try parts(["name"])["name"], node, place + ".name")
            guard let type = ExtensionType(rawValue: name) else {
                let hint = NearestName.hint(name, in: ExtensionType.allCases.map(\.rawValue))
                throw data.refuse(
                    "there is no extension type \(CedarString.quote(name))\(hint)",
                    node["name"] ?? node,
                    place + ".name"
                )
            }
            return .builtin(.extension(type))
        default:
            _ = try parts([])
            return .common(try path(nameNode, node, place + ".type"))
        }
    }

    private mutating func attributes(_ node: JSONNode, _ place: String) throws(Reported) -> [AttributeSyntax] {
        guard node.isObject else {
            throw data.refuse("expected an object from names to types, found \(node.typeName)", node, place)
        }
        var attributes: [AttributeSyntax] = []
        for (name, value) in node.members {
            let place = DataReader.path(place, name)
            let type = try type(value, place, otherKeys: ["required", "annotations"])
            var isRequired = true
            if let required = value["required"] {
                guard case .bool(let flag) = required.kind else {
                    throw data.refuse(
                        "expected true or false, found \(required.typeName)",
                        required,
                        place + ".required"
                    )
                }
                isRequired = flag
            }
            attributes.append(
                AttributeSyntax(
                    annotations: value["annotations"].map { data.annotations($0, place + ".annotations") } ?? [],
                    name: name,
                    isRequired: isRequired,
                    type: type,
                    range: range(value)
                )
            )
        }
        return attributes
    }
}
