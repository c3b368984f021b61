public import Boundary
internal import Foundation
public import Journal
internal import PlantModel
public import Storage

/// Makes the rows of changes, variants, released baselines, reviews of and requests for access and leaks, in the control compartment and in those of programs alike.
public struct GovernanceProjection: RecordProjection {
    /// Released baselines, which the writer and a start read; they hold no program's data and are shown as changes.
    static let baselines = ViewTable(
        "baseline_release",
        columns: [
            ViewColumn("sequence", .integer), ViewColumn("effective", .text), ViewColumn("release", .text),
        ],
        key: ["sequence"],
        label: nil
    )

    /// A projection.
    public init() {}

    /// Raised whenever the same events give other rows.
    public var version: Int { 5 }

    /// Changes, variants, baselines, reviews of access, leaks and their clocks, requests for access.
    public var tables: [ViewTable] {
        [
            ChangeRequest.table, ProcessVariant.table, Self.baselines, AccessReview.table, Leak.trail.table,
            ReportClock.trail.table, AccessRequest.trail.table,
        ]
    }

    /// The rows of an event. One that cannot be read makes none, so that it stops no other.
    public func changes(for event: RecordedEvent, labels: inout LabelNumbers) throws -> [RowChange] {
        if event.event.kind == AccessReview.signedKind {
            return try AccessReview.changes(for: event, labels: &labels)
        }
        if LeakEventKind(rawValue: event.event.kind) != nil {
            return try Leak.changes(for: event, labels: &labels)
        }
        if AccessRequestEventKind(rawValue: event.event.kind) != nil {
            return try AccessRequest.changes(for: event, labels: &labels)
        }
        guard ChangeEventKind(rawValue: event.event.kind) != nil, let payload = event.payload,
            let content = ChangeEvent(payload)
        else { return [] }
        var rows: [RowChange] = []
        if let change = content.change {
            rows += try Self.rows(change, .bytes(event.event.aggregate.bytes), &labels)
        }
        if let merged = content.merged, let id = AggregateID(hexadecimal: merged.id) {
            rows += try Self.rows(merged, .bytes(id.bytes), &labels)
        }
        if let baseline = content.baseline {
            rows.append(
                .put(
                    table: Self.baselines.name,
                    row: [
                        .integer(Int64(clamping: event.event.sequence)), .text(baseline.effective),
                        .text(String(decoding: try JSONEncoder().encode(baseline), as: UTF8.self)),
                    ]
                )
            )
        }
        return rows
    }

    /// The rows of a change: its own, and that of a variant which was released by it.
    private static func rows(_ change: ChangeState, _ id: ViewValue, _ labels: inout LabelNumbers) throws -> [RowChange]
    {
        let number = try labels.number(of: change.label, .workInstructions)
        var rows: [RowChange] = [.put(table: ChangeRequest.table.name, row: try row(change, id, number))]
        if change.stage == .released, let variant = change.variant {
            let texts = [
                variant.standard, variant.difference, change.reason, variant.owner, change.effective, variant.expires,
            ]
            let definition = variant.definition.flatMap { AggregateID(hexadecimal: $0) }.map {
                ViewValue.bytes($0.bytes)
            }
            let ended = [change.ended?.day ?? "", change.ended?.way.rawValue ?? ""]
            rows.append(
                .put(
                    table: ProcessVariant.table.name,
                    row: [id, .integer(number)] + texts.map(ViewValue.text) + [definition ?? .null]
                        + ended.map(ViewValue.text)
                )
            )
        }
        return rows
    }

    private static func row(_ change: ChangeState, _ id: ViewValue, _ number: Int64) throws -> [ViewValue] {
        let progress =
            change.approvals.map { approval in
                let signed = approval.printedName.map { ", signed \($0) \(Self.written(approval.time))" } ?? ""
                return "approved by \(approval.approver) as \(approval.capacity)\(signed)"
            }
            + change.customers.map { "approved by the customer \($0.name): \($0.reference)" }
            + change.tests.map { "\($0.passed ? "passed" : "failed") \($0.name): \($0.reference)" }
            + change.evidence.map { "evidence \($0.name): \($0.reference)" }
            + (change.rejection.map { ["refused by \($0.by) as \($0.capacity): \($0.reason)"] } ?? [])
            + (change.releasedBy.map { ["released by \($0)"] } ?? [])
            + (change.ended.map { ["ended on \($0.day)"] } ?? [])
        let texts = [
            change.kind.rawValue, change.title, change.reason, change.stage.rawValue, change.author, change.effective,
            change.content, progress.joined(separator: "\n"), change.impact.joined(separator: "\n"),
            change.merging?.variant ?? "",
            String(decoding: try JSONEncoder().encode(change), as: UTF8.self),
        ]
        // A column holds no U+0000, whatever somebody typed.
        return [id, .integer(number)] + texts.map { .text($0.replacing("\u{0}", with: "\u{FFFD}")) }
    }

    /// Date and time of a signature, in UTC.
    private static func written(_ time: UInt64) -> String {
        Date(timeIntervalSince1970: Double(time) / 1_000).ISO8601Format()
    }
}
