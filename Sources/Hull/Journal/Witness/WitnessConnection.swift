/// A witness as a log reaches it (C2SP tlog-witness).
public protocol WitnessConnection: Sendable {
    /// The key that its cosignatures are verified by, got by another way than the connection.
    var verifier: VerifierKey { get }

    /// Sends the body of `add-checkpoint`.
    /// - Returns: its answer, whatever that says.
    /// - Throws: what keeps it from answering; a `JournalError` says what to do.
    func add(_ request: [UInt8]) async throws -> WitnessAnswer
}

/// What a witness answers to `add-checkpoint`.
public struct WitnessAnswer: Hashable, Sendable {
    /// The status, as HTTP has it.
    public let status: Int
    /// Cosignature lines with status 200, the size that is remembered with 409, otherwise a reason.
    public let body: [UInt8]

    /// An answer.
    public init(status: Int, body: [UInt8]) {
        self.status = status
        self.body = body
    }
}

extension WitnessFolder {
    /// The answer to `add-checkpoint`, also where there is none to be had.
    /// - Parameters: as those of ``answer(_:logs:time:)``.
    public func response(to request: [UInt8], logs: [VerifierKey], time: UInt64) -> WitnessAnswer {
        do {
            return WitnessAnswer(status: 200, body: Array(try answer(request, logs: logs, time: time).line.utf8))
        } catch let refusal as WitnessRefusal {
            return WitnessAnswer(status: refusal.status, body: Array(refusal.body.utf8))
        } catch let error as JournalError where error.code == .tryLater {
            return WitnessAnswer(status: 503, body: Array("another request is judged; try later\n".utf8))
        } catch {
            // What is wrong with its memory is for whoever runs the witness, not for the log.
            return WitnessAnswer(status: 500, body: Array("the witness cannot answer\n".utf8))
        }
    }
}
