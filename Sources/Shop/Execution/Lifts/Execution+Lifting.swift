public import Boundary
internal import Journal
internal import PlantModel
internal import Storage

// A gate that may be lifted is lifted by two persons: one asks, another confirms, each with a signature. It counts for one unit, operation and person or
// gauge, until a day, and for neither of the two.
extension Execution {
    /// Days for which a gate is lifted at most, that of the request among them.
    public static let liftDaysMax = 7

    /// Asks that a gate be lifted. Nothing is lifted by it.
    /// - Returns: the lift.
    /// - Throws: `invalid`; `notBlocking` where nothing is to be lifted, `gaugeMissing`, `gaugeUnusable`; `ownLift` where it is for whoever asks; `finished`.
    public func ask<Way: Channel>(
        lift request: GateLiftRequest,
        signing statement: SignatureStatement,
        by asker: Asker<Way>,
        key: CommandKey
    ) async throws(ExecutionRefusal) -> CommandResult {
        try check(statement)
        try Self.check(request.reason, "reason")
        let id = request.operation.unit
        let (place, known) = try located(WorkUnitState.self, id)
        let seeing = try await permit(.view, WorkUnit.self, id, in: place, by: asker)
        guard let unit = known else { throw ExecutionRefusal(.notFound) }
        let writing = try await permit(new: GateLift.self, of: unit.program, key, in: place, by: asker)
        let lifting = try await permit(new: GateLift.self, .lift, of: unit.program, key, in: place, by: asker)
        let under = [seeing, writing, lifting]
        let isRepeated = try await record(key, by: asker.subject, in: place, under: under, reads: nil) { context in
            [try context.asking(request, key, statement)]
        }
        return CommandResult(record: key.made, isRepeated: isRepeated)
    }

    /// Confirms a lift that somebody else asked for: from then on the gate is lifted.
    /// - Returns: the unit.
    /// - Throws: `ownLift`, `liftOver`.
    public func confirm<Way: Channel>(
        lift: RecordID,
        signing statement: SignatureStatement,
        by asker: Asker<Way>,
        key: CommandKey
    ) async throws(ExecutionRefusal) -> CommandResult {
        try check(statement)
        let (place, known) = try located(GateLiftState.self, lift)
        let seeing = try await permit(.view, GateLift.self, lift, in: place, by: asker)
        let writing = try await permit(.edit, GateLift.self, lift, in: place, by: asker)
        let lifting = try await permit(.lift, GateLift.self, lift, in: place, by: asker)
        guard let found = known else { throw ExecutionRefusal(.notFound) }
        let under = [seeing, writing, lifting]
        let isRepeated = try await record(key, by: asker.subject, in: place, under: under, reads: nil) { context in
            guard let state = try context.view.state(GateLiftState.self, lift) else {
                throw ExecutionRefusal(.notFound)
            }
            return [try context.confirming(state, key, statement)]
        }
        return CommandResult(record: found.unit, isRepeated: isRepeated)
    }

    /// A unit, and the lifts of its gates, the last one asked for last.
    public func lifts<Way: Channel>(of unit: RecordID, by asker: Asker<Way>) async throws(ExecutionRefusal)
        -> Release<Way>
    {
        let (place, _) = try located(WorkUnitState.self, unit)
        let record = try await permitted(WorkUnit.self, unit, in: place, by: asker)
        let lifts = try lifts([unit.value], in: place, by: asker)
        return try await release(asker) { boundary throws(AccessRefusal) in
            try await boundary.releaseTogether(
                [record],
                lifts,
                to: asker.subject,
                through: asker.channel,
                from: asker.whereabouts
            )
        }
    }

    /// Lifts of gates of units, still restricted.
    func lifts<Way: Channel>(_ units: [ViewValue], in place: CompartmentName, by asker: Asker<Way>)
        throws(ExecutionRefusal) -> [GateLift]
    {
        try records(GateLift.self, in: place, [.init("unit", .equal, units)], order: ["asked"], by: asker)
    }
}

extension DecisionContext {
    fileprivate func asking(_ request: GateLiftRequest, _ key: CommandKey, _ statement: SignatureStatement) throws
        -> Recording
    {
        guard let unit = try view.state(WorkUnitState.self, request.operation.unit) else {
            throw ExecutionRefusal(.notFound)
        }
        if unit.phase.isOver { throw ExecutionRefusal(unit.phase == .cancelled ? .unitCancelled : .finished) }
        guard unit.sequence == request.operation.sequence else { throw ExecutionRefusal(.otherOperation) }
        let ahead = UInt64(Execution.liftDaysMax - 1) * 86_400_000
        let last = Day(millisecondsSince1970: view.time + ahead) ?? today
        guard !today.isAfter(request.until.description), !request.until.isAfter(last.description) else {
            throw ExecutionRefusal(.invalid, "until: it is from \(today) to \(last)")
        }
        if Execution.registered(worker) == request.about { throw ExecutionRefusal(.ownLift) }
        guard try isBlocking(request.gate, request.about, unit) else { throw ExecutionRefusal(.notBlocking) }
        let lift = GateLiftState(
            id: key.made,
            unit: unit.id,
            rework: unit.rework,
            sequence: unit.sequence,
            gate: request.gate,
            about: request.about,
            reason: request.reason,
            until: request.until.description,
            askedBy: worker,
            asked: now
        )
        return try recording(.liftAsked, lift, of: unit, key, statement)
    }

    fileprivate func confirming(_ found: GateLiftState, _ key: CommandKey, _ statement: SignatureStatement) throws
        -> Recording
    {
        guard let unit = try view.state(WorkUnitState.self, found.unit) else { throw ExecutionRefusal(.notFound) }
        guard found.liftedBy == nil, !today.isAfter(found.until) else { throw ExecutionRefusal(.liftOver) }
        guard worker != found.askedBy, Execution.registered(worker) != found.about else {
            throw ExecutionRefusal(.ownLift)
        }
        var lift = found
        lift.liftedBy = worker
        lift.lifted = now
        return try recording(.lifted, lift, of: unit, key, statement)
    }

    private func recording(
        _ kind: ExecutionEventKind,
        _ lift: GateLiftState,
        of unit: WorkUnitState,
        _ key: CommandKey,
        _ statement: SignatureStatement
    ) throws -> Recording {
        var event = try event(of: unit.program, [.nonconformances, .signatures])
        event.reason = lift.reason
        event.lifts = [lift]
        event.signatures = [
            SignatureState(
                id: key.made.derived("signature"),
                record: lift.id,
                unit: unit.id,
                signer: worker,
                printedName: statement.printedName,
                meaning: .approved,
                signed: now,
                contentHash: try WorkMasterContent.hash(of: lift)
            )
        ]
        return Recording(kind, unit.id, .nonconformances, event)
    }

    /// Whether a gate blocks in such a way that it may be lifted.
    private func isBlocking(_ gate: LiftableGate, _ about: String, _ unit: WorkUnitState) throws -> Bool {
        switch gate {
        case .training: return try lacksTraining(about, on: unit.followed)
        case .calibration:
            let gauge = try gauge(about)
            guard gauge.isUsable else { throw ExecutionRefusal(.gaugeUnusable) }
            return today.isAfter(gauge.calibrationDue)
        }
    }

    /// Whether a gate of a unit's operation is lifted for a person or a gauge; never by whoever works.
    func isLifted(_ gate: LiftableGate, _ about: String, of unit: WorkUnitState) throws -> Bool {
        try view.states(
            GateLiftState.self,
            [
                .init("unit", .equal, [unit.id.value]), .init("rework", .equal, [.integer(Int64(unit.rework))]),
                .init("sequence", .equal, [.integer(Int64(unit.sequence))]),
                .init("gate", .equal, [.text(gate.rawValue)]), .init("about", .equal, [.text(about)]),
                .init("state", .equal, [.text(GateLiftState.lifted)]),
            ],
            limit: 100
        ).contains { !today.isAfter($0.until) && $0.askedBy != worker && $0.liftedBy != worker }
    }
}
