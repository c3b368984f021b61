import Boundary
import Cedar
import Journal
import PlantModel
import Storage

/// A record with fields of four classes, one of them under a label of its own.
struct InspectionResult: LabelledRecord {
    let origin: RecordOrigin
    let serial: Restricted<String>
    let measured: Restricted<Int64>
    let started: Restricted<Int64>
    let note: Restricted<String?>

    static let table = ViewTable(
        "inspection_result",
        columns: [
            ViewColumn("id", .bytes), ViewColumn("label", .integer), ViewColumn("job_label", .integer),
            ViewColumn("serial", .text), ViewColumn("measured", .integer), ViewColumn("started", .integer),
            ViewColumn("note", .text, isNullable: true), ViewColumn("held", .truth),
        ],
        key: ["id"],
        label: "label",
        indexes: [["label", "serial"]]
    )

    static let kind = RecordKind<InspectionResult>(
        "inspection-result",
        dataClass: .inspectionRecords,
        table: table,
        fields: [
            RecordField("serial", .genealogy, \.serial),
            RecordField("measured", .inspectionRecords, \.measured),
            RecordField("started", .jobResponses, labelColumn: "job_label", \.started),
            RecordField("note", .nonconformances, \.note),
        ],
        facts: ["held": "held"]
    )

    init(row: RestrictedRow) throws(RowError) {
        origin = row.origin
        serial = try row.value("serial")
        measured = try row.value("measured")
        started = try row.value("started")
        note = try row.value("note")
    }
}

/// A kind of record whose every field stands under the row's label.
struct OrderLine: LabelledRecord {
    let origin: RecordOrigin
    let order: Restricted<String>
    let quantity: Restricted<Int64>

    static let kind = RecordKind<OrderLine>(
        "order-line",
        dataClass: .orders,
        table: ViewTable(
            "order_line",
            columns: [
                ViewColumn("id", .bytes), ViewColumn("label", .integer), ViewColumn("order_name", .text),
                ViewColumn("quantity", .integer),
            ],
            key: ["id"],
            label: "label"
        ),
        fields: [
            RecordField("order", .orders, column: "order_name", \.order),
            RecordField("quantity", .orders, \.quantity),
        ]
    )

    init(row: RestrictedRow) throws(RowError) {
        origin = row.origin
        order = try row.value("order_name")
        quantity = try row.value("quantity")
    }
}
