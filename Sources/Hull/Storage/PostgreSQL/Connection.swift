internal import Synchronization

/// A session with a server, for one thread at a time.
final class Connection: Sendable {
    private let wire: Mutex<Wire>
    private let place: String

    /// Opens a session and sets it up: what it waits for, and that a commit is on the disk before it is acknowledged.
    /// - Throws: `failed` when the server is not reached or refuses the log-in, `busy` when it has no room or is starting.
    init(_ options: ConnectionOptions, limits: PostgreSQLLimits, readOnly: Bool) throws(StorageError) {
        place = options.description
        do {
            wire = Mutex(try Wire(options.values))
        } catch {
            let isLater = [
                "starting up", "shutting down", "recovery mode", "too many clients", "remaining connection slots",
            ]
            .contains(where: error.sentence.contains)
            throw StorageError(
                isLater ? .busy : .failed,
                "PostgreSQL at \(options.description) was not opened: \(error.sentence)"
            )
        }
        _ = try run(
            "setting up a session",
            [
                WireStatement(
                    """
                    SELECT set_config('statement_timeout', $1, false), set_config('lock_timeout', $2, false), \
                    set_config('idle_in_transaction_session_timeout', $1, false), set_config('synchronous_commit', 'on', false), \
                    set_config('default_transaction_isolation', 'read committed', false), \
                    set_config('default_transaction_read_only', $3, false), set_config('row_security', 'on', false), \
                    set_config('search_path', 'pg_catalog, pg_temp', false), set_config('jit', 'off', false), \
                    set_config('max_parallel_workers_per_gather', '0', false)
                    """,
                    [
                        .text("\(limits.statementMilliseconds)"), .text("\(limits.lockMilliseconds)"),
                        .text(readOnly ? "on" : "off"),
                    ]
                )
            ]
        )
    }

    /// Whether the session is gone.
    var isLost: Bool { wire.withLock { $0.isLost } }

    /// Runs statements as one transaction.
    /// - Parameter purpose: what is done, for the message of an error.
    func run(_ purpose: String, _ statements: [WireStatement]) throws(StorageError) -> [[[ViewValue]]] {
        do {
            return try attempt(statements)
        } catch {
            throw error.storageError("\(purpose) at \(place)")
        }
    }

    /// Runs statements as one transaction, and tells what the server said.
    func attempt(_ statements: [WireStatement]) throws(WireFailure) -> [[[ViewValue]]] {
        try wire.withLock { wire throws(WireFailure) in try wire.run(statements) }
    }

    /// Runs a script without values.
    func run(_ purpose: String, script: String) throws(StorageError) {
        do {
            try wire.withLock { wire throws(WireFailure) in try wire.run(script: script) }
        } catch {
            throw error.storageError("\(purpose) at \(place)")
        }
    }

    /// What the server keeps of a password.
    func scramVerifier(of password: String, for login: String) throws(StorageError) -> String {
        do {
            return try wire.withLock { wire throws(WireFailure) in try wire.scramVerifier(of: password, for: login) }
        } catch {
            throw error.storageError("setting the password of \(login)")
        }
    }
}
