internal import Foundation
internal import GRDB

/// The wrapped data keys of a compartment in a SQLite file of their own.
final class SQLiteKeys: KeyTable {
    /// The version of the table below.
    static let version = 1
    static let tables = """
        CREATE TABLE key (id BLOB PRIMARY KEY, scope TEXT NOT NULL, wrapped BLOB) STRICT;
        CREATE INDEX key_by_scope ON key (scope, id);
        """

    private let file: SQLiteFile
    private let database: DatabaseQueue
    private let files: [PrivateFile.Identity?]

    init(_ file: SQLiteFile) throws(StorageError) {
        self.file = file
        let database = try file.openWriter()
        self.database = database
        files = file.identities
        try StorageError.mapping(file.name) { try database.read { try file.check(version: Self.version, in: $0) } }
    }

    func insert(_ keys: [StoredKeyRow]) throws(StorageError) {
        for key in keys { try key.check() }
        try write { database in
            let statement = try database.cachedStatement(
                sql: "INSERT INTO key (id, scope, wrapped) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING"
            )
            for key in keys {
                try statement.execute(arguments: [Data(key.id), key.scope, key.wrapped.map { Data($0) }])
            }
        }
    }

    func key(_ id: [UInt8]) throws(StorageError) -> StoredKeyRow? {
        try StorageError.mapping(file.name) {
            try database.read { database in
                try Row.fetchOne(
                    database,
                    sql: "SELECT id, scope, wrapped FROM key WHERE id = ?",
                    arguments: [Data(id)]
                )
                .map(Self.key)
            }
        }
    }

    func keys(scope: String?) throws(StorageError) -> [StoredKeyRow] {
        try StorageError.mapping(file.name) {
            try database.read { database in
                try Row.fetchAll(
                    database,
                    sql:
                        "SELECT id, scope, wrapped FROM key\(scope == nil ? "" : " WHERE scope = ?") ORDER BY scope, id",
                    arguments: scope.map { [$0] } ?? []
                ).map(Self.key)
            }
        }
    }

    func rewrap(_ keys: [StoredKeyRow]) throws(StorageError) {
        for key in keys { try key.checkRewrapping() }
        try write { database in
            for key in keys {
                try database.execute(
                    sql: "UPDATE key SET wrapped = CASE WHEN wrapped IS NULL THEN NULL ELSE ? END WHERE id = ?",
                    arguments: [key.wrapped.map { Data($0) }, Data(key.id)]
                )
                guard database.changesCount == 1 else {
                    throw StorageError(
                        .missing,
                        "\(self.file.name) has no such key to put under another wrapping; no key was changed"
                    )
                }
            }
        }
        try file.emptyWriteAheadLog(database)
    }

    func destroy(_ ids: [[UInt8]]) throws(StorageError) {
        try write { database in
            for id in ids {
                try database.execute(sql: "UPDATE key SET wrapped = NULL WHERE id = ?", arguments: [Data(id)])
            }
        }
        try file.emptyWriteAheadLog(database)
    }

    func checkPresence() throws(StorageError) { try file.checkIdentity(files) }

    private func write(_ body: (Database) throws -> Void) throws(StorageError) {
        try StorageError.mapping(file.name) {
            try database.writeWithoutTransaction { database in
                try database.inTransaction(.immediate) {
                    try body(database)
                    return .commit
                }
            }
        }
        try file.checkIdentity(files)
    }

    private static func key(_ row: Row) throws -> StoredKeyRow {
        StoredKeyRow(
            id: try row.bytes(0),
            scope: try row.decode(String.self, atIndex: 1),
            wrapped: try row.optionalBytes(2)
        )
    }
}
