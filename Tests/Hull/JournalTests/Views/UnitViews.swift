import Journal
import Storage

/// Views of the tests: a row for each event, its payload as text.
struct UnitViews: ViewProjection {
    let schema: ViewSchema

    init(version: Int = 1) throws {
        schema = try ViewSchema(
            version: version,
            tables: [
                ViewTable(
                    "unit",
                    columns: [
                        ViewColumn("id", .bytes), ViewColumn("label_id", .integer),
                        ViewColumn("text", .text, isNullable: true),
                        ViewColumn("sequence", .integer),
                    ],
                    key: ["id"],
                    label: "label_id",
                    indexes: [["sequence"]]
                )
            ]
        )
    }

    func changes(for event: RecordedEvent) -> [RowChange] {
        guard event.event.kind == "unit.started" else { return [] }
        return [
            .put(
                table: "unit",
                row: [
                    .bytes(event.event.aggregate.bytes), .integer(1),
                    event.payload.map { .text(String(decoding: $0, as: UTF8.self)) } ?? .null,
                    .integer(Int64(event.event.sequence)),
                ]
            )
        ]
    }

    static let all = ViewQuery("unit", columns: ["text"], order: [.init("sequence")], limit: 10_000)

    /// The texts of all rows in order.
    static func texts(_ store: any ViewStore) throws -> [String?] {
        try store.select(all, admitting: Admission([.init(labels: [1])])).map { row in
            if case .text(let text)? = row.first { text } else { nil }
        }
    }
}

extension Plant {
    var unitViews: CompartmentViews {
        get throws { CompartmentViews(engine: engine, compartment: compartment, projection: try UnitViews()) }
    }
}
