internal import Boundary
internal import Classification
internal import Foundation
internal import Journal
internal import PlantModel
internal import Storage

/// An answer as whoever asked may have it.
struct FilteredAnswer: Sendable {
    var bytes: [UInt8] = []
    var banner = ""
    /// Records in the answer of the system, and those that leave.
    var records = 0
    var sent = 0
    var deadLetters = 0
    var stopped = 0
    var undeclared: [String: Int] = [:]

    var isEmpty: Bool { sent == 0 }
}

extension Gateway {
    /// What leaves of a system's answer to a flow's destination: each record under the label of its program, each release recorded.
    ///
    /// Records come in the order of the answer. What is no record of the flow does not leave and does not show: neither in number nor in what is answered.
    /// - Throws: `otherSchema` where the answer as a whole is none of the flow's, `noAnswer`.
    func filtered(
        _ answer: [UInt8],
        of flow: CarriedFlow,
        through channel: Connector
    ) async throws -> FilteredAnswer {
        var filtered = FilteredAnswer()
        try flow.format.check(answer)
        var reader = flow.format.reader()
        var batches: [String: [(place: Int, record: TakenRecord)]] = [:]
        for (place, piece) in (try reader.append(answer[...]) + reader.finish()).enumerated() {
            filtered.records += 1
            guard case .record(let record, let program) = try RecordMapping(flow).map(piece, in: self),
                places[program] != nil
            else {
                filtered.deadLetters += 1
                continue
            }
            batches[program, default: []].append((place, record))
        }
        filtered.undeclared = reader.undeclared.counts
        var exit = MessageExit(flow, through: channel, of: hull.boundary, clock: clock, scanner: scanner)
        for (program, records) in batches.sorted(by: { $0.key < $1.key }) where flow.passesAnything {
            try await release(records, of: program, flow, through: channel, into: &exit)
        }
        filtered.stopped = exit.stopped.count
        exit.compose()
        guard let message = exit.message else {
            filtered.bytes = flow.format.message([])
            return filtered
        }
        filtered.sent = message.recordCount
        filtered.banner = message.marking.first ?? ""
        filtered.bytes = try exit.bytes(of: message)
        return filtered
    }

    private func release(
        _ records: [(place: Int, record: TakenRecord)],
        of program: String,
        _ flow: CarriedFlow,
        through channel: Connector,
        into exit: inout MessageExit
    ) async throws {
        guard let compartment = places[program] else { return }
        for start in stride(from: 0, to: records.count, by: TakenBatch.recordsMax) {
            let part = records[start..<min(start + TakenBatch.recordsMax, records.count)]
            let batch = TakenBatch(
                id: provider.randomBytes(16),
                flow: flow.id,
                program: program,
                holds: flow.messages.holds.value,
                fields: flow.messages.fields.map(\.name),
                labels: [:],
                records: part.map(\.record)
            )
            try await release(
                try messageRecords(of: batch, flow, from: compartment).records,
                of: flow,
                through: channel,
                into: &exit,
                at: part.map(\.place)
            )
        }
    }
}
