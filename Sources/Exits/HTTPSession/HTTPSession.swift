internal import AsyncHTTPClient
internal import Foundation
internal import Logging
internal import NIOCore
internal import NIOHTTP1
internal import NIOSSL

/// Requests to one system, each to its own address: redirects are not followed, nothing is asked to be compressed, no proxy of the environment is used.
///
/// HTTP/1.1 (RFC 9112), under TLS 1.2 or newer where the address says so.
public actor HTTPSession {
    /// What a system knows whoever asks by.
    public enum Credentials: Hashable, Sendable {
        /// A name and a password (RFC 7617).
        case password(user: String, password: String)
        /// A token that is got by them where the address is, and renewed (RFC 6749, 4.4).
        case token(from: HTTPAddress, user: String, password: String, scope: String)
    }

    /// An answer.
    public struct Answer: Sendable {
        /// Its status code.
        public let status: Int
        /// Its fields.
        public let headers: [HTTPHeader]
        /// Its content.
        public let body: [UInt8]
    }

    /// An answer whose content comes as it is asked for.
    public struct OpenAnswer: Sendable {
        /// Its status code.
        public let status: Int
        /// Its fields.
        public let headers: [HTTPHeader]
        /// Its content.
        public let content: HTTPContent
    }

    /// The system.
    public nonisolated let address: HTTPAddress
    private let credentials: Credentials?
    private let client: HTTPClient
    private let answerSecondsMax: Int64
    private var token: (text: String, end: ContinuousClock.Instant)?

    /// - Parameters:
    ///   - authorities: the file of those that certificates are believed from, in PEM; nil for those of this machine.
    ///   - answerSecondsMax: how long the head of an answer may take, and each pause in its content.
    public init(
        _ address: HTTPAddress,
        credentials: Credentials? = nil,
        authorities: String? = nil,
        answerSecondsMax: Int64 = 60
    ) {
        self.address = address
        self.credentials = credentials
        self.answerSecondsMax = answerSecondsMax
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.minimumTLSVersion = .tlsv12
        if let authorities { tls.trustRoots = .file(authorities) }
        var configuration = HTTPClient.Configuration(
            tlsConfiguration: tls,
            redirectConfiguration: .disallow,
            timeout: HTTPClient.Configuration.Timeout(connect: .seconds(min(10, answerSecondsMax))),
            decompression: .disabled
        )
        configuration.httpVersion = .http1Only
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    deinit {
        let client = client
        Task { try? await client.shutdown() }
    }

    /// Asks. What is asked with is told to the system alone.
    /// - Parameters:
    ///   - path: the path in place of the address's own.
    ///   - query: the query in place of the address's own; an address has none of its own where a path is given.
    ///   - bytesMax: bytes of an answer's content at most.
    /// - Throws: `HTTPFault`; an answer that says that something is wrong is none.
    public func ask(
        _ method: String,
        path: String? = nil,
        query: String? = nil,
        headers: [HTTPHeader] = [],
        body: [UInt8]? = nil,
        bytesMax: Int
    ) async throws(HTTPFault) -> Answer {
        let answer = try await open(method, path: path, query: query, headers: headers, body: body)
        return Answer(
            status: answer.status,
            headers: answer.headers,
            body: try await answer.content.collect(upTo: bytesMax)
        )
    }

    /// Asks, and leaves the content of the answer to be asked for: no more of it is taken from the system than is, and where nobody has it any more, it is told so by
    /// the end of the connection.
    /// - Parameters: as those of ``ask(_:path:query:headers:body:bytesMax:)``.
    /// - Throws: `HTTPFault`; an answer that says that something is wrong is none.
    public func open(
        _ method: String,
        path: String? = nil,
        query: String? = nil,
        headers: [HTTPHeader] = [],
        body: [UInt8]? = nil
    ) async throws(HTTPFault) -> OpenAnswer {
        let own = path == nil ? address.query : nil
        let target = address.origin + (path ?? address.path) + ((query ?? own).map { "?" + $0 } ?? "")
        let answer = try await send(method, target, headers + [try await authorization()], body)
        guard answer.status == 401, token != nil else { return answer }
        // It ended before its time, or was taken back.
        token = nil
        return try await send(method, target, headers + [try await authorization()], body)
    }

    private func send(
        _ method: String,
        _ target: String,
        _ headers: [HTTPHeader?],
        _ body: [UInt8]?
    ) async throws(HTTPFault) -> OpenAnswer {
        var request = HTTPClientRequest(url: target)
        request.method = HTTPMethod(rawValue: method)
        for header in headers.compactMap(\.self) { request.headers.add(name: header.name, value: header.value) }
        if let body { request.body = .bytes(ByteBuffer(bytes: body)) }
        let response: HTTPClientResponse
        do {
            response = try await client.execute(request, timeout: .seconds(answerSecondsMax), logger: Self.silence)
        } catch {
            throw HTTPFault(of: error, at: address.origin)
        }
        return OpenAnswer(
            status: Int(response.status.code),
            headers: response.headers.map { HTTPHeader($0.name, $0.value) },
            content: HTTPContent(response.body, from: address.origin, pauseSecondsMax: answerSecondsMax)
        )
    }

    /// Ends the connections.
    public func close() async {
        token = nil
        try? await client.shutdown()
    }

    private static let silence = Logger(label: "bulkhead") { _ in SwiftLogNoOpLogHandler() }
}

// MARK: - Tokens

extension HTTPSession {
    /// Seconds that a token is good for where its giver does not say.
    private static let tokenSeconds = 300
    private static let tokenBytesMax = 64 << 10

    private struct TokenAnswer: Decodable {
        let access_token: String
        let token_type: String
        let expires_in: Double?
    }

    private func authorization() async throws(HTTPFault) -> HTTPHeader? {
        switch credentials {
        case nil: return nil
        case .password(let user, let password): return HTTPHeader("Authorization", Self.basic(user, password))
        case .token(let giver, let user, let password, let scope):
            if let token, token.end > .now { return HTTPHeader("Authorization", "Bearer " + token.text) }
            let made = try await newToken(giver, user, password, scope)
            token = made
            return HTTPHeader("Authorization", "Bearer " + made.text)
        }
    }

    private func newToken(
        _ giver: HTTPAddress,
        _ user: String,
        _ password: String,
        _ scope: String
    ) async throws(HTTPFault) -> (text: String, end: ContinuousClock.Instant) {
        let asked = ContinuousClock.now
        let form = "grant_type=client_credentials" + (scope.isEmpty ? "" : "&scope=" + Self.formText(scope))
        let answer = try await send(
            "POST",
            giver.description,
            [
                // RFC 6749, 2.3.1: name and password are written as in a form before they are joined.
                HTTPHeader("Authorization", Self.basic(Self.formText(user), Self.formText(password))),
                HTTPHeader("Content-Type", "application/x-www-form-urlencoded"),
                HTTPHeader("Accept", "application/json"),
            ],
            Array(form.utf8)
        )
        let content = try await answer.content.collect(upTo: Self.tokenBytesMax)
        guard answer.status == 200,
            let read = try? JSONDecoder().decode(TokenAnswer.self, from: Data(content)),
            read.token_type.lowercased() == "bearer",
            // RFC 6750, 2.1: what may stand in a field.
            read.access_token.wholeMatch(of: /[A-Za-z0-9\-._~+\/]+=*/) != nil
        else {
            throw HTTPFault(.notLetIn, "\(giver.origin): no token was given (\(answer.status))")
        }
        let life = min(max(read.expires_in ?? Double(Self.tokenSeconds), 0), 86_400)
        // A little earlier, so that it does not end on its way.
        return (read.access_token, asked + .seconds(life - min(30, life / 4)))
    }

    private static func basic(_ user: String, _ password: String) -> String {
        "Basic " + Data("\(user):\(password)".utf8).base64EncodedString()
    }

    /// As a form is written (WHATWG URL, application/x-www-form-urlencoded).
    public static func formText(_ text: String) -> String {
        var written = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "*"):
                written.unicodeScalars.append(Unicode.Scalar(byte))
            case 0x20: written += "+"
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                written += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
        return written
    }
}
