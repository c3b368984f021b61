import Cedar

/// The actions that a caller can ask for by name: those that the schema applies to something, or without a schema those that are
/// entities or that a policy names in its head.
struct ActionSearch: Sendable {
    private let decider: Decider
    private let names: [CedarString]

    init(_ decider: Decider) {
        self.decider = decider
        var actions: Set<EntityUID> = []
        if let schema = decider.mapping.schema {
            for action in schema.actions.values where action.appliesTo != nil { actions.insert(action.uid) }
        } else {
            for entity in decider.mapping.entities.all where entity.uid.type.isAction { actions.insert(entity.uid) }
            for policy in decider.policies.policies {
                switch policy.scope.action {
                case .any: break
                case .equal(let uid), .isIn(let uid): actions.insert(uid)
                case .isInAny(let uids): actions.formUnion(uids)
                }
            }
        }
        names = actions.compactMap { decider.mapping.names.name(of: $0) }.sorted()
    }

    /// The names of the first `count` permitted actions after a name, by the order of their UTF-8 bytes.
    /// - Throws: 400 for a trusted property or context that is no value in Cedar.
    func permitted(
        subject: EntityShape,
        resource: EntityShape,
        context: PropertiesNode?,
        after: CedarString?,
        count: Int
    ) throws(RequestProblem) -> [CedarString] {
        let mapping = decider.mapping
        guard let principalUID = mapping.uid(subject), let resourceUID = mapping.uid(resource) else { return [] }
        let entities = try mapping.entities(subject: (subject, principalUID), resource: (resource, resourceUID))
        var found: [CedarString] = []
        for name in names[EntitySearch.place(after: after, in: names)...] {
            guard found.count < count else { break }
            let action = mapping.names.action(name)
            let record: Record
            do throws(RequestProblem) {
                record = try mapping.context(context, nil, for: action)
            } catch {
                // By the schema each action has a context of its own: one that this action cannot take says nothing of the others.
                guard mapping.schema != nil else { throw error }
                continue
            }
            let request = Request(principal: principalUID, action: action, resource: resourceUID, context: record)
            if decider.decide(request, entities).decision { found.append(name) }
        }
        return found
    }
}
