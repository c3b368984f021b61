public import Boundary
internal import PlantModel
internal import Storage

/// A change that was asked for, as far as somebody may see it.
public struct ChangeRequest: LabelledRecord {
    /// Where it comes from.
    public let origin: RecordOrigin
    /// What it is of.
    public let changeKind: Restricted<String>
    /// In a few words.
    public let title: Restricted<String>
    /// Why.
    public let reason: Restricted<String>
    /// How far it has come.
    public let stage: Restricted<String>
    /// Who wrote it.
    public let author: Restricted<String>
    /// The first day on which it counts.
    public let effective: Restricted<String>
    /// The hash of what is approved.
    public let content: Restricted<String>
    /// Approvals, tests and evidence, a line each.
    public let progress: Restricted<String>
    /// Who gains and loses, which plans, a line each.
    public let impact: Restricted<String>
    /// The variant that ends by it, by its id; empty for none.
    public let merges: Restricted<String>

    static let table = ViewTable(
        "change_request",
        columns: [
            ViewColumn("id", .bytes), ViewColumn("label", .integer), ViewColumn("kind", .text),
            ViewColumn("title", .text), ViewColumn("reason", .text), ViewColumn("stage", .text),
            ViewColumn("author", .text), ViewColumn("effective", .text), ViewColumn("content", .text),
            ViewColumn("progress", .text), ViewColumn("impact", .text),
            ViewColumn("merges", .text), ViewColumn(stateColumn, .text),
        ],
        key: ["id"],
        label: "label",
        indexes: [["stage", "effective"], ["content"], ["merges"]]
    )

    /// The column in which the writer keeps what it checks by; no field, so that nothing of it is released.
    static let stateColumn = "writer_state"

    /// Its table and fields.
    public static let kind = RecordKind<ChangeRequest>(
        "change-request",
        dataClass: .workInstructions,
        table: table,
        fields: [
            RecordField("kind", .workInstructions, \.changeKind), RecordField("title", .workInstructions, \.title),
            RecordField("reason", .workInstructions, \.reason), RecordField("stage", .workInstructions, \.stage),
            RecordField("author", .workInstructions, \.author),
            RecordField("effective", .workInstructions, \.effective),
            RecordField("content", .workInstructions, \.content),
            RecordField("progress", .workInstructions, \.progress),
            RecordField("impact", .workInstructions, \.impact),
            RecordField("merges", .workInstructions, \.merges),
        ]
    )

    /// Reads a row.
    public init(row: RestrictedRow) throws(RowError) {
        origin = row.origin
        changeKind = try row.value("kind")
        title = try row.value("title")
        reason = try row.value("reason")
        stage = try row.value("stage")
        author = try row.value("author")
        effective = try row.value("effective")
        content = try row.value("content")
        progress = try row.value("progress")
        impact = try row.value("impact")
        merges = try row.value("merges")
    }
}
