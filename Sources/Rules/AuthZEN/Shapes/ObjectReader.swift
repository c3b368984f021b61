import Cedar

/// Reads the members of an object that the specification names and passes over all others, as it asks (section 10.1.1).
struct ObjectReader {
    let node: JSONNode
    let path: String

    /// - Throws: 400 when it is no object.
    init(_ node: JSONNode, path: String) throws(RequestProblem) {
        guard case .object = node.kind else {
            throw .bad("expected an object, found \(node.typeName)", node, path)
        }
        self.node = node
        self.path = path
    }

    /// Reads a body.
    /// - Throws: 413 when it is longer than `bytesMax`; 400 when it is empty, no JSON or no object.
    init(body: [UInt8], bytesMax: Int) throws(RequestProblem) {
        guard body.count <= bytesMax else {
            throw RequestProblem(413, "the body has \(body.count) bytes; at most \(bytesMax) are read")
        }
        guard !body.isEmpty else { throw RequestProblem(400, "the body is empty; it must be a JSON object") }
        let node: JSONNode
        do throws(ParseError) {
            node = try JSONNode(keepingNumbersOf: body, file: "body")
        } catch {
            throw .bad(error)
        }
        try self.init(node, path: "$")
    }

    func path(of key: String) -> String { "\(path).\(key)" }

    func required(_ key: String) throws(RequestProblem) -> JSONNode {
        guard let member = node[key] else { throw .bad("the key \"\(key)\" is missing", node, path) }
        return member
    }

    func string(_ key: String) throws(RequestProblem) -> CedarString {
        let member = try required(key)
        guard case .string(let text) = member.kind else {
            throw .bad("expected a string, found \(member.typeName)", member, path(of: key))
        }
        return text
    }

    /// A member that must be an object where it is there; the object is not looked into.
    func optionalObject(_ key: String) throws(RequestProblem) -> PropertiesNode? {
        guard let member = node[key] else { return nil }
        let reader = try ObjectReader(member, path: path(of: key))
        return PropertiesNode(node: reader.node, path: reader.path)
    }
}

/// Properties or a context as they were sent.
struct PropertiesNode {
    let node: JSONNode
    let path: String
}
