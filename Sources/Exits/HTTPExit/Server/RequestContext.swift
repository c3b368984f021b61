internal import Hummingbird

/// What the server's library knows of a connection; of it only the address counts.
struct RequestContext: Hummingbird.RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The address of whoever is at the other end; a proxy's where there is one.
    let address: String

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        address = source.channel.remoteAddress?.ipAddress ?? "local"
    }
}
