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

    private static let texts = [
        "program", "record", "since", "found", "broken", "officer", "printed_name", "content_hash", "state",
        "closed_by", "closing_reason",
    ]
    private static let numbers = ["discovered", "confirmed", "recipients", "releases"]

    static let stateColumn = "whole"

    static let table = ViewTable(
        "leak",
        columns: [ViewColumn("id", .bytes), ViewColumn("label", .integer)] + texts.map { ViewColumn($0, .text) }
            + numbers.map { ViewColumn($0, .integer) } + [ViewColumn(stateColumn, .text)],
        key: ["id"],
        label: "label",
        indexes: [["state", "confirmed"]]
    )

    /// Its table and fields.
    public static let kind = RecordKind<Leak>(
        "leak",
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
        let whole = String(decoding: payload, as: UTF8.self)
        let leak = RowChange.put(
            table: table.name,
            row: [.bytes(id.bytes), number] + texts.map(text) + numbers.map { .integer($0) } + [text(whole)]
        )
        return [leak] + state.clocks.map { ReportClock.row($0, of: id, state.program, number) }
    }

    /// A column holds no U+0000, whatever somebody typed.
    static func text(_ value: String) -> ViewValue { .text(value.replacing("\u{0}", with: "\u{FFFD}")) }
}
