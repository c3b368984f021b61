internal import Boundary
internal import Crypto
internal import Foundation
internal import HTTPSession
internal import Storage

/// A source that sends requests: each signed one is put into the folder of the flow, on the disk, before it is answered, and taken from there.
///
/// A message that comes again, as senders do that heard no answer, is known by its id.
actor WebhookSource: InboundConnector {
    private let folder: ExchangeFolder
    private let listener: HTTPListener

    init(_ intake: WebhookIntake, _ address: HTTPAddress, _ certificate: HTTPListener.Certificate?) {
        folder = intake.folder
        var limits = HTTPListener.Limits()
        limits.bodyBytesMax = WebhookIntake.bodyBytesMax
        listener = HTTPListener(address, certificate: certificate, limits: limits) { request in
            intake.answer(to: request)
        }
    }

    /// Begins to listen, where it does not.
    /// - Returns: the port.
    @discardableResult
    func listen() async throws(GatewayRefusal) -> Int {
        try await listener.listening()
    }

    func waiting() async throws(GatewayRefusal) -> [String] {
        if await !listener.isListening { try await listen() }
        return try folder.waiting()
    }

    func read(_ name: String) throws(GatewayRefusal) -> [UInt8] { try folder.read(name) }

    func setAside(_ name: String) throws(GatewayRefusal) { try folder.setAside(name) }

    func end() async { await listener.end() }
}

/// What becomes of a request. Nothing that is answered tells more than whether the message was taken.
struct WebhookIntake: Sendable {
    /// Bytes of a message at most.
    static let bodyBytesMax = 16 << 20
    /// Messages that may wait to be taken; then senders are asked to come again.
    static let waitingMax = 10_000

    let folder: ExchangeFolder
    let path: String
    let suffix: String
    let mediaTypes: [String]
    let signature: WebhookSignature
    let clock: any PlantClock
    var waitingMax = Self.waitingMax

    func answer(to request: HTTPListener.Request) -> HTTPListener.Answer {
        guard request.path == path, request.query == nil else { return HTTPListener.Answer(404) }
        guard request.method == "POST" else {
            return HTTPListener.Answer(405, headers: [HTTPHeader("Allow", "POST")])
        }
        guard let id = signature.id(of: request.headers, request.body, at: Int64(clamping: clock.now / 1_000)) else {
            return HTTPListener.Answer(401)
        }
        guard request.headers.sayContent(of: mediaTypes) else { return HTTPListener.Answer(415) }
        let name = Array(SHA256.hash(data: Data(id.utf8)).prefix(16)).hexadecimal + suffix
        do throws(GatewayRefusal) {
            switch try folder.hold(request.body, as: name, waitingMax: waitingMax) {
            case .isNew, .isKnown: return HTTPListener.Answer(204)
            case .isOther: return HTTPListener.Answer(409)
            case .isFull: return Self.later
            }
        } catch {
            return Self.later
        }
    }

    private static let later = HTTPListener.Answer(503, headers: [HTTPHeader("Retry-After", "60")])
}
