/// Where a system is that is spoken to by HTTP, or where one speaks to us.
public struct HTTPAddress: Hashable, Sendable, CustomStringConvertible {
    /// Its name or address.
    public let host: String
    /// Its port.
    public let port: Int
    /// Whether it is spoken to under TLS.
    public let isEncrypted: Bool
    /// The path, beginning with a slash.
    public let path: String
    /// The query without its question mark; nil where there is none.
    public let query: String?

    /// An address `http://host:port/path?query` or with `https`; 80 and 443 where no port is said. Nil for what is none: credentials and fragments have no
    /// place in it, nor characters that are not to stand in a request as they are (RFC 3986, 3.3 and 3.4).
    public init?(_ text: String) {
        let form =
            /(https?):\/\/([A-Za-z0-9.\-]{1,253})(?::([0-9]{1,5}))?(\/[A-Za-z0-9._~!$&'()*+,;=:@%\/\-]*)?(?:\?([A-Za-z0-9._~!$&'()*+,;=:@%\/?\-]*))?/
        guard let match = text.wholeMatch(of: form) else { return nil }
        isEncrypted = match.1 == "https"
        host = String(match.2)
        guard let port = match.3.map({ Int($0) }) ?? (isEncrypted ? 443 : 80), (0...65_535).contains(port) else {
            return nil
        }
        self.port = port
        path = match.4.map(String.init) ?? "/"
        query = match.5.map(String.init)
    }

    /// Whether it is this machine itself, where nobody is on the way (RFC 1122, 3.2.1.3).
    public var isLoopback: Bool {
        host == "localhost" || host.wholeMatch(of: /127\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}/) != nil
    }

    /// Scheme, host and port, as every request to it begins.
    public var origin: String { "\(isEncrypted ? "https" : "http")://\(host):\(port)" }

    /// The whole address.
    public var description: String { origin + path + (query.map { "?" + $0 } ?? "") }
}

/// Why a system did not take or give something. No message tells what it was asked with.
public struct HTTPFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds.
    public enum Kind: Hashable, Sendable {
        /// Nobody answers, the certificate is not believed, or the connection broke.
        case connection
        /// It does not give a token.
        case notLetIn
        /// An answer is longer than it may be.
        case tooLong
        /// An address cannot be listened at.
        case listening
    }

    /// Which kind.
    public let kind: Kind
    /// What is the case.
    public let description: String

    /// A fault.
    public init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }
}
