import Cedar

/// Decides questions by the policies.
struct Decider: Sendable {
    let policies: PolicySet
    let mapping: CedarMapping
    let unknownEntities: UnknownEntities
    let erringForbid: ErringForbid

    /// - Throws: 400 for a trusted property or context that is no value in Cedar, whether or not the entities exist.
    func decide(_ shape: EvaluationShape) throws(RequestProblem) -> Ruling {
        guard let principal = mapping.uid(shape.subject), let resource = mapping.uid(shape.resource) else {
            return Ruling(.unknownType)
        }
        let action = mapping.names.action(shape.action.name)
        let entities = try mapping.entities(subject: (shape.subject, principal), resource: (shape.resource, resource))
        let request = Request(
            principal: principal,
            action: action,
            resource: resource,
            context: try mapping.context(shape.context, shape.action.properties, for: action)
        )
        return decide(request, entities)
    }

    /// Whether there is such a question in the schema.
    func conforms(_ request: Request) -> Bool { mapping.schema.map { $0.problems(of: request).isEmpty } ?? true }

    func decide(_ request: Request, _ entities: Entities) -> Ruling {
        conforms(request) ? decideConforming(request, entities) : Ruling(.notInSchema)
    }

    func decideConforming(_ request: Request, _ entities: Entities) -> Ruling {
        if unknownEntities == .denied {
            // Asked of the store itself: what a caller asserts makes no entity known.
            let store = mapping.entities
            guard store[request.principal] != nil, store[request.resource] != nil else { return Ruling(.unknownEntity) }
        }
        let response = Authorizer().authorize(request, policies: policies, entities: entities)
        guard response.decision == .allow else {
            return Ruling(response.reasons.isEmpty ? .noPermit : .forbidden, policies: response.reasons)
        }
        if erringForbid == .denies {
            let erring = response.errors.map(\.policy).filter { policies[$0]?.effect == .forbid }
            if !erring.isEmpty { return Ruling(.policyError, policies: erring) }
        }
        return Ruling(.permitted, policies: response.reasons)
    }
}
