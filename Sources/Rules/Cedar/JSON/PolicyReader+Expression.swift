// Expressions of the JSON policy format. The functions that call each other are kept small, so that the deepest nesting allowed fits
// the stack of a secondary thread; chains are walked in a loop.
extension PolicyReader {
    mutating func expression(_ node: JSONNode, _ place: JSONPlace) throws(Reported) -> Expression {
        depth += 1
        guard depth <= CedarLimits.expressionDepth else { throw tooDeep(node, place) }
        defer { depth -= 1 }
        let (key, operand) = try operation(node, place)
        let inner = place.member(key)
        let kind: Expression.Kind
        switch key {
        case "&&", "||": kind = try chain(key, node, place)
        case "Value", "Var", "Slot", "unknown", "error": kind = try leaf(key, operand, inner)
        case "!", "neg", "isEmpty": kind = try unary(key, operand, inner)
        case "if-then-else": kind = try conditional(operand, inner)
        case ".", "has", "like", "is": kind = try test(key, operand, inner)
        case "Set": kind = .set(try list(operand, inner))
        case "Record": kind = .record(try record(operand, inner))
        default: kind = try named(key, operand, inner)
        }
        return try self.node(kind, node, place)
    }

    /// A node, refused when the tree grows too deep.
    private mutating func node(_ kind: Expression.Kind, _ node: JSONNode, _ place: JSONPlace) throws(Reported)
        -> Expression
    {
        let expression = Expression(kind, range: range(node))
        guard expression.depth <= CedarLimits.expressionDepth else { throw tooDeep(node, place) }
        return expression
    }

    private mutating func tooDeep(_ node: JSONNode, _ place: JSONPlace) -> Reported {
        data.refuse(
            "the expression nests deeper than \(CedarLimits.expressionDepth) levels; split it into several clauses",
            node,
            place.path
        )
    }

    /// The only key of an expression's object, with its value.
    private mutating func operation(_ node: JSONNode, _ place: JSONPlace) throws(Reported) -> (String, JSONNode) {
        let members = node.members
        guard members.count == 1, let member = members.first else {
            let found = members.isEmpty ? node.typeName + " without keys" : "\(members.count) keys"
            throw data.refuse(
                "expected an object with one key that names an operator, found \(node.isObject ? found : node.typeName)",
                node,
                place.path
            )
        }
        return (member.key.text, member.value)
    }

    private mutating func operands(
        _ node: JSONNode,
        _ place: JSONPlace,
        _ required: [String],
        optional: [String] = []
    ) throws(Reported) -> [JSONNode] {
        let parts = try data.members(node, place.path, known: required + optional, required: required)
        return required.compactMap { parts[$0] }
    }

    /// The links of a chain from the outermost, which is the last, inward to the first.
    private mutating func chain(_ mark: String, _ node: JSONNode, _ place: JSONPlace) throws(Reported)
        -> Expression.Kind
    {
        var rights: [JSONNode] = []
        var left = node
        while let inner = left.onlyMember(mark) {
            let innerPlace = JSONPlace.link(place, mark: mark, rights.count).member(mark)
            let parts = try operands(inner, innerPlace, ["left", "right"])
            guard parts.count == 2 else { throw Reported() }
            rights.append(parts[1])
            left = parts[0]
        }
        var links = [try expression(left, .link(place, mark: mark, rights.count))]
        for (index, right) in rights.enumerated().reversed() {
            let place = JSONPlace.link(place, mark: mark, index).member(mark).member("right")
            links.append(try expression(right, place))
        }
        return mark == "&&" ? .and(links) : .or(links)
    }

    private mutating func unary(_ key: String, _ node: JSONNode, _ place: JSONPlace) throws(Reported) -> Expression.Kind
    {
        guard let argument = try operands(node, place, ["arg"]).first else { throw Reported() }
        let inner = try expression(argument, place.member("arg"))
        switch key {
        case "!": return .not(inner)
        case "neg": return .negate(inner)
        default: return .isEmpty(inner)
        }
    }

    private mutating func conditional(_ node: JSONNode, _ place: JSONPlace) throws(Reported) -> Expression.Kind {
        let parts = try operands(node, place, ["if", "then", "else"])
        guard parts.count == 3 else { throw Reported() }
        let test = try expression(parts[0], place.member("if"))
        let then = try expression(parts[1], place.member("then"))
        return .conditional(test, then: then, otherwise: try expression(parts[2], place.member("else")))
    }

    private mutating func list(_ node: JSONNode, _ place: JSONPlace) throws(Reported) -> [Expression] {
        guard let elements = node.elements else {
            throw data.refuse("expected an array of expressions, found \(node.typeName)", node, place.path)
        }
        var list: [Expression] = []
        for (index, element) in elements.enumerated() { list.append(try expression(element, .element(place, index))) }
        return list
    }

    private mutating func record(_ node: JSONNode, _ place: JSONPlace) throws(Reported) -> [Expression.RecordField] {
        guard node.isObject else {
            throw data.refuse("expected an object from keys to expressions, found \(node.typeName)", node, place.path)
        }
        let members = node.members
        guard members.count <= CedarLimits.recordFields else {
            throw data.refuse("the record has more than \(CedarLimits.recordFields) fields", node, place.path)
        }
        var fields: [Expression.RecordField] = []
        for (key, value) in members {
            let value = try expression(value, .member(place, key))
            fields.append(Expression.RecordField(key: key, value: value))
        }
        return fields
    }

    /// An operator with two operands, or a function or method of an extension type.
    private mutating func named(_ key: String, _ node: JSONNode, _ place: JSONPlace) throws(Reported) -> Expression.Kind
    {
        if let binary = BinaryOperator(rawValue: key) {
            let parts = try operands(node, place, ["left", "right"])
            guard parts.count == 2 else { throw Reported() }
            let left = try expression(parts[0], place.member("left"))
            return .binary(binary, left, try expression(parts[1], place.member("right")))
        }
        guard let function = ExtensionFunction(rawValue: key) else { throw unknownOperator(key, node, place) }
        let arguments = try list(node, place)
        if !function.isConstructor, arguments.isEmpty {
            throw data.refuse("`\(key)` is a method; its first argument, the receiver, is missing", node, place.path)
        }
        return .call(function, arguments)
    }

    private mutating func unknownOperator(_ key: String, _ node: JSONNode, _ place: JSONPlace) -> Reported {
        let known =
            [
                "&&", "||", "Value", "Var", "!", "neg", "isEmpty", "if-then-else", ".", "has", "like", "is", "Set",
                "Record",
            ]
            + BinaryOperator.allCases.map(\.rawValue) + ExtensionFunction.allCases.map(\.rawValue)
        return data.refuse(
            "there is no operator \(CedarString.quote(key))\(NearestName.hint(key, in: known))",
            node,
            place.path
        )
    }
}

extension JSONNode {
    var isObject: Bool { document.entries[index].kind == .object }

    /// The value of an object's only key, if that is its name.
    func onlyMember(_ name: String) -> JSONNode? {
        let members = members
        guard members.count == 1, let member = members.first, member.key.text == name else { return nil }
        return member.value
    }
}
