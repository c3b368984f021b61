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

/// The batches of one compartment that are sent together.
struct SendingWindow: Sendable {
    let compartment: CompartmentName
    let waiting: [WaitingBatch]
    /// What leaves of each, where that is not known to lie at the destination.
    var prepared: [PreparedBatch] = []
    /// The numbers of messages, by their batches.
    var numbers: [[UInt8]: Int64] = [:]
    /// What is to be recorded once they are there.
    var outcomes: [EventDraft] = []

    var leaving: [PreparedBatch] { prepared.filter { $0.message != nil } }
}

extension Gateway {
    /// Sends what waits of a flow, as far as policies and filter let it through, until nothing waits or the destination takes no more.
    ///
    /// Compartments go side by side, each flushing its own log, and share the way: their messages go together, those of each in their order.
    /// - Throws: `GatewayRefusal`. What was not sent still waits; what one compartment cannot do keeps none of the others from it.
    func send(_ flow: CarriedFlow, to connector: some OutboundConnector) async throws -> SendReport {
        var report = SendReport()
        var open = compartments
        var failure: (any Error)?
        while true {
            var windows: [SendingWindow] = []
            let found = await Gateway.together(open) { compartment in
                SendingWindow(compartment: compartment, waiting: try waiting(flow, in: compartment))
            }
            for (compartment, result) in zip(open, found) {
                switch result {
                case .success(let window): if !window.waiting.isEmpty { windows.append(window) }
                case .failure(let error):
                    open.removeAll { $0 == compartment }
                    failure = failure ?? error
                }
            }
            guard !windows.isEmpty else { break }
            try await connector.checkRoom()
            for failed in try await send(windows, of: flow, through: connector, &report) {
                open.removeAll { $0 == failed.compartment }
                failure = failure ?? failed.error
            }
        }
        if let failure { throw failure }
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

    private struct Failed {
        let compartment: CompartmentName
        let error: any Error
    }

    private func send(
        _ windows: [SendingWindow],
        of flow: CarriedFlow,
        through connector: some OutboundConnector,
        _ report: inout SendReport
    ) async throws -> [Failed] {
        var failed: [Failed] = []
        var windows = await together(windows, &failed) { window in
            var window = window
            window.prepared = try await released(window, of: flow, through: connector.channel)
            return window
        }
        try after?(.released)
        for place in windows.indices { try await settle(&windows[place], through: connector) }
        windows = await together(windows, &failed) { window in
            var window = window
            window.numbers = try await stage(window.leaving, of: flow, in: window.compartment)
            return window
        }
        try after?(.staged)
        try await connector.send(
            try windows.flatMap { window in
                try window.leaving.map { try signed($0, number: window.numbers[$0.batch.id] ?? 0) }
            }
        )
        try after?(.written)
        windows = await together(windows, &failed) { window in
            try await perform(
                JournalCommand(
                    id: try GatewayID.command("outcome", window.waiting.map(\.batch.id) + [provider.randomBytes(16)]),
                    drafts: window.outcomes + (try outcomes(of: window))
                ),
                in: window.compartment
            )
            return window
        }
        for window in windows { report.count(window) }
        try after?(.delivered)
        return failed
    }

    /// Does the same in every compartment at once.
    /// - Parameter failed: those that could not, which are not among what comes back.
    private func together(
        _ windows: [SendingWindow],
        _ failed: inout [Failed],
        _ body: @escaping @Sendable (SendingWindow) async throws -> SendingWindow
    ) async -> [SendingWindow] {
        var done: [SendingWindow] = []
        for (window, result) in zip(windows, await Gateway.together(windows, body)) {
            switch result {
            case .success(let window): done.append(window)
            case .failure(let error): failed.append(Failed(compartment: window.compartment, error: error))
            }
        }
        return done
    }

    /// What was begun before this process and is another message now, or lies at the destination already.
    private func settle(_ window: inout SendingWindow, through connector: some OutboundConnector) async throws {
        var open: [PreparedBatch] = []
        for batch in window.prepared {
            guard let staged = batch.waiting.staged, staged.digest != batch.message?.digest else {
                open.append(batch)
                continue
            }
            if try await connector.settle(name(of: batch, staged.number), digest: staged.digest) {
                window.outcomes.append(
                    try outcome(GatewayEvent.delivered, of: batch.batch, number: staged.number)
                )
                continue
            }
            var exit = batch.exit
            if batch.message == nil { exit.sendNothing() }
            open.append(PreparedBatch(waiting: batch.waiting, exit: exit))
        }
        window.prepared = open
    }

    // MARK: Releasing

    /// Releases every batch; what has to be recorded of it is flushed together.
    private func released(
        _ window: SendingWindow,
        of flow: CarriedFlow,
        through channel: Connector
    ) async throws -> [PreparedBatch] {
        try await Gateway.together(window.waiting) { waiting in
            try await released(waiting, of: flow, from: window.compartment, through: channel)
        }.map { try $0.get() }
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
        exit.compose(isStaged: true)
        return PreparedBatch(waiting: waiting, exit: exit)
    }
}
