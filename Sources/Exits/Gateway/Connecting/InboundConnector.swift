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
}

/// Both ways of one flow.
public struct FlowConnection: Sendable {
    let source: any InboundConnector
    let destination: any OutboundConnector

    /// The folders of a flow below a folder of exchange, made where they are not there.
    /// - Throws: `folder`.
    public init(of flow: CarriedFlow, below exchange: String) throws(GatewayRefusal) {
        let folder = try ExchangeFolder(of: flow, below: exchange)
        source = folder
        destination = FolderConnector(folder: folder.outbox)
    }
}
