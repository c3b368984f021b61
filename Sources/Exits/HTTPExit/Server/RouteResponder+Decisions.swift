internal import AuthZEN
@_spi(Exits) internal import Boundary
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
        guard let asker = try Self.key(of: request).flatMap(system) else {
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
            body: try await incoming.body()
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
            BoundaryDecisions(boundary: boundary, asker: asker, place: configuration.whereabouts),
            actions: BoundaryDecisions.actions.map(\.rawValue),
            metadata: identifier.map { Metadata(identifier: $0) },
            limits: RequestLimits(
                bodyBytes: configuration.limits.bodyBytesMax,
                evaluations: Boundary.evaluationsMax
            )
        )
    }

    private static func key(of request: Request) -> String? {
        let fields = request.headers[values: .authorization]
        guard fields.count == 1, let field = fields.first, field.lowercased().hasPrefix("bearer ") else { return nil }
        let key = field.dropFirst("bearer ".count).drop { $0 == " " }
        return key.utf8.count == 64 ? String(key) : nil
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
private struct BoundaryDecisions: DecisionSource {
    let boundary: Boundary
    let asker: Subject?
    let place: Whereabouts

    /// What may be asked about.
    static let actions: [RecordAction] = [.edit, .export, .print, .view]

    func decide(_ questions: [NamedQuestion]) async throws -> [Bool] {
        guard let asker else { return questions.map { _ in false } }
        let asked = questions.map { question -> AccessEvaluation? in
            guard question.subject.type == "person", question.resource.type == "record",
                let action = Self.actions.first(where: { $0.rawValue == question.action }),
                let record = AggregateID(hexadecimal: question.resource.id)
            else { return nil }
            // How its own users sign in the system alone knows. What it does not say, or says otherwise, counts for one.
            let factors = question.contextNumber("factors") == 2 ? 2 : 1
            return AccessEvaluation(question.subject.id, action, record, factors: factors)
        }
        let channel = API(client: asker.description)
        return try await boundary.evaluate(asked, from: place, for: asker, through: channel).open(for: asker)
    }
}
