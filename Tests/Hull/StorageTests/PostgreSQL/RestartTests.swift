import Dispatch
import Foundation
import Storage
import Synchronization
import TestDatabases
import Testing

/// These have a cluster of their own, which they kill.
@Suite("A PostgreSQL server that is killed and started again under load")
struct RestartTests {
    static let isSoak = ProcessInfo.processInfo.environment["BULKHEAD_SOAK"] == "1"
    static let crashes = isSoak ? 20 : 3

    /// What a writer knows of its log: what was acknowledged, and what may or may not be there.
    private struct Account {
        var acknowledged = 0
        var inDoubt = 0
        var resolvedAsWritten = 0
        var refused = 0
    }

    private struct Surprise: Error, CustomStringConvertible {
        let description: String
        init(_ description: String) { self.description = description }
    }

    private static func entry(_ log: Int, _ sequence: UInt64) -> StoredEntry {
        let text = Array("log \(log) entry \(sequence)".utf8)
        return StoredEntry(entry: text, payload: text + text, key: [1])
    }

    private static func batch(_ log: Int, _ first: UInt64) -> StoredBatch {
        let count = first % 7 + 1
        let entries = (first..<first + count).map { entry(log, $0) }
        return StoredBatch(first: first, entries: entries, tiles: [], checkpoint: Array("size \(first + count)".utf8))
    }

    /// Appends until it is told to stop. A batch in doubt is looked for in the head of the log that is opened anew; it is there whole or not at all.
    private static func write(_ number: Int, _ place: PostgreSQLPlace, _ stop: borrowing Mutex<Bool>) throws -> Account
    {
        let name = try CompartmentName("log_\(number)")
        var account = Account()
        var engine: PostgreSQLEngine?
        var log: (any LogStore)?
        var next: UInt64 = 0
        var doubt: StoredBatch?
        while !stop.withLock({ $0 }) {
            var isAppending = false
            do {
                let current = try engine ?? place.engine()
                engine = current
                let open = try log ?? current.openLog(name, create: true)
                log = open
                let size = try open.head().size
                if let batch = doubt {
                    let end = batch.first + UInt64(batch.entries.count)
                    guard size == batch.first || size == end else { throw Surprise("a part of a batch is there") }
                    if size == end {
                        account.resolvedAsWritten += 1
                        next = end
                    }
                    doubt = nil
                }
                guard size == next else { throw Surprise("\(size) entries, \(next) were acknowledged") }
                let batch = batch(number, next)
                doubt = batch
                isAppending = true
                try open.append(batch)
                doubt = nil
                next += UInt64(batch.entries.count)
                account.acknowledged += 1
            } catch let error as StorageError {
                switch error.code {
                case .failed:
                    if isAppending { account.inDoubt += 1 }
                    log = nil
                case .busy:
                    // Nothing was written: the server starts, or the lock of the broken session is not free yet.
                    account.refused += 1
                    if isAppending { doubt = nil }
                default: throw error
                }
                Thread.sleep(forTimeInterval: 0.02)
            }
        }
        // At the end all is there, byte for byte.
        let last = try place.engine().openLog(name, create: false)
        // One look: a batch in doubt may be committed by its session between two.
        let head = try last.head()
        let size = head.size
        let ends = [next] + (doubt.map { [$0.first + UInt64($0.entries.count)] } ?? [])
        guard ends.contains(size) else { throw Surprise("\(size) entries, \(ends) expected") }
        guard head.checkpoint == Array("size \(size)".utf8) else { throw Surprise("another checkpoint") }
        guard try last.entries(0..<size) == (0..<size).map({ entry(number, $0) }) else {
            throw Surprise("other entries")
        }
        return account
    }

    @Test(
        "no acknowledged batch is lost, none is invented, and one in doubt is there whole or not at all",
        .timeLimit(.minutes(30))
    )
    func crash() throws {
        let cluster = try PrivateCluster()
        let place = try PostgreSQLPlace(cluster)
        let stop = Mutex(false)
        let accounts = Mutex<[Account]>([])
        let failures = Mutex<[String]>([])
        let writers = DispatchGroup()
        for number in 0..<3 { _ = try place.engine().openLog(CompartmentName("log_\(number)"), create: true) }
        for number in 0..<3 {
            // A thread of its own: on the shared ones, which other tests block, a writer may begin when all is over.
            writers.enter()
            Thread.detachNewThread {
                defer { writers.leave() }
                do {
                    let account = try Self.write(number, place, stop)
                    accounts.withLock { $0.append(account) }
                } catch { failures.withLock { $0.append("\(error)") } }
            }
        }
        for _ in 0..<Self.crashes {
            Thread.sleep(forTimeInterval: 1)
            try cluster.command("crash")
            try cluster.command("start")
        }
        Thread.sleep(forTimeInterval: 1)
        stop.withLock { $0 = true }
        writers.wait()
        #expect(failures.withLock { $0 } == [])
        let found = accounts.withLock { $0 }
        #expect(found.count == 3)
        #expect(found.allSatisfy { $0.acknowledged > 10 }, "\(found)")
        // Each crash breaks the session of each writer.
        #expect(found.reduce(0) { $0 + $1.inDoubt } > 0, "\(found)")
    }

    @Test("after a crash views are empty at cursor 0 and are made again; an open store goes on")
    func views() throws {
        let cluster = try PrivateCluster()
        let place = try PostgreSQLPlace(cluster)
        let engine = try place.engine()
        let name = try CompartmentName("alpha")
        let views = try engine.openViews(name, schema: RowSecurityTests.schema())
        let row = RowChange.put(table: "part", row: [.text("a"), .integer(1), .text("bolt")])
        let query = ViewQuery("part", columns: ["id"], limit: 9)
        let admission = Admission([.init(labels: [1])])
        try views.apply([row], from: 0, to: 5)
        #expect(try views.select(query, admitting: admission) == [[.text("a")]])
        try cluster.command("stop")
        #expect(throws: StorageError.self) { try views.select(query, admitting: admission) }
        try cluster.command("start")
        #expect(try views.select(query, admitting: admission) == [[.text("a")]], "stopped in order, views are kept")
        #expect(try views.cursor() == 5)
        try cluster.command("crash")
        try cluster.command("start")
        #expect(try views.cursor() == 0)
        #expect(try views.select(query, admitting: admission) == [])
        #expect(throws: StorageError.self) { try views.apply([row], from: 5, to: 6) }
        try views.apply([row], from: 0, to: 6)
        #expect(try views.cursor() == 6)
        #expect(
            try views.search(["bolt"], prefix: false, of: ["name"], in: query, admitting: admission) == [[.text("a")]]
        )
    }
}
