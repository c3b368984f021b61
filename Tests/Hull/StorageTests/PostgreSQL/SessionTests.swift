import Dispatch
import Storage
import Synchronization
import TestDatabases
import Testing

@Suite("Sessions with PostgreSQL")
struct SessionTests {
    let place: PostgreSQLPlace
    let alpha: CompartmentName

    init() throws {
        place = try PostgreSQLPlace(PrivateCluster.shared.get())
        alpha = try CompartmentName("alpha")
    }

    private func batch(_ first: UInt64) -> StoredBatch {
        StoredBatch(
            first: first,
            entries: [StoredEntry(entry: [1], payload: nil, key: [1])],
            tiles: [],
            checkpoint: [1]
        )
    }

    private func code(_ body: () throws -> Void) -> StorageError.Code? {
        do {
            try body()
            return nil
        } catch { return (error as? StorageError)?.code }
    }

    @Test("a log has one writer: another process is told so, and may write when the first is gone")
    func oneWriter() throws {
        var limits = PostgreSQLLimits()
        limits.lockMilliseconds = 200
        let other = try place.engine(limits).openLog(alpha, create: true)
        do {
            let log = try place.engine().openLog(alpha, create: false)
            try log.append(batch(0))
            #expect(code { try other.append(batch(1)) } == .busy)
            try log.append(batch(1))
        }
        limits.lockMilliseconds = 5_000
        let next = try place.engine(limits).openLog(alpha, create: false)
        try next.append(batch(2))
        #expect(try other.head().size == 3)
    }

    /// A view with a row, and an admission under a condition that takes so many seconds.
    private func slowView(_ limits: PostgreSQLLimits, seconds: Int) throws -> (any ViewStore, Admission) {
        let made = try place.engine().openViews(alpha, schema: RowSecurityTests.schema())
        try made.apply([.put(table: "part", row: [.text("a"), .integer(1), .text("x")])], from: 0, to: 1)
        let views = try place.engine(limits).openViews(alpha, schema: RowSecurityTests.schema())
        let condition = Admission.Condition(sql: "pg_sleep(\(seconds)) IS NOT NULL", parameters: [])
        return (views, Admission([.init(labels: [1], condition: condition)]))
    }

    private let query = ViewQuery("part", columns: ["id"], limit: 1)

    @Test("who finds no session free waits, and is told to try later")
    func pool() throws {
        var limits = PostgreSQLLimits()
        limits.readersMax = 1
        limits.waitMilliseconds = 100
        let (views, slow) = try slowView(limits, seconds: 12)
        let found = Mutex<[[ViewValue]]>([])
        let query = query
        let done = DispatchGroup()
        DispatchQueue.global().async(group: done) {
            let rows = try? views.select(query, admitting: slow)
            found.withLock { $0 = rows ?? [] }
        }
        let isAsleep =
            "SELECT count(*) > 0 FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND query LIKE '%pg_sleep(12)%'"
        while try place.cluster.psql(isAsleep) == "f" {}
        #expect(code { _ = try views.select(query, admitting: Admission([.init(labels: [1])])) } == .busy)
        done.wait()
        #expect(found.withLock { $0 } == [[.text("a")]])
        #expect(try views.select(query, admitting: Admission([.init(labels: [1])])).count == 1)
    }

    @Test("a statement that takes too long is stopped, and its session serves on")
    func timeout() throws {
        var limits = PostgreSQLLimits()
        limits.statementMilliseconds = 1_000
        limits.readersMax = 1
        let (views, slow) = try slowView(limits, seconds: 20)
        #expect(code { _ = try views.select(query, admitting: slow) } == .busy)
        #expect(try views.select(query, admitting: Admission([.init(labels: [1])])).count == 1)
    }

    @Test("conditions are numbered anew where they are put together, and refused where that cannot be done")
    func conditions() throws {
        let views = try place.engine().openViews(alpha, schema: RowSecurityTests.schema())
        let rows = (0..<4 as Range<Int64>).map { index in
            RowChange.put(table: "part", row: [.text("p\(index)"), .integer(index), .text("$1 'x' \(index)")])
        }
        try views.apply(rows, from: 0, to: 1)
        let query = ViewQuery("part", columns: ["id"], matches: [.init("name", .hasPrefix, [.text("$1")])], limit: 9)
        func found(_ conditions: (String, [ViewValue])...) throws -> [[ViewValue]] {
            let groups = conditions.enumerated().map { index, condition in
                Admission.Group(labels: [Int64(index)], condition: .init(sql: condition.0, parameters: condition.1))
            }
            return try views.select(query, admitting: Admission(groups))
        }
        #expect(
            try found(
                ("item.name = $1 AND item.id = $2", [.text("$1 'x' 0"), .text("p0")]),
                ("item.name LIKE '$1%' AND item.\"id\" = $1 AND $2", [.text("p1"), .truth(true)]),
                ("item.id = $2 AND item.name <> $1", [.text("p2"), .text("p2")])
            ) == [[.text("p0")], [.text("p1")], [.text("p2")]]
        )
        for bad in [
            "$1 = $2", "$0 = $1", "item.id = $", "item.id = '$1", "true; DROP TABLE part", "$99999999999999999999",
            "\"", "a\u{0}",
        ] {
            #expect(code { _ = try found((bad, [.text("x")])) } == .invalidValue, "\(bad)")
        }
        #expect(code { _ = try found(("item.id = $1", [.null])) } == .invalidValue)
    }

    @Test("a kept statement whose table was made anew with other types is made anew, too")
    func staleStatements() throws {
        let engine = try place.engine()
        let query = ViewQuery("part", columns: ["id", "name"], limit: 9)
        for (version, type) in [(1, ViewColumn.Kind.text), (2, .integer), (3, .truth)] {
            let schema = try ViewSchema(
                version: version,
                tables: [
                    ViewTable(
                        "part",
                        columns: [ViewColumn("id", .text), ViewColumn("label", .integer), ViewColumn("name", type)],
                        key: ["id"],
                        label: "label"
                    )
                ]
            )
            let views = try engine.openViews(alpha, schema: schema)
            let value: ViewValue = type == .text ? .text("a") : type == .integer ? .integer(7) : .truth(true)
            try views.apply([.put(table: "part", row: [.text("p"), .integer(1), value])], from: 0, to: 1)
            for _ in 0..<8 {
                #expect(try views.select(query, admitting: Admission([.init(labels: [1])])) == [[.text("p"), value]])
            }
        }
    }
}
