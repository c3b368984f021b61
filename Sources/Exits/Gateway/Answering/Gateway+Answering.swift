internal import Boundary
internal import Journal

extension Gateway {
    /// Has a source answer, where it does not, and says what it answered since the last run.
    func run(_ flow: CarriedFlow, before source: any AnsweringSource) async -> RunReport {
        var report = RunReport(flow: flow.id)
        do {
            try await source.serve(flow, by: self)
            let taken = await source.taken()
            report.taken.records = taken.records
            report.taken.deadLetters = taken.deadLetters
            report.taken.undeclaredFields = taken.undeclared.count
            report.sent.messages = taken.answers
            report.sent.records = taken.sent
            report.sent.stoppedRecords = taken.stopped
            report.refusals = taken.refusals.values.sorted { $0.code.rawValue < $1.code.rawValue }
            try await recordUndeclared(taken.undeclared, of: flow, as: provider.randomBytes(16))
        } catch let refusal as GatewayRefusal {
            report.refusals.append(refusal)
        } catch {
            report.refusals.append(GatewayRefusal(.noAnswer, "\(error)"))
        }
        return report
    }
}

/// A way by which the gateway is asked: nothing waits in it, who wants to know asks.
protocol AnsweringSource: InboundConnector {
    /// Begins to answer, where it does not.
    /// - Returns: the port; nil where it answered before.
    @discardableResult
    func serve(_ flow: CarriedFlow, by gateway: Gateway) async throws(GatewayRefusal) -> Int?
    /// What was answered since this was asked last.
    func taken() async -> AnswerTally
}

extension AnsweringSource {
    func waiting() async -> [String] { [] }
    func read(_ name: String) async -> [UInt8] { [] }
    func setAside(_ name: String) async {}
}

/// Where a flow has no way on: whoever asks gets the answer.
struct NoDestination: OutboundConnector {
    let channel = Connector(isEncrypted: false)

    func checkRoom() throws(GatewayRefusal) {
        throw GatewayRefusal(.notCarried, "records of a source that is asked are not sent")
    }

    func send(_ messages: [SignedMessage]) throws(GatewayRefusal) { try checkRoom() }
    func settle(_ name: String, digest: String) -> Bool { false }
}
