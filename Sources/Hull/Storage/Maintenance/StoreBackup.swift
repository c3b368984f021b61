internal import GRDB

/// Copies stores: logs with their attachments while their writer goes on, keys into a folder apart, views never.
public enum StoreBackup {
    /// Backs up all logs, and the keys where both keep a folder for them. Each copy is one moment of its store, and is checked.
    /// - Returns: what was copied; findings are stores that could not be, or that are not whole.
    /// - Throws: `invalidValue` when keys would lie with logs, `conflict` when something is there already: a backup overwrites nothing.
    public static func backUp(_ store: StoreFolders, to target: StoreFolders) throws(StorageError) -> StoreReport {
        try copy(store, to: target, as: .backup)
    }

    /// Restores logs and keys to where none are. All of the backup is checked before anything is written, and every copy after. Views are made
    /// anew from the logs.
    /// - Returns: what was restored; findings and no store where the backup is not whole, and nothing was written.
    public static func restore(_ backup: StoreFolders, to target: StoreFolders) throws(StorageError) -> StoreReport {
        var report = try StoreCheck.check(backup)
        guard report.findings.isEmpty else {
            report.stores = []
            return report
        }
        guard !report.stores.isEmpty else { throw StorageError(.missing, "there is no backup in \(backup.directory)") }
        return try copy(backup, to: target, as: .store)
    }

    private static func copy(
        _ source: StoreFolders,
        to target: StoreFolders,
        as journal: Journal
    ) throws(StorageError) -> StoreReport {
        guard try PrivateFile.kind(of: source.directory) == .folder else {
            throw StorageError(.missing, "there is no folder \(source.directory)")
        }
        try target.checkApart()
        let isWithKeys = source.keyDirectory != nil && target.keyDirectory != nil
        let parts = try source.parts().filter { $0.file.kind != .keys || isWithKeys }
        let copies = parts.map { target.part($0.file.kind, of: $0.compartment) }
        for copy in copies where try PrivateFile.kind(of: copy.file.path) != .nothing {
            throw StorageError(
                .conflict,
                "\(copy.file.path) is there already; nothing was copied, name an empty folder"
            )
        }
        let compartments = parts.filter { $0.file.kind == .log }.map(\.compartment)
        for path in compartments.map({ BlobBackup.folder(of: $0, in: target.directory) })
        where try PrivateFile.kind(of: path) != .nothing {
            throw StorageError(.conflict, "\(path) is there already; nothing was copied, name an empty folder")
        }
        var report = StoreReport()
        for (part, copy) in zip(parts, copies) {
            do throws(StorageError) {
                try target.makeFolders(for: copy)
                try self.copy(part.file, to: copy.file, as: journal)
                StoreCheck.check(copy, into: &report)
                guard part.file.kind == .log else { continue }
                try BlobBackup.copy(part.compartment, from: source.directory, to: target.directory, into: &report)
            } catch { report.add(error, of: part) }
        }
        return report
    }

    /// What a copy is for. A backup is one plain file, which can be read from a medium that cannot be written; a store has a write-ahead log.
    enum Journal: String {
        case backup = "delete"
        case store = "wal"
    }

    /// Copies one file by SQLite's backup, which sees one moment of it; the copy gets its name when it is whole and flushed.
    static func copy(_ file: SQLiteFile, to copy: SQLiteFile, as journal: Journal) throws(StorageError) {
        let draft = SQLiteFile(path: copy.path + ".new", kind: copy.kind)
        let reader = try file.openReader()
        try PrivateFile.remove(draft.paths)
        try PrivateFile.make(draft.path)
        try StorageError.mapping("the copy of \(file.name)") {
            let target = try DatabaseQueue(path: draft.path, configuration: SQLiteFile.configuration(readOnly: false))
            try target.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            try reader.backup(to: target)
            let mode = try target.writeWithoutTransaction {
                try String.fetchOne($0, sql: "PRAGMA journal_mode = \(journal.rawValue)")
            }
            guard mode == journal.rawValue else {
                throw StorageError(.failed, "\(draft.path) could not be given its journal mode")
            }
            try target.close()
            try reader.close()
        }
        try PrivateFile.flush(draft.path)
        try PrivateFile.rename(draft.path, to: copy.path)
    }
}
