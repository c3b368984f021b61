import CPostgres
import Foundation

/// PostgreSQL as one would call it by hand through libpq: the peer of what is measured. No row-level security, one session.
final class RawPostgreSQL {
    struct Failure: Error { let message: String }

    private let connection: OpaquePointer

    init(_ url: String) throws {
        guard let opened = PQconnectdb(url), PQstatus(opened) == CONNECTION_OK else {
            throw Failure(message: "no connection")
        }
        connection = opened
        try execute("SET jit = off; SET max_parallel_workers_per_gather = 0")
    }

    deinit { PQfinish(connection) }

    private func check(_ result: OpaquePointer?) throws -> OpaquePointer? {
        let status = PQresultStatus(result)
        guard status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_PIPELINE_SYNC else {
            throw Failure(message: String(cString: PQerrorMessage(connection)))
        }
        return result
    }

    func execute(_ sql: String) throws { PQclear(try check(PQexec(connection, sql))) }

    func prepare(_ name: String, _ sql: String) throws {
        PQclear(try check(PQprepare(connection, name, sql, 0, nil)))
    }

    /// Rows of (text, integer, text, integer), sent as binary.
    func rows(_ name: String, _ values: [String]) throws -> [(String, Int64, String, Int64)] {
        let result = try send(values) { count, values in
            try check(PQexecPrepared(connection, name, count, values, nil, nil, 1))
        }
        defer { PQclear(result) }
        func bytes(_ row: Int32, _ column: Int32) -> UnsafeRawBufferPointer {
            UnsafeRawBufferPointer(
                start: PQgetvalue(result, row, column),
                count: Int(PQgetlength(result, row, column))
            )
        }
        func text(_ row: Int32, _ column: Int32) -> String { String(decoding: bytes(row, column), as: UTF8.self) }
        func number(_ row: Int32, _ column: Int32) -> Int64 {
            Int64(bigEndian: bytes(row, column).loadUnaligned(as: Int64.self))
        }
        return (0..<PQntuples(result)).map { (text($0, 0), number($0, 1), text($0, 2), number($0, 3)) }
    }

    private func send<Result>(
        _ values: [String],
        _ body: (Int32, [UnsafePointer<CChar>?]) throws -> Result
    ) rethrows -> Result {
        let copies = values.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return try body(Int32(values.count), copies.map { UnsafePointer($0) })
    }

    /// One transaction in one pipeline: the statements by their names, with binary values.
    func pipeline(_ statements: [(name: String, values: [[UInt8]])]) throws {
        PQenterPipelineMode(connection)
        for (name, values) in statements {
            var buffer: [UInt8] = []
            var starts: [Int] = []
            for value in values {
                starts.append(buffer.count)
                buffer += value
            }
            let lengths = values.map { Int32($0.count) }
            let formats = values.map { _ in Int32(1) }
            buffer.withUnsafeBytes { bytes in
                let base = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
                let places = starts.map { start in base.map { UnsafePointer($0 + start) } }
                _ = PQsendQueryPrepared(connection, name, Int32(values.count), places, lengths, formats, 1)
            }
        }
        PQpipelineSync(connection)
        for _ in statements {
            PQclear(try check(PQgetResult(connection)))
            PQclear(PQgetResult(connection))
        }
        PQclear(try check(PQgetResult(connection)))
        PQexitPipelineMode(connection)
    }
}

func bigEndian(_ number: Int64) -> [UInt8] { withUnsafeBytes(of: number.bigEndian) { Array($0) } }
