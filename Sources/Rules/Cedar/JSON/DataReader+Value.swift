extension DataReader {
    /// A value; with an expected type the escapes `__entity` and `__extn` may be left out.
    mutating func value(_ node: JSONNode, _ path: String, as expected: SchemaType?) throws(Reported) -> Value {
        switch node.kind {
        case .null: throw refuse("null is no Cedar value; leave the key out", node, path)
        case .bool(let value): return .bool(value)
        case .integer(let value): return .long(value)
        case .number: throw refuse("numbers must be 64-bit integers; write a decimal as a string", node, path)
        case .string(let text):
            if case .extension(let kind) = expected { return try construct(kind.constructor, text, node, path) }
            return .string(text)
        case .array(let elements): return try set(elements, path, as: expected)
        case .object(let fields): return try object(fields, node, path, as: expected)
        }
    }

    private mutating func set(_ elements: [JSONNode], _ path: String, as expected: SchemaType?) throws(Reported)
        -> Value
    {
        var inner: SchemaType?
        if case .set(let type) = expected { inner = type }
        var members: Set<Value> = []
        var failed = false
        for (index, element) in elements.enumerated() {
            do throws(Reported) {
                members.insert(try value(element, "\(path)[\(index)]", as: inner))
            } catch {
                failed = true
            }
        }
        if failed { throw Reported() }
        return .set(members)
    }

    private mutating func object(
        _ fields: [(key: CedarString, value: JSONNode)],
        _ node: JSONNode,
        _ path: String,
        as expected: SchemaType?
    ) throws(Reported) -> Value {
        if case .entity = expected { return .entity(try uid(node, path)) }
        if node["__entity"] != nil { return .entity(try uid(node, path)) }
        if node["__expr"] != nil { throw refuse("`__expr` is not accepted; use `__entity` or `__extn`", node, path) }
        if let call = node["__extn"] {
            _ = try members(node, path, known: ["__extn"], required: [])
            return try self.call(call, path + ".__extn", depth: 0)
        }
        if case .extension = expected { return try call(node, path, depth: 0) }
        return .record(try record(fields, path, as: expected))
    }

    mutating func record(
        _ fields: [(key: CedarString, value: JSONNode)],
        _ path: String,
        as expected: SchemaType?
    ) throws(Reported) -> Record {
        var types: [CedarString: SchemaType] = [:]
        if case .record(let shape) = expected { types = shape.attributes.mapValues(\.type) }
        var record: [CedarString: Value] = [:]
        var failed = false
        for field in fields {
            do throws(Reported) {
                record[field.key] = try value(field.value, Self.path(path, field.key), as: types[field.key])
            } catch {
                failed = true
            }
        }
        if failed { throw Reported() }
        return Record(record)
    }

    /// A call of an extension function: `fn` with `arg` or `args`.
    private mutating func call(_ node: JSONNode, _ path: String, depth: Int) throws(Reported) -> Value {
        let parts = try members(node, path, known: ["fn", "arg", "args"], required: ["fn"])
        guard let nameNode = parts["fn"], case .string(let name) = nameNode.kind,
            let function = ExtensionFunction(rawValue: name.text)
        else {
            let names = ExtensionFunction.allCases.map(\.rawValue)
            let hint = NearestName.hint(parts["fn"]?.text ?? "", in: names)
            throw refuse("`fn` names no extension function\(hint)", parts["fn"] ?? node, path + ".fn")
        }
        var arguments: [JSONNode] = []
        switch (parts["arg"], parts["args"]) {
        case (let argument?, nil): arguments = [argument]
        case (nil, let list?):
            guard let elements = list.elements else {
                throw refuse("expected an array, found \(list.typeName)", list, path + ".args")
            }
            arguments = elements
        default: throw refuse("expected either `arg` or `args`", node, path)
        }
        if function.isConstructor, arguments.count == 1, case .string(let text) = arguments[0].kind {
            return try construct(function, text, node, path)
        }
        var values: [Value] = []
        for (index, argument) in arguments.enumerated() {
            values.append(try value(argument, "\(path).args[\(index)]", as: nil))
        }
        do throws(EvaluationError) {
            return try ExtensionCalls.call(function, values, at: .none)
        } catch {
            throw refuse(error.message, node, path)
        }
    }

    private mutating func construct(
        _ function: ExtensionFunction,
        _ text: CedarString,
        _ node: JSONNode,
        _ path: String
    ) throws(Reported) -> Value {
        do throws(EvaluationError) {
            return try ExtensionCalls.construct(function, text, at: .none)
        } catch {
            throw refuse(error.message, node, path)
        }
    }
}
