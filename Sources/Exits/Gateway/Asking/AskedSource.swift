internal import AuthZEN
internal import Boundary
internal import HTTPSession

/// A flow whose source asks, before it sends a record by a way of its own, whether the destination may have it, and what of it: by the OpenID Authorization API 1.0.
actor AskedSource: AnsweringSource {
    /// Bytes of a request's content at most.
    private static let questionBytesMax = 1 << 20

    private let listen: HTTPAddress
    private let certificate: HTTPListener.Certificate?
    private let key: AskerKey
    private var listener: HTTPListener?
    private var tally = AnswerTally()

    init(listen: HTTPAddress, certificate: HTTPListener.Certificate?, key: AskerKey) {
        self.listen = listen
        self.certificate = certificate
        self.key = key
    }

    @discardableResult
    func serve(_ flow: CarriedFlow, by gateway: Gateway) async throws(GatewayRefusal) -> Int? {
        guard listener == nil else { return nil }
        var limits = HTTPListener.Limits()
        limits.bodyBytesMax = Self.questionBytesMax
        let decisions = RecordDecisions(flow: flow, gateway: gateway) { [weak self] told in await self?.add(told) }
        // Its identifier is a URL with https (section 9.1.1); without one nothing is published.
        let identifier = listen.isEncrypted ? try? DecisionPointIdentifier(listen.origin) : nil
        let point = DelegatedDecisionPoint(
            decisions,
            actions: { _ in [RecordDecisions.action] },
            metadata: identifier.map { Metadata(identifier: $0) }
        )
        let key = key
        let made = HTTPListener(listen, certificate: certificate, limits: limits) { request in
            await Self.answer(to: request, by: point, key)
        }
        let port = try await made.listening()
        listener = made
        return port
    }

    func taken() -> AnswerTally {
        defer { tally = AnswerTally() }
        return tally
    }

    func end() async {
        await listener?.end()
        listener = nil
    }

    private func add(_ told: AnswerTally) { tally.add(told) }

    private static func answer(
        to request: HTTPListener.Request,
        by point: DelegatedDecisionPoint,
        _ key: AskerKey
    ) async -> HTTPListener.Answer {
        let asked = APIRequest(
            method: request.method,
            path: request.path,
            headers: request.headers.map { APIRequest.Header($0.name, $0.value) },
            body: request.body
        )
        let response =
            key.fits(request.headers)
            ? await point.answer(asked)
            : APIResponse.refusing(
                asked,
                as: .unauthorized(challenge: AskerKey.challenge),
                message: "name and password are not those of the flow's source"
            )
        return HTTPListener.Answer(
            response.status,
            headers: response.headers.map { HTTPHeader($0.name, $0.value) } + [HTTPHeader("Cache-Control", "no-store")],
            body: response.body
        )
    }
}
