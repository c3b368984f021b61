public import Boundary
internal import Foundation
internal import Journal
internal import PlantModel
internal import Storage

/// A review of who can reach a program's data, signed off: by whom, when, of what, and what was found.
public struct AccessReview: LabelledRecord {
    /// Where it comes from.
    public let origin: RecordOrigin
    private let values: [Restricted<ViewValue>]

    private static let texts = ["program", "reviewer", "printed_name", "signed", "content_hash", "findings"]

    static let table = ViewTable(
        "access_review",
        columns: [ViewColumn("id", .bytes), ViewColumn("label", .integer)] + texts.map { ViewColumn($0, .text) }
            + [ViewColumn("persons", .integer)],
        key: ["id"],
        label: "label",
        indexes: [["program", "signed"]]
    )

    /// Its table and fields.
    public static let kind = RecordKind<AccessReview>(
        "access-review",
        dataClass: .auditTrail,
        table: table,
        fields: (texts + ["persons"]).enumerated().map { place, column in
            RecordField(column, .auditTrail) { $0.values[place] }
        }
    )

    /// Reads a row.
    public init(row: RestrictedRow) throws(RowError) {
        origin = row.origin
        var values: [Restricted<ViewValue>] = []
        for column in Self.texts + ["persons"] { values.append(try row.value(column)) }
        self.values = values
    }

    static let signedKind = "access-review.signed"

    /// The row of an event; none where it cannot be read.
    static func changes(for event: RecordedEvent, labels: inout LabelNumbers) throws -> [RowChange] {
        guard let payload = event.payload, let sign = try? JSONDecoder().decode(SignOff.self, from: Data(payload))
        else {
            return []
        }
        let texts = [
            sign.program, sign.reviewer, sign.printedName, sign.signed, sign.contentHash, sign.findings,
        ]
        return [
            .put(
                table: table.name,
                row: [
                    .bytes(event.event.aggregate.bytes),
                    .integer(try labels.number(of: event.event.label, .auditTrail)),
                ] + texts.map { .text($0.replacing("\u{0}", with: "\u{FFFD}")) } + [.integer(Int64(sign.persons))]
            )
        ]
    }

    /// What the event says: JSON with members in the order of their names.
    struct SignOff: Codable, Sendable {
        let program: String
        let reviewer: String
        let printedName: String
        let signed: String
        let contentHash: String
        let findings: String
        let persons: Int
        /// Authorizations without which the reviewer could not have signed.
        let authorities: [String]
    }
}
