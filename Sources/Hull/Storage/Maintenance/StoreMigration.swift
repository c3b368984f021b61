internal import GRDB

/// Brings stores of older versions to the one that this program writes, step by step.
public enum StoreMigration {
    /// A step from one version to the next; none is ever changed once it was released.
    struct Step: Sendable {
        let kind: SQLiteFile.Kind
        let from: Int
        let sql: String
    }

    static let steps = [
        // Version 0 knew no commands, so that one sent again was answered twice.
        Step(
            kind: .log,
            from: 0,
            sql: """
                ALTER TABLE entry ADD COLUMN command BLOB;
                CREATE UNIQUE INDEX entry_by_command ON entry (command) WHERE command IS NOT NULL;
                """
        )
    ]

    /// Migrates all stores that are older. Each is backed up first, changed in one transaction, and checked before that is committed.
    /// - Parameter backup: a folder for the copies of what is changed, and one for keys.
    /// - Returns: the stores as they are now; findings are those that were left as they were.
    /// - Throws: `version`, with nothing changed, when one is newer than this program or no step leads on from it.
    public static func migrate(_ store: StoreFolders, backup: StoreFolders) throws(StorageError) -> StoreReport {
        try backup.checkApart()
        let parts = try store.parts()
        var older: [StoreFolders.Part] = []
        for part in parts where try stepsNeeded(part.file) > 0 { older.append(part) }
        var report = StoreReport()
        for part in older {
            do throws(StorageError) {
                let copy = backup.part(part.file.kind, of: part.compartment)
                guard try PrivateFile.kind(of: copy.file.path) == .nothing else {
                    throw StorageError(
                        .conflict,
                        "\(copy.file.path) is there already; name an empty folder for the backup"
                    )
                }
                try backup.makeFolders(for: copy)
                try StoreBackup.copy(part.file, to: copy.file, as: .backup)
                try migrate(part.file)
            } catch { report.add(error, of: part) }
        }
        for part in parts where !report.findings.contains(where: { $0.path == part.file.path }) {
            StoreCheck.check(part, into: &report)
        }
        return report
    }

    private static func current(_ kind: SQLiteFile.Kind) -> Int {
        switch kind {
        case .log: SQLiteLog.version
        case .keys: SQLiteKeys.version
        case .views: ViewTables.version
        }
    }

    /// - Throws: `version` when no steps lead to the current version.
    private static func stepsNeeded(_ file: SQLiteFile) throws(StorageError) -> Int {
        let reader = try file.openReader()
        let found = try StorageError.mapping(file.name) { try reader.read { try file.version(in: $0) } }
        let current = current(file.kind)
        guard found <= current else {
            throw StorageError(
                .version,
                "\(file.name) is of version \(found), this program writes \(current); nothing was changed, use a newer program"
            )
        }
        for version in found..<current where !steps.contains(where: { $0.kind == file.kind && $0.from == version }) {
            throw StorageError(
                .version,
                "\(file.name) is of version \(found), from which no step leads on; nothing was changed"
            )
        }
        return current - found
    }

    private static func migrate(_ file: SQLiteFile) throws(StorageError) {
        let lock = try FileLock(file.path + ".lock", of: file.name)
        defer { withExtendedLifetime(lock) {} }
        let database = try file.openWriter()
        try StorageError.mapping(file.name) {
            try database.writeWithoutTransaction { database in
                try database.inTransaction(.immediate) {
                    try checkWhole(file, database)
                    for version in try file.version(in: database)..<current(file.kind) {
                        for step in steps where step.kind == file.kind && step.from == version {
                            try database.execute(sql: step.sql)
                        }
                        try database.execute(sql: "PRAGMA user_version = \(version + 1)")
                    }
                    try checkWhole(file, database)
                    return .commit
                }
            }
            try database.close()
        }
    }

    private static func checkWhole(_ file: SQLiteFile, _ database: Database) throws {
        guard try String.fetchAll(database, sql: "PRAGMA integrity_check(1)") == ["ok"] else {
            throw StorageError(.damaged, "\(file.name) is damaged; it was not migrated, restore the newest backup")
        }
        if file.kind == .log { _ = try SQLiteLog.checkedHead(in: database, of: file) }
    }
}
