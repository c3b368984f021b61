public import Boundary
internal import Journal
internal import PlantModel
internal import Storage

/// A leak that an officer confirmed: what of which program got where, since when it is known, what had left by then. A hold is on its compartment until it
/// is closed.
public struct Leak: LabelledRecord {
    /// Where it comes from.
    public let origin: RecordOrigin
    private let values: [Restricted<ViewValue>]

    static let trail = TrailTable(
        "leak",
        texts: [
            "program", "record", "since", "found", "broken", "officer", "printed_name", "content_hash", "state",
            "closed_by", "closing_reason",
        ],
        numbers: ["discovered", "confirmed", "recipients", "releases"],
        indexes: [["state", "confirmed"]]
    )

    /// Its table and fields.
    public static let kind = RecordKind<Leak>(
        "leak",
        dataClass: .auditTrail,
        table: trail.table,
        fields: trail.fields { $0.values }
    )

    /// Reads a row.
    public init(row: RestrictedRow) throws(RowError) {
        origin = row.origin
        values = try Self.trail.values(of: row)
    }

    /// The rows of an event: the leak's and those of its clocks; none where it cannot be read.
    static func changes(for event: RecordedEvent, labels: inout LabelNumbers) throws -> [RowChange] {
        guard let payload = event.payload, let state = LeakState(payload) else { return [] }
        let id = event.event.aggregate
        let number = ViewValue.integer(try labels.number(of: event.event.label, .auditTrail))
        let texts = [
            state.program, state.record, state.since, state.found, state.broken.joined(separator: ", "), state.officer,
            state.printedName, state.contentHash, state.closed == nil ? "open" : "closed", state.closedBy ?? "",
            state.closingReason ?? "",
        ]
        let numbers = [
            Int64(clamping: state.discovered), Int64(clamping: state.confirmed), Int64(state.recipients),
            Int64(state.releases),
        ]
        let leak = trail.put(id, number, texts: texts, numbers: numbers, state: payload)
        return [leak] + state.clocks.map { ReportClock.row($0, of: id, state.program, number) }
    }
}
