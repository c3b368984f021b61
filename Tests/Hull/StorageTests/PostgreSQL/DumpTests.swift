import Foundation
import Storage
import TestDatabases
import Testing

/// How logs in PostgreSQL are backed up: `pg_dump` of the schemas of logs, of one moment, while they are written. Views are not copied.
@Suite("A dump of the logs in PostgreSQL")
struct DumpTests {
    private func run(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        let output = Pipe()
        process.standardError = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw PrivateCluster.Failure(description: text) }
    }

    @Test("is made by the writer, holds no view, and is a whole store in another database, which goes on")
    func restore() throws {
        let place = try PostgreSQLPlace(PrivateCluster.shared.get())
        let other = try PostgreSQLPlace(PrivateCluster.shared.get())
        let name = try CompartmentName("alpha")
        let engine = try place.engine()
        let log = try engine.openLog(name, create: true)
        let views = try engine.openViews(name, schema: RowSecurityTests.schema())
        try views.apply([.put(table: "part", row: [.text("a"), .integer(1), .text("secret bolt")])], from: 0, to: 1)
        func batch(_ first: UInt64) -> StoredBatch {
            var entries: [StoredEntry] = []
            for number in first..<first + 40 {
                let byte = UInt8(number)
                let payload = number % 3 == 0 ? nil : [UInt8](repeating: byte, count: 3_000)
                let command = [UInt8](repeating: byte, count: 16)
                entries.append(StoredEntry(entry: [byte, 1], payload: payload, key: [1], command: command))
            }
            let tile = StoredTile(level: 0, index: first, bytes: [UInt8](repeating: 7, count: 8_192))
            return StoredBatch(first: first, entries: entries, tiles: [tile], checkpoint: [UInt8(first), 1])
        }
        try log.append(batch(0))
        try log.append(batch(40))
        let file = "\(FileManager.default.temporaryDirectory.path)/\(place.database)-\(place.cluster.port).dump"
        defer { try? FileManager.default.removeItem(atPath: file) }
        try run(["pg_dump", "--format=custom", "--schema=*_log", "--file=\(file)", place.writer])
        let dumped = try Data(contentsOf: URL(fileURLWithPath: file))
        #expect(dumped.range(of: Data("alpha_log".utf8)) != nil && dumped.range(of: Data("alpha_views".utf8)) == nil)
        try log.append(batch(80))
        try run([
            "pg_restore", "--exit-on-error", "--single-transaction",
            "--dbname=\(place.cluster.administrator(other.database))", file,
        ])
        let restored = try other.engine()
        #expect(try restored.compartments() == [name])
        let copy = try restored.openLog(name, create: false)
        #expect(try copy.head() == StoredHead(size: 80, first: 0, checkpoint: [40, 1]))
        #expect(try copy.entries(0..<80) == log.entries(0..<80))
        #expect(try copy.tile(level: 0, index: 40) == log.tile(level: 0, index: 40))
        try copy.append(batch(80))
        #expect(try copy.entries(0..<120) == log.entries(0..<120))
        // The guards of the log came along.
        #expect(throws: PrivateCluster.Failure.self) {
            try place.cluster.psql("UPDATE alpha_log.entry SET entry = 'x'", as: other.writer)
        }
        let empty = try restored.openViews(name, schema: RowSecurityTests.schema())
        #expect(try empty.cursor() == 0)
    }
}
