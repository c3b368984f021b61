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

    static let trail = TrailTable(
        "access_request",
        texts: [
            "person", "program", "record", "record_kind", "reason", "until", "state", "decided_by", "printed_name",
            "decision", "granted_until",
        ],
        numbers: ["asked", "decided"],
        indexes: [["state", "asked"], ["person", "asked"]]
    )

    /// Its table and fields.
    public static let kind = RecordKind<AccessRequest>(
        "access-request",
        dataClass: .auditTrail,
        table: trail.table,
        fields: trail.fields { $0.values }
    )

    /// Reads a row.
    public init(row: RestrictedRow) throws(RowError) {
        origin = row.origin
        values = try Self.trail.values(of: row)
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
        let label = ViewValue.integer(try labels.number(of: event.event.label, .auditTrail))
        return [trail.put(event.event.aggregate, label, texts: texts, numbers: numbers, state: payload)]
    }
}
