public import Boundary
internal import PlantModel
public import Storage

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
    /// The work definition that it deviates from, by its id; null for anything else.
    public let definition: Restricted<ViewValue>
    /// The first day on which it does not count since it was merged; empty where it was not.
    public let ended: Restricted<String>
    /// Which way it was merged: `backToStandard` or `intoStandard`; empty where it was not.
    public let merged: Restricted<String>

    static let table = ViewTable(
        "process_variant",
        columns: [
            ViewColumn("id", .bytes), ViewColumn("label", .integer), ViewColumn("standard", .text),
            ViewColumn("difference", .text), ViewColumn("reason", .text), ViewColumn("owner", .text),
            ViewColumn("effective", .text), ViewColumn("expires", .text),
            ViewColumn("definition", .bytes, isNullable: true), ViewColumn("ended", .text), ViewColumn("merged", .text),
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
            RecordField("definition", .workInstructions, \.definition),
            RecordField("ended", .workInstructions, \.ended), RecordField("merged", .workInstructions, \.merged),
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
        definition = try row.value("definition")
        ended = try row.value("ended")
        merged = try row.value("merged")
    }
}
