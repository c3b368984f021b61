public import Boundary
internal import Journal
internal import PlantModel
internal import Storage

// A notice of escape that turned out to be wrong, or not to be needed, is withdrawn beside what was written and told, which stay. A customer who was
// told of it is told of that as well: what he knows is taken back by nothing that stays in the plant.
extension Execution {
    /// Withdraws a notice, with a reason and a signature. Where the customer was told of it, he is to be told of the withdrawal too, in the notice's term
    /// from now on; ``record(_:ofWithdrawalOf:by:key:)`` records that.
    /// - Throws: `invalid`, `notQuality`; `ownCorrection` for whoever wrote it, as of any correction; `escapeState` for one that is withdrawn already.
    public func withdraw<Way: Channel>(
        escapeNotice id: RecordID,
        _ statement: CorrectionStatement,
        by asker: Asker<Way>,
        key: CommandKey
    ) async throws(ExecutionRefusal) -> CommandResult {
        try check(statement.signature)
        try Self.check(statement.reason, "reason")
        return try await change(escapeNotice: id, by: asker, key: key) { notice, context in
            let author = notice.writing?.by ?? Self.found.description
            try context.mayCorrect(recordedBy: author, correctedBy: nil, of: notice.program)
            guard notice.withdrawal == nil else { throw ExecutionRefusal(.escapeState) }
            let hash = try WorkMasterContent.hash(of: WithdrawalContent(notice, statement.reason))
            notice.withdrawal = .init(
                reason: statement.reason,
                by: context.worker,
                printedName: statement.signature.printedName,
                at: context.now,
                contentHash: hash,
                due: notice.told == nil ? nil : context.now + (notice.due - notice.discovered)
            )
            var event = try context.event(of: notice, signing: statement.signature, .withdrawn, over: hash, key)
            event.reason = statement.reason
            return Recording(.escapeWithdrawn, id, .nonconformances, event)
        }
    }

    /// Records that the customer was told that the notice is withdrawn of which he had been told.
    /// - Throws: `invalid`, `notQuality`, `escapeState` for one of whose withdrawal nobody is to be told, or was told already.
    public func record<Way: Channel>(
        _ telling: EscapeTelling,
        ofWithdrawalOf id: RecordID,
        by asker: Asker<Way>,
        key: CommandKey
    ) async throws(ExecutionRefusal) -> CommandResult {
        try await record(telling, of: id, .withdrawing, .escapeWithdrawalTold, by: asker, key: key) { notice, told in
            notice.withdrawal?.told = told
        }
    }
}

/// What the signature on a withdrawal is over.
private struct WithdrawalContent: Encodable {
    let number: String
    /// What was signed of the notice; nil where nobody wrote it.
    let signed: String?
    let told: EscapeTelling?
    let reason: String

    init(_ notice: EscapeNoticeState, _ reason: String) {
        number = notice.number
        signed = notice.writing?.contentHash
        told = notice.told?.telling
        self.reason = reason
    }
}
