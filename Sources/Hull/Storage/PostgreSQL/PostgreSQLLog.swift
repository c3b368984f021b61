internal import Synchronization

/// The log of a compartment in a schema of its own. The application may append by a function alone; rows that are there it cannot change.
final class PostgreSQLLog: LogStore {
    private enum Writer: Sendable {
        /// Nothing was written yet.
        case none
        /// The session that holds the lock of the one writer.
        case session(Connection)
        /// What became of the last write is not known.
        case stopped
    }

    private let compartment: CompartmentName
    private let pool: ConnectionPool
    private let schema: String
    private let writer = Mutex<Writer>(.none)

    init(_ compartment: CompartmentName, _ pool: ConnectionPool) {
        self.compartment = compartment
        self.pool = pool
        schema = PreparationScript.quoted("\(compartment)_log")
    }

    /// Whether it has to be opened anew before it is written.
    var isStopped: Bool {
        writer.withLock {
            switch $0 {
            case .stopped: true
            case .session(let session): session.isLost
            case .none: false
            }
        }
    }

    func exists() throws(StorageError) -> Bool {
        let answers = try read("looking for", "SELECT to_regclass($1) IS NOT NULL", [.text("\(schema).head")], [.truth])
        return answers.first?.first == .truth(true)
    }

    /// Whether the log is of the version that this program reads.
    func check() throws(StorageError) {
        let rows = try read("opening", "SELECT version FROM \(schema).head", [], [.integer])
        guard case .integer(let version)? = rows.first?.first else { throw headless() }
        guard version == PreparationScript.logVersion else {
            throw StorageError(
                .version,
                "the log of \(compartment) is of version \(version) and this program reads \(PreparationScript.logVersion); migrate it, or use the program that wrote it"
            )
        }
    }

    func head() throws(StorageError) -> StoredHead {
        let rows = try read(
            "reading the head of",
            "SELECT size, first, checkpoint FROM \(schema).head",
            [],
            [.integer, .integer, .bytes]
        )
        guard let row = rows.first, case .integer(let size) = row[0], case .integer(let first) = row[1] else {
            throw headless()
        }
        return StoredHead(size: UInt64(size), first: UInt64(first), checkpoint: row[2].byteString)
    }

    func append(_ batch: StoredBatch) throws(StorageError) {
        try batch.check()
        _ = try write(
            "appending to",
            "SELECT \(schema).append($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            [
                .integer(Int64(clamping: batch.first)), .byteStrings(batch.entries.map(\.entry)),
                .byteStrings(batch.entries.map(\.payload)),
                .byteStrings(batch.entries.map(\.key)), .byteStrings(batch.entries.map(\.command)),
                .integers(batch.tiles.map { Int64($0.level) }),
                .integers(batch.tiles.map { Int64(clamping: $0.index) }),
                .byteStrings(batch.tiles.map(\.bytes)), .bytes(batch.checkpoint),
            ],
            []
        )
    }

    func entries(_ range: Range<UInt64>) throws(StorageError) -> [StoredEntry] {
        // One statement, so that head and entries are of one moment.
        let rows = try read(
            "reading entries of",
            """
            SELECT head.size, head.first, entry.sequence, entry.entry, entry.payload, entry.key, entry.command \
            FROM \(schema).head LEFT JOIN \(schema).entry ON sequence >= $1 AND sequence < $2 ORDER BY sequence
            """,
            [.integer(Int64(clamping: range.lowerBound)), .integer(Int64(clamping: range.upperBound))],
            [.integer, .integer, .integer, .bytes, .bytes, .bytes, .bytes]
        )
        guard let head = rows.first, case .integer(let size) = head[0], case .integer(let first) = head[1] else {
            throw headless()
        }
        let end = min(range.upperBound, UInt64(size))
        if range.lowerBound >= end { return [] }
        guard range.lowerBound >= UInt64(first) else {
            throw StorageError(.missing, "entries before \(first) of the log of \(compartment) were pruned")
        }
        var entries: [StoredEntry] = []
        entries.reserveCapacity(rows.count)
        for row in rows {
            let expected = range.lowerBound + UInt64(entries.count)
            guard row[2] == .integer(Int64(clamping: expected)), let entry = row[3].byteString,
                let key = row[5].byteString
            else { throw gap(expected) }
            entries.append(
                StoredEntry(entry: entry, payload: row[4].byteString, key: key, command: row[6].byteString)
            )
        }
        guard range.lowerBound + UInt64(entries.count) == end else {
            throw gap(range.lowerBound + UInt64(entries.count))
        }
        return entries
    }

    func sequence(ofCommand command: [UInt8]) throws(StorageError) -> UInt64? {
        let rows = try read(
            "looking for a command in",
            "SELECT sequence FROM \(schema).entry WHERE command = $1",
            [.bytes(command)],
            [.integer]
        )
        guard case .integer(let sequence)? = rows.first?.first else { return nil }
        return UInt64(sequence)
    }

    func tile(level: Int, index: UInt64) throws(StorageError) -> StoredTile? {
        guard let place = Int64(exactly: index) else { return nil }
        let rows = try read(
            "reading a tile of",
            "SELECT bytes FROM \(schema).tile WHERE level = $1 AND index = $2",
            [.integer(Int64(level)), .integer(place)],
            [.bytes]
        )
        return rows.first?.first?.byteString.map { StoredTile(level: level, index: index, bytes: $0) }
    }

    func checkpoint(size: UInt64) throws(StorageError) -> [UInt8]? {
        guard let size = Int64(exactly: size) else { return nil }
        let rows = try read(
            "reading a checkpoint of",
            "SELECT note FROM \(schema).checkpoint WHERE size = $1",
            [.integer(size)],
            [.bytes]
        )
        return rows.first?.first?.byteString
    }

    func checkpointSizes(from size: UInt64, limit: Int) throws(StorageError) -> [UInt64] {
        guard let size = Int64(exactly: size), limit > 0 else { return [] }
        let rows = try read(
            "listing checkpoints of",
            "SELECT size FROM \(schema).checkpoint WHERE size >= $1 ORDER BY size LIMIT $2",
            [.integer(size), .integer(Int64(limit))],
            [.integer]
        )
        return rows.compactMap { if case .integer(let size)? = $0.first { UInt64(size) } else { nil } }
    }

    /// A row that was changed stays in its file until the table is written anew, which is done here, whether anything was found or not: an
    /// earlier call may have got no further. It takes time with the length of the log, during which nothing can be appended.
    func erasePayloads(key: [UInt8]) throws(StorageError) -> Int {
        let rows = try write(
            "erasing payloads of",
            "SELECT \(schema).erase($1)",
            [.bytes(key)],
            [.integer],
            isLong: true
        )
        try rewrite()
        guard case .integer(let count)? = rows.first?.first else { return 0 }
        return Int(count)
    }

    func prune(before sequence: UInt64) throws(StorageError) {
        let sequence = try number(sequence, "the sequence to prune before")
        do {
            _ = try write("pruning", "SELECT \(schema).prune($1)", [.integer(sequence)], [], isLong: true)
        } catch {
            guard error.code == .invalidValue else { throw error }
            throw StorageError(
                .invalidValue,
                "the log of \(compartment) ends before entry \(sequence); nothing was pruned"
            )
        }
        try rewrite()
    }

    private func rewrite() throws(StorageError) {
        try TableRewriting.rewrite("log", compartment) { statement, isLong throws(StorageError) in
            try write("rewriting", statement.sql, statement.parameters, statement.reads, isLong: isLong)
        }
    }

    private func read(
        _ purpose: String,
        _ sql: String,
        _ parameters: [Parameter],
        _ kinds: [ViewColumn.Kind]
    ) throws(StorageError) -> [[ViewValue]] {
        try pool.read(
            "\(purpose) the log of \(compartment)",
            [WireStatement(sql, parameters, reads: kinds, isKept: true)]
        ).first ?? []
    }

    /// Writes by the one session that holds the lock of the log. A session that broke is not replaced here: whoever writes has to look first what became of the
    /// last batch.
    private func write(
        _ purpose: String,
        _ sql: String,
        _ parameters: [Parameter],
        _ kinds: [ViewColumn.Kind],
        isLong: Bool = false
    ) throws(StorageError) -> [[ViewValue]] {
        try writer.withLock { writer throws(StorageError) in
            let session: Connection
            switch writer {
            case .session(let open): session = open
            case .none: session = try openSession()
            case .stopped:
                throw StorageError(
                    .failed,
                    "the log of \(compartment) was stopped when its connection broke; open it anew and look at its head before writing"
                )
            }
            writer = .session(session)
            // What goes through the whole log takes as long as it takes.
            let patience = WireStatement("SELECT set_config('statement_timeout', '0', true)")
            let statement = WireStatement(sql, parameters, reads: kinds, isKept: !isLong)
            do throws(StorageError) {
                return try session.run(
                    "\(purpose) the log of \(compartment)",
                    isLong ? [patience, statement] : [statement]
                ).last ?? []
            } catch {
                if session.isLost || error.code == .failed {
                    writer = .stopped
                    throw StorageError(
                        .failed,
                        "\(error.message); whether the write is there is not known: open the log anew and look at its head"
                    )
                }
                throw error
            }
        }
    }

    func endWriting() {
        let ended = writer.withLock { writer -> Connection? in
            guard case .session(let session) = writer else { return nil }
            writer = .none
            return session
        }
        // At once: the server notices the end of a session only a moment after it.
        _ = try? ended?.run("giving back the log of \(compartment)", [WireStatement("SELECT pg_advisory_unlock_all()")])
    }

    private func openSession() throws(StorageError) -> Connection {
        let session = try pool.openConnection()
        do {
            _ = try session.run(
                "taking the log of \(compartment) to write",
                [WireStatement("SELECT pg_advisory_lock(hashtextextended($1, 0))", [.text("bulkhead write \(schema)")])]
            )
        } catch {
            guard error.code == .busy else { throw error }
            throw StorageError(
                .busy,
                "another process writes the log of \(compartment) at \(pool.place); stop it first"
            )
        }
        return session
    }

    private func number(_ value: UInt64, _ what: String) throws(StorageError) -> Int64 {
        guard let number = Int64(exactly: value) else {
            throw StorageError(.invalidValue, "\(what), \(value), is beyond what the log of \(compartment) can hold")
        }
        return number
    }

    private func headless() -> StorageError {
        StorageError(.damaged, "the log of \(compartment) at \(pool.place) has no head; restore it from a backup")
    }

    private func gap(_ sequence: UInt64) -> StorageError {
        StorageError(
            .damaged,
            "entry \(sequence) of the log of \(compartment) at \(pool.place) is gone; restore it from a backup"
        )
    }
}

extension ViewValue {
    /// The bytes, of a value that is some.
    var byteString: [UInt8]? { if case .bytes(let bytes) = self { bytes } else { nil } }
}
