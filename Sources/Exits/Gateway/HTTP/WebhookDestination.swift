internal import Boundary
internal import Foundation
internal import HTTPSession

/// A destination that takes requests: each message is one, signed, with its manifest, under an id that stays the same however often it is sent.
actor WebhookDestination: OutboundConnector {
    /// The field with the manifest, in base64.
    static let manifestField = "bulkhead-manifest"
    /// Bytes of an answer that are read at most.
    private static let answerBytesMax = 64 << 10
    /// Seconds that are waited before a message is sent once more.
    static let pauses: [Double] = [0.2, 1, 5]
    /// Seconds that a destination may ask to be waited for; for longer ones the next run sees to it.
    private static let pauseMax = 10.0

    nonisolated let channel: Connector
    private let session: HTTPSession
    private let signature: WebhookSignature
    private let mediaType: String
    private let clock: any PlantClock
    private let pauses: [Double]

    init(
        _ flow: CarriedFlow,
        _ session: HTTPSession,
        _ signature: WebhookSignature,
        clock: any PlantClock,
        pauses: [Double] = WebhookDestination.pauses
    ) {
        self.session = session
        self.signature = signature
        self.clock = clock
        self.pauses = pauses
        mediaType = flow.format.mediaType
        channel = Connector(isEncrypted: session.address.isEncrypted)
    }

    func checkRoom() {}

    /// What becomes of a message that was begun before this process cannot be told; its receiver takes no two of one id.
    func settle(_ name: String, digest: String) -> Bool { false }

    func send(_ messages: [SignedMessage]) async throws(GatewayRefusal) {
        for message in messages { try await send(message) }
    }

    func end() async { await session.close() }

    private func send(_ message: SignedMessage) async throws(GatewayRefusal) {
        let id = "\(message.stream)-\(message.number)"
        var last: GatewayRefusal?
        for turn in 0...pauses.count {
            let headers =
                signature.headers(id: id, seconds: Int64(clamping: clock.now / 1_000), message.bytes) + [
                    HTTPHeader("Content-Type", mediaType), HTTPHeader("Idempotency-Key", id),
                    HTTPHeader(Self.manifestField, Data(message.manifest).base64EncodedString()),
                ]
            var pause = turn < pauses.count ? pauses[turn] : 0
            switch await answer(to: message.bytes, headers) {
            case .failure(let fault): last = GatewayRefusal(.noPeer, fault.description)
            case .success(let answer) where (200..<300).contains(answer.status): return
            case .success(let answer) where Self.isForLater(answer.status):
                last = GatewayRefusal(
                    [429, 503].contains(answer.status) ? .destinationFull : .noPeer,
                    "\(session.address): it answers with \(answer.status); what was not taken waits"
                )
                let asked = answer.headers.one("retry-after").flatMap(Double.init) ?? 0
                pause = asked <= Self.pauseMax ? max(pause, asked) : .infinity
            case .success(let answer): throw refusal(answer.status, message.name)
            }
            guard turn < pauses.count, pause.isFinite else { break }
            do { try await Task.sleep(for: .seconds(pause)) } catch { break }
        }
        throw last ?? GatewayRefusal(.noPeer, "\(session.address): it does not answer")
    }

    private func answer(
        to body: [UInt8],
        _ headers: [HTTPHeader]
    ) async -> Result<HTTPSession.Answer, HTTPFault> {
        do throws(HTTPFault) {
            return .success(
                try await session.ask("POST", headers: headers, body: body, bytesMax: Self.answerBytesMax)
            )
        } catch {
            return .failure(error)
        }
    }

    /// What may be otherwise a little later (RFC 9110, 15.5.9 and 15.6; RFC 8470, 5.2; RFC 6585, 4).
    private static func isForLater(_ status: Int) -> Bool { [408, 425, 429].contains(status) || status >= 500 }

    private func refusal(_ status: Int, _ name: String) -> GatewayRefusal {
        let what = (300..<400).contains(status) ? "it leads elsewhere, which is not followed" : "it does not take it"
        return GatewayRefusal(
            .messageRefused,
            "\(session.address): \(name): \(what) (\(status)); the messages after it wait"
        )
    }
}
