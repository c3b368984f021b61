public import Boundary
internal import PlantModel
internal import Storage

/// A program's deviation from something standard, released as a change with reason, owner and last day.
public struct ProcessVariant: LabelledRecord {
    /// Where it comes from.
    public let origin: RecordOrigin
    /// What it deviates from.
    public let standard: Restricted<String>
    /// What differs.
    public let difference: Restricted<String>
    /// Why.
    public let reason: Restricted<String>
    /// Who answers for it.
    public let owner: Restricted<String>
    /// The first day on which it counts.
    public let effective: Restricted<String>
    /// The last day on which it counts.
    public let expires: Restricted<String>

    static let table = ViewTable(
        "process_variant",
        columns: [
            ViewColumn("id", .bytes), ViewColumn("label", .integer), ViewColumn("standard", .text),
            ViewColumn("difference", .text), ViewColumn("reason", .text), ViewColumn("owner", .text),
            ViewColumn("effective", .text), ViewColumn("expires", .text),
        ],
        key: ["id"],
        label: "label",
        indexes: [["expires"], ["standard"]]
    )

    /// Its table and fields.
    public static let kind = RecordKind<ProcessVariant>(
        "process-variant",
        dataClass: .workInstructions,
        table: table,
        fields: [
            RecordField("standard", .workInstructions, \.standard),
            RecordField("difference", .workInstructions, \.difference),
            RecordField("reason", .workInstructions, \.reason), RecordField("owner", .workInstructions, \.owner),
            RecordField("effective", .workInstructions, \.effective),
            RecordField("expires", .workInstructions, \.expires),
        ]
    )

    /// Reads a row.
    public init(row: RestrictedRow) throws(RowError) {
        origin = row.origin
        standard = try row.value("standard")
        difference = try row.value("difference")
        reason = try row.value("reason")
        owner = try row.value("owner")
        effective = try row.value("effective")
        expires = try row.value("expires")
    }
}
