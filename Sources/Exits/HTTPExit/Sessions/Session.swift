public import Boundary

/// Who is at the other end of a connection, as the server established it.
public struct Visitor: Sendable {
    /// The person.
    public let subject: Subject
    /// How the person is called on screen; from the register of accounts, for the person alone.
    public let name: String
    /// What the person does first: which home shows.
    public let home: String
    /// The token that forms of this session carry.
    let formToken: String
    /// By how many factors the session was begun.
    public let factors: Int
    /// The registered terminal at which the session began; nil for none.
    let terminal: EnrolledTerminal?
    /// What decisions rested on when the session began.
    let standing: Standing
}

/// A session that is to begin: whom the sign-in established.
public struct SignedIn: Sendable {
    /// The person.
    public let subject: Subject
    /// How the person is called on screen.
    public let name: String
    /// Which home shows.
    public let home: String
    /// By how many factors: what somebody knows is one, what somebody has another.
    public let factors: Int

    /// Whom accounts established.
    public init(_ subject: Subject, name: String, home: String, factors: Int = 1) {
        self.subject = subject
        self.name = name
        self.home = home
        self.factors = factors
    }
}
