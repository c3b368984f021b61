internal import Cedar
public import Journal
internal import PlantModel
public import Storage

/// Who got what, or was refused it, as the log of a compartment has it: the trail, as far as somebody may see it.
///
/// Each row is under the label of what it is about, as a record of the class `auditTrail`: who may not see a program's records does not see who
/// else saw them either, unless policies say otherwise. That somebody looked for what is not there has no row, for the row would tell it apart from
/// what is hidden; it is in the control log.
public struct AccessEvent: LabelledRecord {
    /// How it ended.
    public enum Outcome: String, Sendable, CaseIterable {
        /// Something left.
        case released
        /// It was refused.
        case denied
    }

    /// Where it comes from.
    public let origin: RecordOrigin
    private let values: [Restricted<ViewValue>]

    /// A decision that a system of the plant asked for: who may do what leaves by it.
    static let evaluatedKind = "access.evaluated"

    static let table = ViewTable(
        "access_event",
        columns: [ViewColumn("id", .bytes), ViewColumn("label", .integer)] + fields.map { ViewColumn($0, .text) }
            + [ViewColumn("records", .integer), ViewColumn("sequence", .integer)],
        key: ["id"],
        label: "label",
        indexes: [["outcome", "at"]]
    )

    /// Beside the fields the place in the log, by which evidence is taken from there; it is no field, so that it is not released.
    ///
    /// Texts: when, in UTC; how it ended; who; by which way; what for; the kind of record; the record, where it is one; the policies.
    private static let fields = ["at", "outcome", "subject", "channel", "action", "kind", "record", "policies"]

    /// Its table and fields.
    public static let kind = RecordKind<AccessEvent>(
        "access-event",
        dataClass: .auditTrail,
        table: table,
        fields: (fields + ["records"]).enumerated().map { place, name in
            RecordField(name, .auditTrail) { $0.values[place] }
        }
    )

    /// Reads a row.
    public init(row: RestrictedRow) throws(RowError) {
        origin = row.origin
        var values: [Restricted<ViewValue>] = []
        for name in Self.fields + ["records"] { values.append(try row.value(name)) }
        self.values = values
    }
}

extension AccessEvent {
    /// Makes a row of each release and of each refusal.
    public struct Projection: RecordProjection {
        /// A projection of the trail.
        public init() {}

        /// Of this form.
        public var version: Int { 3 }
        /// The table of the trail.
        public var tables: [ViewTable] { [table] }

        /// The row of an event. Of one whose payload was shredded nothing is left but that there was one.
        public func changes(for event: RecordedEvent, labels: inout LabelNumbers) throws -> [RowChange] {
            let outcome: Outcome
            switch event.event.kind {
            case "release", evaluatedKind: outcome = .released
            case "release.denied", "access.denied": outcome = .denied
            default: return []
            }
            guard let payload = event.payload, let node = try? JSONNode(parsing: payload, file: event.event.kind)
            else { return [] }
            func text(_ name: String) -> String { node[name]?.text ?? "" }
            func list(_ name: String) -> [JSONNode] {
                if case .array(let elements)? = node[name]?.kind { elements } else { [] }
            }
            let texts = [
                ClockText.moment(event.event.time), outcome.rawValue, event.event.subject, text("channel"),
                text("action"),
                text("kind"), text("record"), list("policies").compactMap(\.text).joined(separator: ", "),
            ]
            let records = outcome == .denied ? 1 : list("records").count
            let number = try labels.number(of: event.event.label, .auditTrail)
            return [
                .put(
                    table: table.name,
                    row: [.bytes(event.event.aggregate.bytes), .integer(number)]
                        + texts.map { .text($0.replacing("\u{0}", with: "\u{FFFD}")) } + [
                            .integer(Int64(records)), .integer(Int64(clamping: event.event.sequence)),
                        ]
                )
            ]
        }
    }
}
