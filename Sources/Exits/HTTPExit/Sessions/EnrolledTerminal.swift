public import Boundary
public import Journal

/// The terminal that a browser is, by the credential that it has: registered, and where it stands.
public struct EnrolledTerminal: Hashable, Sendable {
    /// Names it.
    public let id: AggregateID
    /// What it is called; from the register of terminals, for whoever stands there.
    public let name: String
    /// Where it stands.
    public let place: Whereabouts

    /// A terminal.
    public init(_ id: AggregateID, name: String, at place: Whereabouts) {
        self.id = id
        self.name = name
        self.place = place
    }
}

/// What makes a browser a terminal, to be left there.
public struct TerminalCredential: Sendable {
    let text: String
    let seconds: UInt64

    /// A credential: digits and letters, which count for so long.
    public init(_ text: String, seconds: UInt64) {
        self.text = text
        self.seconds = seconds
    }

    /// As many hexadecimal digits as one has.
    static let digits = 96
}
