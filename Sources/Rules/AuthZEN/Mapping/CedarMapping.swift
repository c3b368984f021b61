import Cedar

/// What the API asks as a question to Cedar: subject → principal, action.name → action, resource → resource, context → context with
/// the action's properties in one field of it.
struct CedarMapping: Sendable {
    let names: NameMapping
    let trust: CallerTrust
    let actionProperties: CedarString
    let schema: Schema?
    let entities: Entities

    /// The entity that a subject or resource names; nil when no entity can be of its type.
    func uid(_ shape: EntityShape) -> EntityUID? {
        names.type(shape.type).map { EntityUID(type: $0, id: shape.id) }
    }

    /// The store with what the caller is trusted to say of a subject and a resource.
    /// - Throws: 400 for a trusted property that is no value in Cedar.
    func entities(
        subject: (shape: EntityShape, uid: EntityUID)?,
        resource: (shape: EntityShape, uid: EntityUID)?
    ) throws(RequestProblem) -> Entities {
        var store = entities
        if let subject { store = try asserting(subject.shape, subject.uid, trust.subject, in: store) }
        if let resource { store = try asserting(resource.shape, resource.uid, trust.resource, in: store) }
        return store
    }

    private func asserting(
        _ shape: EntityShape,
        _ uid: EntityUID,
        _ names: CallerTrust.Names,
        in store: Entities
    ) throws(RequestProblem) -> Entities {
        guard names != .none, shape.properties != nil else { return store }
        let declared = schema.map { $0.entityType(uid.type)?.shape ?? RecordShape() }
        let said = try PropertyReader(names: names, shape: declared).record(shape.properties)
        let known = store[uid]?.attributes ?? Record()
        let (first, second) = trust.precedence == .caller ? (said, known) : (known, said)
        var attributes: [CedarString: Value] = [:]
        for (name, value) in second.sorted { attributes[name] = value }
        for (name, value) in first.sorted { attributes[name] = value }
        return store.replacingAttributes(of: uid, with: Record(attributes))
    }

    /// The context of an action. The field for the action's properties is the library's own: a caller's context cannot fill it.
    /// - Throws: 400 for a trusted value that is none in Cedar.
    func context(
        _ context: PropertiesNode?,
        _ properties: PropertiesNode?,
        for action: EntityUID
    ) throws(RequestProblem) -> Record {
        let shape = schema.map { $0.action(action)?.appliesTo?.context ?? RecordShape() }
        var record = try PropertyReader(names: trust.context, shape: shape).record(context)
        record[actionProperties] = nil
        guard let properties, trust.action != .none else { return record }
        var inner: RecordShape?
        if let shape {
            guard case .record(let declared) = shape.attributes[actionProperties]?.type else { return record }
            inner = declared
        }
        record[actionProperties] = .record(
            try PropertyReader(names: trust.action, shape: inner).record(properties)
        )
        return record
    }
}
