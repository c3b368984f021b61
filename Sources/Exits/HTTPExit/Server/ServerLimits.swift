/// What one client may use of the server. Every bound is here, with its reason.
public struct ServerLimits: Sendable {
    /// All header fields of a request together: a page of ours sends under 2 KiB.
    public var headerBytesMax = 16 * 1_024
    /// Header fields of a request.
    public var headersMax = 64
    /// The body of a form or an API request.
    public var bodyBytesMax = 256 * 1_024
    /// The body of a form that carries a file: 20 MiB of it, and what stands around it.
    public var uploadBytesMax = 20 * 1_048_576 + 65_536
    /// Files that come in at once: each is held in memory, as it came and as it is kept.
    public var uploadsMax = 3
    /// Of these of one person.
    public var uploadsOfOneMax = 1
    /// Fields of a form or a query: an operation with fifty characteristics has 330.
    public var fieldsMax = 512
    /// The target of a request, path and query.
    public var targetBytesMax = 2_048
    /// How long a connection may take from being opened, or from its last answer, until a request's head is there. It bounds who sends a
    /// header byte by byte, and how long a connection is kept without use.
    public var headSecondsMax: Int64 = 30
    /// How long the body may take after that.
    public var bodySecondsMax: Int64 = 20
    /// Where a body is said to be longer than a form: a second more for so many bytes, that of a slow wireless network.
    public var bodyBytesOfSecond = 262_144
    /// Connections at once.
    public var connectionsMax = 1_024
    /// Attempts to sign in from one address in a minute; lockouts of accounts come on top.
    public var signInsPerMinute = 30

    /// Streams of events at once.
    public var streamsMax = 64
    /// Of these for one person.
    public var streamsOfOneMax = 4
    /// How long a stream goes on before its client has to come back.
    public var streamSecondsMax: UInt64 = 20

    /// The bounds as they are above.
    public init() {}
}
