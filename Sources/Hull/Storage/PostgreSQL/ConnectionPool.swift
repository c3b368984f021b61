internal import Dispatch
internal import Synchronization

/// Sessions of one log-in, a bounded number of them. Whoever finds none free waits, and gives up after a while.
final class ConnectionPool: Sendable {
    private let options: ConnectionOptions
    private let limits: PostgreSQLLimits
    private let isReadOnly: Bool
    private let free: DispatchSemaphore
    private let idle = Mutex<[Connection]>([])

    init(_ options: ConnectionOptions, limits: PostgreSQLLimits, connectionsMax: Int, readOnly: Bool) {
        self.options = options
        self.limits = limits
        isReadOnly = readOnly
        free = DispatchSemaphore(value: max(1, connectionsMax))
    }

    /// Where the sessions lead.
    var place: String { options.description }

    /// Opens a session that is not one of the pool's.
    func openConnection() throws(StorageError) -> Connection {
        try Connection(options, limits: limits, readOnly: isReadOnly)
    }

    /// Runs statements that change nothing as one transaction. A session that broke while it lay idle, as all do when the server was restarted, is
    /// replaced by a new one, once.
    /// - Throws: `busy` when no session became free.
    func read(_ purpose: String, _ statements: [WireStatement]) throws(StorageError) -> [[[ViewValue]]] {
        try withConnection { connection, isReused throws(StorageError) in
            do throws(StorageError) {
                return try connection.run(purpose, statements)
            } catch {
                guard isReused, connection.isLost else { throw error }
                idle.withLock { $0 = [] }
                let fresh = try openConnection()
                let answers = try fresh.run(purpose, statements)
                idle.withLock { $0.append(fresh) }
                return answers
            }
        }
    }

    /// Lends a session, and says whether it was used before.
    func withConnection<Result>(
        _ body: (Connection, _ isReused: Bool) throws(StorageError) -> Result
    ) throws(StorageError) -> Result {
        guard free.wait(timeout: .now() + .milliseconds(limits.waitMilliseconds)) == .success else {
            throw StorageError(
                .busy,
                "all sessions with PostgreSQL at \(place) were in use for \(limits.waitMilliseconds) ms; try later"
            )
        }
        defer { free.signal() }
        let reused = idle.withLock { $0.popLast() }
        let connection = if let reused { reused } else { try openConnection() }
        defer { if !connection.isLost { idle.withLock { $0.append(connection) } } }
        return try body(connection, reused != nil)
    }
}
