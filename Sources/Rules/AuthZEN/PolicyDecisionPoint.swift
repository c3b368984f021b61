public import Cedar

/// A policy decision point of the OpenID Authorization API 1.0 (AuthZEN, final of 2026-01-11), decided by Cedar. It takes and gives HTTP
/// messages as data: a server carries them, and authenticates who calls before it hands a request over.
///
/// Immutable: a change of policies or entities takes a new value. Safe to use from several tasks at once.
public struct PolicyDecisionPoint: Sendable {
    let configuration: DecisionPointConfiguration
    let decider: Decider
    let entitySearch: any PermittedSearch
    let actionSearch: ActionSearch
    private let routes: [String: Endpoint]

    /// A decision point over policies and entities. With a schema, properties and contexts are read by it, what it does not declare is
    /// passed over, and a question that does not conform is denied; `entities` must then hold the schema's actions, as those read by
    /// `Entities(json:schema:)` do. `search` takes the place of the search for entities in memory.
    ///
    /// Complexity: O(n log n) in the number of entities.
    public init(
        policies: PolicySet,
        entities: Entities,
        schema: Schema? = nil,
        configuration: DecisionPointConfiguration = DecisionPointConfiguration(),
        search: (any PermittedSearch)? = nil
    ) {
        self.configuration = configuration
        decider = Decider(
            policies: policies,
            mapping: CedarMapping(
                names: configuration.names,
                trust: configuration.trust,
                actionProperties: configuration.actionProperties,
                schema: schema,
                entities: entities
            ),
            unknownEntities: configuration.unknownEntities,
            erringForbid: configuration.erringForbid
        )
        entitySearch = search ?? EntitySearch(decider)
        actionSearch = ActionSearch(decider)
        let base = configuration.metadata?.identifier.path ?? ""
        var routes: [String: Endpoint] = [:]
        for endpoint in Self.endpoints(of: configuration) { routes[base + endpoint.path] = endpoint }
        self.routes = routes
    }

    private static func endpoints(of configuration: DecisionPointConfiguration) -> [Endpoint] {
        Endpoint.allCases.filter { $0 == .evaluation || configuration.endpoints.contains($0) }
    }

    /// Answers a request; a request that cannot be answered gets a status of 400 or more and a message that says what is wrong and where.
    public func answer(_ request: APIRequest) async -> APIResponse {
        await RequestHeaders.answer(request) { await route(request) }
    }

    private func route(_ request: APIRequest) async -> APIResponse {
        if let metadata = configuration.metadata, request.path == metadata.identifier.metadataPath {
            guard request.method == "GET" else { return .wrongMethod(allowed: "GET") }
            return .json(metadata.json(Self.endpoints(of: configuration)))
        }
        guard let endpoint = routes[request.path] else { return .refusal(RequestProblem(404, "there is nothing here")) }
        guard request.method == "POST" else { return .wrongMethod(allowed: "POST") }
        do throws(RequestProblem) {
            try RequestHeaders.checkContentType(of: request)
            let body = try ObjectReader(body: request.body, limits: configuration.limits)
            switch endpoint {
            case .evaluation: return .json(try evaluate(try EvaluationShape(body)))
            case .evaluations: return .json(try evaluate(body))
            case .subjectSearch, .resourceSearch, .actionSearch:
                return .json(try await search(try SearchShape(body, at: endpoint)))
            }
        } catch {
            return .refusal(error)
        }
    }

    private func evaluate(_ shape: EvaluationShape) throws(RequestProblem) -> String {
        try decider.decide(shape).json(configuration.disclosure)
    }

    private func evaluate(_ body: ObjectReader) throws(RequestProblem) -> String {
        switch try EvaluationsShape(body, configuration.limits) {
        case .single(let shape): return try evaluate(shape)
        case .list(let evaluations, let semantic):
            var answers: [String] = []
            for evaluation in evaluations {
                var decision = false
                do throws(RequestProblem) {
                    let ruling = try decider.decide(try evaluation.get())
                    decision = ruling.decision
                    answers.append(ruling.json(configuration.disclosure))
                } catch {
                    answers.append(Ruling.json(of: error))
                }
                if semantic.stops(after: decision) { break }
            }
            return JSONText.object([(key: "evaluations", json: JSONText.array(answers))])
        }
    }
}
