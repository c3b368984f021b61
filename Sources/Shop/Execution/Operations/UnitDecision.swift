internal import Boundary
internal import Journal
internal import PlantModel
internal import Storage

/// What a command at a unit is decided by: the unit, the operation that it stands at, and who acts.
struct UnitDecision {
    var unit: WorkUnitState
    /// The unit as it was found.
    let before: WorkUnitState
    let operation: OperationSegment
    let context: DecisionContext
    /// The rework that the unit has left by it.
    private var left: UnitReworkState?

    /// - Parameters:
    ///   - sequence: the operation that the asker means.
    ///   - version: the version that the asker looked at; nil for one who looked at none, as who scans does.
    /// - Throws: `notFound`; `orderPlanned`, `finished`, `otherOperation` and `stale`, which say that it is not as the asker took it to be.
    init(_ id: RecordID, at sequence: Int, version: Int64?, _ context: DecisionContext) throws {
        guard let unit = try context.view.state(WorkUnitState.self, id) else { throw ExecutionRefusal(.notFound) }
        if unit.phase == .planned { throw ExecutionRefusal(.orderPlanned) }
        if unit.phase.isOver { throw ExecutionRefusal(unit.phase == .cancelled ? .unitCancelled : .finished) }
        if unit.sequence != sequence { throw ExecutionRefusal(.otherOperation) }
        if let version, version != unit.version { throw ExecutionRefusal(.stale) }
        self.unit = unit
        before = unit
        self.context = context
        guard let operation = try context.operation(sequence, of: unit) else { throw ExecutionRefusal(.noAnswer) }
        self.operation = operation
    }

    /// Work is done by who started it, and by nobody else until that is paused.
    func own() throws -> WorkUnitState.Run {
        if unit.phase == .awaitingBuyOff { throw ExecutionRefusal(.awaitsBuyOff) }
        guard unit.phase == .running, let run = unit.run else { throw ExecutionRefusal(.notRunning) }
        guard run.worker == context.worker else { throw ExecutionRefusal(.runsElsewhere) }
        return run
    }

    /// The operation that comes after this one; nil after the last.
    func next() throws -> OperationSegment? {
        let master = ViewQuery.Match("work_master", .equal, [unit.followed.value])
        return try context.view.states(
            OperationState.self,
            [master, .init("sequence", .greater, [.integer(Int64(ReworkNumbering.own(operation.sequence)))])],
            order: [.init("sequence")],
            limit: 1
        ).first?.segment.numbered(of: unit.rework)
    }

    /// The unit goes on: to the next operation; after the last one of a rework from where that says; after the last one of all it is finished.
    mutating func advance() throws {
        if let next = try next() {
            unit.go(to: next)
        } else if unit.reworks != nil {
            left = try context.view.state(UnitReworkState.self, UnitReworkState.id(unit.rework, of: unit.id))?
                .ending(.complete, at: context.now)
            unit.leaveRework()
        } else {
            unit.phase = .finished
            unit.run = nil
            unit.worker = nil
        }
    }

    /// An event with the unit as it is now, one version on; with what is left of its order's load, how far that has come and when its part was last
    /// made, where they changed.
    mutating func event(_ classes: [DataClass]) throws -> ExecutionEvent {
        unit.version += 1
        let isDone = unit.sequence != before.sequence || unit.phase.isDone
        let loads =
            isDone && !before.phase.isDone
            ? try context.loads(of: unit.jobOrder, changedBy: [operation.workCenter: -operation.standardMinutes]) : []
        let production = try context.production(after: unit)
        var event = try context.event(
            of: unit.program,
            [.orders, .workInstructions] + classes + (loads.isEmpty ? [] : [.capacity])
                + (production == nil ? [] : [.inspectionRecords]) + (left == nil ? [] : [.nonconformances])
        )
        event.units = [unit]
        event.reworks = left.map { [$0] }
        event.productions = production.map { [$0] }
        event.loads = loads.isEmpty ? nil : loads
        event.orders = try context.order(of: unit, before: before).map { [$0] }
        return event
    }

    /// What was done at the operation, as it is signed.
    struct Content: Encodable {
        let unit: RecordID
        let serial: String
        let workMaster: RecordID
        let sequence: Int
        let pass: Int
        let measured: [Int: Bool]
        let skipped: [Int]?
        let accepted: [Int]
        let consumed: [String: Int]
        /// See ``WorkUnitState/note(_:)``.
        let recorded: String?
        let worker: String
    }

    func signature(
        _ id: RecordID,
        of record: RecordID,
        _ statement: SignatureStatement,
        _ meaning: SignatureMeaning,
        over content: some Encodable
    ) throws -> SignatureState {
        SignatureState(
            id: id,
            record: record,
            unit: unit.id,
            signer: context.worker,
            printedName: statement.printedName,
            meaning: meaning,
            signed: context.now,
            contentHash: try WorkMasterContent.hash(of: content)
        )
    }

    func content(worker: String) -> Content {
        Content(
            unit: unit.id,
            serial: unit.serial,
            workMaster: before.followed,
            sequence: unit.sequence,
            pass: unit.pass,
            measured: unit.measured,
            skipped: unit.skipped,
            accepted: unit.accepted,
            consumed: unit.consumed,
            recorded: unit.recorded,
            worker: worker
        )
    }
}
