import Foundation
import Storage

/// Pages of 50 of a large table, newest first: through the engine, and by hand, over the same rows.
struct Pages {
    let folder: String
    let rows: Int

    func run() throws {
        let schema = try ViewSchema(version: 1, tables: [PageRows.table])
        let engine = try SQLiteEngine(directory: "\(folder)/views", keyDirectory: "\(folder)/views-keys")
        let all = try engine.openViews(CompartmentName("hiding"), schema: schema)
        let alone = try engine.openViews(CompartmentName("alone"), schema: schema)
        let raw = try RawDatabase("\(folder)/raw-views.sqlite", synchronous: "NORMAL")
        try fill(all, alone, raw)
        try ask(all, alone, raw)
    }

    private func fill(_ all: any ViewStore, _ alone: any ViewStore, _ raw: RawDatabase) throws {
        try raw.execute(
            """
            CREATE TABLE part (_row INTEGER PRIMARY KEY, id TEXT NOT NULL, label INTEGER NOT NULL, created INTEGER NOT NULL,
                name TEXT NOT NULL, quantity INTEGER NOT NULL, site TEXT NOT NULL, UNIQUE (id)) STRICT;
            CREATE INDEX part_0 ON part (label, id);
            CREATE INDEX part_1 ON part (label, created, id);
            """
        )
        let source = PageRows(rows: rows)
        let insert = try raw.prepare(
            "INSERT INTO part (id, label, created, name, quantity, site) VALUES (?, ?, ?, ?, ?, ?)"
        )
        var (engineTime, rawTime, engineCPU, rawCPU) = (0.0, 0.0, 0.0, 0.0)
        let batch = 1_000
        for first in stride(from: 0, to: rows, by: batch) {
            let items = (first..<min(first + batch, rows)).map(source.item)
            let changes = items.map { source.change($0) }
            let cursor = UInt64(first)
            engineCPU += try cpuSeconds {
                engineTime += try seconds { try all.apply(changes, from: cursor, to: cursor + UInt64(batch)) }
            }
            rawCPU += try cpuSeconds { rawTime += try seconds { try write(items, insert, raw) } }
            let visible = zip(items, changes).filter { $0.0.label < 20 }.map(\.1)
            try alone.apply(visible, from: cursor, to: cursor + UInt64(batch))
        }
        print("\nviews made anew: \(rows) rows, three indexes, \(batch) changes a commit, engine and by hand in turn")
        print("engine rows/s | by hand rows/s | engine / by hand | the same by CPU")
        let ratio = rawTime / engineTime
        print(
            "\((Double(rows) / engineTime).shown(0)) | \((Double(rows) / rawTime).shown(0)) | \(ratio.shown(2)) | \((rawCPU / engineCPU).shown(2))"
        )
        try raw.execute("CREATE INDEX part_newest ON part (created, id)")
    }

    private func write(_ items: [PageRows.Item], _ insert: RawStatement, _ raw: RawDatabase) throws {
        try raw.execute("BEGIN IMMEDIATE")
        for item in items {
            insert.bind(1, item.id)
            insert.bind(2, item.label)
            insert.bind(3, item.created)
            insert.bind(4, item.name)
            insert.bind(5, item.created % 7)
            insert.bind(6, "north")
            try insert.run()
        }
        try raw.execute("COMMIT")
    }

    private func ask(_ all: any ViewStore, _ alone: any ViewStore, _ raw: RawDatabase) throws {
        print("\na page of 50, newest first, of \(rows) rows; medians of 301 in turn, ms")
        print(
            "selectivity | page | engine | engine, no hidden rows | by hand, `IN` | by hand, merged | engine / `IN` | engine / merged | hidden / none"
        )
        for (name, labels) in PageRows.askers {
            for depth in [0.0, 0.5] {
                try ask(name, labels, from: depth, all, alone, raw)
            }
        }
    }

    private func ask(
        _ name: String,
        _ labels: [Int64],
        from depth: Double,
        _ all: any ViewStore,
        _ alone: any ViewStore,
        _ raw: RawDatabase
    ) throws {
        let admission = Admission([Admission.Group(labels: labels)])
        let newest = PageRows(rows: rows).newest(from: depth)
        let query = PageRows.page(after: newest)
        let marks = labels.map { _ in "?" }.joined(separator: ", ")
        let plain = try raw.prepare(
            """
            SELECT id, created, name, quantity FROM part WHERE label IN (\(marks)) AND (created, id) < (\(newest), '')
            ORDER BY created DESC, id DESC LIMIT 50
            """
        )
        let part = "SELECT id, created, name, quantity FROM part WHERE label = ? AND (created, id) < (\(newest), '')"
        let merged = try raw.prepare(
            labels.map { _ in part }.joined(separator: " UNION ALL ") + " ORDER BY 2 DESC, 1 DESC LIMIT 50"
        )
        for (place, label) in labels.enumerated() {
            plain.bind(Int32(place + 1), label)
            merged.bind(Int32(place + 1), label)
        }
        let wanted = plain.rows().map(\.0)
        let found = try all.select(query, admitting: admission)
        guard found.map(\.[0]) == wanted.map({ .text($0) }), try alone.select(query, admitting: admission) == found,
            merged.rows().map(\.0) == wanted
        else { throw RawDatabase.Failure(message: "the pages differ") }
        var times: [[Double]] = [[], [], [], []]
        for _ in 0..<301 {
            times[0].append(try seconds { _ = try all.select(query, admitting: admission) })
            times[1].append(try seconds { _ = try alone.select(query, admitting: admission) })
            times[2].append(seconds { _ = plain.rows() })
            times[3].append(seconds { _ = merged.rows() })
        }
        let medians = times.map { median($0) * 1e3 }
        print(
            ([name, depth == 0 ? "first" : "middle"] + medians.map { $0.shown(3) }
                + [medians[0] / medians[2], medians[0] / medians[3], medians[0] / medians[1]].map { $0.shown(2) })
                .joined(separator: " | ")
        )
    }
}
