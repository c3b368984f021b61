import Boundary
import Foundation
import GRDB
import Journal
import PlantModel
import Storage

/// A recall: all that a lot went into, 100,000 records deep and wide, by the boundary and by a recursive query of one's own.
enum Recall {
    static let recordCount = 100_000

    static func measure(_ boundary: Boundary, _ recall: CompartmentName) async throws {
        try await withViews("recall", of: recall, PartUse.table) { views, path in
            try await measure(boundary, recall, views, DatabaseQueue(path: path + "/bare.sqlite"))
        }
    }

    private static func measure(
        _ boundary: Boundary,
        _ recall: CompartmentName,
        _ views: any ViewStore,
        _ bare: DatabaseQueue
    ) async throws {
        boundary.open(recall, labels: LabelRegister(), views: views, language: .sqlite)
        try fill(boundary, recall, views, bare)
        try await boundary.learn(BenchmarkPlant.person("rita", ["P3"]), by: .system("console"))

        guard let lot = AggregateID(id(0)) else { throw StorageError(.invalidValue, "no id") }
        func follow(from start: AggregateID, limit: Int = Boundary.trailRecordsMax) throws -> FollowedRecords<PartUse> {
            try boundary.follow(
                PartUse.self,
                from: [start],
                along: RecordTrail(from: "item", to: "unit"),
                limit: limit,
                for: .person("rita"),
                through: Screen()
            )
        }
        let admission = try boundary.filter(
            PartUse.self,
            in: recall,
            for: .person("rita"),
            through: Screen(),
            using: ["item", "unit"]
        )
        let trail = ViewTrail("part_use", from: "item", to: "unit")
        var (stored, whole, byHand): ([Double], [Double], [Double]) = ([], [], [])
        for _ in 0..<7 {
            stored.append(
                try timed {
                    try views.reach(
                        [.bytes(lot.bytes)],
                        along: trail,
                        limit: Boundary.trailRecordsMax,
                        admitting: admission
                    ).count
                }
            )
            whole.append(try timed { try follow(from: lot).records.count })
            byHand.append(try timed { try bare.read { try Self.recursive(Data(lot.bytes), in: $0) } })
        }
        let hand = median(byHand)
        print(
            "recall of \(recordCount) records: by hand \(printed(hand / 1e3)) ms; what is admitted \(printed(median(stored) / 1e3)) ms "
                + "(\(printed(median(stored) / hand)) times); as restricted records \(printed(median(whole) / 1e3)) ms (\(printed(median(whole) / hand)) times)"
        )
        try await whereUsed(boundary) { try follow(from: $0, limit: 1_000).records }
    }

    /// Where one unit went, released: two levels up.
    private static func whereUsed(_ boundary: Boundary, _ follow: (AggregateID) throws -> [PartUse]) async throws {
        let clock = ContinuousClock()
        var samples: [Double] = []
        for unit in 0..<200 {
            guard let start = AggregateID(id(300 + unit)) else { throw StorageError(.invalidValue, "no id") }
            let began = clock.now
            let records = try follow(start)
            _ = try await boundary.release(records, to: .person("rita"), through: Screen())
            samples.append(microseconds(clock.now - began))
            guard records.count == 110 else { throw StorageError(.missing, "\(records.count) uses") }
        }
        print("where-used of a unit that went into 110 others, released: \(printed(median(samples) / 1e3)) ms")
    }

    private static func recursive(_ lot: Data, in database: Database) throws -> Int {
        let sql = """
            WITH RECURSIVE reached (id) AS (VALUES (?) UNION SELECT part_use.unit FROM reached CROSS JOIN part_use ON part_use.item = reached.id)
            SELECT id FROM reached
            """
        return try Data.fetchAll(database, sql: sql, arguments: [lot]).count - 1
    }

    private static func timed(_ body: () throws -> Int) throws -> Double {
        let clock = ContinuousClock()
        let start = clock.now
        let count = try body()
        let took = microseconds(clock.now - start)
        guard count == recordCount else { throw StorageError(.missing, "\(count) of \(recordCount) records") }
        return took
    }

    /// A tree in which each went into ten others, and as many rows of a program that is hidden.
    private static func fill(
        _ boundary: Boundary,
        _ compartment: CompartmentName,
        _ views: any ViewStore,
        _ bare: DatabaseQueue
    ) throws {
        var (changes, numbers, cursor): ([RowChange], [Int64], UInt64) = ([], [], 0)
        for program in ["P3", "P7"] {
            let label = try boundary.label(of: .genealogy, program: program)
            let (number, change) = try boundary.number(of: RecordLabel(label, of: .genealogy), in: compartment)
            numbers.append(number)
            changes += [change].compactMap(\.self)
        }
        try bare.write { database in
            try database.execute(
                sql: """
                    CREATE TABLE part_use (id BLOB PRIMARY KEY, item BLOB NOT NULL, unit BLOB NOT NULL, serial TEXT NOT NULL) STRICT, WITHOUT ROWID;
                    CREATE INDEX part_use_item ON part_use (item, unit)
                    """
            )
            for row in 1...recordCount {
                let (item, unit, serial) = (id((row - 1) / 10), id(row), "SN-\(row)")
                for (place, number) in numbers.enumerated() {
                    let key = id(row + (1 + place) * 10_000_000)
                    changes.append(
                        .put(
                            table: "part_use",
                            row: [.bytes(key), .integer(number), .bytes(item), .bytes(unit), .text(serial)]
                        )
                    )
                }
                try database.execute(
                    sql: "INSERT INTO part_use VALUES (?, ?, ?, ?)",
                    arguments: [Data(id(row + 10_000_000)), Data(item), Data(unit), serial]
                )
                if changes.count >= 5_000 || row == recordCount {
                    try views.apply(changes, from: cursor, to: cursor + 1)
                    cursor += 1
                    changes = []
                }
            }
        }
    }

    /// Ids as they are: without an order.
    private static func id(_ number: Int) -> [UInt8] {
        func mixed(_ value: UInt64) -> [UInt8] {
            var value = value &* 0x9E37_79B9_7F4A_7C15
            value = (value ^ (value >> 31)) &* 0xBF58_476D_1CE4_E5B9
            return (0..<8).map { UInt8(truncatingIfNeeded: value >> UInt64($0 * 8)) }
        }
        return mixed(UInt64(number) + 1) + mixed(UInt64(number) + 1_000_000_007)
    }
}

/// What was built into what.
struct PartUse: LabelledRecord {
    let origin: RecordOrigin
    let item: Restricted<ViewValue>
    let unit: Restricted<ViewValue>
    let serial: Restricted<String>

    static let table = ViewTable(
        "part_use",
        columns: [
            ViewColumn("id", .bytes), ViewColumn("label", .integer), ViewColumn("item", .bytes),
            ViewColumn("unit", .bytes), ViewColumn("serial", .text),
        ],
        key: ["id"],
        label: "label",
        indexes: [["item"], ["unit"]]
    )

    static let kind = RecordKind<PartUse>(
        "part-use",
        dataClass: .genealogy,
        table: table,
        fields: [
            RecordField("item", .genealogy, \.item), RecordField("unit", .genealogy, \.unit),
            RecordField("serial", .genealogy, \.serial),
        ]
    )

    init(row: RestrictedRow) throws(RowError) {
        origin = row.origin
        item = try row.value("item")
        unit = try row.value("unit")
        serial = try row.value("serial")
    }
}
