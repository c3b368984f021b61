public import Boundary
internal import Journal
internal import PlantModel
internal import Storage

/// An operation of a unit, as a scan or a page names it.
public struct UnitOperation: Sendable {
    /// The unit.
    public let unit: RecordID
    /// The operation that is meant, by its sequence.
    public let sequence: Int
    /// The version of the unit that the asker looked at; nil for one who only scanned.
    public let version: Int64?

    /// An operation of a unit.
    public init(unit: RecordID, sequence: Int, version: Int64? = nil) {
        self.unit = unit
        self.sequence = sequence
        self.version = version
    }
}

// Work at operations: whoever may see the instructions and record times may start; who started works on alone until the work is paused.
extension Execution {
    /// Starts the operation, or goes on after a pause. Started already by the same person, it is left as it is.
    /// - Throws: each gate that blocks (`held`, `accreditationMissing`, `accreditationExpired`, `qualificationMissing`, `qualificationExpired`, `trainingMissing`), all of them at once;
    ///   `runsElsewhere`, `awaitsBuyOff`, `otherOperation`, `finished`, `stale`.
    public func start<Way: Channel>(_ operation: UnitOperation, by asker: Asker<Way>, key: CommandKey)
        async throws(ExecutionRefusal) -> CommandResult
    {
        try await work(JobResponse.self, at: operation, by: asker, key: key) { decision in
            let (unit, context) = (decision.unit, decision.context)
            if unit.phase == .running {
                if unit.run?.worker == context.worker { throw AlreadySo() }
                throw ExecutionRefusal(.runsElsewhere)
            }
            if unit.phase == .awaitingBuyOff { throw ExecutionRefusal(.awaitsBuyOff) }
            let gates = try decision.gates()
            guard gates.isEmpty else { throw ExecutionRefusal(gates) }
            let earlier = unit.run.flatMap { $0.worker == context.worker ? $0 : nil }
            var run =
                earlier
                ?? WorkUnitState.Run(
                    response: key.made,
                    worker: context.worker,
                    started: context.now,
                    active: 0,
                    since: context.now
                )
            run.since = context.now
            // Decided once for the operation, whoever goes on with it.
            let skips = unit.run == nil ? try decision.notDue() : []
            if unit.run == nil { decision.unit.skipped = skips.isEmpty ? nil : skips.map(\.characteristic) }
            decision.unit.run = run
            decision.unit.phase = .running
            decision.unit.isBegun = true
            var event = try decision.event([.jobResponses] + (skips.isEmpty ? [] : [.inspectionRecords]))
            event.skips = skips.isEmpty ? nil : skips
            event.responses = [JobResponseState(decision.unit, run, phase: .running)]
            return [Recording(.started, unit.id, .jobResponses, event)]
        }
    }

    /// Interrupts the work. Interrupted already, it is left as it is.
    /// - Throws: `notRunning`, `runsElsewhere`, as ``start(_:by:key:)`` otherwise.
    public func pause<Way: Channel>(_ operation: UnitOperation, by asker: Asker<Way>, key: CommandKey)
        async throws(ExecutionRefusal) -> CommandResult
    {
        try await work(JobResponse.self, at: operation, by: asker, key: key) { decision in
            if decision.unit.phase == .paused, decision.unit.run?.worker == decision.context.worker {
                throw AlreadySo()
            }
            let run = try decision.own().stopped(at: decision.context.now)
            decision.unit.run = run
            decision.unit.phase = .paused
            var event = try decision.event([.jobResponses])
            event.responses = [
                JobResponseState(decision.unit, run, phase: .paused, stopped: decision.context.now)
            ]
            return [Recording(.paused, decision.unit.id, .jobResponses, event)]
        }
    }

    /// Completes the operation with a signature over what was done. The unit goes on to the next one, or waits for its buy-off. Completed already by
    /// the same person, it is left as it is.
    /// - Throws: all that is missing at once (`notMeasured`, `outOfLimits`, `notConsumed`, `held`); `notRunning`, `runsElsewhere`.
    public func complete<Way: Channel>(
        _ operation: UnitOperation,
        signing statement: SignatureStatement,
        by asker: Asker<Way>,
        key: CommandKey
    ) async throws(ExecutionRefusal) -> CommandResult {
        try check(statement)
        return try await work(JobResponse.self, at: operation, by: asker, key: key, endsIt: true, mayFinish: true) {
            decision in
            let run = try decision.own().stopped(at: decision.context.now)
            let gaps = decision.gaps()
            guard gaps.isEmpty else { throw ExecutionRefusal(gaps) }
            let signature = try decision.signature(
                key.made,
                of: run.response,
                statement,
                .performed,
                over: decision.content(worker: run.worker)
            )
            let response = JobResponseState(decision.unit, run, phase: .finished, stopped: decision.context.now)
            if decision.operation.needsBuyOff {
                decision.unit.phase = .awaitingBuyOff
                decision.unit.run = run
                decision.unit.worker = run.worker
            } else {
                try decision.advance()
            }
            var event = try decision.event([.jobResponses, .signatures])
            event.responses = [response]
            event.signatures = [signature]
            return [Recording(.completed, decision.unit.id, .jobResponses, event)]
        }
    }

    /// Buys the operation off: somebody else than who did it looked at it, and signs.
    /// - Throws: `noBuyOff`, `ownBuyOff`, `held`.
    public func buyOff<Way: Channel>(
        _ operation: UnitOperation,
        signing statement: SignatureStatement,
        by asker: Asker<Way>,
        key: CommandKey
    ) async throws(ExecutionRefusal) -> CommandResult {
        try check(statement)
        return try await work(Signature.self, at: operation, by: asker, key: key, mayFinish: true) { decision in
            guard decision.unit.phase == .awaitingBuyOff, let worker = decision.unit.worker,
                let run = decision.unit.run
            else { throw ExecutionRefusal(.noBuyOff) }
            // Also who did a part of it, before somebody else went on.
            guard worker != decision.context.worker, try !decision.context.hasWorked(on: operation, of: decision.unit)
            else { throw ExecutionRefusal(.ownBuyOff) }
            guard decision.unit.holds.isEmpty else { throw ExecutionRefusal(.held) }
            let signature = try decision.signature(
                key.made,
                of: run.response,
                statement,
                .boughtOff,
                over: decision.content(worker: worker)
            )
            try decision.advance()
            var event = try decision.event([.signatures])
            event.signatures = [signature]
            return [Recording(.boughtOff, decision.unit.id, .signatures, event)]
        }
    }

    /// A command at an operation of a unit. Who gives it has to be permitted to see the unit and its instructions, and to make the record that comes
    /// of it.
    /// - Parameters:
    ///   - endsIt: it ends the operation, so that a double scan gives it twice.
    ///   - mayFinish: the unit may be finished by it, which its part's production hangs on.
    func work<Made: ExecutionRecord, Way: Channel>(
        _ type: Made.Type,
        at operation: UnitOperation,
        by asker: Asker<Way>,
        key: CommandKey,
        reads more: [RecordID] = [],
        endsIt: Bool = false,
        mayFinish: Bool = false,
        decide: @escaping @Sendable (inout UnitDecision) throws -> [Recording]
    ) async throws(ExecutionRefusal) -> CommandResult {
        let (place, known) = try located(WorkUnitState.self, operation.unit)
        let seeing = try await permit(.view, WorkUnit.self, operation.unit, in: place, by: asker)
        guard let unit = known else { throw ExecutionRefusal(.notFound) }
        let reading = try await permit(.view, WorkMaster.self, unit.followed, in: place, by: asker)
        let making = try await permit(new: type, of: unit.program, key, in: place, by: asker)
        let isRepeated = try await record(
            key,
            by: asker.subject,
            in: place,
            under: [seeing, reading, making],
            reads: [operation.unit, unit.jobOrder, WorkLoadState.id(unit.workCenter, of: unit.jobOrder)]
                + (mayFinish ? [PartProductionState.id(unit.partNumber, of: unit.program)] : []) + more
        ) { context in
            if endsIt, try context.isEnded(operation) { throw AlreadySo() }
            var decision = try UnitDecision(
                operation.unit,
                at: operation.sequence,
                version: operation.version,
                context
            )
            return try decide(&decision)
        }
        return CommandResult(record: operation.unit, isRepeated: isRepeated)
    }
}

extension DecisionContext {
    /// Whether the operation was ended by who asks, since the unit came to it last.
    fileprivate func isEnded(_ operation: UnitOperation) throws -> Bool {
        guard let unit = try view.state(WorkUnitState.self, operation.unit),
            unit.sequence != operation.sequence || unit.phase.isOver || unit.phase == .awaitingBuyOff
        else { return false }
        return try hasWorked(on: operation, of: unit, .finished)
    }

    /// Whether who asks has worked on an operation in the unit's present pass; as far as a state, where one is named.
    func hasWorked(on operation: UnitOperation, of unit: WorkUnitState, _ phase: UnitPhase? = nil) throws -> Bool {
        var matches: [ViewQuery.Match] = [
            .init("unit", .equal, [operation.unit.value]),
            .init("sequence", .equal, [.integer(Int64(operation.sequence))]),
            .init("pass", .equal, [.integer(Int64(unit.pass))]),
            .init("worker", .equal, [.text(worker)]),
        ]
        if let phase { matches.append(.init("state", .equal, [.text(phase.rawValue)])) }
        let table = JobResponse.declaration.table.name
        return try !view.views.writerRows(ViewQuery(table, columns: ["id"], matches: matches, limit: 1)).isEmpty
    }
}

extension WorkUnitState.Run {
    /// The run after the work since it was last taken up. A clock that was set back takes nothing away.
    func stopped(at time: Int64) -> WorkUnitState.Run {
        var run = self
        run.active += max(0, time - since)
        run.since = time
        return run
    }
}
