internal import GRDB
internal import GRDBSQLite

/// A prepared statement of a number and blobs, run for many rows of a log. Values are bound where they lie: an array of arguments, a `Data` and a
/// copy for each of them cost as much as SQLite's own work on a row.
struct BlobStatement {
    private let statement: Statement
    private let connection: SQLiteConnection?

    /// A statement of the connection, prepared once for all that ask for it.
    init(_ sql: String, in database: Database) throws {
        statement = try database.cachedStatement(sql: sql)
        connection = database.sqliteConnection
    }

    /// Inserts a row of a number and four blobs.
    /// - Throws: `DatabaseError`.
    func insert(_ number: Int64, _ one: [UInt8], _ two: [UInt8], _ three: [UInt8]?, _ four: [UInt8]?) throws {
        let handle = statement.sqliteStatement
        let code = Self.lend(one) { one, oneCount in
            Self.lend(two) { two, twoCount in
                Self.lend(three) { three, threeCount in
                    Self.lend(four) { four, fourCount in
                        sqlite3_bind_int64(handle, 1, number)
                        Self.bind(handle, 2, one, oneCount)
                        Self.bind(handle, 3, two, twoCount)
                        Self.bind(handle, 4, three, threeCount)
                        Self.bind(handle, 5, four, fourCount)
                        defer { Self.end(handle) }
                        return sqlite3_step(handle)
                    }
                }
            }
        }
        guard code == SQLITE_DONE else { throw failure(code) }
    }

    /// The number that a blob leads to; nil where it leads to none.
    /// - Throws: `DatabaseError`; `damaged` where it is no number.
    func number(for blob: [UInt8]) throws -> Int64? {
        let handle = statement.sqliteStatement
        var found: Int64?
        let code = Self.lend(blob) { bytes, count in
            Self.bind(handle, 1, bytes, count)
            defer { Self.end(handle) }
            let code = sqlite3_step(handle)
            if code == SQLITE_ROW, sqlite3_column_type(handle, 0) == SQLITE_INTEGER {
                found = sqlite3_column_int64(handle, 0)
            }
            return code
        }
        switch code {
        case SQLITE_DONE: return nil
        case SQLITE_ROW:
            if let found { return found }
            throw StorageError(.damaged, "a sequence is no number: \(StorageError.damagedFile)")
        default: throw failure(code)
        }
    }

    /// Lends bytes; none where there is no value. Bytes of an empty value have an address too: without one SQLite takes them for none.
    private static func lend(_ bytes: [UInt8]?, _ body: (UnsafeRawPointer?, Int32) -> Int32) -> Int32 {
        guard let bytes else { return body(nil, 0) }
        guard let count = Int32(exactly: bytes.count) else { return SQLITE_TOOBIG }
        return (bytes.isEmpty ? [0] : bytes).withUnsafeBytes { body($0.baseAddress, count) }
    }

    private static func bind(
        _ handle: SQLiteStatement,
        _ place: Int32,
        _ bytes: UnsafeRawPointer?,
        _ count: Int32
    ) {
        // No destructor: the bytes stay until the statement was reset.
        sqlite3_bind_blob(handle, place, bytes, count, nil)
    }

    private static func end(_ handle: SQLiteStatement) {
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
    }

    private func failure(_ code: Int32) -> DatabaseError {
        DatabaseError(
            resultCode: ResultCode(rawValue: code),
            message: connection.map { String(cString: sqlite3_errmsg($0)) },
            sql: statement.sql
        )
    }
}
