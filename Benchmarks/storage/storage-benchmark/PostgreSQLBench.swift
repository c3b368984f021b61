import Foundation
import Storage

/// The same measurements on PostgreSQL: a private cluster on this machine, by TLS on loopback.
struct PostgreSQLBench {
    let administrator: String
    let rows: Int

    private func url(_ login: String) -> String {
        administrator.replacingOccurrences(
            of: #"//postgres:[^@]*@"#,
            with: "//\(login):bench@",
            options: .regularExpression
        )
    }

    /// At once, for whoever looks at the file.
    private func show(_ text: String) {
        print(text)
        fflush(nil)
    }

    func run() throws {
        let raw = try RawPostgreSQL(administrator)
        try raw.execute("CREATE DATABASE keys")
        let keys = url("bulkhead_writer").replacing("/postgres?", with: "/keys?")
        let roles = try PostgreSQLRoles(writerPassword: "bench", readerPassword: "bench")
        for url in [administrator, administrator.replacing("/postgres?", with: "/keys?")] {
            try PostgreSQLEngine.prepare(administrator: url, roles: roles)
        }
        let engine = try PostgreSQLEngine(
            writer: url("bulkhead_writer"),
            reader: url("bulkhead_reader"),
            keys: .database(keys)
        )
        try appends(engine, raw)
        try pages(engine, raw)
    }

    private func appends(_ engine: PostgreSQLEngine, _ raw: RawPostgreSQL) throws {
        try raw.execute(
            """
            CREATE SCHEMA raw;
            CREATE TABLE raw.head (size bigint NOT NULL, checkpoint bytea) WITH (fillfactor = 10);
            INSERT INTO raw.head VALUES (0, NULL);
            CREATE TABLE raw.entry (sequence bigint PRIMARY KEY, entry bytea NOT NULL, payload bytea, key bytea NOT NULL, command bytea UNIQUE);
            ALTER TABLE raw.entry ALTER entry SET STORAGE EXTERNAL, ALTER payload SET STORAGE EXTERNAL;
            CREATE TABLE raw.checkpoint (size bigint PRIMARY KEY, note bytea NOT NULL);
            """
        )
        try raw.prepare("head", "UPDATE raw.head SET size = $1::bigint, checkpoint = $2")
        try raw.prepare("entry", "INSERT INTO raw.entry VALUES ($1::bigint, $2, $3, $4, $5)")
        try raw.prepare("checkpoint", "INSERT INTO raw.checkpoint VALUES ($1::bigint, $2)")
        show(
            "durable appends (entry 250 B, payload 300 B, command 16 B), batches of the engine and by hand (one pipeline) in turn"
        )
        show(
            "batch | engine rows/s | by hand rows/s | engine / by hand | slowest 1 % of engine commits ms | of commits by hand ms"
        )
        let log = try engine.openLog(CompartmentName("alpha"), create: true)
        var bytes = Bytes()
        let key = bytes.take(16)
        var first = 0
        for (rows, batches) in [(1, 400), (64, 300), (1_000, 40)] {
            var times: [[Double]] = [[], []]
            for _ in 0..<batches {
                let entries = (0..<rows).map { row in
                    let command = bigEndian(Int64(first + row)) + bigEndian(7)
                    return StoredEntry(entry: bytes.take(250), payload: bytes.take(300), key: key, command: command)
                }
                let note = bytes.take(200)
                let batch = StoredBatch(first: UInt64(first), entries: entries, tiles: [], checkpoint: note)
                times[0].append(try seconds { try log.append(batch) })
                let size = bigEndian(Int64(first + rows))
                times[1].append(
                    try seconds {
                        var statements = [(name: "head", values: [size, note])]
                        for (place, entry) in entries.enumerated() {
                            let values = [
                                bigEndian(Int64(first + place)), entry.entry, entry.payload ?? [], entry.key,
                                entry.command ?? [],
                            ]
                            statements.append((name: "entry", values: values))
                        }
                        statements.append((name: "checkpoint", values: [size, note]))
                        try raw.pipeline(statements)
                    }
                )
                first += rows
            }
            let rates = times.map { Double(rows * batches) / $0.reduce(0, +) }
            let slowest = times.map { ($0.sorted()[$0.count * 99 / 100] * 1e3).shown(1) }
            show(
                "\(rows) | \(rates[0].shown(0)) | \(rates[1].shown(0)) | \((rates[0] / rates[1]).shown(2)) | \(slowest[0]) | \(slowest[1])"
            )
        }
    }

    private func pages(_ engine: PostgreSQLEngine, _ raw: RawPostgreSQL) throws {
        let schema = try ViewSchema(version: 1, tables: [PageRows.table])
        let all = try engine.openViews(CompartmentName("hiding"), schema: schema)
        let alone = try engine.openViews(CompartmentName("alone"), schema: schema)
        try raw.execute(
            """
            CREATE UNLOGGED TABLE raw.part (id text COLLATE "C" PRIMARY KEY, label bigint NOT NULL, created bigint NOT NULL,
                name text COLLATE "C" NOT NULL, quantity bigint NOT NULL, site text COLLATE "C" NOT NULL);
            CREATE INDEX ON raw.part (created);
            CREATE INDEX ON raw.part (label, created NULLS FIRST, id NULLS FIRST);
            CREATE INDEX ON raw.part (label, id);
            """
        )
        try raw.prepare("part", "INSERT INTO raw.part VALUES ($1, $2::bigint, $3::bigint, $4, $5::bigint, $6)")
        let source = PageRows(rows: rows)
        var times = [0.0, 0.0]
        let batch = 1_000
        for first in stride(from: 0, to: rows, by: batch) {
            let items = (first..<min(first + batch, rows)).map(source.item)
            let changes = items.map { source.change($0) }
            times[0] += try seconds { try all.apply(changes, from: UInt64(first), to: UInt64(first + batch)) }
            times[1] += try seconds {
                try raw.pipeline(
                    items.map { item in
                        (
                            name: "part",
                            values: [
                                Array(item.id.utf8), bigEndian(item.label), bigEndian(item.created),
                                Array(item.name.utf8), bigEndian(item.created % 7), Array("north".utf8),
                            ]
                        )
                    }
                )
            }
            let visible = zip(items, changes).filter { $0.0.label < 20 }.map(\.1)
            try alone.apply(visible, from: UInt64(first), to: UInt64(first + batch))
        }
        show(
            "\nviews made anew: \(rows) rows, unlogged, four indexes, \(batch) changes a transaction, engine and by hand in turn"
        )
        show("engine rows/s | by hand rows/s | engine / by hand")
        show(
            "\((Double(rows) / times[0]).shown(0)) | \((Double(rows) / times[1]).shown(0)) | \((times[1] / times[0]).shown(2))"
        )
        try raw.execute("CREATE INDEX ON raw.part (created, id)")
        try raw.execute("ANALYZE")
        show("\na page of 50, newest first, of \(rows) rows; medians of 301 in turn, ms")
        show(
            "selectivity | page | engine | engine, no hidden rows | by hand, `ANY` | by hand, merged | engine / `ANY` | engine / merged | hidden / none"
        )
        for (name, labels) in PageRows.askers {
            for depth in [0.0, 0.5] { try ask(name, labels, depth, all, alone, raw) }
        }
    }

    private func ask(
        _ name: String,
        _ labels: [Int64],
        _ depth: Double,
        _ all: any ViewStore,
        _ alone: any ViewStore,
        _ raw: RawPostgreSQL
    ) throws {
        let admission = Admission([Admission.Group(labels: labels)])
        let newest = PageRows(rows: rows).newest(from: depth)
        let query = PageRows.page(after: newest)
        let columns = "SELECT id, created, name, quantity FROM raw.part WHERE"
        let order = "ORDER BY created DESC, id DESC LIMIT 50"
        let statement = "\(name) \(depth)"
        try raw.prepare(
            "any \(statement)",
            "\(columns) label = ANY ($1::bigint[]) AND (created, id) < ($2::bigint, '') \(order)"
        )
        // In an order that the index on (created, id) does not have: the planner would take it, and walk through rows of all labels.
        let mergedOrder = "ORDER BY created DESC NULLS LAST, id DESC NULLS LAST LIMIT 50"
        let branches = labels.indices.map {
            "(\(columns) label = $\($0 + 2)::bigint AND (created, id) < ($1::bigint, '') \(mergedOrder))"
        }
        let merged = branches.joined(separator: " UNION ALL ")
        try raw.prepare("merged \(statement)", "SELECT * FROM (\(merged)) AS page \(mergedOrder)")
        let anyValues = ["{" + labels.map { "\($0)" }.joined(separator: ",") + "}", "\(newest)"]
        let mergedValues = ["\(newest)"] + labels.map { "\($0)" }
        let wanted = try raw.rows("any \(statement)", anyValues).map(\.0)
        let found = try all.select(query, admitting: admission)
        guard found.map(\.[0]) == wanted.map({ .text($0) }), try alone.select(query, admitting: admission) == found,
            try raw.rows("merged \(statement)", mergedValues).map(\.0) == wanted
        else { throw RawPostgreSQL.Failure(message: "the pages differ") }
        var times: [[Double]] = [[], [], [], []]
        for round in 0..<321 {
            times[0].append(try seconds { _ = try all.select(query, admitting: admission) })
            times[1].append(try seconds { _ = try alone.select(query, admitting: admission) })
            times[3].append(try seconds { _ = try raw.rows("merged \(statement)", mergedValues) })
            // Where it walks through all rows a few times are enough.
            if round % 16 == 0 || (times[2].last ?? 0) < 0.02 {
                times[2].append(try seconds { _ = try raw.rows("any \(statement)", anyValues) })
            }
        }
        // The first ones are planned anew.
        times = times.map { Array($0.dropFirst(min(20, $0.count / 2))) }
        let medians = times.map { median($0) * 1e3 }
        let ratios = [medians[0] / medians[2], medians[0] / medians[3], medians[0] / medians[1]].map { $0.shown(2) }
        show(
            ([name, depth == 0 ? "first" : "middle"] + medians.map { $0.shown(3) } + ratios).joined(separator: " | ")
        )
    }
}
