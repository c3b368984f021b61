import Foundation
import GRDBSQLite

/// SQLite as one would call it by hand: the peer of what is measured.
final class RawDatabase {
    struct Failure: Error { let message: String }

    private var handle: OpaquePointer?

    init(_ path: String, synchronous: String) throws {
        guard sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nil) == 0
        else { throw failure }
        try execute("PRAGMA journal_mode = WAL")
        try execute("PRAGMA synchronous = \(synchronous)")
    }

    deinit { sqlite3_close_v2(handle) }

    private var failure: Failure { Failure(message: String(cString: sqlite3_errmsg(handle))) }

    func execute(_ sql: String) throws {
        guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw failure }
    }

    func prepare(_ sql: String) throws -> RawStatement {
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK, let statement else { throw failure }
        return RawStatement(statement)
    }
}

/// A prepared statement.
final class RawStatement {
    private let handle: OpaquePointer
    private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    init(_ handle: OpaquePointer) { self.handle = handle }
    deinit { sqlite3_finalize(handle) }

    func bind(_ place: Int32, _ value: Int64) { sqlite3_bind_int64(handle, place, value) }
    func bind(_ place: Int32, _ value: String) { sqlite3_bind_text(handle, place, value, -1, Self.transient) }
    func bind(_ place: Int32, _ value: [UInt8]) {
        sqlite3_bind_blob(handle, place, value, Int32(value.count), Self.transient)
    }

    /// Runs a statement that gives no rows.
    func run() throws {
        guard sqlite3_step(handle) == SQLITE_DONE else { throw RawDatabase.Failure(message: "a statement failed") }
        sqlite3_reset(handle)
    }

    /// The rows of (text, integer, text, integer).
    func rows() -> [(String, Int64, String, Int64)] {
        var rows: [(String, Int64, String, Int64)] = []
        func text(_ column: Int32) -> String { sqlite3_column_text(handle, column).map { String(cString: $0) } ?? "" }
        while sqlite3_step(handle) == SQLITE_ROW {
            rows.append((text(0), sqlite3_column_int64(handle, 1), text(2), sqlite3_column_int64(handle, 3)))
        }
        sqlite3_reset(handle)
        return rows
    }
}
