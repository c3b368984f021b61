internal import Foundation
internal import GRDB

extension SQLiteLog {
    func entries(_ range: Range<UInt64>) throws(StorageError) -> [StoredEntry] {
        try read { database in
            let head = try Self.head(in: database)
            let range = range.clamped(to: 0..<head.size)
            guard !range.isEmpty else { return [] }
            guard range.lowerBound >= head.first else {
                throw StorageError(.missing, "\(self.file.name): entries before \(head.first) were pruned")
            }
            let statement = try database.cachedStatement(
                sql:
                    "SELECT entry, key, command, payload FROM entry WHERE sequence >= ? AND sequence < ? ORDER BY sequence"
            )
            statement.setUncheckedArguments([Int64(range.lowerBound), Int64(range.upperBound)])
            var entries: [StoredEntry] = []
            entries.reserveCapacity(range.count)
            let rows = try Row.fetchCursor(statement)
            while let row = try rows.next() { entries.append(try Self.entry(row)) }
            guard entries.count == range.count else {
                throw StorageError(
                    .damaged,
                    "\(self.file.name): of the entries \(range.lowerBound) to \(range.upperBound) some are missing; keep it as it is, and restore the newest backup"
                )
            }
            return entries
        }
    }

    private static func entry(_ row: Row) throws -> StoredEntry {
        StoredEntry(
            entry: try row.bytes(0),
            payload: try row.optionalBytes(3),
            key: try row.bytes(1),
            command: try row.optionalBytes(2)
        )
    }

    func sequence(ofCommand command: [UInt8]) throws(StorageError) -> UInt64? {
        try read { database in
            let statement = try BlobStatement("SELECT sequence FROM entry WHERE command = ?", in: database)
            return try statement.number(for: command).map { try StorageError.count($0) }
        }
    }

    func sequences(ofCommands commands: [[UInt8]]) throws(StorageError) -> [UInt64?] {
        try readBesideWriting { database in
            let statement = try BlobStatement("SELECT sequence FROM entry WHERE command = ?", in: database)
            return try commands.map { command in
                try statement.number(for: command).map { try StorageError.count($0) }
            }
        }
    }

    func tile(level: Int, index: UInt64) throws(StorageError) -> StoredTile? {
        guard StoredBatch.tileLevels.contains(level), index <= StoredBatch.sequenceMax else { return nil }
        return try read { database in
            let statement = try database.cachedStatement(sql: "SELECT bytes FROM tile WHERE level = ? AND position = ?")
            let bytes = try Data.fetchOne(statement, arguments: [Int64(level), Int64(index)])
            return bytes.map { StoredTile(level: level, index: index, bytes: [UInt8]($0)) }
        }
    }

    func checkpoint(size: UInt64) throws(StorageError) -> [UInt8]? {
        guard size <= StoredBatch.sequenceMax else { return nil }
        return try read { database in
            let statement = try database.cachedStatement(sql: "SELECT note FROM checkpoint WHERE size = ?")
            return try Data.fetchOne(statement, arguments: [Int64(size)]).map { [UInt8]($0) }
        }
    }

    func checkpointSizes(from size: UInt64, limit: Int) throws(StorageError) -> [UInt64] {
        guard size <= StoredBatch.sequenceMax, limit > 0 else { return [] }
        return try read { database in
            let statement = try database.cachedStatement(
                sql: "SELECT size FROM checkpoint WHERE size >= ? ORDER BY size LIMIT ?"
            )
            return try Int64.fetchAll(statement, arguments: [Int64(size), limit]).map { try StorageError.count($0) }
        }
    }
}
