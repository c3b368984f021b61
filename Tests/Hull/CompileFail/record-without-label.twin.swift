import Boundary
import PlantModel
import Storage

struct Part: LabelledRecord {
    let origin: RecordOrigin
    let serial: Restricted<String>

    static let kind = RecordKind<Part>(
        "part",
        dataClass: .genealogy,
        table: ViewTable(
            "part",
            columns: [ViewColumn("id", .bytes), ViewColumn("label", .integer), ViewColumn("serial", .text)],
            key: ["id"],
            label: "label"
        ),
        fields: [RecordField("serial", .genealogy, \.serial)]
    )

    init(row: RestrictedRow) throws(RowError) {
        origin = row.origin
        serial = try row.value("serial")
    }
}

func release(_ parts: [Part], _ boundary: Boundary) async throws -> Release<Screen> {
    try await boundary.release(parts, to: .person("ann"), through: Screen())
}
