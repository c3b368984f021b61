import Foundation
import Storage

/// The rows of the large table. Labels 0 to 7 have half of the rows, 8 to 15 one in a hundred, 16 to 19 five rows each; the rest are of 40
/// labels that nobody here may see.
struct PageRows {
    static let table = ViewTable(
        "part",
        columns: [
            ViewColumn("id", .text), ViewColumn("label", .integer), ViewColumn("created", .integer),
            ViewColumn("name", .text), ViewColumn("quantity", .integer), ViewColumn("site", .text),
        ],
        key: ["id"],
        label: "label",
        indexes: [["created"]]
    )
    static let askers: [(name: String, labels: [Int64])] = [
        ("50 %", Array(0...7)), ("1 %", Array(8...15)), ("20 rows", Array(16...19)),
    ]

    let rows: Int

    struct Item {
        let id: String
        let label: Int64
        let created: Int64
        var name: String { "bracket \(created % 1_000)" }
    }

    /// A row of the table, always the same for the same place.
    func item(_ place: Int) -> Item {
        var mixed = UInt64(place) &* 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 29)) &* 0xBF58_476D_1CE4_E5B9
        mixed ^= mixed >> 32
        let share = mixed % 100
        let other = Int64(mixed >> 8 & 7)
        let label: Int64 =
            place % (rows / 20) == 7
            ? 16 + Int64(place / (rows / 20)) % 4
            : share < 50 ? other : share == 50 ? 8 + other : 20 + Int64(mixed >> 16) & 31
        return Item(id: String(format: "%016lx", UInt(mixed)), label: label, created: Int64(place / 3))
    }

    func change(_ item: Item) -> RowChange {
        .put(
            table: "part",
            row: [
                .text(item.id), .integer(item.label), .integer(item.created), .text(item.name),
                .integer(item.created % 7), .text("north"),
            ]
        )
    }

    /// The row that a page begins after, newest first: all rows for 0, half of them for 0.5.
    func newest(from depth: Double) -> Int64 { depth == 0 ? Int64.max : Int64(Double(rows / 3) * (1 - depth)) }

    /// A page of 50, newest first.
    static func page(after newest: Int64) -> ViewQuery {
        ViewQuery(
            "part",
            columns: ["id", "created", "name", "quantity"],
            order: [.init("created", descending: true)],
            after: [.integer(newest), .text("")],
            limit: 50
        )
    }
}
