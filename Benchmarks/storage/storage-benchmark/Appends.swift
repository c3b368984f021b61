import Foundation
import Storage

/// Durable appends: a log of the engine, and SQLite by hand with the same tables, indexes and bytes; batches in turn.
struct Appends {
    static let tables = """
        CREATE TABLE entry (sequence INTEGER PRIMARY KEY, entry BLOB NOT NULL, key BLOB NOT NULL, command BLOB, payload BLOB) STRICT;
        CREATE UNIQUE INDEX entry_by_command ON entry (command) WHERE command IS NOT NULL;
        CREATE INDEX entry_by_key ON entry (key) WHERE payload IS NOT NULL;
        CREATE TABLE checkpoint (size INTEGER PRIMARY KEY, note BLOB NOT NULL) STRICT;
        """

    let folder: String

    func run() throws {
        print("durable appends (entry 250 B, payload 300 B, command 16 B), batches of the engine and by hand in turn")
        print(
            "batch | engine rows/s | by hand rows/s | engine / by hand | engine CPU us a row | by hand CPU us a row | slowest 1 % of engine commits ms"
        )
        for (rows, batches) in [(1, 400), (64, 300), (1_000, 40)] { try run(rows: rows, batches: batches) }
    }

    private func run(rows: Int, batches: Int) throws {
        let engine = try SQLiteEngine(directory: "\(folder)/engine\(rows)", keyDirectory: "\(folder)/keys\(rows)")
        let log = try engine.openLog(CompartmentName("alpha"), create: true)
        let raw = try RawDatabase("\(folder)/raw\(rows).sqlite", synchronous: "FULL")
        try raw.execute(Self.tables)
        let insert = try raw.prepare("INSERT INTO entry VALUES (?, ?, ?, ?, ?)")
        let checkpoint = try raw.prepare("INSERT INTO checkpoint VALUES (?, ?)")
        var bytes = Bytes()
        let key = bytes.take(16)
        var (engineTimes, rawTimes, engineCPU, rawCPU): ([Double], [Double], Double, Double) = ([], [], 0, 0)
        for batch in 0..<batches {
            let first = batch * rows
            let entries = (0..<rows).map { _ in
                StoredEntry(entry: bytes.take(250), payload: bytes.take(300), key: key, command: bytes.take(16))
            }
            let note = bytes.take(200)
            let stored = StoredBatch(first: UInt64(first), entries: entries, tiles: [], checkpoint: note)
            engineCPU += try cpuSeconds { engineTimes.append(try seconds { try log.append(stored) }) }
            rawCPU += try cpuSeconds {
                rawTimes.append(
                    try seconds {
                        try raw.execute("BEGIN IMMEDIATE")
                        for (place, entry) in entries.enumerated() {
                            insert.bind(1, Int64(first + place))
                            insert.bind(2, entry.entry)
                            insert.bind(3, entry.key)
                            insert.bind(4, entry.command ?? [])
                            insert.bind(5, entry.payload ?? [])
                            try insert.run()
                        }
                        checkpoint.bind(1, Int64(first + rows))
                        checkpoint.bind(2, note)
                        try checkpoint.run()
                        try raw.execute("COMMIT")
                    }
                )
            }
        }
        let count = Double(rows * batches)
        let engineRate = count / engineTimes.reduce(0, +)
        let rawRate = count / rawTimes.reduce(0, +)
        let slowest = engineTimes.sorted()[engineTimes.count * 99 / 100]
        print(
            "\(rows) | \(engineRate.shown(0)) | \(rawRate.shown(0)) | \((engineRate / rawRate).shown(2)) | \((engineCPU / count * 1e6).shown(1)) | \((rawCPU / count * 1e6).shown(1)) | \((slowest * 1e3).shown(1))"
        )
    }
}
