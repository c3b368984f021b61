internal import Foundation
internal import GRDB
internal import Synchronization

/// The log of a compartment in a SQLite file: one connection reads, one writes from the first write on, under a lock that keeps other
/// writers out.
final class SQLiteLog: LogStore {
    /// The version of the tables below.
    static let version = 1

    /// Payloads stand behind entries, so that a walk over entries need not read long ones. What was erased has no key to look up.
    static let tables = """
        CREATE TABLE entry (
            sequence INTEGER PRIMARY KEY, entry BLOB NOT NULL, key BLOB NOT NULL, command BLOB, payload BLOB
        ) STRICT;
        CREATE UNIQUE INDEX entry_by_command ON entry (command) WHERE command IS NOT NULL;
        CREATE INDEX entry_by_key ON entry (key) WHERE payload IS NOT NULL;
        CREATE TABLE tile (level INTEGER NOT NULL, position INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (level, position)) STRICT;
        CREATE TABLE checkpoint (size INTEGER PRIMARY KEY, note BLOB NOT NULL) STRICT;
        CREATE TABLE pruned (only INTEGER PRIMARY KEY CHECK (only = 1), first INTEGER NOT NULL) STRICT;
        INSERT INTO pruned VALUES (1, 0);
        """

    private struct Writing: Sendable {
        let lock: FileLock
        let database: DatabaseQueue
        let files: [PrivateFile.Identity?]
    }

    private enum State: Sendable {
        case reading
        case writing(Writing)
        case stopped(StorageError)
    }

    let file: SQLiteFile
    private let reader: DatabaseQueue
    private let opened: PrivateFile.Identity?
    private let state = Mutex(State.reading)

    /// Opens a log and looks whether it is whole as far as a look at its ends tells; `bulkhead store check` looks at all of it.
    init(_ file: SQLiteFile) throws(StorageError) {
        self.file = file
        let reader = try file.openReader()
        self.reader = reader
        opened = PrivateFile.identity(of: file.path)
        try StorageError.mapping(file.name) {
            try reader.read { database in
                try file.check(version: Self.version, in: database)
                _ = try Self.checkedHead(in: database, of: file)
            }
        }
    }

    /// Whether it has to be opened anew.
    var isStopped: Bool {
        state.withLock { if case .stopped = $0 { true } else { false } }
    }

    func read<Answer>(_ body: (Database) throws -> Answer) throws(StorageError) -> Answer {
        try StorageError.mapping(file.name) { try reader.read(body) }
    }

    /// Reads by the connection that writes, where there is one: it knows its pages, which the other one reads from the file again after each commit.
    func readBesideWriting<Answer: Sendable>(_ body: (Database) throws -> Answer) throws(StorageError) -> Answer {
        let answer: Result<Answer, StorageError>? = state.withLock { state in
            guard case .writing(let writing) = state else { return nil }
            do throws(StorageError) {
                return .success(
                    try StorageError.mapping(file.name) {
                        try Self.transaction(writing.database, body, kind: .deferred)
                    }
                )
            } catch { return .failure(error) }
        }
        return if let answer { try answer.get() } else { try read(body) }
    }

    /// Runs one transaction of the writer. What is refused leaves the log as it was; after any other failure the log stops.
    func write<Answer: Sendable>(
        then after: (DatabaseQueue) throws(StorageError) -> Void = { (_) throws(StorageError) in },
        _ body: (Database) throws -> Answer
    ) throws(StorageError) -> Answer {
        let result: Result<Answer, StorageError> = state.withLock { state in
            do throws(StorageError) {
                let writing = try self.writing(&state)
                do throws(StorageError) {
                    let answer = try StorageError.mapping(file.name) { try Self.transaction(writing.database, body) }
                    try file.checkIdentity(writing.files)
                    try after(writing.database)
                    return .success(answer)
                } catch {
                    if ![.conflict, .invalidValue, .busy].contains(error.code) { state = .stopped(error) }
                    throw error
                }
            } catch { return .failure(error) }
        }
        return try result.get()
    }

    func endWriting() {
        state.withLock { if case .writing = $0 { $0 = .reading } }
    }

    private static func transaction<Answer>(
        _ queue: DatabaseQueue,
        _ body: (Database) throws -> Answer,
        kind: Database.TransactionKind = .immediate
    ) throws -> Answer {
        var answer: Answer?
        try queue.writeWithoutTransaction { database in
            try database.inTransaction(kind) {
                answer = try body(database)
                return .commit
            }
        }
        guard let answer else { throw StorageError(.failed, "a transaction ended without an answer") }
        return answer
    }

    private func writing(_ state: inout State) throws(StorageError) -> Writing {
        switch state {
        case .writing(let writing): return writing
        case .stopped(let error):
            throw StorageError(
                error.code,
                "\(file.name) stopped (\(error.message)); open and verify it before it is written"
            )
        case .reading:
            let lock = try FileLock(file.path + ".lock", of: file.name)
            let database = try file.openWriter()
            let writing = Writing(lock: lock, database: database, files: file.identities)
            guard writing.files.first == opened else {
                throw StorageError(.failed, "\(file.name) was replaced since it was opened; open it anew")
            }
            state = .writing(writing)
            return writing
        }
    }

    func head() throws(StorageError) -> StoredHead { try read { try Self.head(in: $0) } }

    static func head(in database: Database) throws -> StoredHead {
        let row = try Row.fetchOne(
            database.cachedStatement(
                sql: "SELECT size, note, (SELECT first FROM pruned) FROM checkpoint ORDER BY size DESC LIMIT 1"
            )
        )
        guard let row else { return StoredHead(size: 0, first: 0, checkpoint: nil) }
        return StoredHead(
            size: try row.count(0),
            first: try row.count(2),
            checkpoint: try row.bytes(1)
        )
    }

    /// The head, held against the first and the last entry.
    /// - Throws: `damaged` when they do not belong together.
    static func checkedHead(in database: Database, of file: SQLiteFile) throws -> StoredHead {
        let ends = try Row.fetchOne(
            database,
            sql: """
                SELECT (SELECT min(sequence) FROM entry), (SELECT max(sequence) FROM entry),
                       (SELECT max(size) FROM checkpoint), (SELECT first FROM pruned WHERE only = 1)
                """
        )
        let size = try ends?.decode(Int64?.self, atIndex: 2) ?? 0
        let damaged = StorageError(
            .damaged,
            "\(file.name): entries, checkpoint and pruning do not fit each other; keep it as it is, and restore the newest backup"
        )
        guard size >= 0, let pruned = try ends?.decode(Int64?.self, atIndex: 3), (0...size).contains(pruned) else {
            throw damaged
        }
        let first = try ends?.decode(Int64?.self, atIndex: 0)
        let last = try ends?.decode(Int64?.self, atIndex: 1)
        guard pruned == size ? first == nil && last == nil : first == pruned && last == size - 1 else { throw damaged }
        return try head(in: database)
    }
}
