public import Boundary
internal import Journal
internal import PlantModel
internal import Storage

// Notices of escape: due by themselves, written and signed by quality, then recorded as told.
extension Execution {
    /// Writes and signs what the customer is told. What was signed is not changed afterwards.
    /// - Throws: `invalid`, `escapeState` for one that is written already, `notQuality`.
    public func write<Way: Channel>(
        escapeNotice id: RecordID,
        _ text: String,
        signing statement: SignatureStatement,
        by asker: Asker<Way>,
        key: CommandKey
    ) async throws(ExecutionRefusal) -> CommandResult {
        try check(statement)
        try Self.check(text, "text")
        return try await change(escapeNotice: id, by: asker, key: key) { notice, context in
            guard notice.stage == .due else { throw ExecutionRefusal(.escapeState) }
            let hash = try WorkMasterContent.hash(of: NoticeContent(notice, text))
            notice.writing = .init(
                text: text,
                by: context.worker,
                printedName: statement.printedName,
                at: context.now,
                contentHash: hash
            )
            let event = try context.event(of: notice, signing: statement, .notified, over: hash, key)
            return Recording(.escapeWritten, id, .nonconformances, event)
        }
    }

    /// Records that the customer was told of what was written.
    /// - Throws: `invalid`, `escapeState` for one that is not written yet or was told already, `notQuality`.
    public func record<Way: Channel>(
        _ telling: EscapeTelling,
        ofEscapeNotice id: RecordID,
        by asker: Asker<Way>,
        key: CommandKey
    ) async throws(ExecutionRefusal) -> CommandResult {
        try await record(telling, of: id, .written, .escapeTold, by: asker, key: key) { notice, told in
            notice.told = told
        }
    }

    /// Records that the customer was told of what a notice of a stage says.
    /// - Parameter put: puts it where it is kept.
    func record<Way: Channel>(
        _ telling: EscapeTelling,
        of id: RecordID,
        _ stage: EscapeNoticeStage,
        _ kind: ExecutionEventKind,
        by asker: Asker<Way>,
        key: CommandKey,
        put: @escaping @Sendable (inout EscapeNoticeState, EscapeNoticeState.Told) -> Void
    ) async throws(ExecutionRefusal) -> CommandResult {
        var problems = WorkMasterContent.problems(name: telling.to, "to")
        problems += WorkMasterContent.problems(name: telling.how, "how")
        let day = Day(telling.day)
        if day == nil { problems.append("day: it is written as year, month and day: 2026-12-10") }
        guard problems.isEmpty else { throw ExecutionRefusal(problems.map { .init(.invalid, $0) }) }
        return try await change(escapeNotice: id, by: asker, key: key) { notice, context in
            guard notice.stage == stage else { throw ExecutionRefusal(.escapeState) }
            if let day, context.today < day {
                throw ExecutionRefusal(.invalid, "day: the customer was not told after today")
            }
            put(&notice, .init(telling: telling, by: context.worker, recorded: context.now))
            var event = try context.event(of: notice, [.nonconformances])
            event.escapes = [notice]
            return Recording(kind, id, .nonconformances, event)
        }
    }

    /// A command about a notice: who gives it writes nonconformances, and speaks for the plant.
    func change<Way: Channel>(
        escapeNotice id: RecordID,
        by asker: Asker<Way>,
        key: CommandKey,
        decide: @escaping @Sendable (inout EscapeNoticeState, DecisionContext) throws -> Recording
    ) async throws(ExecutionRefusal) -> CommandResult {
        let place = try place(of: id, EscapeNotice.self)
        let permission = try await permit(.edit, EscapeNotice.self, id, in: place, by: asker)
        let isRepeated = try await record(key, by: asker.subject, in: place, under: [permission], reads: nil) {
            guard var notice = try $0.view.state(EscapeNoticeState.self, id) else { throw ExecutionRefusal(.notFound) }
            // Whoever may report what is wrong does not speak for the plant by that.
            guard
                try $0.mayApprove("quality", of: "escapeNotice", in: [notice.program], beside: Self.found.description)
            else { throw ExecutionRefusal(.notQuality) }
            return [try decide(&notice, $0)]
        }
        return CommandResult(record: id, isRepeated: isRepeated)
    }

    /// What a notice is due by: what was found, and nobody who wrote it.
    static let found = Subject.system("nonconformance")

    /// Notices of a stage, the one that is due first before the others.
    public func escapeNotices<Way: Channel>(
        _ stage: EscapeNoticeStage,
        after last: RecordID? = nil,
        limit: Int,
        by asker: Asker<Way>
    ) async throws(ExecutionRefusal) -> Release<Way> {
        try await list(
            EscapeNotice.self,
            [.init("state", .equal, [.text(stage.rawValue)])],
            order: ["due"],
            after: last,
            limit,
            by: asker
        )
    }

    /// A notice with its certificate, the units that it is about, and who signed.
    public func escapeNotice<Way: Channel>(_ id: RecordID, by asker: Asker<Way>) async throws(ExecutionRefusal)
        -> Release<Way>
    {
        let (place, known) = try located(EscapeNoticeState.self, id)
        let record = try await permitted(EscapeNotice.self, id, in: place, by: asker)
        guard let state = known else { throw ExecutionRefusal(.notFound) }
        let certificates = try records(
            ConformanceCertificate.self,
            in: place,
            ids: [state.certificate.value],
            by: asker
        )
        let units = try records(WorkUnit.self, in: place, ids: state.units.map(\.value), order: ["serial"], by: asker)
        let reports = try records(Nonconformance.self, in: place, ids: [state.cause.value], by: asker)
        let signatures = try records(
            Signature.self,
            in: place,
            [.init("record", .equal, [id.value])],
            order: [],
            by: asker
        )
        return try await release(asker) { boundary throws(AccessRefusal) in
            try await boundary.releaseTogether(
                [record],
                certificates,
                units,
                reports,
                signatures,
                to: asker.subject,
                through: asker.channel,
                from: asker.whereabouts
            )
        }
    }
}

/// What the signature on a notice is over.
private struct NoticeContent: Encodable {
    let number: String
    let certificate: String
    let customer: String
    let purchaseOrder: String
    let serials: [String]
    let finding: String
    let text: String

    init(_ notice: EscapeNoticeState, _ text: String) {
        number = notice.number
        certificate = notice.certificateNumber
        customer = notice.customer
        purchaseOrder = notice.purchaseOrder
        serials = notice.serials
        finding = notice.finding
        self.text = text
    }
}
