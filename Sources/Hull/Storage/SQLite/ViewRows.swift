internal import GRDB
internal import GRDBSQLite

/// The rows of a statement, read column by column as their types say. `GRDB.Row` would make a value of its own of each first, which costs more
/// than SQLite's part of a page.
struct ViewRows {
    let columns: ArraySlice<ViewColumn>
    let connection: SQLiteConnection?

    /// All rows that a statement gives.
    /// - Throws: what SQLite answers; `damaged` when a value is of another type than its column.
    func all(_ statement: Statement, arguments: [DatabaseValue], expecting count: Int) throws -> [[ViewValue]] {
        statement.setUncheckedArguments(StatementArguments(arguments))
        let handle = statement.sqliteStatement
        defer { sqlite3_reset(handle) }
        var rows: [[ViewValue]] = []
        rows.reserveCapacity(min(count, 1_000))
        while true {
            switch sqlite3_step(handle) {
            case SQLITE_ROW: rows.append(try row(handle))
            case SQLITE_DONE: return rows
            case let code:
                throw DatabaseError(
                    resultCode: ResultCode(rawValue: code),
                    message: String(cString: sqlite3_errmsg(connection))
                )
            }
        }
    }

    private func row(_ handle: SQLiteStatement) throws -> [ViewValue] {
        var values: [ViewValue] = []
        values.reserveCapacity(columns.count)
        var place: Int32 = 0
        for column in columns {
            values.append(try value(handle, place, column))
            place += 1
        }
        return values
    }

    private func value(_ handle: SQLiteStatement, _ place: Int32, _ column: ViewColumn) throws -> ViewValue {
        switch (sqlite3_column_type(handle, place), column.type) {
        case (SQLITE_NULL, _): return .null
        case (SQLITE_INTEGER, .integer): return .integer(sqlite3_column_int64(handle, place))
        case (SQLITE_INTEGER, .truth): return .truth(sqlite3_column_int64(handle, place) != 0)
        case (SQLITE_FLOAT, .real), (SQLITE_INTEGER, .real): return .real(sqlite3_column_double(handle, place))
        case (SQLITE_TEXT, .text): return .text(text(handle, place))
        case (SQLITE_TEXT, .json): return .json(text(handle, place))
        case (SQLITE_BLOB, .bytes):
            // Of an empty blob SQLite gives no address. The bytes are SQLite's until the next step, so they are copied.
            let count = Int(sqlite3_column_bytes(handle, place))
            guard count > 0, let bytes = sqlite3_column_blob(handle, place) else { return .bytes([]) }
            return .bytes([UInt8](UnsafeRawBufferPointer(start: bytes, count: count)))
        default:
            throw StorageError(
                .damaged,
                "the column \(column.name) of a view holds a value of another type; drop the views, they are made anew"
            )
        }
    }

    private func text(_ handle: SQLiteStatement, _ place: Int32) -> String {
        guard let bytes = sqlite3_column_text(handle, place) else { return "" }
        return String(
            decoding: UnsafeBufferPointer(start: bytes, count: Int(sqlite3_column_bytes(handle, place))),
            as: UTF8.self
        )
    }
}
