internal import Journal

/// What came of a run of one flow.
public struct RunReport: Sendable, Equatable {
    /// The flow.
    public let flow: String
    /// Files that were taken.
    public internal(set) var files = 0
    /// What was in them.
    public internal(set) var taken = TakeReport()
    /// What left.
    public internal(set) var sent = SendReport()
    /// Files that were refused, and why the run ended early, where it did.
    public internal(set) var refusals: [GatewayRefusal] = []
}

extension Gateway {
    /// Takes every piece that waits at a flow's source, in its order, and sends what may leave. A piece that is refused stays where it is.
    public func run(_ flow: CarriedFlow, through connection: FlowConnection) async -> RunReport {
        if let source = connection.source as? any AnsweringSource { return await run(flow, before: source) }
        return await run(flow, from: connection.source, to: connection.destination)
    }

    /// Sends what waits of a flow.
    /// - Throws: `GatewayRefusal`. What was not sent still waits.
    public func send(_ flow: CarriedFlow, through connection: FlowConnection) async throws -> SendReport {
        try await send(flow, to: connection.destination)
    }

    /// Sends what waits of a flow to a folder.
    /// - Throws: `GatewayRefusal`. What was not sent still waits.
    public func send(_ flow: CarriedFlow, toFolder folder: FolderConnector) async throws -> SendReport {
        try await send(flow, to: folder)
    }

    func run(_ flow: CarriedFlow, from source: any InboundConnector, to destination: any OutboundConnector) async
        -> RunReport
    {
        var report = RunReport(flow: flow.id)
        do {
            try await destination.tend()
            // What was taken before and did not leave goes first.
            report.sent += try await send(flow, to: destination)
            for name in try await source.waiting() {
                do {
                    report.taken += try await take(try await source.read(name), named: name, for: flow)
                    try await source.setAside(name)
                    report.files += 1
                } catch let refusal as GatewayRefusal
                    where [.otherSchema, .changedFile, .folder].contains(refusal.code)
                {
                    report.refusals.append(GatewayRefusal(refusal.code, "\(name): \(refusal.message)"))
                    continue
                }
                report.sent += try await send(flow, to: destination)
            }
            let undeclared = await source.undeclared()
            try await recordUndeclared(undeclared, of: flow, as: provider.randomBytes(16))
            report.taken.undeclaredFields += undeclared.count
        } catch let refusal as GatewayRefusal {
            report.refusals.append(refusal)
        } catch {
            report.refusals.append(GatewayRefusal(.noAnswer, "\(error)"))
        }
        return report
    }
}

extension TakeReport {
    static func += (left: inout TakeReport, right: TakeReport) {
        left.records += right.records
        left.deadLetters += right.deadLetters
        left.undeclaredFields += right.undeclaredFields
        left.isNew = left.isNew || right.isNew
    }
}

extension SendReport {
    static func += (left: inout SendReport, right: SendReport) {
        left.messages += right.messages
        left.records += right.records
        left.withheldBatches += right.withheldBatches
        left.stoppedRecords += right.stoppedRecords
    }
}
