import Cedar

/// A question of the API by its names, for a decision point whose subjects and resources are somewhere else than in memory.
public struct NamedQuestion: Sendable {
    /// The type and the id of the subject.
    public let subject: (type: String, id: String)
    /// The name of the action.
    public let action: String
    /// The type and the id of the resource.
    public let resource: (type: String, id: String)
    private let context: PropertiesNode?
    private let properties: PropertiesNode?

    init(_ subject: EntityShape, _ action: String, _ resource: EntityShape, _ context: PropertiesNode?) {
        self.context = context
        properties = resource.properties
        self.subject = (subject.type.text, subject.id.text)
        self.action = action
        self.resource = (resource.type.text, resource.id.text)
    }

    /// What the caller says of the resource, as an object of JSON whose members stand in the order of their names; nil where it says nothing. Whether it is believed is said by whoever
    /// asks for it.
    public var resourceProperties: String? { properties.map { JSONText.canonical($0.node) } }

    /// A whole number of the caller's context; nil for what is none, and where there is none of that name. Whether it is believed is said by whoever asks for it.
    public func contextNumber(_ name: String) -> Int64? {
        if case .integer(let number)? = context?.node[name]?.kind { number } else { nil }
    }
}

/// A search by its names: subjects or resources of a type for which an otherwise complete question is permitted.
public struct NamedSearch: Sendable {
    /// The place in the question that is sought.
    public let role: SearchQuery.Role
    /// The type of what is sought.
    public let type: String
    /// The question, with an empty id in the place of what is sought.
    public let question: NamedQuestion
}

/// Decides questions by their names.
public protocol DecisionSource: Sendable {
    /// A decision for each question, in their order. What cannot be known of is denied like anything else.
    /// - Throws: where nothing can be decided now; the caller gets a status of 500, and nothing of why.
    func decide(_ questions: [NamedQuestion]) async throws -> [DelegatedDecision]
}

/// Decides questions, and finds for which subjects and resources they are permitted.
public protocol SearchingSource: DecisionSource {
    /// The ids of the first `count` permitted results that follow `last`, by the order of their UTF-8 bytes. What cannot be known of is not counted, and leaves
    /// no gap.
    /// - Throws: where nothing can be found now; the caller gets a status of 500, and nothing of why.
    func find(_ search: NamedSearch, after last: String?, count: Int) async throws -> [String]
}

/// A decision point that carries the API's messages and has questions decided elsewhere: evaluation, evaluations and searches. What callers
/// assert of subjects, resources and contexts is read, so that ill-formed messages are refused, and believed in nothing but what the source asks for.
public struct DelegatedDecisionPoint: Sendable {
    private let source: any DecisionSource
    /// The source, where it searches too.
    private let finder: (any SearchingSource)?
    private let actions: @Sendable (String) -> [String]
    private let pageSeal: (any PageTokenSeal)?
    private let metadata: Metadata?
    private let limits: RequestLimits

    /// The endpoints that answer: those of subjects and resources where the source searches.
    public var endpoints: [Endpoint] {
        finder == nil
            ? Endpoint.allCases.filter { ![.subjectSearch, .resourceSearch].contains($0) } : Endpoint.allCases
    }

    /// A decision point.
    /// - Parameters:
    ///   - actions: the names that a search for actions asks about, of a type of subject.
    ///   - pageSeal: seals page tokens; without it searches have no pages.
    ///   - metadata: what is published; nil publishes nothing.
    public init(
        _ source: any DecisionSource,
        actions: @escaping @Sendable (_ subjectType: String) -> [String],
        pageSeal: (any PageTokenSeal)? = nil,
        metadata: Metadata? = nil,
        limits: RequestLimits = RequestLimits()
    ) {
        self.source = source
        finder = source as? any SearchingSource
        self.actions = actions
        self.pageSeal = pageSeal
        self.metadata = metadata
        self.limits = limits
    }

    /// Answers a request; one that cannot be answered gets a status of 400 or more and a message that says what is wrong and where.
    public func answer(_ request: APIRequest) async -> APIResponse {
        await RequestHeaders.answer(request) {
            if let allowed = allowedMethod(at: request.path), request.method != allowed {
                return .wrongMethod(allowed: allowed)
            }
            do throws(RequestProblem) {
                return .json(try await route(request))
            } catch {
                return .refusal(error)
            }
        }
    }

    private func endpoint(at path: String) -> Endpoint? {
        let base = metadata?.identifier.path ?? ""
        return endpoints.first { base + $0.path == path }
    }

    private func allowedMethod(at path: String) -> String? {
        if let metadata, path == metadata.identifier.metadataPath { return "GET" }
        return endpoint(at: path).map { _ in "POST" }
    }

    private func route(_ request: APIRequest) async throws(RequestProblem) -> String {
        if let metadata, request.path == metadata.identifier.metadataPath { return metadata.json(endpoints) }
        guard let endpoint = endpoint(at: request.path) else { throw RequestProblem(404, "there is nothing here") }
        try RequestHeaders.checkContentType(of: request)
        let body = try ObjectReader(body: request.body, limits: limits)
        switch endpoint {
        case .evaluation: return try await single(try EvaluationShape(body))
        case .evaluations: return try await evaluate(body)
        case .subjectSearch, .resourceSearch, .actionSearch:
            return try await search(try SearchShape(body, at: endpoint))
        }
    }

    private func evaluate(_ body: ObjectReader) async throws(RequestProblem) -> String {
        switch try EvaluationsShape(body, limits) {
        case .single(let shape): return try await single(shape)
        case .list(let evaluations, let semantic): return try await answers(evaluations, semantic)
        }
    }

    private func single(_ shape: EvaluationShape) async throws(RequestProblem) -> String {
        (try await decide([shape]).first ?? DelegatedDecision(false)).json
    }

    private func answers(_ evaluations: [Result<EvaluationShape, RequestProblem>], _ semantic: EvaluationsSemantic)
        async throws(RequestProblem) -> String
    {
        // All are decided at once, also where the answer stops before its end: so an answer takes as long whatever it says.
        let asked = evaluations.compactMap { try? $0.get() }
        var decisions = try await decide(asked)[...]
        var answers: [String] = []
        for evaluation in evaluations {
            var decision = false
            switch evaluation {
            case .success:
                let made = decisions.popFirst() ?? DelegatedDecision(false)
                decision = made.isPermitted
                answers.append(made.json)
            case .failure(let problem): answers.append(Ruling.json(of: problem))
            }
            if semantic.stops(after: decision) { break }
        }
        return JSONText.object([(key: "evaluations", json: JSONText.array(answers))])
    }

    private func search(_ shape: SearchShape) async throws(RequestProblem) -> String {
        let sought: NamedSearch
        switch shape.question {
        case .actions(let subject, let resource): return try await permitted(subject, resource, shape.context)
        case .subjects(let type, let action, let resource):
            let subject = EntityShape(type: type.type, id: "")
            let question = NamedQuestion(subject, action.name.text, resource, shape.context)
            sought = NamedSearch(role: .principal, type: type.type.text, question: question)
        case .resources(let subject, let action, let type):
            let resource = EntityShape(type: type.type, id: "")
            let question = NamedQuestion(subject, action.name.text, resource, shape.context)
            sought = NamedSearch(role: .resource, type: type.type.text, question: question)
        }
        let paging = SearchPaging(seal: pageSeal, resultsMax: limits.results)
        return try await paging.answer(shape) { after, count async throws(RequestProblem) in
            try await found(sought, after, count)
        }
    }

    private func found(_ search: NamedSearch, _ after: CedarString?, _ count: Int) async throws(RequestProblem)
        -> [CedarString]
    {
        guard let finder else { return [] }
        let ids: [String]
        do {
            ids = try await finder.find(search, after: after?.text, count: count)
        } catch {
            throw RequestProblem(500, "nothing can be found now", cause: error)
        }
        return ids.map { CedarString($0) }
    }

    private func permitted(_ subject: EntityShape, _ resource: EntityShape, _ context: PropertiesNode?)
        async throws(RequestProblem) -> String
    {
        let actions = actions(subject.type.text)
        let decisions = try await decided(actions.map { NamedQuestion(subject, $0, resource, context) })
        let names = zip(actions, decisions).filter(\.1.isPermitted).map { name, _ in
            JSONText.object([(key: "name", json: JSONText.string(name))])
        }
        return JSONText.object([(key: "results", json: JSONText.array(names))])
    }

    private func decide(_ shapes: [EvaluationShape]) async throws(RequestProblem) -> [DelegatedDecision] {
        try await decided(shapes.map { NamedQuestion($0.subject, $0.action.name.text, $0.resource, $0.context) })
    }

    private func decided(_ questions: [NamedQuestion]) async throws(RequestProblem) -> [DelegatedDecision] {
        guard !questions.isEmpty else { return [] }
        let decisions: [DelegatedDecision]
        do {
            decisions = try await source.decide(questions)
        } catch {
            throw RequestProblem(500, "nothing can be decided now", cause: error)
        }
        guard decisions.count == questions.count else { throw RequestProblem(500, "nothing can be decided now") }
        return decisions
    }
}
