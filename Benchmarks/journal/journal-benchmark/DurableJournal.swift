import Foundation
import Journal
import Storage

/// Measures the journal over SQLite files: durable sealed appends by many writers, opening, views made anew; each beside SQLite by hand.
struct DurableJournal {
    let folder: String
    let provider = SwiftCryptoProvider()
    let site: SiteKeyFile
    let origin: KeyName
    let name: CompartmentName
    let engine: SQLiteEngine

    init(folder: String) throws {
        self.folder = folder
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        site = try SiteKeyFile.create(at: folder + "/site-key", using: provider)
        origin = try KeyName("plant.example/site/falcon")
        name = try CompartmentName("falcon")
        engine = try SQLiteEngine(directory: folder + "/store", keyDirectory: folder + "/keys")
        _ = try CompartmentLog.create(
            origin: origin,
            store: engine.openLog(name, create: true),
            keys: engine.openKeys(name, create: true),
            site: site,
            using: provider
        )
    }

    func open() throws -> CompartmentLog {
        try CompartmentLog(
            origin: origin,
            store: engine.openLog(name, create: false),
            keys: engine.openKeys(name, create: false),
            site: site,
            using: provider
        )
    }

    static func command(_ number: Int, events: Int) -> JournalCommand? {
        let bytes = withUnsafeBytes(of: number.bigEndian) { Array($0) }
        guard let id = CommandID(bytes + bytes), let aggregate = AggregateID(bytes + bytes) else { return nil }
        let drafts = (0..<events).map { part in
            EventDraft(
                subject: "person-4711",
                kind: "unit.operation-completed",
                aggregate: aggregate,
                label: "cui={SP-CTI} export={ITAR} program={falcon}",
                payload: Array(
                    #"{"operation":"0010","part":\#(part),"result":"accepted","seconds":731,"station":"WC-7","unit":"\#(number)"}"#
                        .utf8
                ),
                scope: DataKeyScope(program: "falcon", retentionClass: "traveler", period: "2026-11")
            )
        }
        return JournalCommand(id: id, drafts: drafts)
    }

    /// Durable commands by writers that each wait for their acknowledgement.
    /// - Returns: the time of all, and each acknowledgement's, rising.
    func append(writers: Int, each: Int, views: CompartmentViews? = nil) async throws -> (Duration, [Duration]) {
        let writer = try await JournalWriter.open(views: views, now: { 1_700_000_000_000 }) { try open() }
        let clock = ContinuousClock()
        let start = clock.now
        let times = try await withThrowingTaskGroup(of: [Duration].self) { group in
            for place in 0..<writers {
                group.addTask {
                    var times: [Duration] = []
                    for number in 0..<each {
                        guard let command = Self.command(place * each + number, events: 1) else { continue }
                        let sent = clock.now
                        _ = try await writer.perform(command)
                        times.append(clock.now - sent)
                    }
                    return times
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        let took = clock.now - start
        try await writer.close()
        return (took, times.sorted())
    }

    /// Fills the log with many events to a command.
    func fill(_ count: Int) async throws {
        let writer = try await JournalWriter.open(now: { 1_700_000_000_000 }) { try open() }
        for number in 0..<(count / 1000) {
            guard let command = Self.command(1 << 40 | number, events: 1000) else { continue }
            _ = try await writer.perform(command)
        }
        try await writer.close()
    }

    var views: CompartmentViews {
        get throws { CompartmentViews(engine: engine, compartment: name, projection: try OperationViews()) }
    }
}

/// A row for each event: what a table of completed operations has.
struct OperationViews: ViewProjection {
    let schema: ViewSchema

    init() throws {
        schema = try ViewSchema(
            version: 1,
            tables: [
                ViewTable(
                    "operation",
                    columns: [
                        ViewColumn("sequence", .integer), ViewColumn("label_id", .integer), ViewColumn("unit", .bytes),
                        ViewColumn("subject", .text), ViewColumn("time", .integer), ViewColumn("details", .text),
                    ],
                    key: ["sequence"],
                    label: "label_id",
                    indexes: [["unit"], ["label_id", "sequence"]]
                )
            ]
        )
    }

    func changes(for event: RecordedEvent) -> [RowChange] {
        [
            .put(
                table: "operation",
                row: [
                    .integer(Int64(event.event.sequence)), .integer(1), .bytes(event.event.aggregate.bytes),
                    .text(event.event.subject), .integer(Int64(event.event.time)),
                    .text(String(decoding: event.payload ?? [], as: UTF8.self)),
                ]
            )
        ]
    }
}

/// Runs all of it in a new folder and prints the ratios.
func measureDurableJournal(folder: String, commands: Int, events: Int) async throws {
    let small = try DurableJournal(folder: folder + "/appends")
    let writers = 64
    let (took, times) = try await small.append(writers: writers, each: commands / writers)
    let log = folder + "/appends/store/falcon/log.sqlite"
    let hand = try HandWritten(log, main: "entry", others: ["tile", "checkpoint"], rowsPerCommit: 64)
    let byHand = try hand.write(to: folder + "/by-hand.sqlite", synchronous: "FULL")
    let rate = Double(times.count) / took.inSeconds
    let rateByHand = Double(hand.rows) / byHand.inSeconds
    print(
        "durable sealed appends, \(writers) writers: \(Int(rate)) a second; SQLite by hand, 64 rows a commit: \(Int(rateByHand)); ratio \(rate / rateByHand)"
    )
    print(
        "acknowledgement: median \(times[times.count / 2]), p99 \(times[times.count * 99 / 100]), last \(times[times.count - 1])"
    )
    let flushes = try small.engine.openLog(small.name, create: false).checkpointSizes(from: 0, limit: .max).count
    print("commands a flush: \(Double(times.count) / Double(flushes))")
    guard events > 0 else { return }

    let large = try DurableJournal(folder: folder + "/large")
    let clock = ContinuousClock()
    report(
        "fill \(events) events, 1,000 a command",
        try await clock.measureAsync { try await large.fill(events) },
        times: UInt64(events)
    )
    print("open a log of \(events) events: \(try clock.measure { _ = try large.open() })")
    let views = try large.views
    let writer = try await JournalWriter.open(views: views, now: { 1_700_000_000_000 }) { try large.open() }
    let rebuilt = try await clock.measureAsync { _ = try await writer.rebuildViews() }
    try await writer.close()
    let bare = try HandWritten(
        folder + "/large/store/falcon/views.sqlite",
        main: "operation",
        others: [],
        rowsPerCommit: 2048
    )
    let byHandViews = try bare.write(to: folder + "/views-by-hand.sqlite", synchronous: "NORMAL")
    print(
        "views of \(events) events made anew: \(rebuilt); SQLite by hand, the same rows: \(byHandViews); ratio \(byHandViews.inSeconds / rebuilt.inSeconds)"
    )
}

extension Duration {
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}

extension ContinuousClock {
    func measureAsync(_ body: () async throws -> Void) async throws -> Duration {
        let start = now
        try await body()
        return now - start
    }
}
