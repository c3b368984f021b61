import Cedar

/// What one access evaluation asks (section 6.1 of the specification).
struct EvaluationShape {
    let subject: EntityShape
    let action: ActionShape
    let resource: EntityShape
    let context: PropertiesNode?

    /// A whole request.
    init(_ reader: ObjectReader) throws(RequestProblem) {
        try self.init(reader, defaults: EvaluationDefaults())
    }

    /// An element of a list: what it leaves out is taken from the defaults, each key as a whole (section 7.1.1).
    init(_ reader: ObjectReader, defaults: EvaluationDefaults) throws(RequestProblem) {
        subject = try Self.entity("subject", reader, defaults.subject)
        if let own = reader.node["action"] {
            action = try ActionShape(own, path: reader.path(of: "action"))
        } else if let inherited = defaults.action {
            action = inherited
        } else {
            throw Self.missing("action", reader)
        }
        resource = try Self.entity("resource", reader, defaults.resource)
        context = try reader.optionalObject("context") ?? defaults.context
    }

    private static func entity(
        _ key: String,
        _ reader: ObjectReader,
        _ inherited: EntityShape?
    ) throws(RequestProblem) -> EntityShape {
        if let own = reader.node[key] { return try EntityShape(own, path: reader.path(of: key)) }
        guard let inherited else { throw missing(key, reader) }
        return inherited
    }

    private static func missing(_ key: String, _ reader: ObjectReader) -> RequestProblem {
        let hint = reader.path == "$" ? "" : ", and there is none at the top level to take its place"
        return .bad("the key \"\(key)\" is missing\(hint)", reader.node, reader.path)
    }
}

/// The keys at the top level of a list of evaluations.
struct EvaluationDefaults {
    private(set) var subject: EntityShape?
    private(set) var action: ActionShape?
    private(set) var resource: EntityShape?
    private(set) var context: PropertiesNode?

    init() {}

    /// - Throws: 400 for a key that is there and ill-formed, whether or not an evaluation needs it.
    init(_ reader: ObjectReader) throws(RequestProblem) {
        if let node = reader.node["subject"] { subject = try EntityShape(node, path: reader.path(of: "subject")) }
        if let node = reader.node["action"] { action = try ActionShape(node, path: reader.path(of: "action")) }
        if let node = reader.node["resource"] { resource = try EntityShape(node, path: reader.path(of: "resource")) }
        context = try reader.optionalObject("context")
    }
}
