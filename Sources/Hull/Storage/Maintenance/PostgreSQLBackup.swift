internal import GRDB

/// Copies the stores of an instance whose logs are in PostgreSQL into the files that ``StoreBackup`` writes, and back.
///
/// A backup is the same for all engines: SQLite files that are looked at, verified and restored without a server, by this and later
/// versions of PostgreSQL or by none.
public enum PostgreSQLBackup {
    /// Backs up all logs as of one moment while they are written, then their attachments, then keys where both keep a place for them. Each copy is
    /// checked.
    /// - Parameter address: with the log-ins that write.
    /// - Returns: what was copied; findings are stores that could not be, or that are not whole.
    /// - Throws: as ``PostgreSQLEngine/init(writer:reader:keys:limits:)`` when a database is not reached or is not what is needed;
    ///   `invalidValue` when keys would lie with logs, `conflict` when something is there already.
    public static func backUp(
        _ address: PostgreSQLAddress,
        to target: StoreFolders,
        limits: PostgreSQLLimits = PostgreSQLLimits()
    ) throws(StorageError) -> StoreReport {
        try address.checkApart(limits)
        try target.checkApart()
        let keys = target.keyDirectory == nil ? nil : address.keys
        let logs = try MaintenanceSession.reading(address.logs, "log", limits)
        let compartments = try logs.compartments()
        try checkNothing(at: compartments.map { target.part(.log, of: $0).file.path })
        try checkNothing(at: compartments.map { BlobBackup.folder(of: $0, in: target.directory) })
        try checkNoKeys(in: target)
        if case .folder(let folder) = keys { _ = try PostgreSQLAddress.keyParts(in: folder) }
        if let attachments = address.attachments, try PrivateFile.kind(of: attachments) != .folder {
            throw StorageError(.missing, "there is no folder \(attachments) of attachments")
        }
        var report = StoreReport()
        for compartment in compartments {
            let part = target.part(.log, of: compartment)
            do throws(StorageError) {
                try copyLog(of: compartment, logs, to: part, in: target)
                StoreCheck.check(part, into: &report)
                guard let attachments = address.attachments else { continue }
                try BlobBackup.copy(compartment, from: attachments, to: target.directory, into: &report)
            } catch { report.add(error, of: compartment, at: logs.path(compartment)) }
        }
        // Keys after logs: the key of an entry was there before it.
        switch keys {
        case nil: break
        case .folder(let folder):
            for part in try PostgreSQLAddress.keyParts(in: folder) {
                copyFile(part, to: target.part(.keys, of: part.compartment), in: target, as: .backup, into: &report)
            }
        case .database(let url):
            let session = try MaintenanceSession.reading(url, "keys", limits)
            for compartment in try session.compartments() {
                let part = target.part(.keys, of: compartment)
                do throws(StorageError) {
                    try copyKeys(of: compartment, session, to: part, in: target)
                    StoreCheck.check(part, into: &report)
                } catch { report.add(error, of: compartment, at: session.path(compartment)) }
            }
        }
        return report
    }

    private static func copyLog(
        of compartment: CompartmentName,
        _ session: MaintenanceSession,
        to part: StoreFolders.Part,
        in target: StoreFolders
    ) throws(StorageError) {
        let head = try PostgreSQLCheck.head(of: compartment, session)
        try target.makeFolders(for: part)
        try make(part.file, version: SQLiteLog.version, tables: SQLiteLog.tables) { database in
            for table in CopiedTable.log {
                try table.forEachPage(in: session.schema(compartment), session) { rows throws(StorageError) in
                    try insert(rows, of: table, into: database, part.file)
                }
            }
            try database.execute(sql: "UPDATE pruned SET first = ?", arguments: [Int64(head.first)])
            guard try SQLiteLog.head(in: database) == head else {
                throw StorageError(
                    .damaged,
                    "the head of \(session.path(compartment)) is not its newest checkpoint; it was not copied, restore the newest backup"
                )
            }
        }
    }

    private static func copyKeys(
        of compartment: CompartmentName,
        _ session: MaintenanceSession,
        to part: StoreFolders.Part,
        in target: StoreFolders
    ) throws(StorageError) {
        try target.makeFolders(for: part)
        try make(part.file, version: SQLiteKeys.version, tables: SQLiteKeys.tables) { database in
            try CopiedTable.keys.forEachPage(in: session.schema(compartment), session) { rows throws(StorageError) in
                try insert(rows, of: .keys, into: database, part.file)
            }
        }
    }

    private static func insert(
        _ rows: [[ViewValue]],
        of table: CopiedTable,
        into database: Database,
        _ file: SQLiteFile
    ) throws(StorageError) {
        try StorageError.mapping("the copy of \(file.name)") { try table.insert(rows, into: database) }
    }

    /// Makes a file of a backup in one transaction; it gets its name when it is whole and flushed.
    private static func make(
        _ file: SQLiteFile,
        version: Int,
        tables: String,
        _ fill: (Database) throws -> Void
    ) throws(StorageError) {
        let draft = SQLiteFile(path: file.path + ".new", kind: file.kind)
        try PrivateFile.remove(draft.paths)
        try PrivateFile.make(draft.path)
        do throws(StorageError) {
            try StorageError.mapping("the copy of \(file.name)") {
                let target = try DatabaseQueue(
                    path: draft.path,
                    configuration: SQLiteFile.configuration(readOnly: false)
                )
                try target.writeWithoutTransaction { database in
                    try database.execute(sql: "PRAGMA synchronous = FULL")
                    try database.inTransaction(.immediate) {
                        try database.execute(sql: tables)
                        try database.execute(
                            sql: "PRAGMA application_id = \(file.kind.rawValue); PRAGMA user_version = \(version)"
                        )
                        try fill(database)
                        return .commit
                    }
                }
                try target.close()
            }
            try PrivateFile.flush(draft.path)
            try PrivateFile.rename(draft.path, to: file.path)
        } catch {
            // On a full volume the part of a copy would be in the way of everybody else.
            try PrivateFile.remove(draft.paths)
            throw error
        }
    }

    /// Copies a file of keys, checks the copy and adds what was found.
    static func copyFile(
        _ part: StoreFolders.Part,
        to copy: StoreFolders.Part,
        in target: StoreFolders,
        as journal: StoreBackup.Journal,
        into report: inout StoreReport
    ) {
        do throws(StorageError) {
            try target.makeFolders(for: copy)
            try StoreBackup.copy(part.file, to: copy.file, as: journal)
            StoreCheck.check(copy, into: &report)
        } catch { report.add(error, of: part) }
    }

    static func checkNothing(at paths: [String]) throws(StorageError) {
        for path in paths where try PrivateFile.kind(of: path) != .nothing {
            throw StorageError(.conflict, "\(path) is there already; nothing was copied, name an empty folder")
        }
    }

    /// Which keys there will be is known only once the logs were copied, so that none may be there.
    static func checkNoKeys(in target: StoreFolders) throws(StorageError) {
        guard let folder = target.keyDirectory else { return }
        try checkNothing(
            at: try PrivateFile.names(in: folder).filter { $0.hasSuffix(".sqlite") }.sorted().map { "\(folder)/\($0)" }
        )
    }
}
