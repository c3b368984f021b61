public import Boundary
internal import Journal
internal import PlantModel
internal import Storage

/// A request for access: somebody was refused a record that a need to know for its program would open, and asked for that. It is of the program's
/// trail, so that whoever oversees the program sees it, and whoever asked sees of it what was asked for alone.
public struct AccessRequest: LabelledRecord {
    /// Where it comes from.
    public let origin: RecordOrigin
    private let values: [Restricted<ViewValue>]

    private static let texts = [
        "person", "program", "record", "record_kind", "reason", "until", "state", "decided_by", "printed_name",
        "decision", "granted_until",
    ]
    private static let numbers = ["asked", "decided"]

    static let stateColumn = "whole"

    static let table = ViewTable(
        "access_request",
        columns: [ViewColumn("id", .bytes), ViewColumn("label", .integer)] + texts.map { ViewColumn($0, .text) }
            + numbers.map { ViewColumn($0, .integer) } + [ViewColumn(stateColumn, .text)],
        key: ["id"],
        label: "label",
        indexes: [["state", "asked"], ["person", "asked"]]
    )

    /// Its table and fields.
    public static let kind = RecordKind<AccessRequest>(
        "access-request",
        dataClass: .auditTrail,
        table: table,
        fields: (texts + numbers).enumerated().map { place, column in
            RecordField(column, .auditTrail) { $0.values[place] }
        }
    )

    /// Reads a row.
    public init(row: RestrictedRow) throws(RowError) {
        origin = row.origin
        var values: [Restricted<ViewValue>] = []
        for column in Self.texts + Self.numbers { values.append(try row.value(column)) }
        self.values = values
    }

    /// The row of an event; none where it cannot be read.
    static func changes(for event: RecordedEvent, labels: inout LabelNumbers) throws -> [RowChange] {
        guard let payload = event.payload, let state = AccessRequestState(payload) else { return [] }
        let decision = state.decision
        let texts = [
            state.person, state.program, state.record, state.recordKind, state.reason, state.until,
            state.standing.rawValue, decision?.by ?? "", decision?.printedName ?? "", decision?.words ?? "",
            state.grantedUntil ?? "",
        ]
        let numbers = [Int64(clamping: state.asked), Int64(clamping: decision?.time ?? 0)]
        return [
            .put(
                table: table.name,
                row: [
                    .bytes(event.event.aggregate.bytes),
                    .integer(try labels.number(of: event.event.label, .auditTrail)),
                ] + texts.map(Leak.text) + numbers.map { .integer($0) }
                    + [Leak.text(String(decoding: payload, as: UTF8.self))]
            )
        ]
    }
}
