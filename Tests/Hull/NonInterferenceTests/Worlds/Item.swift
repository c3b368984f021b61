import Boundary
import Journal
import PlantModel
import Storage

/// A record of the worlds: what a visitor sees of it, and a note that only engineers see.
struct Item: LabelledRecord {
    let origin: RecordOrigin
    let serial: Restricted<String>
    let amount: Restricted<Int64>
    let body: Restricted<String>
    let note: Restricted<String?>

    static let table = ViewTable(
        "item",
        columns: [
            ViewColumn("id", .bytes), ViewColumn("label", .integer), ViewColumn("serial", .text),
            ViewColumn("amount", .integer), ViewColumn("body", .text), ViewColumn("note", .text, isNullable: true),
        ],
        key: ["id"],
        label: "label",
        indexes: [["label", "serial"]],
        searched: ["body", "note"]
    )

    static let kind = RecordKind<Item>(
        "item",
        dataClass: .inspectionRecords,
        table: table,
        fields: [
            RecordField("serial", .genealogy, \.serial), RecordField("amount", .inspectionRecords, \.amount),
            RecordField("body", .inspectionRecords, \.body), RecordField("note", .nonconformances, \.note),
        ]
    )

    init(row: RestrictedRow) throws(RowError) {
        origin = row.origin
        serial = try row.value("serial")
        amount = try row.value("amount")
        body = try row.value("body")
        note = try row.value("note")
    }
}

/// What stands in an item's row, but its label's number.
struct ItemValues: Hashable, Codable, Sendable {
    var id: [UInt8]
    var program: String
    var serial: String
    var amount: Int64
    var body: String
    var note: String?

    func row(label: Int64) -> [ViewValue] {
        [
            .bytes(id), .integer(label), .text(serial), .integer(amount), .text(body),
            note.map(ViewValue.text) ?? .null,
        ]
    }
}
