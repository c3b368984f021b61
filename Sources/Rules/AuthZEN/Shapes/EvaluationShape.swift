import Cedar

/// What one access evaluation asks (section 6.1 of the specification).
struct EvaluationShape {
    let subject: EntityShape
    let action: ActionShape
    let resource: EntityShape
    let context: PropertiesNode?
    /// About how many bytes of JSON it takes from the top level.
    let inheritedBytes: Int

    /// A whole request.
    init(_ reader: ObjectReader) throws(RequestProblem) {
        try self.init(reader, defaults: EvaluationDefaults())
    }

    /// An element of a list: what it leaves out is taken from the defaults, each key as a whole (section 7.1.1).
    init(_ reader: ObjectReader, defaults: EvaluationDefaults) throws(RequestProblem) {
        var inherited = 0
        func missing(_ key: String) -> RequestProblem {
            let hint = reader.path == "$" ? "" : ", and there is none at the top level to take its place"
            return .bad("the key \"\(key)\" is missing\(hint)", reader.node, reader.path)
        }
        func entity(_ key: String, _ known: EntityShape?) throws(RequestProblem) -> EntityShape {
            if let own = try reader.optionalObject(key) { return try EntityShape(own) }
            guard let known else { throw missing(key) }
            inherited += known.properties?.weight ?? 0
            return known
        }
        subject = try entity("subject", defaults.subject)
        if let own = try reader.optionalObject("action") {
            action = try ActionShape(own)
        } else {
            guard let known = defaults.action else { throw missing("action") }
            inherited += known.properties?.weight ?? 0
            action = known
        }
        resource = try entity("resource", defaults.resource)
        if let own = try reader.properties("context") {
            context = own
        } else {
            context = defaults.context
            inherited += defaults.context?.weight ?? 0
        }
        inheritedBytes = inherited
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
        if let object = try reader.optionalObject("subject") { subject = try EntityShape(object) }
        if let object = try reader.optionalObject("action") { action = try ActionShape(object) }
        if let object = try reader.optionalObject("resource") { resource = try EntityShape(object) }
        context = try reader.properties("context")
    }
}
