internal import Foundation
internal import GRDB

/// Looks at every page and row of stores, without changing them: whether the files are whole, and whether sizes, tiles, checkpoints and keys
/// fit each other. Whether entries are what was signed is for `LogCheck` to tell.
public enum StoreCheck {
    /// Checks all logs with their attachments, and the keys where their folder is given.
    /// - Throws: only when folders cannot be read; what is wrong with a store is a finding.
    /// - Complexity: reads all files.
    public static func check(_ folders: StoreFolders) throws(StorageError) -> StoreReport {
        guard try PrivateFile.kind(of: folders.directory) == .folder else {
            throw StorageError(.missing, "there is no folder \(folders.directory)")
        }
        var report = StoreReport()
        for part in try folders.parts() {
            check(part, keys: keys(of: part, in: folders), into: &report)
            if part.file.kind == .log { BlobBackup.check(part.compartment, in: folders.directory, into: &report) }
        }
        return report
    }

    private static func keys(of part: StoreFolders.Part, in folders: StoreFolders) -> SQLiteFile? {
        guard part.file.kind == .log, folders.keyDirectory != nil else { return nil }
        return folders.part(.keys, of: part.compartment).file
    }

    /// Checks one store and adds what it found.
    static func check(_ part: StoreFolders.Part, keys: SQLiteFile? = nil, into report: inout StoreReport) {
        var found = StoreReport()
        do throws(StorageError) {
            let reader = try part.file.openReader()
            try StorageError.mapping(part.file.name) {
                try reader.read { database in
                    let version = try part.file.version(in: database)
                    for fault in try faultsOfPages(in: database) { found.add(.damaged, fault, of: part) }
                    if part.file.kind == .log {
                        try part.file.check(version: SQLiteLog.version, in: database)
                        try checkLog(part, version: version, in: database, into: &found)
                        if let keys { try checkSealing(part, keys, in: database, into: &found) }
                    } else {
                        try part.file.check(version: SQLiteKeys.version, in: database)
                        found.stores.append(try summary(part, version: version, in: database, "key", "wrapped IS NULL"))
                    }
                }
            }
        } catch { found.add(error, of: part) }
        report.stores += found.stores
        report.findings += found.findings
    }

    private static func faultsOfPages(in database: Database) throws -> [String] {
        let lines = try String.fetchAll(database, sql: "PRAGMA integrity_check(20)")
        return lines == ["ok"]
            ? [] : lines.map { "the file is damaged (\($0)); keep it as it is, and restore the newest backup" }
    }

    private static func summary(
        _ part: StoreFolders.Part,
        version: Int,
        in database: Database,
        _ table: String,
        _ gone: String
    ) throws -> StoreReport.Store {
        let row = try Row.fetchOne(database, sql: "SELECT count(*), count(*) FILTER (WHERE \(gone)) FROM \(table)")
        return StoreReport.Store(
            compartment: part.compartment.description,
            kind: "keys",
            path: part.file.path,
            version: version,
            count: UInt64(row?[0] as Int64? ?? 0),
            gone: UInt64(row?[1] as Int64? ?? 0)
        )
    }

    private static func checkLog(
        _ part: StoreFolders.Part,
        version: Int,
        in database: Database,
        into report: inout StoreReport
    ) throws {
        let head = try SQLiteLog.checkedHead(in: database, of: part.file)
        report.stores.append(
            StoreReport.Store(
                compartment: part.compartment.description,
                kind: "log",
                path: part.file.path,
                version: version,
                count: head.size,
                gone: head.first
            )
        )
        let count = try Int64.fetchOne(database, sql: "SELECT count(*) FROM entry") ?? 0
        if UInt64(count) != head.size - head.first {
            report.add(
                .damaged,
                "entries are missing or too many: \(count), where \(head.size - head.first) have to be; restore the newest backup",
                of: part
            )
        }
        try checkTiles(part, size: head.size, in: database, into: &report)
        let notes = try Row.fetchCursor(database, sql: "SELECT size, note FROM checkpoint ORDER BY size")
        while let row = try notes.next() {
            let size = try row.count(0)
            if let fault = CheckpointForm.fault(in: try row.bytes(1), size: size) {
                report.add(.damaged, "the checkpoint of size \(size) \(fault); restore the newest backup", of: part)
            }
        }
    }

    /// Full tiles at a level are as many as whole tiles fit into the size (C2SP tlog-tiles).
    private static func checkTiles(
        _ part: StoreFolders.Part,
        size: UInt64,
        in database: Database,
        into report: inout StoreReport
    ) throws {
        var expected = size / 256
        for level in StoredBatch.tileLevels {
            let row = try Row.fetchOne(
                database,
                sql:
                    "SELECT count(*), max(position), count(*) FILTER (WHERE length(bytes) != ?) FROM tile WHERE level = ?",
                arguments: [StoredBatch.tileBytes, level]
            )
            let count = UInt64(row?[0] as Int64? ?? 0)
            let last = try (row?.decode(Int64?.self, atIndex: 1)).map { try StorageError.count($0) + 1 } ?? 0
            if count != expected || last != expected || (row?[2] as Int64?) != 0 {
                report.add(
                    .damaged,
                    "of level \(level) there are \(count) full tiles up to \(last), not \(expected); restore the newest backup",
                    of: part
                )
            }
            expected /= 256
        }
    }

    private static func checkSealing(
        _ part: StoreFolders.Part,
        _ keys: SQLiteFile,
        in database: Database,
        into report: inout StoreReport
    ) throws {
        let used = try Data.fetchAll(
            database,
            sql: "SELECT DISTINCT key FROM entry WHERE payload IS NOT NULL AND length(key) > 0"
        )
        guard !used.isEmpty else { return }
        report.add(
            lost: try keysLost(used, in: keys),
            from: keys.path,
            of: part.compartment,
            at: part.file.path
        )
    }

    /// How many of the keys that seal payloads are destroyed or not in a file.
    /// - Throws: `missing` when there is no file.
    static func keysLost(_ used: [Data], in keys: SQLiteFile) throws(StorageError) -> Int {
        guard try PrivateFile.isThere(keys.path) else {
            throw StorageError(
                .missing,
                "\(keys.path) is not there, so no payload of the log can be read; restore the keys"
            )
        }
        let reader = try keys.openReader()
        return try StorageError.mapping(keys.name) {
            try reader.read { database in
                try used.filter {
                    try Int.fetchOne(
                        database,
                        sql: "SELECT 1 FROM key WHERE id = ? AND wrapped IS NOT NULL",
                        arguments: [$0]
                    ) == nil
                }.count
            }
        }
    }
}

/// The form of a checkpoint (C2SP tlog-checkpoint): origin, size, root, and signatures after an empty line.
enum CheckpointForm {
    /// What is wrong with one of this size; nil when nothing is.
    static func fault(in note: [UInt8], size: UInt64) -> String? {
        guard let text = String(validating: note, as: UTF8.self) else { return "is no text" }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count > 3, !lines[0].isEmpty else { return "is no checkpoint" }
        guard lines[1] == Substring(String(size)) else { return "says another size" }
        guard Data(base64Encoded: String(lines[2]))?.count == 32 else { return "has no root hash" }
        guard let end = lines.firstIndex(of: ""), lines[end...].contains(where: { $0.hasPrefix("\u{2014} ") }) else {
            return "has no signature"
        }
        return nil
    }
}
