internal import Boundary
internal import Classification
internal import ContentScan
internal import Journal
internal import PlantModel
internal import Storage

/// What came of sending. The counts are those of what left; of what stays it says only that there is some.
public struct SendReport: Sendable, Equatable {
    /// Messages that lie at the destination now and did not before.
    public internal(set) var messages = 0
    /// Records in them.
    public internal(set) var records = 0
    /// Batches of which nothing may leave. They are kept, and tried again by a replay.
    public internal(set) var withheldBatches = 0
    /// Records that stay because of what was found in them.
    public internal(set) var stoppedRecords = 0
}

/// A batch that waits.
struct WaitingBatch: Sendable {
    let batch: TakenBatch
    /// The number and hash of the message that was made of it, where one was.
    let staged: (number: Int64, digest: String)?
}

/// What leaves of a batch.
struct PreparedBatch: Sendable {
    let waiting: WaitingBatch
    let exit: MessageExit
    var message: OutgoingMessage? { exit.message }
    var batch: TakenBatch { waiting.batch }
}

extension Gateway {
    /// Sends what waits of a flow, as far as policies and filter let it through, until nothing waits or the destination takes no more.
    /// - Throws: `GatewayRefusal`. What was not sent still waits.
    func send(_ flow: CarriedFlow, to connector: some OutboundConnector) async throws -> SendReport {
        var report = SendReport()
        for compartment in compartments {
            while true {
                let window = try waiting(flow, in: compartment)
                guard !window.isEmpty else { break }
                try await connector.checkRoom()
                try await send(window, of: flow, from: compartment, through: connector, &report)
            }
        }
        return report
    }

    /// The first batches that wait, in the order in which they came.
    private func waiting(_ flow: CarriedFlow, in compartment: CompartmentName) throws -> [WaitingBatch] {
        let ids = try rows(
            ViewQuery(
                GatewayProjection.queue.name,
                columns: ["batch"],
                matches: [ViewQuery.Match("flow", .equal, [.text(flow.id)])],
                limit: windowMax
            ),
            in: compartment
        ).map { $0[0] }
        guard !ids.isEmpty else { return [] }
        let batches = try batches(ids, in: compartment)
        var staged: [ViewValue: (Int64, String)] = [:]
        for row in try rows(
            ViewQuery(
                GatewayProjection.state.name,
                columns: ["batch", "number", "digest"],
                matches: [ViewQuery.Match("batch", .equal, ids)],
                limit: ids.count
            ),
            in: compartment
        ) {
            if case .integer(let number) = row[1], case .text(let digest) = row[2] { staged[row[0]] = (number, digest) }
        }
        return try ids.map { id in
            guard let batch = batches[id] else {
                throw GatewayRefusal(.noAnswer, "\(compartment): a batch that waits cannot be read; rebuild the views")
            }
            return WaitingBatch(batch: batch, staged: staged[id])
        }
    }

    /// Batches by their ids, as they were recorded; what was shredded meanwhile is not among them.
    func batches(_ ids: [ViewValue], in compartment: CompartmentName) throws(GatewayRefusal) -> [ViewValue: TakenBatch]
    {
        let found = try rows(
            ViewQuery(
                GatewayProjection.batch.name,
                columns: ["id", "payload"],
                matches: [ViewQuery.Match("id", .equal, ids)],
                limit: ids.count
            ),
            in: compartment
        )
        var batches: [ViewValue: TakenBatch] = [:]
        for row in found {
            guard case .bytes(let id) = row[0], case .bytes(let payload) = row[1] else { continue }
            batches[row[0]] = TakenBatch(id: id, payload: payload)
        }
        return batches
    }

    private func send(
        _ window: [WaitingBatch],
        of flow: CarriedFlow,
        from compartment: CompartmentName,
        through connector: some OutboundConnector,
        _ report: inout SendReport
    ) async throws {
        var prepared = try await released(window, of: flow, from: compartment, through: connector)
        try after?(.released)
        var outcomes: [EventDraft] = []
        // What was begun before this process, and is another message now.
        var open: [PreparedBatch] = []
        for batch in prepared {
            guard let staged = batch.waiting.staged, staged.digest != batch.message?.digest else {
                open.append(batch)
                continue
            }
            if try await connector.settle(name(of: batch, staged.number), digest: staged.digest) {
                outcomes.append(try outcome(GatewayEvent.delivered, of: batch.batch, number: staged.number))
                continue
            }
            var exit = batch.exit
            if batch.message == nil { exit.sendNothing() }
            open.append(PreparedBatch(waiting: batch.waiting, exit: exit))
        }
        prepared = open
        let leaving = prepared.filter { $0.message != nil }
        let numbers = try await stage(leaving, of: flow, in: compartment)
        try after?(.staged)
        try await connector.send(
            try leaving.map { batch in try signed(batch, number: numbers[batch.batch.id] ?? 0) }
        )
        try after?(.written)
        for batch in prepared {
            if let message = batch.message {
                report.messages += 1
                report.records += message.recordCount
                outcomes.append(
                    try outcome(GatewayEvent.delivered, of: batch.batch, number: numbers[batch.batch.id])
                )
            } else if batch.exit.stopped.isEmpty {
                report.withheldBatches += 1
                outcomes.append(try outcome(GatewayEvent.withheld, of: batch.batch, number: nil))
            } else {
                outcomes.append(try outcome(GatewayEvent.delivered, of: batch.batch, number: nil))
            }
            if !batch.exit.stopped.isEmpty {
                report.stoppedRecords += batch.exit.stopped.count
                outcomes.append(try stopped(batch))
            }
        }
        try await perform(
            JournalCommand(
                id: try GatewayID.command("outcome", window.map(\.batch.id) + [provider.randomBytes(16)]),
                drafts: outcomes
            ),
            in: compartment
        )
        try after?(.delivered)
    }

    // MARK: Releasing

    /// Releases every batch; what has to be recorded of it is flushed together.
    private func released(
        _ window: [WaitingBatch],
        of flow: CarriedFlow,
        from compartment: CompartmentName,
        through connector: some OutboundConnector
    ) async throws -> [PreparedBatch] {
        try await withThrowingTaskGroup(of: (Int, PreparedBatch).self) { group in
            for (place, waiting) in window.enumerated() {
                group.addTask {
                    (place, try await released(waiting, of: flow, from: compartment, through: connector.channel))
                }
            }
            var all: [(Int, PreparedBatch)] = []
            for try await one in group { all.append(one) }
            return all.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private func released(
        _ waiting: WaitingBatch,
        of flow: CarriedFlow,
        from compartment: CompartmentName,
        through channel: Connector
    ) async throws -> PreparedBatch {
        var exit = MessageExit(flow, through: channel, of: hull.boundary, clock: clock, scanner: scanner)
        let batch = waiting.batch
        let isCarried = flow.messages.programs.values.contains { $0.value == batch.program }
        guard isCarried, flow.passesAnything else { return PreparedBatch(waiting: waiting, exit: exit) }
        let (records, unfit) = try messageRecords(of: batch, flow, from: compartment)
        exit.stop(unfit)
        try await release(records, of: flow, through: channel, into: &exit)
        exit.compose()
        return PreparedBatch(waiting: waiting, exit: exit)
    }

    // MARK: Numbers

    /// Gives each message its number, before any of it is written.
    private func stage(
        _ leaving: [PreparedBatch],
        of flow: CarriedFlow,
        in compartment: CompartmentName
    ) async throws -> [[UInt8]: Int64] {
        var numbers: [[UInt8]: Int64] = [:]
        var next: [String: Int64] = [:]
        var drafts: [EventDraft] = []
        for batch in leaving {
            guard let message = batch.message else { continue }
            let program = batch.batch.program
            let number: Int64
            if let staged = batch.waiting.staged {
                number = staged.number
            } else {
                let last = try next[program] ?? lastNumber(of: flow, program, in: compartment)
                number = last + 1
                next[program] = number
            }
            numbers[batch.batch.id] = number
            guard batch.waiting.staged?.digest != message.digest else { continue }
            let staged = GatewayEvent.Staged(flow: flow.id, program: program, number: number, digest: message.digest)
            drafts.append(try event(GatewayEvent.staged, about: batch.batch, try GatewayEvent.payload(staged)))
        }
        guard !drafts.isEmpty else { return numbers }
        let id = try GatewayID.command(
            "stage",
            leaving.flatMap { [$0.batch.id, Array(($0.message?.digest ?? "").utf8)] }
        )
        try await perform(JournalCommand(id: id, drafts: drafts), in: compartment)
        return numbers
    }

    /// One gateway at a time works in an instance, which its lock sees to, so that nobody counts on meanwhile.
    private func lastNumber(of flow: CarriedFlow, _ program: String, in compartment: CompartmentName) throws -> Int64 {
        let found = try rows(
            ViewQuery(
                GatewayProjection.stream.name,
                columns: ["number"],
                matches: [
                    ViewQuery.Match("flow", .equal, [.text(flow.id)]),
                    ViewQuery.Match("program", .equal, [.text(program)]),
                ],
                limit: 1
            ),
            in: compartment
        )
        if case .integer(let number)? = found.first?[0] { return number }
        return 0
    }

    private func name(of batch: PreparedBatch, _ number: Int64) -> String {
        let stream = MessageManifest.stream(batch.batch.flow, batch.batch.program, of: site)
        let digits = String(number)
        let zeros = String(repeating: "0", count: max(0, 12 - digits.count))
        return "\(batch.batch.flow)-\(stream)-\(zeros)\(digits).\(batch.exit.flow.format.suffix)"
    }

    private func signed(_ batch: PreparedBatch, number: Int64) throws -> SignedMessage {
        guard let message = batch.message else { throw GatewayRefusal(.noAnswer, "nothing was made of a batch") }
        let name = name(of: batch, number)
        let stream = MessageManifest.stream(batch.batch.flow, batch.batch.program, of: site)
        let manifest = MessageManifest(message, origin: "\(site)/\(stream)", number: number, file: name)
        do {
            var note = try SignedNote(text: manifest.text)
            note.signatures = [try signer.signature(over: note, time: 0, using: provider)]
            return SignedMessage(
                name: name,
                stream: stream,
                number: number,
                banner: message.marking.first ?? "",
                bytes: try batch.exit.bytes(of: message),
                manifest: note.bytes
            )
        } catch let error as ReleaseError {
            throw GatewayRefusal(.noAnswer, "\(error)")
        } catch {
            throw GatewayRefusal(.noAnswer, "the manifest cannot be signed: \(error)")
        }
    }

    // MARK: Outcomes

    func outcome(_ kind: String, of batch: TakenBatch, number: Int64?) throws(GatewayRefusal) -> EventDraft {
        try event(kind, about: batch, try GatewayEvent.payload(GatewayEvent.Outcome(flow: batch.flow, number: number)))
    }

    /// Records that stay are a batch of their own, which is tried again by a replay.
    private func stopped(_ prepared: PreparedBatch) throws -> EventDraft {
        let batch = prepared.batch
        let stopped = prepared.exit.stopped
        let rest = TakenBatch(
            id: GatewayID.bytes("stopped", [batch.id]),
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
