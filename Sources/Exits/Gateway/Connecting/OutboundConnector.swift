internal import Boundary

/// The way to a destination, whatever the format: it takes what was released for that destination, and says once it is there.
protocol OutboundConnector: Sendable {
    /// What policies may ask of the way.
    var channel: Connector { get }
    /// Whether the destination takes more.
    /// - Throws: `destinationFull`, `folder`.
    func checkRoom() async throws(GatewayRefusal)
    /// Sends messages, each once: one that is there already, as it was, is left there.
    /// - Throws: `otherMessage`, `folder`. What was sent before is there then.
    func send(_ messages: [SignedMessage]) async throws(GatewayRefusal)

    /// What became of a message that was begun before this process: whether it lies there whole, with this hash. One that was not finished is
    /// taken away, so that it can be sent as it is now.
    /// - Throws: `otherMessage`, `folder`.
    func settle(_ name: String, digest: String) async throws(GatewayRefusal) -> Bool

    /// Whether what was sent can be taken away again.
    var follows: Bool { get }
    /// Has what was sent and may not be known any more taken away, before anything else is sent.
    /// - Parameter shown: of each stream the names of the fields that may be.
    func follow(_ shown: [String: Set<String>]) async

    /// Does what the destination may ask of who sends, where nothing is sent.
    func tend() async throws(GatewayRefusal)
    /// Ends the way.
    func end() async
}

extension OutboundConnector {
    var follows: Bool { false }
    func follow(_ shown: [String: Set<String>]) async {}
    func tend() async throws(GatewayRefusal) {}
    func end() async {}
}

/// A message with the manifest that lies beside it.
struct SignedMessage: Sendable {
    let name: String
    /// Whose messages are numbered together.
    let stream: String
    let number: Int64
    /// The banner of all that is in it.
    let banner: String
    let bytes: [UInt8]
    let manifest: [UInt8]
}
