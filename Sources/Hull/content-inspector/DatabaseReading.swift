internal import ContentScan
internal import GRDBSQLite

/// An SQLite database: the statements that made its tables, and every value of every table, a row each line. It is read in memory, whole, and only read.
///
/// Values in bytes that are text are told as text, others become parts of their table. Pages that hold what was deleted are told as not read.
struct DatabaseReading {
    /// Shorter bytes that are no text are keys and checksums: too many to be parts, so that they are there is told once a table.
    private static let partBytesMin = 64
    private static let headerBytes = 100

    private let output: FrameOutput
    private let bytesMax: Int

    /// - Parameter bytesMax: of the database.
    init(_ output: FrameOutput, bytesMax: Int) { (self.output, self.bytesMax) = (output, bytesMax) }

    /// What the library looks up once, before the process may do nothing more.
    static func prepare() -> Bool { sqlite3_initialize() == SQLITE_OK }

    func readInput() throws {
        var bytes: [UInt8] = []
        var isWhole = true
        while true {
            let next = ContentInput.next()
            if next.isEmpty { break }
            output.inputCount += next.count
            if bytes.count + next.count > bytesMax { isWhole = false } else { bytes += next }
        }
        if isWhole { try read(&bytes) } else { try output.write(.uninspected(.sizeBound)) }
        try output.write(.done(UInt64(output.inputCount)))
    }

    private func read(_ bytes: inout [UInt8]) throws {
        guard bytes.count > Self.headerBytes else { return try output.write(.uninspected(.malformed)) }
        // File format, offset 36: how many pages are free.
        if bytes[36..<40].contains(where: { $0 != 0 }) { try output.write(.uninspected(.freedPages)) }
        // Offsets 18 and 19: what is in a write-ahead log lies in another file, which is told by itself; a database in memory has none.
        (bytes[18], bytes[19]) = (1, 1)
        var handle: OpaquePointer?
        guard sqlite3_open_v2(":memory:", &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, nil) == SQLITE_OK,
            let database = handle, let copy = sqlite3_malloc64(UInt64(bytes.count))
        else { return try output.write(.uninspected(.extractorFailed)) }
        defer { sqlite3_close(database) }
        let place = copy.assumingMemoryBound(to: UInt8.self)
        for (index, byte) in bytes.enumerated() { place[index] = byte }
        let count = Int64(bytes.count)
        bytes = []
        guard
            sqlite3_deserialize(
                database,
                "main",
                place,
                count,
                count,
                UInt32(SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_READONLY)
            ) == SQLITE_OK
        else { return try output.write(.uninspected(.malformed)) }
        // What a schema of somebody else may call.
        sqlite3_exec(
            database,
            "PRAGMA trusted_schema = OFF; PRAGMA query_only = ON; PRAGMA cell_size_check = ON",
            nil,
            nil,
            nil
        )
        var tables: [[UInt8]] = []
        let schema = "SELECT name, sql, type = 'table' AND rootpage > 0 FROM sqlite_schema"
        let status = try rows(of: Array(schema.utf8), in: database) { statement in
            try write((Self.bytes(statement, 1) + [0x0A])) { .attributes($0) }
            if sqlite3_column_int(statement, 2) == 1 { tables.append(Self.bytes(statement, 0)) }
        }
        guard status == SQLITE_DONE else { return try tellFailure(status) }
        for table in tables { try read(table, in: database) }
    }

    private func read(_ table: [UInt8], in database: OpaquePointer) throws {
        try output.begin(.parsed, name: table)
        var isHeaded = false
        var hasKeys = false
        let quoted = table.flatMap { $0 == 0x22 ? [0x22, 0x22] : [$0] }
        let query = Array("SELECT * FROM \"".utf8) + quoted + Array("\"".utf8)
        let status = try rows(of: query, in: database) { statement in
            let columns = 0..<sqlite3_column_count(statement)
            if !isHeaded {
                let names = columns.map { column in
                    sqlite3_column_name(statement, column).map { Array(String(cString: $0).utf8) } ?? []
                }
                try write(Array(names.joined(separator: [0x09])) + [0x0A]) { .text($0) }
                isHeaded = true
            }
            var line: [UInt8] = []
            for column in columns {
                let value = Self.bytes(statement, column)
                if sqlite3_column_type(statement, column) != SQLITE_BLOB || Self.isText(value) {
                    line += value
                } else if value.count < Self.partBytesMin {
                    hasKeys = true
                } else {
                    try output.begin(.raw, name: table)
                    try write(value) { .raw($0) }
                    try output.write(.end)
                }
                line.append(0x09)
            }
            try write(line + [0x0A]) { .text($0) }
        }
        if hasKeys { try output.write(.uninspected(.unknownFormat)) }
        if status != SQLITE_DONE { try tellFailure(status) }
        try output.write(.end)
    }

    /// Runs a query, row by row.
    private func rows(of query: [UInt8], in database: OpaquePointer, _ use: (OpaquePointer) throws -> Void) throws
        -> Int32
    {
        var prepared: OpaquePointer?
        let text = query.map { CChar(bitPattern: $0) }
        let status = sqlite3_prepare_v2(database, text, Int32(text.count), &prepared, nil)
        guard status == SQLITE_OK, let statement = prepared else { return status == SQLITE_OK ? SQLITE_ERROR : status }
        defer { sqlite3_finalize(statement) }
        while true {
            let status = sqlite3_step(statement)
            guard status == SQLITE_ROW else { return status }
            try use(statement)
        }
    }

    private func write(_ bytes: [UInt8], as frame: ([UInt8]) -> ExtractionFrame) throws {
        try output.count(bytes.count)
        try output.write(bytes[...], as: frame)
    }

    private func tellFailure(_ status: Int32) throws {
        try output.write(
            .uninspected(
                status & 0xFF == SQLITE_NOMEM ? .sizeBound : status & 0xFF == SQLITE_NOTADB ? .encrypted : .malformed
            )
        )
    }

    private static func bytes(_ statement: OpaquePointer, _ column: Int32) -> [UInt8] {
        // Text and numbers as UTF-8, whatever the database's encoding; the length is that of what was asked for last.
        let isBytes = sqlite3_column_type(statement, column) == SQLITE_BLOB
        let text = isBytes ? nil : sqlite3_column_text(statement, column).map { UnsafeRawPointer($0) }
        guard let value = isBytes ? sqlite3_column_blob(statement, column) : text else { return [] }
        return Array(UnsafeRawBufferPointer(start: value, count: Int(sqlite3_column_bytes(statement, column))))
    }

    private static func isText(_ bytes: [UInt8]) -> Bool {
        !bytes.contains { $0 < 0x09 } && String(validating: bytes, as: UTF8.self) != nil
    }
}
