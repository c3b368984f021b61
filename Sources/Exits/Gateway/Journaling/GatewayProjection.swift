public import Boundary
internal import Foundation
public import Journal
internal import PlantModel
public import Storage

/// The rows that a gateway works by: what waits, what became of it, the numbers of streams, dead letters.
public struct GatewayProjection: RecordProjection {
    /// A projection.
    public init() {}

    /// Of this form.
    public var version: Int { 1 }

    /// What was taken and has not left, with its content.
    static let batch = ViewTable(
        "gateway_batch",
        columns: [
            ViewColumn("id", .bytes), ViewColumn("label", .integer), ViewColumn("flow", .text),
            ViewColumn("program", .text), ViewColumn("payload", .bytes),
        ],
        key: ["id"],
        label: "label",
        indexes: [["flow"]]
    )

    /// What waits to be sent, in the order in which it came.
    static let queue = ViewTable(
        "gateway_queue",
        columns: [ViewColumn("position", .integer), ViewColumn("batch", .bytes), ViewColumn("flow", .text)],
        key: ["position"],
        label: nil,
        indexes: [["flow"], ["batch"]]
    )

    /// What became of each batch.
    static let state = ViewTable(
        "gateway_state",
        columns: [
            ViewColumn("batch", .bytes), ViewColumn("flow", .text), ViewColumn("state", .text),
            ViewColumn("number", .integer, isNullable: true), ViewColumn("digest", .text, isNullable: true),
        ],
        key: ["batch"],
        label: nil,
        indexes: [["flow", "state"]]
    )

    /// The last number of each stream.
    static let stream = ViewTable(
        "gateway_stream",
        columns: [ViewColumn("flow", .text), ViewColumn("program", .text), ViewColumn("number", .integer)],
        key: ["flow", "program"],
        label: nil
    )

    /// What is no record.
    static let dead = ViewTable(
        "gateway_dead",
        columns: [
            ViewColumn("id", .bytes), ViewColumn("label", .integer), ViewColumn("flow", .text),
            ViewColumn("line", .integer), ViewColumn("reason", .text), ViewColumn("raw", .bytes),
            ViewColumn("head", .bytes, isNullable: true),
        ],
        key: ["id"],
        label: "label",
        indexes: [["flow"]]
    )

    /// Its tables.
    public var tables: [ViewTable] { [Self.batch, Self.queue, Self.state, Self.stream, Self.dead] }

    /// What an event changes.
    public func changes(for event: RecordedEvent, labels: inout LabelNumbers) throws -> [RowChange] {
        let id = ViewValue.bytes(event.event.aggregate.bytes)
        let position = ViewValue.integer(Int64(clamping: event.event.sequence))
        func state(_ word: String, _ flow: String, _ number: Int64?, _ digest: String? = nil) -> RowChange {
            .put(
                table: Self.state.name,
                row: [
                    id, .text(flow), .text(word), number.map(ViewValue.integer) ?? .null,
                    digest.map(ViewValue.text) ?? .null,
                ]
            )
        }
        func queued(_ flow: String) -> RowChange { .put(table: Self.queue.name, row: [position, id, .text(flow)]) }
        let unqueued = RowChange.removeAll(table: Self.queue.name, column: "batch", value: id)
        switch event.event.kind {
        case GatewayEvent.taken, GatewayEvent.stopped:
            // The records are read when they are sent; here they would be read once more for nothing.
            guard let payload = event.payload, let batch = TakenBatch.Head(payload) else { return [] }
            let number = try labels.number(of: event.event.label, batch.holds)
            let row = RowChange.put(
                table: Self.batch.name,
                row: [id, .integer(number), .text(batch.flow), .text(batch.program), .bytes(payload)]
            )
            let stays = event.event.kind == GatewayEvent.stopped
            return stays
                ? [row, state("stopped", batch.flow, nil)]
                : [row, queued(batch.flow), state("waiting", batch.flow, nil)]
        case GatewayEvent.staged:
            guard let staged = GatewayEvent.read(GatewayEvent.Staged.self, event.payload) else { return [] }
            return [
                state("staged", staged.flow, staged.number, staged.digest),
                .put(
                    table: Self.stream.name,
                    row: [.text(staged.flow), .text(staged.program), .integer(staged.number)]
                ),
            ]
        case GatewayEvent.delivered:
            guard let outcome = GatewayEvent.read(GatewayEvent.Outcome.self, event.payload) else { return [] }
            return [
                .remove(table: Self.batch.name, key: [id]), unqueued,
                state("delivered", outcome.flow, outcome.number),
            ]
        case GatewayEvent.withheld:
            guard let outcome = GatewayEvent.read(GatewayEvent.Outcome.self, event.payload) else { return [] }
            return [unqueued, state("withheld", outcome.flow, nil)]
        case GatewayEvent.replayed:
            guard let outcome = GatewayEvent.read(GatewayEvent.Outcome.self, event.payload) else { return [] }
            return [unqueued, queued(outcome.flow), state("waiting", outcome.flow, nil)]
        case GatewayEvent.dead:
            guard let letter = GatewayEvent.read(GatewayEvent.DeadLetter.self, event.payload) else { return [] }
            let number = try labels.number(of: event.event.label, .attachments)
            return [
                .put(
                    table: Self.dead.name,
                    row: [
                        id, .integer(number), .text(letter.flow), .integer(Int64(letter.line)), .text(letter.reason),
                        .bytes(Array(letter.raw)), letter.head.map { .bytes(Array($0)) } ?? .null,
                    ]
                )
            ]
        case GatewayEvent.revived: return [.remove(table: Self.dead.name, key: [id])]
        default: return []
        }
    }
}
