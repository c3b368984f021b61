import Cedar

/// Where a page begins. The token that a caller gets holds the last result that it was given, the limit it asked for, and a code over
/// both and the search they belong to; it holds nothing that the caller does not know, and no other search takes it.
struct PageToken: Hashable {
    /// Told apart from whatever else the same key may seal.
    private static let purpose = Array("authzen page token 1".utf8)
    static let codeBytesMin = 16

    /// The last result before the page; nil before the first.
    let after: CedarString?
    /// The limit of the first request.
    let limit: Int?

    private var payload: [UInt8] {
        var bytes: [UInt8] = [(limit == nil ? 0 : 1) | (after == nil ? 0 : 2)]
        if let limit { bytes += Self.bytes(limit) }
        if let after { bytes += Array(after.text.utf8) }
        return bytes
    }

    private init?(payload: [UInt8]) {
        guard let flags = payload.first, flags < 4 else { return nil }
        var rest = payload.dropFirst()
        if flags & 1 != 0 {
            guard rest.count >= 8 else { return nil }
            limit = rest.prefix(8).reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(8)
        } else {
            limit = nil
        }
        after = flags & 2 != 0 ? CedarString(String(decoding: rest, as: UTF8.self)) : nil
    }

    init(after: CedarString?, limit: Int?) {
        self.after = after
        self.limit = limit
    }

    /// The token as text for the search of this identity.
    /// - Throws: 500 when the seal cannot be made.
    func text(for identity: String, _ seal: any PageTokenSeal) throws(RequestProblem) -> String {
        let code = try Self.code(of: payload, for: identity, seal)
        return Base64URL.encode([UInt8(code.count)] + code + payload)
    }

    /// Reads a token; nil when it was not given for this search or was changed.
    /// - Throws: 500 when the seal cannot be made.
    static func read(_ text: String, for identity: String, _ seal: any PageTokenSeal) throws(RequestProblem)
        -> PageToken?
    {
        guard let bytes = Base64URL.decode(text), let length = bytes.first, bytes.count > Int(length) + 1,
            length >= codeBytesMin
        else {
            return nil
        }
        let given = bytes.dropFirst().prefix(Int(length))
        let payload = Array(bytes.dropFirst(Int(length) + 1))
        let code = try code(of: payload, for: identity, seal)
        guard given.count == code.count else { return nil }
        // All bytes are compared: the time taken does not tell how many are right.
        let difference = zip(given, code).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) }
        return difference == 0 ? PageToken(payload: payload) : nil
    }

    private static func code(
        of payload: [UInt8],
        for identity: String,
        _ seal: any PageTokenSeal
    ) throws(RequestProblem) -> [UInt8] {
        let identity = Array(identity.utf8)
        let code: [UInt8]
        do {
            code = try seal.code(for: purpose + bytes(identity.count) + identity + payload)
        } catch {
            throw RequestProblem(500, "page tokens cannot be made at the moment", cause: error)
        }
        guard (codeBytesMin...255).contains(code.count) else {
            throw RequestProblem(
                500,
                "page tokens cannot be made at the moment",
                cause: ConfigurationError.weakSeal(bytes: code.count)
            )
        }
        return code
    }

    private static func bytes(_ number: Int) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) }
    }
}
