public import Journal
public import Storage

extension ControlRecord {
    static let factsKind = "subject.facts"
    static let dismissedKind = "subject.dismissed"
    static let adoptedKind = "policy.adopted"

    static let clockKind = "clock.corrected"

    static let clockTable = ViewTable(
        "control_clock",
        columns: [ViewColumn("sequence", .integer), ViewColumn("time", .integer)],
        key: ["sequence"],
        label: nil
    )

    static let personTable = ViewTable(
        "control_person",
        columns: [
            ViewColumn("sequence", .integer), ViewColumn("time", .integer), ViewColumn("aggregate", .bytes),
            ViewColumn("kind", .text), ViewColumn("payload", .bytes, isNullable: true),
        ],
        key: ["sequence"],
        label: nil
    )

    static let policyTable = ViewTable(
        "control_policy",
        columns: [
            ViewColumn("sequence", .integer), ViewColumn("time", .integer),
            ViewColumn("payload", .bytes, isNullable: true),
        ],
        key: ["sequence"],
        label: nil
    )

    /// Makes the rows that are read at a start. Each event has its own row, for of two changes at once the one that counted may have been
    /// recorded first.
    public struct Projection: RecordProjection {
        /// A projection of the control log.
        public init() {}

        /// Of this form.
        public var version: Int { 1 }
        /// Persons, policies, and when the clock was corrected.
        public var tables: [ViewTable] { [personTable, policyTable, clockTable] }

        /// One row for a change of a person's facts or of policies.
        public func changes(for event: RecordedEvent, labels: inout LabelNumbers) -> [RowChange] {
            let sequence = ViewValue.integer(Int64(clamping: event.event.sequence))
            let time = ViewValue.integer(Int64(clamping: event.event.time))
            let payload = event.payload.map(ViewValue.bytes) ?? .null
            switch event.event.kind {
            case factsKind, dismissedKind:
                let aggregate = ViewValue.bytes(event.event.aggregate.bytes)
                return [
                    .put(table: personTable.name, row: [sequence, time, aggregate, .text(event.event.kind), payload])
                ]
            case adoptedKind: return [.put(table: policyTable.name, row: [sequence, time, payload])]
            case clockKind: return [.put(table: clockTable.name, row: [sequence, time])]
            default: return []
            }
        }
    }
}
