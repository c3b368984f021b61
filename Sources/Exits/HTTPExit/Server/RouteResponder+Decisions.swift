internal import AuthZEN
@_spi(Exits) internal import Boundary
internal import Crypto
internal import HTTPTypes
internal import Hummingbird
internal import Journal
internal import NIOCore
internal import Storage

extension RouteResponder {
    /// An answer of the decision point. Which system asks is said by the key that it bears (RFC 6750, section 2.1); without one nothing is looked at.
    func decisions(_ incoming: IncomingRequest, _ system: (String) throws -> Subject?) async throws -> Response {
        let request = incoming.request
        var asked = APIRequest(
            method: request.method.rawValue,
            path: incoming.path,
            headers: ["Content-Type", "X-Request-ID"].flatMap { name in
                (HTTPField.Name(name).map { request.headers[values: $0] } ?? []).map { APIRequest.Header(name, $0) }
            }
        )
        guard request.method == .post else { return response(await point(nil).answer(asked)) }
        guard let asker = try incoming.systemKey.flatMap(system) else {
            // Whoever tries keys waits; whoever has one does not.
            guard attempts.admits(incoming.address) else { throw MalformedRequest.tooMany }
            return response(
                .refusing(
                    asked,
                    as: .unauthorized(challenge: "Bearer realm=\"bulkhead\""),
                    message:
                        "say which system asks: Authorization: Bearer KEY, with the key that the administrator gave it"
                )
            )
        }
        asked = APIRequest(
            method: asked.method,
            path: asked.path,
            headers: asked.headers,
            body: try await incoming.body(atMost: configuration.limits.bodyBytesMax)
        )
        let answer = await point(asker).answer(asked)
        if let cause = answer.cause { log("BH-W503 \(type(of: cause))") }
        return response(answer)
    }

    private func point(_ asker: Subject?) -> DelegatedDecisionPoint {
        // Its identifier is an https URL: without TLS it has none, and publishes nothing.
        let host = configuration.otherHosts.min() ?? configuration.host
        let identifier = configuration.isSecure ? try? DecisionPointIdentifier("https://\(host)") : nil
        return DelegatedDecisionPoint(
            BoundaryDecisions(boundary: boundary, asker: asker, place: configuration.elsewhere),
            actions: { BoundaryDecisions.actions(of: $0).map(\.rawValue) },
            pageSeal: pageSeal,
            metadata: identifier.map { Metadata(identifier: $0) },
            limits: RequestLimits(
                bodyBytes: configuration.limits.bodyBytesMax,
                evaluations: Boundary.evaluationsMax,
                results: Boundary.soughtMax
            )
        )
    }

    private func response(_ answer: APIResponse) -> Response {
        var response = Response(
            status: HTTPResponse.Status(code: answer.status),
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body))
        )
        for header in answer.headers { SecurityFields.set(header.name, header.value, &response.headers) }
        return response
    }
}

/// Decides what a system asks by the boundary, which records it.
private struct BoundaryDecisions: SearchingSource {
    let boundary: Boundary
    let asker: Subject?
    let place: Whereabouts

    /// What may be asked about subjects of a type.
    static func actions(of type: String) -> [RecordAction] {
        switch type {
        case "person": [.edit, .export, .print, .view]
        case "system": [.receive]
        default: []
        }
    }

    func decide(_ questions: [NamedQuestion]) async throws -> [DelegatedDecision] {
        guard let asker else { return questions.map { _ in DelegatedDecision(false) } }
        let vouches = try boundary.vouchesForFactors(asker)
        let asked = questions.map { question -> AccessEvaluation? in
            guard let subject = Self.subject(question.subject), let action = Self.action(question),
                question.resource.type == "record", let record = AggregateID(hexadecimal: question.resource.id)
            else { return nil }
            return AccessEvaluation(subject, action, record, factors: factors(question, vouches))
        }
        let channel = API(client: asker.description)
        return try await boundary.evaluate(asked, from: place, for: asker, through: channel).open(for: asker)
            .map { DelegatedDecision($0) }
    }

    func find(_ search: NamedSearch, after last: String?, count: Int) async throws -> [String] {
        guard let asker else { return [] }
        let factors = factors(search.question, try boundary.vouchesForFactors(asker))
        let found = try await boundary.seek(
            sought(search).flatMap { sought in
                Self.action(search.question).map {
                    AccessSearch(sought, $0, factors: factors, after: last, limit: count)
                }
            },
            from: place,
            for: asker,
            through: API(client: asker.description)
        )
        return try found.open(for: asker)
    }

    private func sought(_ search: NamedSearch) -> AccessSearch.Sought? {
        let question = search.question
        guard question.resource.type == "record" else { return nil }
        switch search.role {
        case .principal:
            guard let record = AggregateID(hexadecimal: question.resource.id) else { return nil }
            return .subjects(areSystems: search.type == "system", of: record)
        case .resource: return Self.subject(question.subject).map { .records(for: $0) }
        }
    }

    private static func subject(_ named: (type: String, id: String)) -> Subject? {
        switch named.type {
        case "person": .person(named.id)
        case "system": .system(named.id)
        default: nil
        }
    }

    /// Nil for what no subject of the type does.
    private static func action(_ question: NamedQuestion) -> RecordAction? {
        actions(of: question.subject.type).first { $0.rawValue == question.action }
    }

    /// How its own users sign in the system alone knows: it is believed where the plant file says that it vouches for that. What it does not say, or says
    /// otherwise, counts for one.
    private func factors(_ question: NamedQuestion, _ vouches: Bool) -> Int {
        vouches && question.contextNumber("factors") == 2 ? 2 : 1
    }
}

/// Seals page tokens by HMAC-SHA-256 under a key of this process (FIPS 198-1): after a restart searches begin anew.
struct ProcessSeal: PageTokenSeal {
    private let key = SymmetricKey(size: .bits256)

    func code(for message: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: message, using: key))
    }
}
