internal import Boundary
internal import Journal
internal import PlantModel
internal import Storage

extension Gateway {
    /// What became of the batches of a window whose messages lie at the destination.
    func outcomes(of window: SendingWindow) throws -> [EventDraft] {
        var outcomes: [EventDraft] = []
        for batch in window.prepared {
            if batch.message != nil || !batch.exit.stopped.isEmpty {
                let number = batch.message == nil ? nil : window.numbers[batch.batch.id]
                outcomes.append(try outcome(GatewayEvent.delivered, of: batch.batch, number: number))
            } else {
                outcomes.append(try outcome(GatewayEvent.withheld, of: batch.batch, number: nil))
            }
            if !batch.exit.stopped.isEmpty { outcomes.append(try stopped(batch)) }
        }
        return outcomes
    }

    func outcome(_ kind: String, of batch: TakenBatch, number: Int64?) throws(GatewayRefusal) -> EventDraft {
        try event(kind, about: batch, try GatewayEvent.payload(GatewayEvent.Outcome(flow: batch.flow, number: number)))
    }

    /// Records that stay are a batch of their own, which is tried again by a replay.
    private func stopped(_ prepared: PreparedBatch) throws -> EventDraft {
        let batch = prepared.batch
        let stopped = prepared.exit.stopped
        let rest = TakenBatch(
            id: GatewayID.rest(of: batch.id),
            flow: batch.flow,
            program: batch.program,
            holds: batch.holds,
            fields: batch.fields,
            labels: batch.labels,
            findings: Set(stopped.flatMap(\.findings)).sorted().joined(separator: "; "),
            records: stopped.map { batch.records[$0.place] }
        )
        return try event(GatewayEvent.stopped, about: rest, rest.payload)
    }

    /// An event about a batch, under the label of its records.
    func event(_ kind: String, about batch: TakenBatch, _ payload: [UInt8]) throws(GatewayRefusal) -> EventDraft {
        try draft(
            kind,
            batch.id,
            by: .system("gateway"),
            label: batch.labels[batch.holds] ?? "*",
            program: batch.program,
            payload,
            batch.holds
        )
    }
}

extension SendReport {
    /// Counts what left of a window and what stays.
    mutating func count(_ window: SendingWindow) {
        for batch in window.prepared {
            if let message = batch.message {
                messages += 1
                records += message.recordCount
            } else if batch.exit.stopped.isEmpty {
                withheldBatches += 1
            }
            stoppedRecords += batch.exit.stopped.count
        }
    }
}
