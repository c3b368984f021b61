import Boundary
import PlantModel
import Storage

/// A record that is searched by fields of two classes: operators may not see the remark.
struct HoldNote: LabelledRecord {
    let origin: RecordOrigin
    let title: Restricted<String>
    let remark: Restricted<String?>

    static let kind = RecordKind<HoldNote>(
        "hold-note",
        dataClass: .workInstructions,
        table: ViewTable(
            "hold_note",
            columns: [
                ViewColumn("id", .bytes), ViewColumn("label", .integer), ViewColumn("title", .text),
                ViewColumn("remark", .text, isNullable: true),
            ],
            key: ["id"],
            label: "label",
            indexes: [["title"], ["remark"]],
            searched: ["title", "remark"]
        ),
        fields: [
            RecordField("title", .workInstructions, \.title), RecordField("remark", .nonconformances, \.remark),
        ]
    )

    init(row: RestrictedRow) throws(RowError) {
        origin = row.origin
        title = try row.value("title")
        remark = try row.value("remark")
    }

    /// Stores notes of the ordinary program, whose ids are counted.
    static func store(_ notes: [(title: String, remark: String?)], in plant: RunningPlant) throws {
        let label = try plant.boundary.label(of: .workInstructions, program: "MED")
        let (number, change) = try plant.boundary.number(
            of: RecordLabel(label, of: .workInstructions),
            in: plant.compartment
        )
        var changes = [change].compactMap(\.self)
        for (index, note) in notes.enumerated() {
            let id = [UInt8](repeating: UInt8(index + 1), count: 16)
            changes.append(
                .put(
                    table: "hold_note",
                    row: [.bytes(id), .integer(number), .text(note.title), note.remark.map { .text($0) } ?? .null]
                )
            )
        }
        let cursor = try plant.views.cursor()
        try plant.views.apply(changes, from: cursor, to: cursor + 1)
    }
}
