/// How long a PostgreSQL engine waits, and how much it holds open.
public struct PostgreSQLLimits: Hashable, Sendable {
    /// How long a server may take to answer a log-in, in seconds (`connect_timeout`).
    public var connectSeconds = 10
    /// How long a statement may run, in milliseconds (`statement_timeout`).
    public var statementMilliseconds = 30_000
    /// How long a statement waits for somebody else's lock, in milliseconds (`lock_timeout`).
    public var lockMilliseconds = 2_000
    /// How long a call waits for a free connection, in milliseconds.
    public var waitMilliseconds = 5_000
    /// Connections that read views at the same time. Each log that is written holds one more, and there are `writersMax`.
    public var readersMax = 8
    /// Connections that read logs and apply changes to views at the same time.
    public var writersMax = 4

    /// The usual limits.
    public init() {}
}
