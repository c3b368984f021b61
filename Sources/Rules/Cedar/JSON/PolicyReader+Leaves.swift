// Expressions of the JSON policy format that contain no others, and tests with a name or pattern.
extension PolicyReader {
    mutating func leaf(_ key: String, _ node: JSONNode, _ place: JSONPlace) throws(Reported) -> Expression.Kind {
        switch key {
        case "Value": return try literal(node, place)
        case "Var":
            let name = try text(node, node, place.path)
            guard let variable = Variable(rawValue: name) else {
                let hint = NearestName.hint(name, in: Variable.allCases.map(\.rawValue))
                throw data.refuse("\(CedarString.quote(name)) is no variable\(hint)", node, place.path)
            }
            return .variable(variable)
        case "Slot":
            throw data.refuse("a slot cannot stand in a condition; slots stand only in the scope", node, place.path)
        case "unknown":
            throw data.refuse(
                "`unknown` stands in residuals of partial evaluation only; a policy must know all its values",
                node,
                place.path
            )
        default:
            throw data.refuse(
                "`error` stands in residuals of partial evaluation only; a policy cannot hold it",
                node,
                place.path
            )
        }
    }

    /// A value; sets, records and extension values become the expressions that a person would write.
    private mutating func literal(_ node: JSONNode, _ place: JSONPlace) throws(Reported) -> Expression.Kind {
        try constant(node, place, 1).kind
    }

    private mutating func constant(_ node: JSONNode, _ place: JSONPlace, _ level: Int) throws(Reported) -> Expression {
        guard level <= CedarLimits.jsonDepth else {
            throw data.refuse("the value nests deeper than \(CedarLimits.jsonDepth) levels", node, place.path)
        }
        let range = range(node)
        switch node.kind {
        case .array(let elements):
            var members: [Expression] = []
            for (index, element) in elements.enumerated() {
                members.append(try constant(element, .element(place, index), level + 1))
            }
            return Expression(.set(members), range: range)
        case .object(let members) where !["__entity", "__extn", "__expr"].contains { node[$0] != nil }:
            guard members.count <= CedarLimits.recordFields else {
                throw data.refuse("the record has more than \(CedarLimits.recordFields) fields", node, place.path)
            }
            var fields: [Expression.RecordField] = []
            for (key, value) in members {
                let value = try constant(value, .member(place, key), level + 1)
                fields.append(Expression.RecordField(key: key, value: value))
            }
            return Expression(.record(fields), range: range)
        case .object where node["__extn"] != nil: return try extensionCall(node, place, level)
        default: return Expression(.literal(try data.value(node, place.path, as: nil)), range: range)
        }
    }

    /// A call written in the value format; the text of its argument is kept as it is written.
    private mutating func extensionCall(_ node: JSONNode, _ place: JSONPlace, _ level: Int) throws(Reported)
        -> Expression
    {
        _ = try data.members(node, place.path, known: ["__extn"], required: [])
        guard let call = node["__extn"] else { throw Reported() }
        let inner = place.member("__extn")
        let parts = try data.members(call, inner.path, known: ["fn", "arg", "args"], required: ["fn"])
        let name = try text(parts["fn"], call, inner.member("fn").path)
        guard let function = ExtensionFunction(rawValue: name) else {
            let hint = NearestName.hint(name, in: ExtensionFunction.allCases.map(\.rawValue))
            throw data.refuse("`fn` names no extension function\(hint)", parts["fn"] ?? call, inner.member("fn").path)
        }
        var arguments: [Expression] = []
        switch (parts["arg"], parts["args"]?.elements) {
        case (let argument?, nil): arguments = [try constant(argument, inner.member("arg"), level + 1)]
        case (nil, let list?):
            for (index, argument) in list.enumerated() {
                arguments.append(try constant(argument, .element(inner.member("args"), index), level + 1))
            }
        default: throw data.refuse("expected either `arg` or an array `args`", call, inner.path)
        }
        if !function.isConstructor, arguments.isEmpty {
            throw data.refuse("`\(name)` is a method; its first argument, the receiver, is missing", call, inner.path)
        }
        return Expression(.call(function, arguments), range: range(node))
    }

    mutating func test(_ key: String, _ node: JSONNode, _ place: JSONPlace) throws(Reported) -> Expression.Kind {
        switch key {
        case ".":
            let parts = try data.members(node, place.path, known: ["left", "attr"], required: ["left", "attr"])
            let name = try text(parts["attr"], node, place.member("attr").path)
            return .attribute(try expression(parts["left"] ?? node, place.member("left")), CedarString(name))
        case "has":
            let parts = try data.members(node, place.path, known: ["left", "attr"], required: ["left", "attr"])
            let path = try attributePath(parts["attr"] ?? node, place.member("attr"))
            return has(try expression(parts["left"] ?? node, place.member("left")), path, range(node))
        case "like":
            let parts = try data.members(node, place.path, known: ["left", "pattern"], required: ["left", "pattern"])
            let pattern = try pattern(parts["pattern"] ?? node, place.member("pattern"))
            return .like(try expression(parts["left"] ?? node, place.member("left")), pattern)
        default:
            let keys = ["left", "entity_type"]
            let parts = try data.members(node, place.path, known: keys + ["in"], required: keys)
            let type = try typeName(parts["entity_type"] ?? node, place.member("entity_type").path)
            let inner = try expression(parts["left"] ?? node, place.member("left"))
            guard let container = parts["in"] else { return .isType(inner, type, in: nil) }
            return .isType(inner, type, in: try expression(container, place.member("in")))
        }
    }

    private mutating func attributePath(_ node: JSONNode, _ place: JSONPlace) throws(Reported) -> [CedarString] {
        guard let elements = node.elements else { return [CedarString(try text(node, node, place.path))] }
        guard !elements.isEmpty, elements.count <= CedarLimits.expressionDepth else {
            throw data.refuse(
                "expected from 1 to \(CedarLimits.expressionDepth) names, found \(elements.count)",
                node,
                place.path
            )
        }
        var path: [CedarString] = []
        for (index, element) in elements.enumerated() {
            path.append(CedarString(try text(element, node, JSONPlace.element(place, index).path)))
        }
        return path
    }

    /// `has` with a path. The text form has no path with quoted names, so such a path is spelled out as the tests that it means.
    private func has(_ base: Expression, _ path: [CedarString], _ range: SourceRange) -> Expression.Kind {
        if path.count == 1 || path.allSatisfy({ Identifier.isFree($0.text) }) { return .has(base, path) }
        var tests: [Expression] = []
        var current = base
        for name in path {
            tests.append(Expression(.has(current, [name]), range: range))
            current = Expression(.attribute(current, name), range: range)
        }
        return .and(tests)
    }

    private mutating func pattern(_ node: JSONNode, _ place: JSONPlace) throws(Reported) -> LikePattern {
        guard let nodes = node.elements else {
            throw data.refuse(
                "expected an array of \"Wildcard\" and {\"Literal\": …}, found \(node.typeName)",
                node,
                place.path
            )
        }
        var elements: [LikePattern.Element] = []
        var literal = ""
        func closed() -> [LikePattern.Element] { literal.isEmpty ? [] : [.literal(CedarString(literal))] }
        for (index, element) in nodes.enumerated() {
            if element.text == "Wildcard" {
                elements += closed() + [.wildcard]
                literal = ""
            } else if let text = element.onlyMember("Literal")?.text {
                // The reference writes a literal for each scalar.
                literal.unicodeScalars.append(contentsOf: text.unicodeScalars)
            } else {
                let path = JSONPlace.element(place, index).path
                throw data.refuse("expected \"Wildcard\" or {\"Literal\": \"…\"}", element, path)
            }
        }
        return LikePattern(elements + closed())
    }
}
