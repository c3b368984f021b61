public import Boundary
internal import Journal
internal import PlantModel
internal import Storage

// Paper that goes with the work: each print is a paper of its own, the last one is the one that counts, and one that comes back is compared with
// what was recorded.
extension Execution {
    /// Units of an order that one traveler can carry.
    static let unitsOfTravelerMax = 500

    /// Records a traveler for an order or for one of its units; the ones that were printed for the same before no longer count.
    /// - Parameter id: an order, or a unit.
    /// - Returns: the traveler.
    /// - Throws: `notFound`; `finished` for a unit that is done, `tooManyUnits` for an order that one paper cannot carry.
    public func printTraveler<Way: Channel>(for id: RecordID, by asker: Asker<Way>, key: CommandKey)
        async throws(ExecutionRefusal) -> CommandResult
    {
        let made = key.made
        guard try place(of: id, WorkUnit.self) != common else {
            return try await make(
                PrintedTraveler.self,
                from: JobOrderState.self,
                id,
                program: { $0.program },
                by: asker,
                key: key
            ) { order, context in
                guard order.quantity <= Self.unitsOfTravelerMax else { throw ExecutionRefusal(.tooManyUnits) }
                return try context.printing(made, of: order, nil)
            }
        }
        return try await make(
            PrintedTraveler.self,
            from: WorkUnitState.self,
            id,
            program: { $0.program },
            by: asker,
            key: key
        ) { unit, context in
            if unit.phase.isOver { throw ExecutionRefusal(.finished) }
            guard let order = try context.view.state(JobOrderState.self, unit.jobOrder) else {
                throw ExecutionRefusal(.notFound)
            }
            return try context.printing(made, of: order, unit.id)
        }
    }

    /// Takes back a traveler: what is signed on it is compared with what is recorded, and each unit that they differ about is held by a
    /// nonconformance. A paper on which nothing is signed only carried codes, and differs in nothing.
    /// - Parameter signed: the operations whose `Done` is signed on the paper.
    /// - Throws: `notFound`; `returnedAlready`; `invalid` for an operation that is not on it.
    public func takeBack<Way: Channel>(
        traveler id: RecordID,
        signed: Set<Int>,
        by asker: Asker<Way>,
        key: CommandKey
    ) async throws(ExecutionRefusal) -> CommandResult {
        let (place, known) = try located(TravelerState.self, id)
        let seeing = try await permit(.view, PrintedTraveler.self, id, in: place, by: asker)
        guard let known else { throw ExecutionRefusal(.notFound) }
        let making = try await permit(new: Nonconformance.self, of: known.program, key, in: place, by: asker)
        let isRepeated = try await record(
            key,
            by: asker.subject,
            in: place,
            under: [seeing, making],
            reads: nil
        ) { context in
            guard let traveler = try context.view.state(TravelerState.self, id) else {
                throw ExecutionRefusal(.notFound)
            }
            return [try context.takingBack(traveler, signed, key)]
        }
        return CommandResult(record: id, isRepeated: isRepeated)
    }

    /// A printed traveler with its order, the units that it goes with, and the operations that stand on it, those of reworks that were begun by then with them.
    public func traveler<Way: Channel>(_ id: RecordID, by asker: Asker<Way>) async throws(ExecutionRefusal)
        -> Release<Way>
    {
        let (place, known) = try located(TravelerState.self, id)
        let record = try await permitted(PrintedTraveler.self, id, in: place, by: asker)
        guard let state = known else { throw ExecutionRefusal(.notFound) }
        let orders = try records(JobOrder.self, in: place, ids: [state.jobOrder.value], by: asker)
        let units = try records(
            WorkUnit.self,
            in: place,
            state.unit.map { [.init("id", .equal, [$0.value])] }
                ?? [.init("job_order", .equal, [state.jobOrder.value])],
            order: ["serial"],
            by: asker
        )
        let master = [ViewQuery.Match("work_master", .equal, [state.workMaster.value])]
        let operations = try records(OperationDefinition.self, in: place, master, order: ["sequence"], by: asker)
        let masters = try records(WorkMaster.self, in: place, ids: [state.workMaster.value], by: asker)
        // What is printed once is the same whenever it is printed again: reworks that were begun since go with another paper.
        let reworks = try reworks(of: values("id", of: units), by: state.printed, in: place, for: asker)
        return try await release(asker) { boundary throws(AccessRefusal) in
            try await boundary.releaseTogether(
                [record],
                orders,
                units,
                masters,
                operations,
                reworks.reworks,
                reworks.steps,
                to: asker.subject,
                through: asker.channel,
                from: asker.whereabouts
            )
        }
    }

    /// What a traveler goes with, by the number in its codes: its unit, or its order with the units.
    /// - Throws: as ``scan(_:by:)``; `paperReplaced` and `paperReturned` for one that no longer counts.
    public func scan<Way: Channel>(traveler number: String, by asker: Asker<Way>) async throws(ExecutionRefusal)
        -> Release<Way>
    {
        for place in programPlaces {
            let matches = [ViewQuery.Match("number", .equal, [.text(number)])]
            let found: [PrintedTraveler]
            do throws(ExecutionRefusal) {
                found = try records(PrintedTraveler.self, in: place, matches, order: [], by: asker)
            } catch {
                // A compartment that is closed has nothing to give.
                if hull.compartments.contains(place) { throw error }
                continue
            }
            guard let seen = found.first?.origin.id,
                let traveler = try hull.states(
                    TravelerState.self,
                    TravelerState.isRecord(RecordID(seen)),
                    limit: 1,
                    in: place
                ).first
            else { continue }
            switch traveler.phase {
            case .replaced: throw ExecutionRefusal(.paperReplaced)
            case .returned: throw ExecutionRefusal(.paperReturned)
            case .current: return try await scan(traveler.unit ?? traveler.jobOrder, by: asker)
            }
        }
        // As what is not there is refused, which is recorded.
        return try await find(PrintedTraveler.self, TravelerState.unknown, in: common, by: asker)
    }

    /// The traveler that a code names. Its number is random, so that there is one.
    /// - Throws: `notFound` for what is not there and for what the asker may not know of alike.
    public func traveler<Way: Channel>(numbered number: String, by asker: Asker<Way>) async throws(ExecutionRefusal)
        -> Release<Way>
    {
        try await list(
            PrintedTraveler.self,
            [.init("number", .equal, [.text(number)])],
            order: [],
            after: nil,
            1,
            by: asker
        )
    }

    /// What was printed for an order and its units, the last one first.
    public func travelers<Way: Channel>(ofOrder id: RecordID, by asker: Asker<Way>) async throws(ExecutionRefusal)
        -> Release<Way>
    {
        try await list(
            PrintedTraveler.self,
            [.init("job_order", .equal, [id.value])],
            order: ["-printed"],
            after: nil,
            Self.listMax,
            by: asker
        )
    }
}

extension DecisionContext {
    fileprivate func printing(_ id: RecordID, of order: JobOrderState, _ unit: RecordID?) throws -> Recording {
        let earlier = try view.states(
            TravelerState.self,
            [.init("job_order", .equal, [order.id.value])],
            limit: Execution.unitsOfTravelerMax * 20
        )
        var event = try event(of: order.program, [.orders])
        let traveler = TravelerState(
            id: id,
            program: order.program,
            number: id.paperNumber("T"),
            jobOrder: order.id,
            unit: unit,
            orderNumber: order.number,
            orderName: TravelerState.name(of: order),
            workMaster: order.workMaster,
            contentHash: order.contentHash,
            printedBy: worker,
            printed: now
        )
        event.travelers =
            earlier.filter { $0.unit == unit && $0.phase == .current }.map { earlier in
                var replaced = earlier
                replaced.phase = .replaced
                return replaced
            } + [traveler]
        return Recording(.travelerPrinted, id, .orders, event)
    }

    fileprivate func takingBack(_ traveler: TravelerState, _ signed: Set<Int>, _ key: CommandKey) throws -> Recording {
        if traveler.phase == .returned { throw ExecutionRefusal(.returnedAlready) }
        let operations = try view.states(
            OperationState.self,
            [.init("work_master", .equal, [traveler.workMaster.value])],
            order: [.init("sequence")],
            limit: WorkMasterContent.Limits.operations
        ).map(\.segment.sequence)
        let units = try view.states(
            WorkUnitState.self,
            traveler.unit.map { WorkUnitState.isRecord($0) }
                ?? [.init("job_order", .equal, [traveler.jobOrder.value])],
            limit: Execution.unitsOfTravelerMax
        )
        let reworked = try reworkOperations(of: units.map(\.id), by: traveler.printed)
        if let other = signed.subtracting(operations).subtracting(reworked.values.joined()).min() {
            throw ExecutionRefusal(.invalid, "operation \(other): it is not on this traveler")
        }
        var event = try event(of: traveler.program, [.orders, .workInstructions, .nonconformances])
        var held = HeldUnits()
        var reports: [NonconformanceState] = []
        for unit in units where !unit.phase.isGone && !signed.isEmpty {
            // Of several units on one paper each is held against its own operations.
            let own = reworked[unit.id] ?? []
            let signed = signed.intersection(operations + own)
            let recorded = try recorded(unit, operations, own)
            guard recorded != signed else { continue }
            let id = key.made.derived("difference \(unit.id)")
            reports.append(
                NonconformanceState(
                    id: id,
                    unit: unit.id,
                    serial: unit.serial,
                    sequence: unit.sequence,
                    pass: unit.pass,
                    characteristic: nil,
                    description: Self.difference(of: traveler.number, signed: signed, recorded: recorded),
                    raisedBy: worker,
                    raised: now
                )
            )
            let chain = [unit] + (try ancestors(of: unit))
            held.hold(chain, by: id)
            let found = reports[reports.count - 1].description
            try addEscapes(of: chain, because: id, found, to: &event, of: traveler.program)
        }
        var taken = traveler
        taken.phase = .returned
        taken.returnedBy = worker
        taken.returned = now
        taken.differences = reports.count
        event.travelers = [taken]
        event.units = held.units.isEmpty ? nil : held.units
        event.nonconformances = reports.isEmpty ? nil : reports
        return Recording(.travelerReturned, traveler.id, .nonconformances, event)
    }

    /// The operations that are recorded as done on a unit: those behind it, and, after a rework sent it back, those that it had done before.
    private func recorded(_ unit: WorkUnitState, _ operations: [Int], _ reworked: [Int]) throws -> Set<Int> {
        let stand = unit.standInRouting
        let isFinished = stand.phase == .finished
        var done = Set(operations.filter { isFinished || $0 < stand.sequence })
        if stand.phase == .awaitingBuyOff { done.insert(stand.sequence) }
        let again = !isFinished && stand.pass > 1 ? operations : []
        return try done.union(finished(unit, among: reworked + again))
    }

    /// Of operations those that somebody finished on a unit.
    private func finished(_ unit: WorkUnitState, among operations: [Int]) throws -> Set<Int> {
        guard !operations.isEmpty else { return [] }
        let query = ViewQuery(
            JobResponse.declaration.table.name,
            columns: ["sequence"],
            matches: [
                .init("unit", .equal, [unit.id.value]),
                .init("state", .equal, [.text(UnitPhase.finished.rawValue)]),
            ],
            limit: ViewQuery.limitMax
        )
        return Set(try view.views.writerRows(query).compactMap { $0[0].number.map { Int($0) } })
            .intersection(operations)
    }

    /// The numbers of the operations of units' reworks that were begun by a time, in milliseconds since 1970.
    private func reworkOperations(of units: [RecordID], by time: Int64) throws -> [RecordID: [Int]] {
        var found: [RecordID: [Int]] = [:]
        for rework in try reworks(of: units) where rework.begun <= time {
            found[rework.unit, default: []] += try operations(of: rework.definition).map {
                ReworkNumbering.number($0.sequence, of: rework.number)
            }
        }
        return found
    }

    private static func difference(of number: String, signed: Set<Int>, recorded: Set<Int>) -> String {
        func list(_ operations: Set<Int>) -> String {
            operations.sorted().map(String.init).joined(separator: ", ")
        }
        let (unrecorded, unsigned) = (signed.subtracting(recorded), recorded.subtracting(signed))
        var lines = ["Traveler \(number) came back and differs from what is recorded."]
        if !unrecorded.isEmpty { lines.append("Signed on it and not recorded: operation \(list(unrecorded)).") }
        if !unsigned.isEmpty { lines.append("Recorded and not signed on it: operation \(list(unsigned)).") }
        return lines.joined(separator: " ")
    }
}
