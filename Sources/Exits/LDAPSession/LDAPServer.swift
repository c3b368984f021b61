/// Where a directory is, and how it is spoken to: off this machine under TLS alone.
public struct LDAPServer: Hashable, Sendable, CustomStringConvertible {
    /// How what is said is kept from others on the way.
    public enum Protection: Hashable, Sendable {
        /// Not at all; on this machine alone.
        case none
        /// By StartTLS (RFC 4511, 4.14), before anything else is said.
        case startTLS
        /// By TLS from the first byte on.
        case tls
    }

    /// Its name or address; its certificate is for it.
    public let host: String
    /// Its port.
    public let port: UInt16
    /// How it is protected.
    public let protection: Protection
    /// The file of the authorities that its certificate is believed from, in PEM; nil for those of the system.
    public var authorities: String?

    /// A directory by its address, `ldaps://host:port` or `ldap://host:port`; 636 and 389 where no port is said. Nil for what is none.
    ///
    /// Off this machine `ldap` takes StartTLS, and a server that does not offer it is told nothing.
    /// - Parameter startTLS: whether it takes StartTLS on this machine too.
    public init?(_ address: String, startTLS: Bool = false) {
        guard let match = address.wholeMatch(of: /(ldaps?):\/\/([A-Za-z0-9.\-]{1,253})(?::([0-9]{1,5}))?\/?/) else {
            return nil
        }
        host = String(match.2)
        let isWhollyEncrypted = match.1 == "ldaps"
        guard let port = match.3.map({ UInt16($0) }) ?? (isWhollyEncrypted ? 636 : 389), port > 0 else { return nil }
        self.port = port
        // RFC 1122, 3.2.1.3.
        let isLoopback =
            host == "localhost" || host.wholeMatch(of: /127\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}/) != nil
        protection = isWhollyEncrypted ? .tls : isLoopback && !startTLS ? .none : .startTLS
    }

    /// Its address.
    public var description: String { "\(protection == .tls ? "ldaps" : "ldap")://\(host):\(port)" }
}

/// A name and what it is known by; it is told to the directory alone.
public struct LDAPCredentials: Hashable, Sendable {
    let name: String
    let password: String

    /// Credentials. Nil for an empty password: a directory takes one for nobody's, whatever the name (RFC 4513, 5.1.2).
    public init?(name: String, password: String) {
        guard !password.isEmpty, !name.isEmpty else { return nil }
        self.name = name
        self.password = password
    }
}

/// What is asked for: all entries of a subtree that a filter fits.
public struct LDAPQuery: Hashable, Sendable {
    let base: String
    let filter: String
    let attributes: [String]

    /// A question.
    /// - Parameters:
    ///   - base: the name of the entry that the subtree begins at (RFC 4514).
    ///   - filter: as RFC 4515 writes it.
    ///   - attributes: those that are given; no others are.
    public init(base: String, filter: String, attributes: [String]) {
        self.base = base
        self.filter = filter
        self.attributes = attributes
    }
}

/// How much is taken of a directory at most; one that gives more is a fault, so that never a part is taken for the whole.
public struct LDAPLimits: Hashable, Sendable {
    /// Entries.
    public var entriesMax = 20_000
    /// Bytes of one message, which holds one entry.
    public var messageBytesMax = 256 << 10
    /// Bytes of all values together.
    public var totalBytesMax = 64 << 20
    /// Seconds from the first byte to the last.
    public var secondsMax = 120
    /// Seconds that the directory is silent at most.
    public var answerSecondsMax = 15
    /// Entries of a page (RFC 2696): directories commonly give 1,000 of them.
    public var pageEntries = 500

    /// What suits a register of persons.
    public init() {}
}

/// An entry of a directory.
public struct LDAPEntry: Hashable, Sendable {
    /// Its distinguished name.
    public let name: String
    /// The values of its attributes, by their names in small letters.
    public let attributes: [String: [[UInt8]]]

    /// An entry.
    public init(name: String, attributes: [String: [[UInt8]]]) {
        self.name = name
        self.attributes = attributes
    }
}

/// Why a directory did not give what it was asked for. No message has words of the directory's, or tells the password.
public struct LDAPFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds.
    public enum Kind: Hashable, Sendable {
        /// Nobody answers in time, the certificate is not believed, or the connection broke.
        case connection
        /// It does not let in whom it is told.
        case notLetIn
        /// It does not answer, or in part: it sends elsewhere, or has a limit of its own.
        case refused
        /// It gives more than is taken.
        case tooMuch
    }

    /// Which kind.
    public let kind: Kind
    /// What is the case.
    public let description: String

    /// A fault.
    public init(kind: Kind, description: String) {
        self.kind = kind
        self.description = description
    }
}
