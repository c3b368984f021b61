internal import Boundary
internal import Journal

extension Gateway {
    /// Has a proxy answer, where it does not, and says what it answered since the last run.
    func run(_ flow: CarriedFlow, before proxy: FilteringProxy) async -> RunReport {
        var report = RunReport(flow: flow.id)
        do {
            try await proxy.serve(flow, by: self)
            let taken = await proxy.taken()
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

/// Where a flow has no way on: whoever asks gets the answer.
struct NoDestination: OutboundConnector {
    let channel = Connector(isEncrypted: false)

    func checkRoom() throws(GatewayRefusal) {
        throw GatewayRefusal(.notCarried, "records of a proxy are asked for, and not sent")
    }

    func send(_ messages: [SignedMessage]) throws(GatewayRefusal) { try checkRoom() }
    func settle(_ name: String, digest: String) -> Bool { false }
}
