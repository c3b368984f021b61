internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import HummingbirdTLS
internal import Logging
internal import NIOCore
internal import NIOSSL

/// Listens at an address, and answers every request by one function.
///
/// What one client may use is bounded: bytes and fields of a head, bytes of a body, the time that each may take, connections at once.
public actor HTTPListener {
    /// A request, whole.
    public struct Request: Sendable {
        /// Its method, in capitals.
        public let method: String
        /// Its path as it was sent.
        public let path: String
        /// Its query without the question mark; nil where there is none.
        public let query: String?
        /// Its fields.
        public let headers: [HTTPHeader]
        /// Its content.
        public let body: [UInt8]

        /// A request.
        public init(method: String, path: String, query: String?, headers: [HTTPHeader], body: [UInt8]) {
            self.method = method
            self.path = path
            self.query = query
            self.headers = headers
            self.body = body
        }
    }

    /// What is answered.
    public struct Answer: Sendable {
        /// Its status code.
        public let status: Int
        /// Its fields.
        public let headers: [HTTPHeader]
        let content: Content

        /// What is in it.
        enum Content: Sendable {
            case whole([UInt8])
            case stream(Stream)
        }

        /// Gives the next bytes of a content that is made as it is sent: none where there are none yet, nil at its end. Nobody asks for more than the client reads.
        ///
        /// Where it throws, the answer breaks off and the connection is closed, so that the client cannot take it for whole (RFC 9112, 8).
        public typealias Stream = @Sendable () async throws -> [UInt8]?

        /// An answer.
        public init(_ status: Int, headers: [HTTPHeader] = [], body: [UInt8] = []) {
            self.status = status
            self.headers = headers
            content = .whole(body)
        }

        /// An answer whose content is made as it is sent.
        public init(_ status: Int, headers: [HTTPHeader], stream: @escaping Stream) {
            self.status = status
            self.headers = headers
            content = .stream(stream)
        }
    }

    /// What one client may use.
    public struct Limits: Sendable {
        /// All fields of a head together.
        public var headerBytesMax = 16 << 10
        /// Fields of a head.
        public var headersMax = 64
        /// The body of a request.
        public var bodyBytesMax = 16 << 20
        /// How long a head may take from the beginning of the connection or the last answer on.
        public var headSecondsMax: Int64 = 30
        /// How long a body may take after that.
        public var bodySecondsMax: Int64 = 60
        /// How long a client may leave unread what is answered.
        public var readSecondsMax: Int64 = 60
        /// Connections at once.
        public var connectionsMax = 256

        /// The bounds as they are above.
        public init() {}
    }

    /// Files by which it ends TLS itself.
    public struct Certificate: Hashable, Sendable {
        /// The certificate in PEM, then those that vouch for it.
        public let chain: String
        /// The private key in PEM.
        public let key: String

        /// Files.
        public init(chain: String, key: String) {
            self.chain = chain
            self.key = key
        }
    }

    /// Answers a request; cancelled where its client goes away.
    public typealias Responder = @Sendable (Request) async -> Answer

    private let address: HTTPAddress
    private let certificate: Certificate?
    private let limits: Limits
    private let responder: Responder
    private var serving: Task<Void, any Error>?

    /// One that does not listen yet.
    /// - Parameter certificate: needed where the address says `https`.
    public init(
        _ address: HTTPAddress,
        certificate: Certificate? = nil,
        limits: Limits = Limits(),
        responder: @escaping Responder
    ) {
        self.address = address
        self.certificate = certificate
        self.limits = limits
        self.responder = responder
    }

    deinit { serving?.cancel() }

    /// Whether it listens.
    public var isListening: Bool { serving != nil }

    /// Begins to listen.
    /// - Returns: the port.
    /// - Throws: `listening`.
    @discardableResult
    public func start() async throws(HTTPFault) -> Int {
        let (ports, said) = AsyncStream.makeStream(of: Int.self)
        let application = Application(
            responder: WholeRequestResponder(responder: responder, limits: limits),
            server: try server(),
            configuration: ApplicationConfiguration(
                address: .hostname(address.host, port: address.port),
                availableConnectionsDelegate: MaximumAvailableConnections(limits.connectionsMax)
            ),
            onServerRunning: { channel in said.yield(channel.localAddress?.port ?? 0) },
            logger: Logger(label: "bulkhead") { _ in SwiftLogNoOpLogHandler() }
        )
        let task = Task {
            defer { said.finish() }
            try await application.runService(gracefulShutdownSignals: [])
        }
        for await port in ports {
            serving = task
            return port
        }
        let outcome = await task.result
        let why = if case .failure(let error) = outcome { "\(error)" } else { "it ended" }
        throw HTTPFault(.listening, "\(address.origin): nothing can be listened to there: \(why)")
    }

    /// Listens no more.
    public func end() async {
        serving?.cancel()
        _ = await serving?.result
        serving = nil
    }

    private func server() throws(HTTPFault) -> HTTPServerBuilder {
        let limits = limits
        let plain = HTTPServerBuilder.http1(
            configuration: HTTP1Channel.Configuration(
                additionalChannelHandlers: [ClientDeadline(limits)],
                httpDecoderConfiguration: HTTP1Channel.Configuration.DecoderConfiguration(
                    maxHeaderFieldSize: limits.headerBytesMax,
                    maxHeaderListSize: limits.headerBytesMax,
                    maxHeaderFieldCount: limits.headersMax
                )
            )
        )
        guard address.isEncrypted else { return plain }
        guard let certificate else {
            throw HTTPFault(.listening, "\(address.origin): a certificate is needed to be spoken to under TLS")
        }
        do {
            let chain = try NIOSSLCertificate.fromPEMFile(certificate.chain)
            var tls = TLSConfiguration.makeServerConfiguration(
                certificateChain: chain.map { .certificate($0) },
                privateKey: .privateKey(try NIOSSLPrivateKey(file: certificate.key, format: .pem))
            )
            tls.minimumTLSVersion = .tlsv12
            tls.applicationProtocols = ["http/1.1"]
            return try .tls(plain, tlsConfiguration: tls)
        } catch {
            throw HTTPFault(
                .listening,
                "\(address.origin): \(certificate.chain) and \(certificate.key) are no certificate and its key in PEM"
            )
        }
    }
}

/// Reads a request whole before it is answered.
private struct WholeRequestResponder: HTTPResponder {
    typealias Context = ListenerContext

    let responder: HTTPListener.Responder
    let limits: HTTPListener.Limits

    func respond(to request: Request, context: ListenerContext) async throws -> Response {
        let declared = request.headers[.contentLength].flatMap { Int($0) } ?? 0
        guard declared <= limits.bodyBytesMax else { return Response(status: .contentTooLarge) }
        let body: ByteBuffer
        do {
            body = try await request.body.collect(upTo: limits.bodyBytesMax)
        } catch is NIOTooManyBytesError {
            return Response(status: .contentTooLarge)
        }
        let target = request.head.path ?? "/"
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let asked = HTTPListener.Request(
            method: request.method.rawValue,
            path: parts.first.map(String.init) ?? "/",
            query: parts.count == 2 ? String(parts[1]) : nil,
            headers: request.headers.map { HTTPHeader($0.name.rawName, $0.value) },
            body: Array(body.readableBytesView)
        )
        let presence = try await context.presence()
        let answer = try await presence.whilePresent { [responder] in await responder(asked) }
        var headers = HTTPFields()
        for header in answer.headers {
            guard let name = HTTPField.Name(header.name) else { continue }
            headers.append(HTTPField(name: name, value: header.value))
        }
        return Response(
            status: HTTPResponse.Status(code: answer.status),
            headers: headers,
            body: Self.content(answer.content, presence)
        )
    }

    private static func content(_ content: HTTPListener.Answer.Content, _ presence: ClientPresence) -> ResponseBody {
        switch content {
        case .whole(let bytes): return ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        case .stream(let next):
            return ResponseBody { writer in
                while let bytes = try await presence.whilePresent(next) {
                    if !bytes.isEmpty { try await writer.write(ByteBuffer(bytes: bytes)) }
                }
                try await writer.finish(nil)
            }
        }
    }
}

/// What is known of a request's connection.
private struct ListenerContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    private let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }

    func presence() async throws -> ClientPresence {
        let channel = channel
        return try await channel.eventLoop.submit {
            try channel.pipeline.syncOperations.handler(type: ClientDeadline.self).presence
        }.get()
    }
}
