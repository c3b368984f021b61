import Dispatch
import Foundation
import Storage
import TestDatabases
import Testing

@Suite("What is erased from PostgreSQL")
struct ErasingTests {
    /// Whether some file of a table or index holds the bytes. The write-ahead log is not looked at: it holds them until it is recycled.
    private func isInFiles(_ text: String, _ cluster: PrivateCluster) throws -> Bool {
        try cluster.psql("CHECKPOINT")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["grep", "-rqaF", text, cluster.folder + "/data/base"]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus == 0
    }

    @Test("payloads, pruned entries and destroyed keys are in no file of a table", arguments: [40, 5_000])
    func files(bytes: Int) throws {
        let cluster = try PrivateCluster.shared.get()
        let place = try PostgreSQLPlace(cluster)
        let engine = try place.engine()
        let name = try CompartmentName("alpha")
        let log = try engine.openLog(name, create: true)
        let keys = try engine.openKeys(name, create: true)
        // Between bytes that do not repeat, so that nothing is compressed.
        func text(_ mark: String) -> [UInt8] {
            Array(mark.utf8) + (0..<bytes).map { UInt8(truncatingIfNeeded: ($0 &* 2_654_435_761) >> 7) }
        }
        let marks = ["erased", "pruned", "kept", "key"].map { "mark-\($0)-\(bytes)-\(cluster.port)" }
        let entries = [
            StoredEntry(entry: text(marks[1]), payload: text(marks[0]), key: [1]),
            StoredEntry(entry: [1], payload: text(marks[2]), key: [2]),
        ]
        try log.append(StoredBatch(first: 0, entries: entries, tiles: [], checkpoint: [1]))
        try keys.insert([StoredKeyRow(id: [1], scope: "a", wrapped: Array(marks[3].utf8))])
        for mark in marks { #expect(try isInFiles(mark, cluster), "\(mark)") }
        #expect(try log.erasePayloads(key: [1]) == 1)
        try log.prune(before: 1)
        try keys.destroy([[1]])
        for mark in marks { #expect(try isInFiles(mark, cluster) == (mark == marks[2]), "\(mark)") }
        #expect(try log.entries(1..<2) == [entries[1]])
    }

    @Test("a transaction that began before is waited for")
    func olderTransaction() throws {
        let cluster = try PrivateCluster.shared.get()
        let place = try PostgreSQLPlace(cluster)
        let log = try place.engine().openLog(CompartmentName("alpha"), create: true)
        let mark = "mark-older-\(cluster.port)"
        let entry = StoredEntry(entry: [1], payload: Array(mark.utf8), key: [1])
        try log.append(StoredBatch(first: 0, entries: [entry], tiles: [], checkpoint: [1]))
        let database = place.database
        let done = DispatchGroup()
        DispatchQueue.global().async(group: done) {
            _ = try? cluster.psql(
                "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM alpha_log.entry; SELECT pg_sleep(1)",
                database
            )
        }
        let isOpen =
            "SELECT count(*) > 0 FROM pg_stat_activity WHERE datname = '\(database)' AND wait_event = 'PgSleep'"
        while try cluster.psql(isOpen) == "f" {}
        #expect(try log.erasePayloads(key: [1]) == 1)
        done.wait()
        #expect(try !isInFiles(mark, cluster))
    }
}
