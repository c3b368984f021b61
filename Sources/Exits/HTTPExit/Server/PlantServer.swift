public import Boundary
internal import Hummingbird
internal import HummingbirdCore
internal import HummingbirdTLS
internal import Logging
internal import NIOCore

/// The server of one instance: routes, sessions, and the exits of the channels `Screen` and `API`.
public struct PlantServer: Sendable {
    /// Where and how it serves.
    public struct Configuration: Sendable {
        /// The address it listens on.
        public var host: String
        /// The port; 0 takes any that is free.
        public var port: Int
        /// Names beside the address by which browsers may call it, such as that of a proxy.
        public var otherHosts: Set<String>
        /// Browsers reach it by TLS, which a proxy or the server itself ends: cookies are for secure connections alone.
        public var isSecure: Bool
        /// By what it ends TLS itself; nil where a proxy does, or nobody.
        public var certificate: ServerCertificate?
        /// The site of the instance, as the plant calls it.
        public var site: String
        /// Where the site's own terminals stand: what is asked about others is asked of somebody there.
        public var whereabouts: Whereabouts
        /// Where a session is that was begun at no registered terminal: the least place, or what is known of whoever reaches the address.
        public var elsewhere: Whereabouts
        /// How pages are marked.
        public var marking: ScreenMarking
        /// What pages load.
        public var assets: [PageAsset]
        /// What one client may use.
        public var limits = ServerLimits()

        /// The cookie of a session.
        var sessionCookie: String { isSecure ? "__Host-bulkhead-session" : "bulkhead-session" }
        /// The cookie of a terminal.
        var terminalCookie: String { isSecure ? "__Host-bulkhead-terminal" : "bulkhead-terminal" }

        /// A configuration.
        public init(
            host: String,
            port: Int,
            otherHosts: Set<String> = [],
            isSecure: Bool = false,
            certificate: ServerCertificate? = nil,
            site: String,
            whereabouts: Whereabouts,
            elsewhere: Whereabouts = .unplaced,
            marking: ScreenMarking,
            assets: [PageAsset]
        ) {
            self.host = host
            self.port = port
            self.otherHosts = otherHosts
            self.isSecure = isSecure || certificate != nil
            self.certificate = certificate
            self.site = site
            self.whereabouts = whereabouts
            self.elsewhere = elsewhere
            self.marking = marking
            self.assets = assets
        }
    }

    /// The page for a failure: the same for what is not there and what may not be known of.
    public typealias FailurePage = @Sendable (Failure, PageRequest) throws -> ScreenAnswer

    private let configuration: Configuration
    private let responder: RouteResponder

    /// A server.
    /// - Parameters:
    ///   - random: unpredictable bytes, for names of sessions.
    ///   - failurePage: makes the page for what cannot be shown.
    public init(
        _ configuration: Configuration,
        _ routes: Routes,
        boundary: Boundary,
        clock: any PlantClock,
        random: @escaping @Sendable (Int) -> [UInt8],
        failurePage: @escaping FailurePage
    ) {
        self.configuration = configuration
        responder = RouteResponder(
            configuration,
            routes,
            boundary: boundary,
            clock: clock,
            sessions: SessionRegister(clock: clock, random: random),
            failurePage: failurePage
        )
    }

    /// Serves until the process is told to end (SIGTERM, SIGINT), or the task is cancelled; requests under way are answered first.
    /// - Parameters:
    ///   - log: takes lines about failures: their kind, never what they were about.
    ///   - whenReady: called once with the port that it listens on.
    /// - Throws: when it cannot listen there.
    public func run(
        log: @escaping @Sendable (String) -> Void = { _ in },
        whenReady: @escaping @Sendable (Int) -> Void
    ) async throws {
        let limits = configuration.limits
        var responder = responder
        responder.log = log
        let decoder = HTTP1Channel.Configuration.DecoderConfiguration(
            maxHeaderFieldSize: limits.headerBytesMax,
            maxHeaderListSize: limits.headerBytesMax,
            maxHeaderFieldCount: limits.headersMax
        )
        let plain = HTTPServerBuilder.http1(
            configuration: HTTP1Channel.Configuration(
                additionalChannelHandlers: [RequestDeadline(limits)],
                httpDecoderConfiguration: decoder
            )
        )
        let application = Application(
            responder: responder,
            server: try configuration.certificate.map { try .tls(plain, tlsConfiguration: $0.tls) } ?? plain,
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port),
                availableConnectionsDelegate: MaximumAvailableConnections(limits.connectionsMax)
            ),
            onServerRunning: { channel in whenReady(channel.localAddress?.port ?? 0) },
            logger: Logger(label: "bulkhead") { _ in SwiftLogNoOpLogHandler() }
        )
        try await application.runService()
    }
}
