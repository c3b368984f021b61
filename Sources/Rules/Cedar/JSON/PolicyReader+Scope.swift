extension PolicyReader {
    private enum Operator: String, CaseIterable {
        case all = "All"
        case equal = "=="
        case isIn = "in"
        case isType = "is"
    }

    private mutating func operation(_ node: JSONNode, _ path: String) throws(Reported) -> Operator {
        let name = try text(node["op"], node, path + ".op")
        // The reference reads `all` too.
        if name == "all" { return .all }
        guard let operation = Operator(rawValue: name) else {
            let known = Operator.allCases.map(\.rawValue)
            throw data.refuse(
                "there is no scope operator \(CedarString.quote(name))\(NearestName.hint(name, in: known))",
                node["op"] ?? node,
                path + ".op"
            )
        }
        return operation
    }

    mutating func constraint(
        _ node: JSONNode,
        _ variable: Slot,
        _ path: String
    ) throws(Reported) -> PolicyScope.EntityConstraint {
        switch try operation(node, path) {
        case .all:
            _ = try data.members(node, path, known: ["op"], required: [])
            return .any
        case .equal: return .equal(try reference(node, variable, ["op"], path))
        case .isIn: return .isIn(try reference(node, variable, ["op"], path))
        case .isType:
            let parts = try data.members(node, path, known: ["op", "entity_type", "in"], required: ["entity_type"])
            let type = try typeName(parts["entity_type"] ?? node, path + ".entity_type")
            guard let container = parts["in"] else { return .isType(type) }
            return .isTypeIn(type, try reference(container, variable, [], path + ".in"))
        }
    }

    private mutating func reference(
        _ node: JSONNode,
        _ variable: Slot,
        _ otherKeys: [String],
        _ path: String
    ) throws(Reported) -> PolicyScope.Reference {
        let parts = try data.members(node, path, known: otherKeys + ["entity", "slot"], required: [])
        switch (parts["entity"], parts["slot"]) {
        case (let entity?, nil): return .entity(try data.uid(entity, path + ".entity"))
        case (nil, let slot?):
            let name = try text(slot, node, path + ".slot")
            guard name == variable.description else {
                throw data.refuse(
                    "\(CedarString.quote(name)) is no slot of the \(variable.rawValue); write \"\(variable)\"",
                    slot,
                    path + ".slot"
                )
            }
            return .slot(variable)
        default: throw data.refuse("expected either `entity` or `slot`", node, path)
        }
    }

    mutating func actionConstraint(_ node: JSONNode, _ path: String) throws(Reported) -> PolicyScope.ActionConstraint {
        switch try operation(node, path) {
        case .all:
            _ = try data.members(node, path, known: ["op"], required: [])
            return .any
        case .equal:
            let parts = try data.members(node, path, known: ["op", "entity"], required: ["entity"])
            return .equal(try actionUID(parts["entity"] ?? node, path + ".entity"))
        case .isIn:
            let parts = try data.members(node, path, known: ["op", "entity", "entities"], required: [])
            switch (parts["entity"], parts["entities"]) {
            case (let entity?, nil): return .isIn(try actionUID(entity, path + ".entity"))
            case (nil, let list?): return .isInAny(try actionUIDs(list, path + ".entities"))
            default: throw data.refuse("expected either `entity` or `entities`", node, path)
            }
        case .isType: throw data.refuse("`is` cannot stand after `action`; use `==` or `in`", node, path + ".op")
        }
    }

    private mutating func actionUIDs(_ node: JSONNode, _ path: String) throws(Reported) -> [EntityUID] {
        guard let elements = node.elements else {
            throw data.refuse("expected an array of actions, found \(node.typeName)", node, path)
        }
        var uids: [EntityUID] = []
        for (index, element) in elements.enumerated() { uids.append(try actionUID(element, "\(path)[\(index)]")) }
        return uids
    }

    private mutating func actionUID(_ node: JSONNode, _ path: String) throws(Reported) -> EntityUID {
        let uid = try data.uid(node, path)
        guard uid.type.isAction else {
            throw data.refuse("`\(uid)` is no action; its type must be `Action`, in a namespace or not", node, path)
        }
        return uid
    }

    mutating func typeName(_ node: JSONNode, _ path: String) throws(Reported) -> EntityTypeName {
        let name = try text(node, node, path)
        guard let type = EntityTypeName(checking: name) else {
            throw data.refuse("\(CedarString.quote(name)) is no name of an entity type", node, path)
        }
        return type
    }
}

extension DataReader {
    /// Annotations from names to a text, or null where only the name is written.
    mutating func annotations(_ node: JSONNode, _ path: String) -> [Annotation] {
        guard case .object(let members) = node.kind else {
            report("expected an object from names to texts, found \(node.typeName)", node, path)
            return []
        }
        var annotations: [Annotation] = []
        for (name, value) in members {
            let place = Self.path(path, name)
            let range = SourceRange(start: value.position, end: value.position)
            guard Identifier.isIdentifier(name.text) else {
                report("\(name.quoted) is no identifier, so it cannot name an annotation", value, place)
                continue
            }
            switch value.kind {
            case .null: annotations.append(Annotation(name: name.text, value: nil, range: range))
            case .string(let text): annotations.append(Annotation(name: name.text, value: text.text, range: range))
            default: report("expected a string or null, found \(value.typeName)", value, place)
            }
        }
        return annotations
    }
}
