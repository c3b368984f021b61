import Cedar

/// Reads the members of an object that the specification names and passes over all others, as it asks (section 10.1.1).
struct ObjectReader {
    let node: JSONNode
    let path: String
    private let limits: RequestLimits

    /// - Throws: 400 when it is no object.
    init(_ node: JSONNode, path: String, limits: RequestLimits) throws(RequestProblem) {
        guard case .object = node.kind else {
            throw .bad("expected an object, found \(node.typeName)", node, path)
        }
        self.node = node
        self.path = path
        self.limits = limits
    }

    /// Reads a body.
    /// - Throws: 413 when it is too long; 400 when it is empty, no JSON or no object.
    init(body: [UInt8], limits: RequestLimits) throws(RequestProblem) {
        guard body.count <= limits.bodyBytes else {
            throw RequestProblem(413, "the body has \(body.count) bytes; at most \(limits.bodyBytes) are read")
        }
        guard !body.isEmpty else { throw RequestProblem(400, "the body is empty; it must be a JSON object") }
        let node: JSONNode
        do throws(ParseError) {
            node = try JSONNode(keepingNumbersOf: body, file: "body")
        } catch {
            throw .bad(error)
        }
        try self.init(node, path: "$", limits: limits)
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

    func object(_ key: String) throws(RequestProblem) -> ObjectReader {
        try ObjectReader(try required(key), path: path(of: key), limits: limits)
    }

    /// A member that must be an object where it is there.
    func optionalObject(_ key: String) throws(RequestProblem) -> ObjectReader? {
        node[key] == nil ? nil : try object(key)
    }

    /// An element of an array that is a member.
    func element(_ index: Int, of key: String, _ element: JSONNode) throws(RequestProblem) -> ObjectReader {
        try ObjectReader(element, path: "\(path(of: key))[\(index)]", limits: limits)
    }

    /// A member that must be an object where it is there, of the caller's own making.
    func properties(_ key: String) throws(RequestProblem) -> PropertiesNode? {
        guard let object = try optionalObject(key) else { return nil }
        let properties = PropertiesNode(node: object.node, path: object.path)
        guard properties.weight <= limits.propertiesBytes else {
            throw .bad("the object holds more than \(limits.propertiesBytes) bytes", object.node, object.path)
        }
        return properties
    }
}

/// Properties or a context as they were sent.
struct PropertiesNode {
    let node: JSONNode
    let path: String
    /// About as many bytes as it has in JSON.
    let weight: Int

    init(node: JSONNode, path: String) {
        self.node = node
        self.path = path
        weight = Self.weight(node)
    }

    /// Recursion is bounded by the depth that JSON is read to.
    private static func weight(_ node: JSONNode) -> Int {
        switch node.kind {
        case .null, .bool: 4
        case .integer: 8
        case .number(let text), .string(let text): text.text.utf8.count + 2
        case .array(let elements): elements.reduce(2) { $0 + weight($1) + 1 }
        case .object(let members): members.reduce(2) { $0 + $1.key.text.utf8.count + 4 + weight($1.value) }
        }
    }
}
