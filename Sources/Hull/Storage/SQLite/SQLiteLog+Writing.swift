internal import Foundation
internal import GRDB

extension SQLiteLog {
    func append(_ batch: StoredBatch) throws(StorageError) {
        try batch.check()
        try write { database in
            let size = try Self.head(in: database).size
            guard size == batch.first else {
                throw StorageError(
                    .conflict,
                    "\(self.file.name) has \(size) entries, not \(batch.first): another wrote to it"
                )
            }
            let entry = try BlobStatement(
                "INSERT INTO entry (sequence, entry, key, command, payload) VALUES (?, ?, ?, ?, ?)",
                in: database
            )
            for (place, item) in batch.entries.enumerated() {
                let sequence = Int64(batch.first) + Int64(place)
                try refusing("entry \(sequence) repeats a command that has an entry") {
                    try entry.insert(sequence, item.entry, item.key, item.command, item.payload)
                }
            }
            for tile in batch.tiles {
                let statement = try database.cachedStatement(
                    sql: "INSERT INTO tile (level, position, bytes) VALUES (?, ?, ?)"
                )
                statement.setUncheckedArguments([Int64(tile.level), Int64(tile.index), Data(tile.bytes)])
                try refusing("tile \(tile.level)/\(tile.index) is here already") { try statement.execute() }
            }
            let checkpoint = try database.cachedStatement(sql: "INSERT INTO checkpoint (size, note) VALUES (?, ?)")
            checkpoint.setUncheckedArguments([Int64(batch.first) + Int64(batch.entries.count), Data(batch.checkpoint)])
            try checkpoint.execute()
        }
    }

    private func refusing(_ what: @autoclosure () -> String, _ body: () throws -> Void) throws {
        do {
            try body()
        } catch let error as DatabaseError
            where [.SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY].contains(error.extendedResultCode)
        {
            throw StorageError(.conflict, "\(file.name): \(what())")
        }
    }

    func erasePayloads(key: [UInt8]) throws(StorageError) -> Int {
        try write(then: { (database) throws(StorageError) in try self.file.emptyWriteAheadLog(database) }) { database in
            try database.execute(
                sql: "UPDATE entry SET payload = NULL WHERE key = ? AND payload IS NOT NULL",
                arguments: [Data(key)]
            )
            return database.changesCount
        }
    }

    func prune(before sequence: UInt64) throws(StorageError) {
        try write(then: { (database) throws(StorageError) in try self.file.emptyWriteAheadLog(database) }) { database in
            let head = try Self.head(in: database)
            guard sequence <= head.size else {
                throw StorageError(
                    .invalidValue,
                    "\(self.file.name) has \(head.size) entries; it cannot be pruned before \(sequence)"
                )
            }
            guard sequence > head.first else { return }
            try database.execute(sql: "DELETE FROM entry WHERE sequence < ?", arguments: [Int64(sequence)])
            try database.execute(sql: "UPDATE pruned SET first = ?", arguments: [Int64(sequence)])
        }
    }
}
