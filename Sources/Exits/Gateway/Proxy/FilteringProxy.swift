internal import Boundary
internal import Crypto
internal import Foundation
internal import HTTPSession
internal import PlantModel
internal import Storage

/// A flow whose records are asked for: it stands before a system that cannot ask who may know what, lets questions through that the plant file names, and
/// of each answer what policies and the flow's filter let through.
///
/// What it does not understand it refuses: other methods, paths and parameters, answers of another type or schema, encoded ones. Nothing of an answer's fields goes through, and
/// nothing of a question's but path and named parameters.
actor FilteringProxy: AnsweringSource {
    /// Bytes of a question's content at most: there is none to be let through.
    private static let questionBytesMax = 64 << 10

    private let questions: ProxyQuestions
    private let upstream: HTTPSession
    private let listen: HTTPAddress
    private let certificate: HTTPListener.Certificate?
    private let limits: HTTPListener.Limits
    private var listener: HTTPListener?
    private var tally = AnswerTally()

    /// - Parameter readSecondsMax: how long a client may leave unread what is answered.
    init(
        _ questions: ProxyQuestions,
        upstream: HTTPSession,
        listen: HTTPAddress,
        certificate: HTTPListener.Certificate?,
        readSecondsMax: Int64 = HTTPListener.Limits().readSecondsMax
    ) {
        self.questions = questions
        self.upstream = upstream
        self.listen = listen
        self.certificate = certificate
        var limits = HTTPListener.Limits()
        limits.bodyBytesMax = Self.questionBytesMax
        limits.readSecondsMax = readSecondsMax
        self.limits = limits
    }

    nonisolated var channel: Connector { Connector(isEncrypted: listen.isEncrypted) }

    /// Begins to answer, where it does not.
    /// - Returns: the port; nil where it answered before.
    @discardableResult
    func serve(_ flow: CarriedFlow, by gateway: Gateway) async throws(GatewayRefusal) -> Int? {
        guard listener == nil else { return nil }
        let made = HTTPListener(listen, certificate: certificate, limits: limits) { [weak self] request in
            await self?.answer(to: request, flow, by: gateway) ?? HTTPListener.Answer(503)
        }
        let port = try await made.listening()
        listener = made
        return port
    }

    /// What was answered since this was asked last.
    func taken() -> AnswerTally {
        defer { tally = AnswerTally() }
        return tally
    }

    func end() async {
        await listener?.end()
        listener = nil
        await upstream.close()
    }

    // MARK: Answering

    private func answer(to request: HTTPListener.Request, _ flow: CarriedFlow, by gateway: Gateway) async
        -> HTTPListener.Answer
    {
        let target: ProxyQuestions.Target
        switch questions.target(of: request) {
        case .refused(let answer): return answer
        case .asked(let asked): target = asked
        }
        let answered: HTTPSession.OpenAnswer
        do throws(HTTPFault) {
            answered = try await upstream.open(
                "GET",
                path: target.path,
                query: target.query,
                headers: [HTTPHeader("Accept", flow.format.mediaTypes.joined(separator: ", "))]
            )
        } catch {
            tally.note(.noPeer, error.description)
            return HTTPListener.Answer(502)
        }
        guard answered.status == 200 else { return refusal(answered.status, target) }
        guard answered.headers.sayContent(of: flow.format.mediaTypes) else {
            tally.note(.otherSchema, "\(upstream.address.origin): an answer of another type, or encoded")
            return HTTPListener.Answer(502)
        }
        let filtered = FilteredAnswer(flow, from: answered.content, by: gateway, through: channel) { [weak self] told in
            await self?.add(told)
        }
        do {
            switch try await filtered.begin() {
            // Of one thing that may not be known it is said what is said of one that is not there.
            case .whole(_, _, isEmpty: true) where target.isOfOne: return Self.nothing
            case .whole(let bytes, let banner, _):
                return HTTPListener.Answer(200, headers: Self.headers(flow, banner), body: bytes)
            case .part(let banner):
                return HTTPListener.Answer(200, headers: Self.headers(flow, banner)) { try await filtered.next() }
            }
        } catch let refusal as GatewayRefusal {
            tally.note(refusal.code, refusal.message)
            return HTTPListener.Answer([.otherSchema, .noPeer].contains(refusal.code) ? 502 : 503)
        } catch {
            tally.note(.noAnswer, "\(error)")
            return HTTPListener.Answer(503)
        }
    }

    private static func headers(_ flow: CarriedFlow, _ banner: String) -> [HTTPHeader] {
        [HTTPHeader("Content-Type", flow.format.mediaType), HTTPHeader("Cache-Control", "no-store")]
            + (banner.isEmpty ? [] : [HTTPHeader("X-Marking", banner)])
    }

    private func add(_ told: AnswerTally) { tally.add(told) }

    private static let nothing = HTTPListener.Answer(404, headers: [HTTPHeader("Cache-Control", "no-store")])

    private func refusal(_ status: Int, _ target: ProxyQuestions.Target) -> HTTPListener.Answer {
        if status == 404 || status == 410, target.isOfOne { return Self.nothing }
        tally.note(.noPeer, "\(upstream.address.origin): it answers with \(status)")
        return HTTPListener.Answer(502)
    }
}
