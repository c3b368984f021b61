public import Boundary
internal import Journal
internal import PlantModel
internal import Storage

/// What is reported as not being as it has to be.
public struct NonconformanceReport: Sendable {
    /// The unit.
    public var unit: RecordID
    /// The characteristic of its operation that is out of limits; nil for anything else.
    public var characteristic: Int?
    /// What is wrong.
    public var description: String

    /// The longest description, in bytes.
    public static let descriptionBytesMax = 8_192

    /// A report.
    public init(unit: RecordID, characteristic: Int? = nil, description: String) {
        self.unit = unit
        self.characteristic = characteristic
        self.description = description
    }
}

// Nonconformances: raised by whoever sees one, which holds the unit at once; disposed of by somebody else whom policies permit.
extension Execution {
    private static let classes: [DataClass] = [.orders, .workInstructions, .nonconformances]

    /// Reports a nonconformance. The unit is on hold from then on.
    /// - Returns: the nonconformance.
    /// - Throws: `invalid`, `finished` for a unit that was scrapped, `unknownCharacteristic`.
    public func report<Way: Channel>(_ report: NonconformanceReport, by asker: Asker<Way>, key: CommandKey)
        async throws(ExecutionRefusal) -> CommandResult
    {
        try Self.check(report.description, "description")
        let id = key.made
        return try await make(
            Nonconformance.self,
            from: WorkUnitState.self,
            report.unit,
            program: { $0.program },
            by: asker,
            key: key
        ) { found, context in
            var unit = found
            if unit.phase.isGone { throw ExecutionRefusal(.finished) }
            if let number = report.characteristic, unit.measured[number] == nil {
                throw ExecutionRefusal(.unknownCharacteristic, String(number))
            }
            unit.holds.append(id)
            unit.version += 1
            var event = try context.event(of: unit.program, Self.classes)
            let held = try [unit] + context.ancestors(of: unit).map { $0.holding(id) }
            event.units = held
            try context.addEscapes(of: held, because: id, report.description, to: &event, of: unit.program)
            event.nonconformances = [
                NonconformanceState(
                    id: id,
                    unit: unit.id,
                    serial: unit.serial,
                    sequence: unit.sequence,
                    pass: unit.pass,
                    characteristic: report.characteristic,
                    description: report.description,
                    raisedBy: context.worker,
                    raised: context.now
                )
            ]
            return Recording(.nonconforming, unit.id, .nonconformances, event)
        }
    }

    /// Decides what becomes of the unit, with a signature. The hold ends; where another nonconformance holds the unit too, it stays on hold.
    ///
    /// To use it as it is or to repair it takes the design authority (AS9100D 8.7.1): where policies do not let the signer approve in that
    /// capacity, the disposition is proposed, and the hold ends when it is accepted. Where a contract says that the customer approves changes of
    /// the design, it waits for that as well.
    ///
    /// To rework or repair it by a definition gives the unit the operations of that: it goes through them in sequence and then on, reworked from the operation that is
    /// named, repaired from where it was.
    /// - Parameter definition: the work master of the rework; nil for one without operations of its own.
    /// - Throws: `ownDisposition`, `notQuality`, `disposed`, `noRework`, `reworkNotReleased`, `builtIn`, `invalid`.
    public func dispose<Way: Channel>(
        of nonconformance: RecordID,
        _ disposition: Disposition,
        following definition: RecordID? = nil,
        reason: String,
        signing statement: SignatureStatement,
        by asker: Asker<Way>,
        key: CommandKey
    ) async throws(ExecutionRefusal) -> CommandResult {
        try check(statement)
        try Self.check(reason, "reason")
        if definition != nil, !disposition.takesOperations {
            throw ExecutionRefusal(.invalid, "definition: rework and repair alone take one")
        }
        let (place, reported) = try located(NonconformanceState.self, nonconformance)
        let permission = try await permit(.edit, Nonconformance.self, nonconformance, in: place, by: asker)
        guard reported != nil else { throw ExecutionRefusal(.notFound) }
        var permissions = [permission]
        if let definition {
            permissions.append(try await permit(.view, WorkMaster.self, definition, in: place, by: asker))
        }
        let isRepeated = try await record(
            key,
            by: asker.subject,
            in: place,
            under: permissions,
            reads: nil
        ) { context in
            guard var found = try context.view.state(NonconformanceState.self, nonconformance),
                let unit = try context.view.state(WorkUnitState.self, found.unit)
            else { throw ExecutionRefusal(.notFound) }
            guard found.raisedBy != context.worker else { throw ExecutionRefusal(.ownDisposition) }
            guard try context.mayApprove("quality", in: unit.program, beside: found.raisedBy) else {
                throw ExecutionRefusal(.notQuality)
            }
            // How far it came is said to whoever may dispose of it.
            guard found.disposition == nil else { throw ExecutionRefusal(.disposed) }
            if let definition { _ = try context.reworkDefinition(definition, for: found, of: unit) }
            found.disposition = disposition
            found.rework = definition
            found.reason = reason
            found.disposedBy = context.worker
            found.disposed = context.now
            if disposition.departsFromDesign,
                try !context.mayApprove("designAuthority", in: unit.program, beside: found.raisedBy)
            {
                found.isProposed = true
            } else {
                try context.awaitCustomer(&found, of: unit)
            }
            let signature = try statement.signature(key.made, of: found, meaning: .disposed, context)
            return [try Self.recording(found, unit, signature, context)]
        }
        return CommandResult(record: nonconformance, isRepeated: isRepeated)
    }

    /// Accepts, as the design authority, what was proposed; the hold ends then.
    /// - Throws: `ownDisposition` for whoever reported it or, being of the design authority, proposed it; `notDesignAuthority`, `notProposed`.
    public func accept<Way: Channel>(
        dispositionOf nonconformance: RecordID,
        signing statement: SignatureStatement,
        by asker: Asker<Way>,
        key: CommandKey
    ) async throws(ExecutionRefusal) -> CommandResult {
        try check(statement)
        return try await decideProposal(of: nonconformance, by: asker, key: key) { found, unit, context in
            var found = found
            found.isProposed = nil
            try context.awaitCustomer(&found, of: unit)
            let signature = try statement.signature(key.made, of: found, meaning: .approved, context)
            return try Self.recording(found, unit, signature, context)
        }
    }

    /// Declines, as the design authority, what was proposed; quality disposes anew, and the hold stays.
    /// - Throws: as ``accept(dispositionOf:signing:by:key:)``, and `invalid`.
    public func decline<Way: Channel>(
        dispositionOf nonconformance: RecordID,
        reason: String,
        by asker: Asker<Way>,
        key: CommandKey
    ) async throws(ExecutionRefusal) -> CommandResult {
        try Self.check(reason, "reason")
        return try await decideProposal(of: nonconformance, by: asker, key: key) { found, unit, context in
            var found = found
            found.isProposed = nil
            found.disposition = nil
            found.rework = nil
            found.reason = reason
            var event = try context.event(of: unit.program, Self.classes)
            event.nonconformances = [found]
            return Recording(.declined, unit.id, .nonconformances, event)
        }
    }

    private func decideProposal<Way: Channel>(
        of nonconformance: RecordID,
        by asker: Asker<Way>,
        key: CommandKey,
        decide: @escaping @Sendable (NonconformanceState, WorkUnitState, DecisionContext) throws -> Recording
    ) async throws(ExecutionRefusal) -> CommandResult {
        try await self.decide(on: nonconformance, by: asker, key: key) { found, unit, context in
            guard context.worker != found.raisedBy else { throw ExecutionRefusal(.ownDisposition) }
            func isDesignAuthority(beside author: String) throws -> Bool {
                try context.mayApprove("designAuthority", in: unit.program, beside: author)
            }
            // Whether something is proposed, and by whom, is said to whoever may decide it.
            guard try isDesignAuthority(beside: found.raisedBy) else { throw ExecutionRefusal(.notDesignAuthority) }
            guard found.isProposed == true, let proposer = found.disposedBy else {
                throw ExecutionRefusal(.notProposed)
            }
            guard context.worker != proposer else { throw ExecutionRefusal(.ownDisposition) }
            guard try isDesignAuthority(beside: proposer) else { throw ExecutionRefusal(.notDesignAuthority) }
            return try decide(found, unit, context)
        }
    }

    /// A command about a nonconformance: who gives it has to be permitted to see it.
    func decide<Way: Channel>(
        on nonconformance: RecordID,
        by asker: Asker<Way>,
        key: CommandKey,
        decide: @escaping @Sendable (NonconformanceState, WorkUnitState, DecisionContext) throws -> Recording
    ) async throws(ExecutionRefusal) -> CommandResult {
        let place = try place(of: nonconformance, Nonconformance.self)
        let seeing = try await permit(.view, Nonconformance.self, nonconformance, in: place, by: asker)
        let isRepeated = try await record(key, by: asker.subject, in: place, under: [seeing], reads: nil) { context in
            guard let found = try context.view.state(NonconformanceState.self, nonconformance),
                let unit = try context.view.state(WorkUnitState.self, found.unit)
            else { throw ExecutionRefusal(.notFound) }
            return [try decide(found, unit, context)]
        }
        return CommandResult(record: nonconformance, isRepeated: isRepeated)
    }

    /// What was decided of a unit; where it only is proposed, nothing becomes of the unit yet.
    static func recording(
        _ found: NonconformanceState,
        _ unit: WorkUnitState,
        _ signature: SignatureState,
        _ context: DecisionContext
    ) throws -> Recording {
        guard found.isProposed != true, found.isAwaitingCustomer != true, let disposition = found.disposition else {
            var event = try context.event(of: unit.program, Self.classes + [.signatures])
            event.nonconformances = [found]
            event.signatures = [signature]
            return Recording(.proposed, unit.id, .nonconformances, event)
        }
        var next = unit
        let reworks = try next.take(disposition, of: found, context)
        next.version += 1
        let minutes = try context.minutesFreed(from: unit, to: next)
        let interrupted = reworks.contains { $0.phase == .underway } && unit.phase == .running ? unit.run : nil
        var event = try context.event(
            of: unit.program,
            Self.classes + [.signatures] + (minutes.isEmpty ? [] : [.capacity])
                + (interrupted == nil ? [] : [.jobResponses])
        )
        event.nonconformances = [found]
        event.signatures = [signature]
        event.reworks = reworks.isEmpty ? nil : reworks
        event.responses = interrupted.map {
            [JobResponseState(unit, $0.stopped(at: context.now), phase: .paused, stopped: context.now)]
        }
        if !minutes.isEmpty { event.loads = try context.loads(of: unit.jobOrder, changedBy: minutes) }
        event.orders = try context.order(of: next, before: unit).map { [$0] }
        event.units = try [next] + context.ancestors(of: unit).map { $0.releasing(found.id) }
        return Recording(.disposed, unit.id, .nonconformances, event)
    }

    /// A text of several lines.
    static func check(_ text: String, _ place: String) throws(ExecutionRefusal) {
        guard !text.utf8.isEmpty, text.utf8.count <= NonconformanceReport.descriptionBytesMax else {
            throw ExecutionRefusal(
                .invalid,
                "\(place): it has 1 to \(NonconformanceReport.descriptionBytesMax) bytes, this one \(text.utf8.count)"
            )
        }
        let isControl = text.unicodeScalars.contains {
            $0.properties.generalCategory == .control && $0 != "\n" && $0 != "\t"
        }
        if isControl { throw ExecutionRefusal(.invalid, "\(place): it holds a control character") }
    }
}

extension DecisionContext {
    /// The units that a unit went into, from the nearest to the topmost.
    func ancestors(of unit: WorkUnitState) throws -> [WorkUnitState] {
        var found: [WorkUnitState] = []
        var next = unit.builtInto
        // A unit goes into one other, which was there before it: the way up ends, and no assembly of parts is this deep.
        while let id = next, found.count < 100, let parent = try view.state(WorkUnitState.self, id) {
            found.append(parent)
            next = parent.builtInto
        }
        return found
    }

    /// Whether policies let whoever acts approve a disposition in a capacity, as of a change that somebody else wrote: to report a
    /// nonconformance and to dispose of one are both an edit of it, and it takes another person.
    fileprivate func mayApprove(_ capacity: String, in program: String, beside author: String) throws -> Bool {
        try mayApprove(capacity, of: "disposition", in: [program], beside: author)
    }

    /// The same of another kind of decision, and of several programs or none.
    func mayApprove(_ capacity: String, of kind: String, in programs: Set<String>, beside author: String) throws -> Bool
    {
        guard case .person(let person) = subject else { return false }
        let facts = ChangeFacts(
            id: kind,
            kind: kind,
            programs: programs,
            author: Execution.registered(author)
        )
        let act = ChangeAct.approve(capacity: capacity)
        return try execution.hull.boundary.decide(act, on: facts, after: ChangeProgress(), by: person).isAllowed
    }
}

extension SignatureStatement {
    func signature(
        _ id: RecordID,
        of found: NonconformanceState,
        meaning: SignatureMeaning,
        _ context: DecisionContext
    ) throws -> SignatureState {
        SignatureState(
            id: id,
            record: found.id,
            unit: found.unit,
            signer: context.worker,
            printedName: printedName,
            meaning: meaning,
            signed: context.now,
            contentHash: try WorkMasterContent.hash(of: found)
        )
    }
}

extension WorkUnitState {
    /// On hold by a nonconformance of a unit that was built into it.
    func holding(_ id: RecordID) -> WorkUnitState {
        var next = self
        if !next.holds.contains(id) { next.holds.append(id) }
        next.version += 1
        return next
    }

    /// No longer held by it.
    func releasing(_ ids: RecordID...) -> WorkUnitState { releasing(Set(ids)) }

    /// No longer held by any of them.
    func releasing(_ ids: Set<RecordID>) -> WorkUnitState {
        var next = self
        next.holds.removeAll { ids.contains($0) }
        next.version += 1
        return next
    }
}
