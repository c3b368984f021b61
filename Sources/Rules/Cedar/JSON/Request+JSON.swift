extension Request {
    /// Reads a request from its JSON form: `{principal, action, resource, context?}`. With a schema the escapes in the context may be
    /// left out, and the request must conform to the schema.
    /// - Throws: everything that is wrong, each with line, column and JSON path.
    public init(json bytes: [UInt8], schema: Schema? = nil, file: String = "request.json") throws(CedarErrors) {
        let node: JSONNode
        do throws(ParseError) {
            node = try JSONNode(parsing: bytes, file: file)
        } catch {
            throw CedarErrors(error)
        }
        try self.init(json: node, schema: schema, file: file)
        guard let schema else { return }
        let range = SourceRange(start: node.position, end: node.position)
        let errors = schema.problems(of: self).map { ParseError(file: file, range: range, message: $0, path: "$") }
        guard errors.isEmpty else { throw CedarErrors(errors) }
    }

    /// Reads a request from a JSON object without asking whether it conforms; keys other than `principal`, `action`, `resource`
    /// and `context` are refused unless listed.
    /// - Throws: everything that is wrong, each with line, column and JSON path.
    public init(
        json node: JSONNode,
        schema: Schema? = nil,
        file: String,
        path: String = "$",
        otherKeys: [String] = []
    ) throws(CedarErrors) {
        var reader = DataReader(file: file, schema: schema)
        do throws(DataReader.Reported) {
            let parts = try reader.members(
                node,
                path,
                known: ["principal", "action", "resource", "context"] + otherKeys,
                required: ["principal", "action", "resource"]
            )
            guard let principal = parts["principal"], let action = parts["action"], let resource = parts["resource"]
            else {
                throw DataReader.Reported()
            }
            let actionUID = try reader.uid(action, path + ".action")
            let expected = schema?.action(actionUID)?.appliesTo?.context
            let contextPath = path + ".context"
            let request = Request(
                principal: try reader.uid(principal, path + ".principal"),
                action: actionUID,
                resource: try reader.uid(resource, path + ".resource"),
                context: try parts["context"].map { node throws(DataReader.Reported) in
                    try reader.record(node, contextPath, expected.map { .record($0) })
                } ?? Record()
            )
            guard reader.errors.isEmpty else { throw DataReader.Reported() }
            self = request
        } catch {
            throw CedarErrors(reader.errors)
        }
    }
}
