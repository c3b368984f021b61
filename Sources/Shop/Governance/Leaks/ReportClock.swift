public import Boundary
internal import Journal
internal import PlantModel
internal import Storage

/// The time within which somebody has to be told of a leak, by a duty of the program. It never goes: it is met by a recorded act, or found not to apply.
public struct ReportClock: LabelledRecord {
    /// Where it comes from.
    public let origin: RecordOrigin
    private let values: [Restricted<ViewValue>]

    /// `state` is `waiting` for what it runs from, `running`, `reported` or `doesNotApply`; times are milliseconds since 1970, 0 where there is none.
    static let trail = TrailTable(
        "report_clock",
        texts: [
            "leak", "program", "addressee", "runs_from", "state", "obligations", "cite", "says", "evidence", "met_by",
            "begun_by",
        ],
        numbers: ["hours", "begun", "due", "met"],
        indexes: [["state", "due"], ["leak"]],
        keepsState: false
    )

    /// Its table and fields.
    public static let kind = RecordKind<ReportClock>(
        "report-clock",
        dataClass: .auditTrail,
        table: trail.table,
        fields: trail.fields { $0.values }
    )

    /// Reads a row.
    public init(row: RestrictedRow) throws(RowError) {
        origin = row.origin
        values = try Self.trail.values(of: row)
    }

    /// The id of a leak's clock: 16 bytes of a hash, so that an address names no addressee.
    static func id(of leak: AggregateID, _ clock: LeakState.Clock) -> AggregateID {
        AggregateID(
            hashing: Array(
                "bulkhead report clock v1\n\(leak.bytes.hexadecimal)\n\(clock.addressee.utf8.count) \(clock.addressee)\n\(clock.trigger)"
                    .utf8
            )
        )
    }

    static func row(_ clock: LeakState.Clock, of leak: AggregateID, _ program: String, _ label: ViewValue) -> RowChange
    {
        let texts = [
            leak.bytes.hexadecimal, program, clock.addressee, clock.trigger, clock.state,
            clock.obligations.joined(separator: ", "), clock.cite, clock.says, clock.evidence ?? "", clock.metBy ?? "",
            clock.beganBy ?? "",
        ]
        let numbers = [clock.hours, clock.began ?? 0, clock.due ?? 0, clock.met ?? 0].map { Int64(clamping: $0) }
        return trail.put(id(of: leak, clock), label, texts: texts, numbers: numbers)
    }
}
