internal import Boundary
internal import Foundation
internal import Journal
internal import PlantModel
internal import Storage

/// What a replay put back.
public struct ReplayReport: Sendable, Equatable {
    /// Batches that wait again: they were withheld or stopped.
    public internal(set) var batches = 0
    /// Dead letters that are records now.
    public internal(set) var revived = 0
    /// Dead letters that still are none.
    public internal(set) var deadLetters = 0
}

extension Gateway {
    /// Puts back what stayed of a flow: whatever was withheld or stopped waits again, and dead letters are read as the flow is declared now.
    /// Nothing is let through by it that would not be let through the first time.
    public func replay(_ flow: CarriedFlow) async throws -> ReplayReport {
        var report = ReplayReport()
        for compartment in compartments {
            try await requeue(flow, in: compartment, &report)
            try await revive(flow, in: compartment, &report)
        }
        return report
    }

    private func requeue(_ flow: CarriedFlow, in compartment: CompartmentName, _ report: inout ReplayReport)
        async throws
    {
        while true {
            let ids = try rows(
                ViewQuery(
                    GatewayProjection.state.name,
                    columns: ["batch"],
                    matches: [
                        ViewQuery.Match("flow", .equal, [.text(flow.id)]),
                        ViewQuery.Match("state", .equal, [.text("withheld"), .text("stopped")]),
                    ],
                    limit: 500
                ),
                in: compartment
            ).map { $0[0] }
            guard !ids.isEmpty else { return }
            let batches = try batches(ids, in: compartment)
            let drafts = try ids.compactMap { batches[$0] }.map { batch in
                try outcome(GatewayEvent.replayed, of: batch, number: nil)
            }
            // What was shredded meanwhile has a state and no content.
            guard !drafts.isEmpty else { return }
            try await perform(
                JournalCommand(
                    id: try GatewayID.command("replay", [provider.randomBytes(16)]),
                    drafts: drafts
                ),
                in: compartment
            )
            report.batches += drafts.count
        }
    }

    private func revive(_ flow: CarriedFlow, in compartment: CompartmentName, _ report: inout ReplayReport) async throws
    {
        var last: [ViewValue]?
        while true {
            let letters = try rows(
                ViewQuery(
                    GatewayProjection.dead.name,
                    columns: ["id", "raw", "head"],
                    matches: [ViewQuery.Match("flow", .equal, [.text(flow.id)])],
                    after: last,
                    limit: 200
                ),
                in: compartment
            )
            for letter in letters {
                guard case .bytes(let id) = letter[0], case .bytes(let raw) = letter[1] else { continue }
                var head: [UInt8]?
                if case .bytes(let bytes) = letter[2] { head = bytes }
                if try await revive(id, raw, head, flow, in: compartment) {
                    report.revived += 1
                } else {
                    report.deadLetters += 1
                }
            }
            guard letters.count == 200, let end = letters.last else { return }
            last = [end[0]]
        }
    }

    /// First the record is taken, then the letter is put away: cut short in between, both are tried again and the record is known.
    private func revive(
        _ id: [UInt8],
        _ raw: [UInt8],
        _ head: [UInt8]?,
        _ flow: CarriedFlow,
        in compartment: CompartmentName
    ) async throws -> Bool {
        var reader = flow.format.reader()
        let pieces: [ReadPiece]
        do throws(GatewayRefusal) {
            pieces = try reader.append(((head.map { $0 + [0x0A] } ?? []) + raw)[...]) + reader.finish()
        } catch {
            // It is of another schema, as it was.
            return false
        }
        guard pieces.count == 1,
            case .record(let record, let program) = try RecordMapping(flow).map(pieces[0], in: self),
            places[program] != nil
        else { return false }
        let batch = TakenBatch(
            id: GatewayID.bytes("revived", [id]),
            flow: flow.id,
            program: program,
            holds: flow.messages.holds.value,
            fields: flow.messages.fields.map(\.name),
            labels: [:],
            records: [record]
        )
        _ = try await self.record([batch], of: flow)
        let draft = try draft(
            GatewayEvent.revived,
            id,
            by: .system("gateway"),
            label: "*",
            program: nil,
            try GatewayEvent.payload(GatewayEvent.Outcome(flow: flow.id, number: nil)),
            flow.messages.holds.value
        )
        try await perform(
            JournalCommand(id: try GatewayID.command("revive", [id]), drafts: [draft]),
            in: compartment
        )
        return true
    }
}
