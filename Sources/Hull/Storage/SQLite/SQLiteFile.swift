internal import Foundation
internal import GRDB

/// A database file of one kind and version: made whole or not at all, and looked at before it is used.
struct SQLiteFile: Sendable {
    /// What a file holds; the number is its `application_id`, so that one kind is never taken for another.
    enum Kind: Int32, Sendable {
        /// `BHLG`
        case log = 0x4248_4C47
        /// `BHKY`
        case keys = 0x4248_4B59
        /// `BHVW`
        case views = 0x4248_5657

        var name: String {
            switch self {
            case .log: "log"
            case .keys: "table of keys"
            case .views: "view store"
            }
        }
    }

    let path: String
    let kind: Kind

    /// How messages name it.
    var name: String { "the \(kind.name) \(path)" }
    /// All that SQLite keeps of it.
    var paths: [String] { ["", "-wal", "-shm", "-journal"].map { path + $0 } }

    /// Makes the file with its tables where it is not; a crash leaves it whole or away.
    func create(version: Int, tables: String) throws(StorageError) {
        if try PrivateFile.isThere(path) { return }
        let draft = Self(path: path + ".new", kind: kind)
        let lock = try FileLock(path + ".lock", of: name)
        defer { withExtendedLifetime(lock) {} }
        // Another may have made it before the lock was ours.
        if try PrivateFile.isThere(path) { return }
        try PrivateFile.remove(draft.paths)
        try PrivateFile.make(draft.path)
        try StorageError.mapping(name) {
            let database = try DatabaseQueue(path: draft.path, configuration: Self.configuration(readOnly: false))
            try database.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
                try database.inTransaction(.immediate) {
                    try database.execute(sql: tables)
                    try database.execute(
                        sql: "PRAGMA application_id = \(kind.rawValue); PRAGMA user_version = \(version)"
                    )
                    return .commit
                }
                try database.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
            }
            try database.close()
        }
        try PrivateFile.rename(draft.path, to: path)
    }

    /// The version written in the file.
    /// - Throws: `damaged` when the file is no database of this kind.
    func version(in database: Database) throws -> Int {
        guard try Int32.fetchOne(database, sql: "PRAGMA application_id") == kind.rawValue else {
            throw StorageError(
                .damaged,
                "\(path) is no \(kind.name) of Bulkhead; move it away and restore the newest backup"
            )
        }
        return try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    }

    /// - Throws: `version` when the file is older or newer than this program writes; `damaged`.
    func check(version wanted: Int, in database: Database) throws {
        let found = try version(in: database)
        guard found == wanted else {
            throw StorageError(
                .version,
                found > wanted
                    ? "\(name) is of version \(found), this program reads \(wanted); use a newer program"
                    : "\(name) is of version \(found); run `bulkhead store migrate` to bring it to \(wanted)"
            )
        }
    }

    /// - Throws: `missing` when there is no file; `damaged` when it is no file of one's own.
    func checkPresence() throws(StorageError) {
        guard try PrivateFile.isThere(path) else { throw StorageError(.missing, "\(name) is not there") }
        for path in paths.dropFirst() { _ = try PrivateFile.isThere(path) }
    }

    /// A connection that reads.
    func openReader() throws(StorageError) -> DatabaseQueue {
        try checkPresence()
        return try StorageError.mapping(name) {
            try DatabaseQueue(path: path, configuration: Self.configuration(readOnly: true))
        }
    }

    /// A connection that writes, each commit flushed. GRDB itself would open a WAL database at `synchronous = NORMAL`, whatever its set-up
    /// says, so the level is set after opening and read back.
    func openWriter() throws(StorageError) -> DatabaseQueue {
        try checkPresence()
        return try StorageError.mapping(name) {
            let database = try DatabaseQueue(path: path, configuration: Self.configuration(readOnly: false))
            try database.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA synchronous = FULL")
                let level = try Int.fetchOne(database, sql: "PRAGMA synchronous")
                let journal = try String.fetchOne(database, sql: "PRAGMA journal_mode")
                guard level == 2, journal == "wal" else {
                    throw StorageError(
                        .failed,
                        "\(name) would not be flushed at each commit (synchronous \(level ?? -1), journal \(journal ?? "?")); it is not written"
                    )
                }
            }
            return database
        }
    }

    /// What every connection is set up with: erased content is overwritten, nothing in the file itself runs code, and what does not fit into the cache
    /// while rows are sorted stays in memory: SQLite would write it into the folder for temporary files, in clear.
    static let setUp =
        "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY"

    /// What every connection is opened with.
    static func configuration(readOnly: Bool) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = readOnly
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { database in
            try database.execute(sql: setUp)
        }
        return configuration
    }

    /// The file and its write-ahead log, the two that a commit goes to.
    var identities: [PrivateFile.Identity?] { paths.prefix(2).map { PrivateFile.identity(of: $0) } }

    /// SQLite goes on writing files that were removed, moved away or replaced beside it, and says nothing.
    /// - Throws: `failed` when the files are not those that were opened: what was committed is not where the next one who opens looks.
    func checkIdentity(_ opened: [PrivateFile.Identity?]) throws(StorageError) {
        guard opened.contains(nil) || identities != opened else { return }
        throw StorageError(
            .failed,
            "\(name), or its write-ahead log, was removed, moved away or replaced while it was written; put the file and those beside it back, or restore the newest backup, then open it anew"
        )
    }

    /// Moves all that was committed into the file and empties the write-ahead log, so that no older content stays in it.
    /// - Throws: `busy` when a reader holds on to older content.
    func emptyWriteAheadLog(_ database: DatabaseQueue) throws(StorageError) {
        try StorageError.mapping(name) {
            let row = try database.writeWithoutTransaction {
                try Row.fetchOne($0, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
            }
            guard let blocked = row?[0] as Int64?, blocked == 0 else {
                throw StorageError(
                    .busy,
                    "\(name): what was erased is gone from it, and still in its write-ahead log while a reader holds it; erase again when the reader ended"
                )
            }
        }
    }
}
