/// What a search says of one candidate.
public struct SearchAnswer<Candidate: Hashable & Sendable>: Hashable, Sendable {
    /// The action, or the entity.
    public let candidate: Candidate
    /// The decision; nil where it hangs on what is not known.
    public let decision: Decision?

    /// An answer.
    public init(candidate: Candidate, decision: Decision?) {
        self.candidate = candidate
        self.decision = decision
    }
}

extension PolicySet {
    /// Which actions a principal may do on a resource, either of which may not be known. Answers for every action of the schema that
    /// applies to the two types, ordered by uid; the context is what is known of it, held against the context of each action, and an
    /// action whose context cannot be so is left out.
    /// - Throws: ``UntypedPolicies`` when a policy has no type in one of the environments.
    public func actions(
        principal: PartialRequest.Party,
        resource: PartialRequest.Party,
        context: PartialRecord = .unknown,
        entities: PartialEntities,
        schema: Schema,
        erringForbid: ErringForbid = .skips
    ) throws -> [SearchAnswer<EntityUID>] {
        var answers: [SearchAnswer<EntityUID>] = []
        for action in schema.actions.keys.sorted() {
            guard
                let environment = schema.requestEnvironment(
                    principal: principal.type,
                    action: action,
                    resource: resource.type
                )
            else { continue }
            let request = PartialRequest(principal: principal, action: action, resource: resource, context: context)
            guard schema.problems(of: request).isEmpty else { continue }
            let response = try TypedPolicies(self, schema: schema, environment: environment)
                .evaluate(request, entities: entities)
            let decision = response.decision(erringForbid: erringForbid)
            answers.append(SearchAnswer(candidate: action, decision: decision))
        }
        return answers
    }
}

extension TypedPolicies {
    /// Which of some resources the principal may do the action on. The policies are evaluated once for all of them, then what is left
    /// for each. Candidates of another type than the environment's are left out.
    /// - Throws: ``CedarErrors`` when the request does not conform to the schema.
    public func resources(
        _ candidates: some Sequence<EntityUID>,
        principal: PartialRequest.Party,
        context: PartialRecord = .unknown,
        entities: PartialEntities,
        erringForbid: ErringForbid = .skips
    ) throws(CedarErrors) -> [SearchAnswer<EntityUID>] {
        try search(candidates, of: environment.resource, entities, erringForbid) { resource in
            PartialRequest(principal: principal, action: environment.action, resource: resource, context: context)
        }
    }

    /// Which of some principals may do the action on the resource; see ``resources(_:principal:context:entities:erringForbid:)``.
    /// - Throws: ``CedarErrors`` when the request does not conform to the schema.
    public func principals(
        _ candidates: some Sequence<EntityUID>,
        resource: PartialRequest.Party,
        context: PartialRecord = .unknown,
        entities: PartialEntities,
        erringForbid: ErringForbid = .skips
    ) throws(CedarErrors) -> [SearchAnswer<EntityUID>] {
        try search(candidates, of: environment.principal, entities, erringForbid) { principal in
            PartialRequest(principal: principal, action: environment.action, resource: resource, context: context)
        }
    }

    /// The answer for each candidate of the type; `request` puts one of them, or the unknown one, into its place.
    private func search(
        _ candidates: some Sequence<EntityUID>,
        of type: EntityTypeName,
        _ entities: PartialEntities,
        _ erringForbid: ErringForbid,
        _ request: (PartialRequest.Party) -> PartialRequest
    ) throws(CedarErrors) -> [SearchAnswer<EntityUID>] {
        let open = try evaluate(request(.unknown(type)), entities: entities)
        let fixed = open.decision(erringForbid: erringForbid)
        var answers: [SearchAnswer<EntityUID>] = []
        for uid in candidates where uid.type == type {
            var decision = fixed
            if decision == nil {
                decision = try open.refined(request(.known(uid)), entities: entities)
                    .decision(erringForbid: erringForbid)
            }
            answers.append(SearchAnswer(candidate: uid, decision: decision))
        }
        return answers
    }
}
