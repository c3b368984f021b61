public import Journal

/// Where a session can be begun: a browser that stands somewhere, as an administrator said it.
public struct Terminal: Hashable, Sendable {
    /// How far it is from being used.
    public enum Standing: Hashable, Sendable {
        /// Its code waits until then, milliseconds since 1970.
        case waits(until: UInt64)
        /// Its browser has a credential that counts until then.
        case enrolled(until: UInt64)
        /// Neither: it takes a new code.
        case lapsed
    }

    /// Names it.
    public let id: AggregateID
    /// How it is called, such as `Cage 2`.
    public let name: String
    /// The zone of the plant file that it stands in; nil where it stands in none.
    public let zone: String?
    /// The country that it stands in, ISO 3166-1 alpha-2.
    public let country: String
    /// Who registered it, by the id in the person register.
    public let registeredBy: String
    /// When, milliseconds since 1970.
    public let registeredAt: UInt64
    /// How far it is.
    public let standing: Standing
}

/// What an administrator says of a terminal.
public struct TerminalStatement: Hashable, Sendable {
    /// How it is called.
    public var name: String
    /// The zone of the plant file; nil where it stands in none.
    public var zone: String?
    /// The country; nil where the zone's site says it.
    public var country: String?

    /// A statement.
    public init(name: String, zone: String? = nil, country: String? = nil) {
        self.name = name
        self.zone = zone
        self.country = country
    }
}

/// A code, good once, by which a browser becomes a terminal; it is shown once.
public struct TerminalCode: Hashable, Sendable {
    /// Of which one.
    public let terminal: AggregateID
    /// 16 hexadecimal digits in capitals.
    public let code: String
}
