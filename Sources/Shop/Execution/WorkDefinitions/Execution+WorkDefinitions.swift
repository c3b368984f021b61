public import Boundary
internal import Journal
internal import PlantModel
internal import Storage

// Work definitions: drafted, reviewed, released, superseded. What was submitted is not changed, and what was released never again.
extension Execution {
    private static let classes: [DataClass] = [.workInstructions, .inspectionRecords, .signatures]

    /// Writes a draft of a new revision.
    /// - Returns: the work master.
    /// - Throws: `invalid` with every problem, `notHosted`, `revisionTaken`; as every command, what the boundary refuses.
    public func draft<Way: Channel>(
        _ content: WorkMasterContent,
        of program: String,
        by asker: Asker<Way>,
        key: CommandKey
    ) async throws(ExecutionRefusal) -> CommandResult {
        try check(content)
        try content.checkMedia(since: nil)
        let place = try place(of: program)
        let seeing = try await permissions(toWrite: content, by: asker)
        let permission = try await permit(new: WorkMaster.self, of: program, key, in: place, by: asker)
        let id = key.made
        let isRepeated = try await record(
            key,
            by: asker.subject,
            in: place,
            under: [permission] + seeing,
            reads: nil
        ) { context in
            try Self.checkFree(content, of: program, beside: id, context)
            try context.checkScope(of: content, in: program)
            let state = try WorkMasterState(draft: id, of: program, content, context)
            return [try Self.recording(.drafted, state, content, context)]
        }
        return CommandResult(record: id, isRepeated: isRepeated)
    }

    /// Writes a draft anew. An operation that says nothing of media keeps those of the one of its sequence.
    /// - Parameter seen: the hash of the content that the asker looked at.
    /// - Throws: `invalid`, `stale`, `immutable`, `revisionTaken`.
    public func redraft<Way: Channel>(
        _ master: RecordID,
        _ content: WorkMasterContent,
        seen: String,
        by asker: Asker<Way>,
        key: CommandKey
    ) async throws(ExecutionRefusal) -> CommandResult {
        try check(content)
        return try await change(master, by: asker, key: key, reads: nil) { state, context in
            guard state.phase == .draft else { throw ExecutionRefusal(.immutable) }
            guard state.contentHash == seen else { throw ExecutionRefusal(.stale) }
            let before = try context.view.content(of: state)
            try content.checkMedia(since: before)
            guard content.rework == before.rework else {
                throw ExecutionRefusal(.invalid, "rework: what a definition is of stays; write another one")
            }
            let content = content.keepingMedia(of: before)
            try Self.checkFree(content, of: state.program, beside: master, context)
            let next = try state.holding(content, context)
            return [try Self.recording(.drafted, next, content, context)]
        }
    }

    /// Sends a draft to review. From then on it is not changed.
    /// - Throws: `immutable` where it is no draft.
    public func submit<Way: Channel>(_ master: RecordID, by asker: Asker<Way>, key: CommandKey)
        async throws(ExecutionRefusal) -> CommandResult
    {
        try await change(master, by: asker, key: key) { state, context in
            if state.phase == .inReview { throw AlreadySo() }
            guard state.phase == .draft else { throw ExecutionRefusal(.immutable) }
            var next = state.entering(.inReview, context)
            next.returnReason = nil
            return [try Self.recording(.submitted, next, nil, context)]
        }
    }

    /// Sends it back to its author, with a reason. Approvals of it are void.
    /// - Throws: `notInReview`, `invalid`.
    public func sendBack<Way: Channel>(_ master: RecordID, reason: String, by asker: Asker<Way>, key: CommandKey)
        async throws(ExecutionRefusal) -> CommandResult
    {
        let problems = WorkMasterContent.problems(name: reason, "reason")
        guard problems.isEmpty else { throw ExecutionRefusal(problems.map { .init(.invalid, $0) }) }
        return try await change(master, by: asker, key: key) { state, context in
            guard state.phase == .inReview else { throw ExecutionRefusal(.notInReview) }
            var next = state.entering(.draft, context)
            next.approvals = []
            next.returnReason = reason
            var recording = try Self.recording(.returned, next, nil, context)
            recording.event.reason = reason
            return [recording]
        }
    }

    /// Approves what is in review, with a signature over its content.
    /// - Throws: `ownApproval`; `notInReview`, `stale` where another content is in review than the asker looked at.
    public func approve<Way: Channel>(
        _ master: RecordID,
        seen: String,
        signing statement: SignatureStatement,
        by asker: Asker<Way>,
        key: CommandKey
    ) async throws(ExecutionRefusal) -> CommandResult {
        try check(statement)
        return try await change(master, by: asker, key: key) { state, context in
            guard state.author != context.worker else { throw ExecutionRefusal(.ownApproval) }
            guard state.phase == .inReview else { throw ExecutionRefusal(.notInReview) }
            guard state.contentHash == seen else { throw ExecutionRefusal(.stale) }
            if state.approvals.contains(context.worker) { throw AlreadySo() }
            var next = state.entering(.inReview, context)
            next.approvals.append(context.worker)
            var recording = try Self.recording(.approved, next, nil, context)
            recording.event.signatures = [
                SignatureState(
                    id: key.made,
                    record: master,
                    unit: master,
                    signer: context.worker,
                    printedName: statement.printedName,
                    meaning: .approved,
                    signed: context.now,
                    contentHash: state.contentHash
                )
            ]
            return [recording]
        }
    }

    /// Puts it in force. Revisions of the part that were in force before are out of it, but for those that are for something else than this one where it is
    /// not for everything.
    /// - Throws: `notInReview`; `notApproved` with what is still asked for.
    public func release<Way: Channel>(_ master: RecordID, by asker: Asker<Way>, key: CommandKey)
        async throws(ExecutionRefusal) -> CommandResult
    {
        let (approval, workCenters) = (approval, hull.boundary.workCenters)
        return try await change(master, by: asker, key: key, reads: nil) { state, context in
            if state.phase == .released { throw AlreadySo() }
            guard state.phase == .inReview else { throw ExecutionRefusal(.notInReview) }
            let standards = try context.view.states(
                WorkMasterState.self,
                state.inForce(isRework: false),
                limit: 100
            ).filter { $0.isStandard(for: state) }
            let objections = try approval.objections(
                to: WorkDefinitionChange(
                    record: master,
                    program: state.program,
                    author: Self.registered(state.author),
                    approvers: Set(state.approvals.map(Self.registered)),
                    contentHash: state.contentHash,
                    touches: try state.touches(since: standards, at: workCenters) {
                        try context.view.content(of: $0)
                    },
                    today: context.today
                ),
                releasedBy: context.subject
            )
            guard objections.isEmpty else { throw ExecutionRefusal(objections.map { .init(.notApproved, $0) }) }
            var recordings = [try Self.recording(.released, state.entering(.released, context), nil, context)]
            let replaced = try context.view.states(WorkMasterState.self, state.replaceable, limit: 100)
                .filter(state.replaces)
            recordings += try replaced.map { old in
                try Self.recording(.superseded, old.entering(.superseded, context), nil, context)
            }
            return recordings
        }
    }

    // MARK: What they share

    func change<Way: Channel>(
        _ master: RecordID,
        by asker: Asker<Way>,
        key: CommandKey,
        reads: [RecordID]? = [],
        seeing: [Permission] = [],
        decide: @escaping @Sendable (WorkMasterState, DecisionContext) throws -> [Recording]
    ) async throws(ExecutionRefusal) -> CommandResult {
        let place = try place(of: master, WorkMaster.self)
        let permission = try await permit(.edit, WorkMaster.self, master, in: place, by: asker)
        let isRepeated = try await record(
            key,
            by: asker.subject,
            in: place,
            under: [permission] + seeing,
            reads: reads.map { $0 + [master] }
        ) { context in
            guard let state = try context.view.state(WorkMasterState.self, master) else {
                throw ExecutionRefusal(.notFound)
            }
            return try decide(state, context)
        }
        return CommandResult(record: master, isRepeated: isRepeated)
    }

    func check(_ content: WorkMasterContent) throws(ExecutionRefusal) {
        let problems = content.problems(workCenters: Set(workCenters.keys))
        guard problems.isEmpty else { throw ExecutionRefusal(problems.map { .init(.invalid, $0) }) }
    }

    /// A name that stands beside a signature.
    func check(_ statement: SignatureStatement) throws(ExecutionRefusal) {
        let problems = WorkMasterContent.problems(name: statement.printedName, "printedName")
        guard problems.isEmpty else { throw ExecutionRefusal(problems.map { .init(.invalid, $0) }) }
    }

    /// The id in the register of a person whom records name as `person:…`.
    static func registered(_ worker: String) -> String {
        worker.hasPrefix("person:") ? String(worker.dropFirst("person:".count)) : worker
    }

    static func checkFree(
        _ content: WorkMasterContent,
        of program: String,
        beside own: RecordID,
        _ context: DecisionContext
    ) throws {
        let same = try context.view.states(
            WorkMasterState.self,
            [
                .init("part_number", .equal, [.text(content.partNumber)]),
                .init("revision", .equal, [.text(content.revision)]),
            ],
            limit: 100
        )
        if same.contains(where: { $0.program == program && $0.id != own }) { throw ExecutionRefusal(.revisionTaken) }
    }

    static func recording(
        _ kind: ExecutionEventKind,
        _ state: WorkMasterState,
        _ content: WorkMasterContent?,
        _ context: DecisionContext
    ) throws -> Recording {
        var event = try context.event(of: state.program, classes)
        event.masters = [state]
        event.content = content
        return Recording(kind, state.id, .workInstructions, event)
    }
}

extension WorkMasterState {
    func entering(_ phase: WorkMasterPhase, _ context: DecisionContext) -> WorkMasterState {
        var next = self
        next.phase = phase
        next.changed = context.now
        return next
    }
}
