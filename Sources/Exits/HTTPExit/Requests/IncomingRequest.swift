internal import Boundary
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// A request as it came, before it is trusted.
struct IncomingRequest: Sendable {
    let request: Request
    let address: String
    let configuration: PlantServer.Configuration

    init(_ request: Request, _ context: RequestContext, _ configuration: PlantServer.Configuration) {
        self.request = request
        address = context.address
        self.configuration = configuration
    }

    private var target: String { request.head.path ?? "" }

    var path: String { String(target.prefix { $0 != "?" }) }

    var query: Substring.UTF8View {
        let target = target
        return target.utf8.firstIndex(of: UInt8(ascii: "?")).map { target[target.utf8.index(after: $0)...].utf8 }
            ?? target[target.endIndex...].utf8
    }

    /// The page of ours that a form was sent from, as far as the browser says it; the start where it does not.
    private var from: String {
        guard let referrer = HTTPField.Name("Referer").flatMap({ request.headers[$0] }),
            referrer.utf8.count <= configuration.limits.targetBytesMax, let scheme = referrer.firstRange(of: "://")
        else { return "/" }
        let rest = referrer[scheme.upperBound...]
        let authority = rest.prefix { $0 != "/" }
        guard isOurs(String(authority)), authority.endIndex < rest.endIndex else { return "/" }
        return String(rest[authority.endIndex...])
    }

    /// Whether somebody says by a key who asks, and not by a session.
    var bearsKey: Bool { request.headers[.authorization] != nil }

    /// The key that it bears (RFC 6750, section 2.1), as far as it can be one of a system.
    var systemKey: String? {
        let fields = request.headers[values: .authorization]
        guard fields.count == 1, let field = fields.first, field.lowercased().hasPrefix("bearer ") else { return nil }
        let key = field.dropFirst("bearer ".count).drop { $0 == " " }
        return key.utf8.count == 64 ? String(key) : nil
    }

    /// Whether it is addressed to this server at all: whoever gives his own name our address gets no answer (DNS rebinding).
    func check() throws(MalformedRequest) {
        guard target.utf8.count <= configuration.limits.targetBytesMax else { throw .tooLarge }
        guard let host = request.head.authority, isOurs(host) else { throw .wrongHost }
    }

    private func isOurs(_ authority: String) -> Bool {
        let authority = authority.lowercased()
        let name: Substring
        if authority.hasPrefix("[") {
            name = authority.prefix { $0 != "]" }.dropFirst()
        } else {
            name = authority.prefix { $0 != ":" }
        }
        let host = String(name)
        if host == configuration.host.lowercased() || configuration.otherHosts.contains(host) { return true }
        let loopback: Set<String> = ["localhost", "127.0.0.1", "::1"]
        return loopback.contains(configuration.host) && loopback.contains(host)
    }

    /// Whether what does something comes from a page of ours. Browsers say so in `Origin` or `Sec-Fetch-Site`; who sends neither is no browser,
    /// and has no session that a page could misuse but by its own token.
    func checkOrigin() throws(MalformedRequest) {
        if let site = HTTPField.Name("Sec-Fetch-Site").flatMap({ request.headers[$0] }), site != "same-origin" {
            throw .forged
        }
        if let origin = request.headers[.origin] {
            guard let range = origin.firstRange(of: "://"), isOurs(String(origin[range.upperBound...])) else {
                throw .forged
            }
        }
    }

    /// Whether a form carries the token of the session.
    func checkToken(_ page: PageRequest) throws(MalformedRequest) {
        guard let visitor = page.visitor else { return }
        let sent = HTTPField.Name("X-Form-Token").flatMap { request.headers[$0] } ?? page.fields["form-token"] ?? ""
        guard Self.areEqual(sent, visitor.formToken) else { throw .forged }
    }

    /// Compares without telling by its time how much is equal.
    private static func areEqual(_ left: String, _ right: String) -> Bool {
        let (left, right) = (Array(left.utf8), Array(right.utf8))
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(0 as UInt8) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// - Parameter max: the most bytes; more are not read, nor waited for.
    func body(atMost max: Int) async throws -> [UInt8] {
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > max {
            throw MalformedRequest.tooLarge
        }
        do {
            let buffer = try await request.body.collect(upTo: max)
            return Array(buffer.readableBytesView)
        } catch is NIOTooManyBytesError {
            throw MalformedRequest.tooLarge
        }
    }

    func page(
        visitor: Visitor?,
        at terminal: EnrolledTerminal? = nil,
        named: [String: String] = [:],
        fields: FormFields = .none,
        body: [UInt8] = [],
        files: [SentFile] = []
    ) -> PageRequest {
        PageRequest(
            visitor: visitor,
            terminal: terminal,
            fields: fields,
            body: body,
            files: files,
            whereabouts: whereabouts(of: visitor, at: terminal),
            site: configuration.whereabouts.by(factors: visitor?.factors ?? 1),
            idempotencyKey: HTTPField.Name("Idempotency-Key").flatMap { request.headers[$0] },
            path: named,
            address: address,
            shown: request.method == .get ? target : from,
            from: from
        )
    }

    /// A session stands where its terminal does, and at none in the least place. A system's place is said by the plant file.
    private func whereabouts(of visitor: Visitor?, at terminal: EnrolledTerminal?) -> Whereabouts {
        if case .system? = visitor?.subject { return configuration.whereabouts }
        return (terminal?.place ?? configuration.elsewhere).by(factors: visitor?.factors ?? 1)
    }

    func page(
        visitor: Visitor?,
        at terminal: EnrolledTerminal?,
        named: [String: String],
        body: [UInt8],
        isForm: Bool
    ) throws(MalformedRequest) -> PageRequest {
        let type = request.headers[.contentType]?.lowercased() ?? ""
        let expected = isForm ? "application/x-www-form-urlencoded" : "application/json"
        guard type == expected || type.hasPrefix(expected + ";") else { throw .wrongType }
        let fields = isForm ? try FormFields(body, limits: configuration.limits) : .none
        return page(visitor: visitor, at: terminal, named: named, fields: fields, body: isForm ? [] : body)
    }

    /// Of a form that carries files, or an operation of the API that does.
    /// - Parameter isOne: whether it carries one, which is the body.
    func page(
        visitor: Visitor?,
        at terminal: EnrolledTerminal?,
        named: [String: String],
        fileForm body: [UInt8],
        isOne: Bool
    ) throws(MalformedRequest) -> PageRequest {
        let form = try FileForm(body, type: request.headers[.contentType] ?? "", limits: configuration.limits)
        guard isOne else {
            return page(visitor: visitor, at: terminal, named: named, fields: form.fields, files: form.files)
        }
        return page(visitor: visitor, at: terminal, named: named, fields: form.fields, body: try form.file)
    }

    func page(
        visitor: Visitor?,
        at terminal: EnrolledTerminal?,
        named: [String: String],
        query: Substring.UTF8View
    ) throws(MalformedRequest) -> PageRequest {
        page(
            visitor: visitor,
            at: terminal,
            named: named,
            fields: try FormFields(query, limits: configuration.limits)
        )
    }
}
