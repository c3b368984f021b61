/// Turns JSON into values, entities and requests, collecting everything that is wrong.
struct DataReader {
    let file: String
    let schema: Schema?
    private(set) var errors: [ParseError] = []

    init(file: String, schema: Schema?) {
        self.file = file
        self.schema = schema
    }

    /// Marks a node that has been reported.
    struct Reported: Error {}

    mutating func report(_ message: String, _ node: JSONNode, _ path: String) {
        guard errors.count < CedarLimits.collectedErrors else { return }
        let range = SourceRange(start: node.position, end: node.position)
        errors.append(ParseError(file: file, range: range, message: message, path: path))
    }

    mutating func refuse(_ message: String, _ node: JSONNode, _ path: String) -> Reported {
        report(message, node, path)
        return Reported()
    }

    /// The members of an object, by key, when all keys are known.
    mutating func members(
        _ node: JSONNode,
        _ path: @autoclosure () -> String,
        known: [String],
        required: [String]
    ) throws(Reported) -> [String: JSONNode] {
        guard case .object(let list) = node.kind else {
            throw refuse("expected an object, found \(node.typeName)", node, path())
        }
        var members: [String: JSONNode] = [:]
        for (key, value) in list {
            guard known.contains(key.text) else {
                report("there is no key \(key.quoted) here\(NearestName.hint(key.text, in: known))", value, path())
                continue
            }
            members[key.text] = value
        }
        for key in required where members[key] == nil { throw refuse("the key \"\(key)\" is missing", node, path()) }
        return members
    }

    /// An entity uid, plain or under `__entity`.
    mutating func uid(_ node: JSONNode, _ path: String) throws(Reported) -> EntityUID {
        if let inner = node["__entity"] {
            _ = try members(node, path, known: ["__entity"], required: [])
            return try uid(inner, path + ".__entity")
        }
        let parts = try members(node, path, known: ["type", "id"], required: ["type", "id"])
        guard let typeNode = parts["type"], let idNode = parts["id"] else { throw Reported() }
        guard case .string(let typeText) = typeNode.kind else {
            throw refuse("expected a string, found \(typeNode.typeName)", typeNode, path + ".type")
        }
        guard case .string(let id) = idNode.kind else {
            throw refuse("expected a string, found \(idNode.typeName)", idNode, path + ".id")
        }
        guard let type = EntityTypeName(checking: typeText.text) else {
            throw refuse("\(typeText.quoted) is no name of an entity type", typeNode, path + ".type")
        }
        return EntityUID(type: type, id: id)
    }

    static func path(_ base: String, _ key: CedarString) -> String {
        Identifier.isIdentifier(key.text) ? "\(base).\(key)" : "\(base)[\(key.quoted)]"
    }
}
