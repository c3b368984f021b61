import Boundary
import Journal
import PlantModel
import Storage

/// A record that is searched: a title and a text of one class.
struct ShiftNote: LabelledRecord {
    let origin: RecordOrigin
    let title: Restricted<String>
    let text: Restricted<String>

    static let kind = RecordKind<ShiftNote>(
        "shift-note",
        dataClass: .workInstructions,
        table: ViewTable(
            "shift_note",
            columns: [
                ViewColumn("id", .bytes), ViewColumn("label", .integer), ViewColumn("title", .text),
                ViewColumn("body", .text),
            ],
            key: ["id"],
            label: "label",
            indexes: [["title"]],
            searched: ["title", "body"]
        ),
        fields: [
            RecordField("title", .workInstructions, \.title),
            RecordField("text", .workInstructions, column: "body", \.text),
        ]
    )

    init(row: RestrictedRow) throws(RowError) {
        origin = row.origin
        title = try row.value("title")
        text = try row.value("body")
    }

    /// Stores notes of a program in a compartment.
    static func store(
        _ program: String,
        _ notes: [(title: String, text: String)],
        in compartment: CompartmentName,
        _ views: any ViewStore,
        _ boundary: Boundary,
        ids: [[UInt8]]? = nil
    ) throws {
        let label = try boundary.label(of: .workInstructions, program: program)
        let (number, change) = try boundary.number(of: RecordLabel(label, of: .workInstructions), in: compartment)
        var changes = [change].compactMap(\.self)
        for (index, note) in notes.enumerated() {
            let id = ids?[index] ?? SwiftCryptoProvider().randomBytes(16)
            changes.append(
                .put(
                    table: "shift_note",
                    row: [.bytes(id), .integer(number), .text(note.title), .text(note.text)]
                )
            )
        }
        let cursor = try views.cursor()
        try views.apply(changes, from: cursor, to: cursor + 1)
    }
}
