/// The way from a source, whatever the format: what it wrote comes in pieces with names, each taken as a whole.
///
/// A piece is recorded before the source is told that it was taken, and one of the same name and content is recorded once: whatever is cut short
/// in between comes again and changes nothing.
protocol InboundConnector: Sendable {
    /// The names of what waits, in the order in which it is to be taken.
    /// - Throws: `folder`, `source`.
    func waiting() async throws(GatewayRefusal) -> [String]
    /// The bytes of a piece.
    /// - Throws: `folder`, `changedFile`, `source`.
    func read(_ name: String) async throws(GatewayRefusal) -> [UInt8]
    /// Tells the source that a piece was taken, so that it does not wait any more.
    func setAside(_ name: String) async throws(GatewayRefusal)
    /// What came since this was asked last that is in no piece, since nothing that the flow declares came with it: names, and how often.
    func undeclared() async -> [String: Int]
    /// Ends the way.
    func end() async
}

extension InboundConnector {
    func undeclared() async -> [String: Int] { [:] }
    func end() async {}
}
