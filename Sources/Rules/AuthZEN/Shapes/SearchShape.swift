import Cedar

/// Which results of a search are wanted (section 8.2.1 of the specification).
struct PageShape {
    let token: (text: CedarString, node: JSONNode, path: String)?
    let limit: (count: Int, node: JSONNode, path: String)?

    init(_ reader: ObjectReader) throws(RequestProblem) {
        var token: (text: CedarString, node: JSONNode, path: String)?
        if let node = reader.node["token"] { token = (try reader.string("token"), node, reader.path(of: "token")) }
        self.token = token
        var limit: (count: Int, node: JSONNode, path: String)?
        if let node = reader.node["limit"] {
            guard case .integer(let value) = node.kind, value >= 0 else {
                throw .bad("expected an integer that is not negative", node, reader.path(of: "limit"))
            }
            limit = (Int(clamping: value), node, reader.path(of: "limit"))
        }
        self.limit = limit
        _ = try reader.properties("properties")
    }
}

/// What a search asks for (sections 8.4.1, 8.5.1 and 8.6.1).
struct SearchShape {
    enum Question {
        case subjects(SoughtShape, ActionShape, EntityShape)
        case resources(EntityShape, ActionShape, SoughtShape)
        case actions(EntityShape, EntityShape)
    }

    let question: Question
    let context: PropertiesNode?
    let page: PageShape?
    /// What all pages of a search have in common, in one form for equal requests.
    let identity: String

    /// - Throws: 400 for a member that is missing or ill-formed.
    init(_ reader: ObjectReader, at endpoint: Endpoint) throws(RequestProblem) {
        let subject = try reader.object("subject")
        var known = ["subject", "action", "resource", "context"]
        switch endpoint {
        case .evaluation, .evaluations, .actionSearch:
            known.removeAll { $0 == "action" }
            let asking = try EntityShape(subject)
            question = .actions(asking, try Self.resource(reader))
        case .subjectSearch:
            let sought = try SoughtShape(subject)
            question = .subjects(sought, try Self.action(reader), try Self.resource(reader))
        case .resourceSearch:
            let asking = try EntityShape(subject)
            let action = try Self.action(reader)
            let sought = try SoughtShape(try reader.object("resource"))
            question = .resources(asking, action, sought)
        }
        context = try reader.properties("context")
        let pageReader = try reader.optionalObject("page")
        page = try pageReader.map { reader throws(RequestProblem) in try PageShape(reader) }
        var parts = known.map { key in (key: key, json: reader.node[key].map(JSONText.canonical) ?? "null") }
        let order = pageReader?.node["properties"]
        parts.append((key: "page", json: order.map(JSONText.canonical) ?? "null"))
        identity = endpoint.parameter + JSONText.object(parts)
    }

    private static func action(_ reader: ObjectReader) throws(RequestProblem) -> ActionShape {
        try ActionShape(try reader.object("action"))
    }

    private static func resource(_ reader: ObjectReader) throws(RequestProblem) -> EntityShape {
        try EntityShape(try reader.object("resource"))
    }
}
