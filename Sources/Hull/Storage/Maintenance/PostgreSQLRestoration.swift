internal import GRDB

extension PostgreSQLBackup {
    /// Restores logs, keys and attachments to where none are. All of the backup is checked before anything is written, and all that is restored
    /// before anybody else sees it. Views are made anew from the logs.
    /// - Parameter address: prepared databases without a store, with an administrator's log-ins; attachments are restored to its folder.
    /// - Returns: what was restored; findings and no store where something is not whole, and then no log was restored. Files that were copied before
    ///   (keys to a folder, attachments) stay.
    /// - Throws: `missing` when there is no backup; `conflict` when something is there; `readOnly` when a log-in is no administrator's;
    ///   `invalidValue` when a place for keys or attachments of the backup is not named; `full` and the like.
    public static func restore(
        _ backup: StoreFolders,
        to address: PostgreSQLAddress,
        limits: PostgreSQLLimits = PostgreSQLLimits()
    ) throws(StorageError) -> StoreReport {
        try address.checkApart(limits)
        let found = try StoreCheck.check(backup)
        var report = StoreReport()
        report.findings = found.findings
        guard report.findings.isEmpty else { return report }
        let parts = try backup.parts()
        guard !parts.isEmpty else { throw StorageError(.missing, "there is no backup in \(backup.directory)") }
        let logs = parts.filter { $0.file.kind == .log }
        let keys = parts.filter { $0.file.kind == .keys }
        guard keys.isEmpty || address.keys != nil else {
            throw StorageError(
                .invalidValue,
                "the backup has keys, and no place for them is named; nothing was restored"
            )
        }
        guard address.attachments != nil || !found.stores.contains(where: { $0.kind == "attachments" }) else {
            throw StorageError(
                .invalidValue,
                "the backup has attachments, and no folder for them is named; nothing was restored"
            )
        }
        if let folder = address.attachments {
            try checkNothing(at: logs.map { BlobBackup.folder(of: $0.compartment, in: folder) })
        }
        if case .folder(let folder) = address.keys {
            try checkNoKeys(in: StoreFolders(directory: folder, keyDirectory: folder))
        }

        let logSession = try MaintenanceSession.restoring(address.logs, "log", limits)
        defer { logSession.end() }
        for part in logs {
            try fill(part, logSession)
            PostgreSQLCheck.checkLog(of: part.compartment, logSession, into: &report)
        }
        var keySession: MaintenanceSession?
        defer { keySession?.end() }
        switch address.keys {
        case .folder(let folder):
            let target = StoreFolders(directory: folder, keyDirectory: folder)
            for part in keys {
                copyFile(part, to: target.part(.keys, of: part.compartment), in: target, as: .store, into: &report)
            }
        case .database(let url) where !keys.isEmpty:
            let session = try MaintenanceSession.restoring(url, "keys", limits)
            keySession = session
            for part in keys {
                try fill(part, session)
                PostgreSQLCheck.checkKeys(of: part.compartment, session, into: &report)
            }
        default: break
        }
        guard report.findings.isEmpty else {
            report.stores = []
            return report
        }
        if let folder = address.attachments {
            for part in logs {
                try PrivateFile.makeFolder(folder)
                try PrivateFile.makeFolder("\(folder)/\(part.compartment)")
                try BlobBackup.copy(part.compartment, from: backup.directory, to: folder, into: &report)
            }
        }
        // A log without its keys could not be read; keys without a log do no harm.
        try keySession?.commit()
        try logSession.commit()
        return report
    }

    /// Fills the store of a compartment, which this makes.
    private static func fill(_ part: StoreFolders.Part, _ session: MaintenanceSession) throws(StorageError) {
        let schema = session.schema(part.compartment)
        let purpose = "restoring \(session.path(part.compartment))"
        let isLog = part.file.kind == .log
        try session.run(
            purpose,
            "SELECT bulkhead.\(isLog ? "make_log" : "make_keys")($1)",
            [.text(part.compartment.description)]
        )
        let reader = try part.file.openReader()
        try StorageError.mapping(part.file.name) {
            try reader.read { database in
                for table in isLog ? CopiedTable.log : [CopiedTable.keys] {
                    try table.forEachPage(in: database) { rows in
                        _ = try session.rows(purpose, table.insertion(of: rows, into: schema))
                    }
                }
                guard isLog else { return }
                let head = try SQLiteLog.head(in: database)
                try session.run(
                    purpose,
                    "UPDATE \(schema).head SET size = $1, first = $2, checkpoint = $3",
                    [.integer(Int64(head.size)), .integer(Int64(head.first)), .bytes(head.checkpoint)]
                )
            }
        }
    }
}
