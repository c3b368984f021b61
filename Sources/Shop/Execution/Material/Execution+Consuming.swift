public import Boundary
internal import Journal
internal import PlantModel
internal import Storage

/// What is built in.
public enum ConsumedItem: Sendable, Hashable {
    /// Some of a lot, by the number on its label.
    case lot(String, quantity: Int)
    /// A unit with a serial number of its own.
    case unit(RecordID)
}

extension Execution {
    /// Builds a component into the unit at its operation: an edge of the genealogy.
    /// - Throws: `unknownComponent`, `otherPart`, `enough`; `lotMissing`, `lotExpired`, `lotUnusable`, `lotSpent`; `componentUnfinished`, `componentUsed`;
    ///   `notRunning`, `runsElsewhere`, `held`.
    public func consume<Way: Channel>(
        _ item: ConsumedItem,
        of partNumber: String,
        at operation: UnitOperation,
        by asker: Asker<Way>,
        key: CommandKey
    ) async throws(ExecutionRefusal) -> CommandResult {
        var child: (id: RecordID, place: CompartmentName)?
        if case .unit(let id) = item {
            let place = try place(of: id, WorkUnit.self)
            _ = try await permit(.view, WorkUnit.self, id, in: place, by: asker)
            child = (id, place)
        }
        let reads = child.map { [$0.id] } ?? []
        return try await drawing { [child] draw throws(ExecutionRefusal) in
            try await work(Consumption.self, at: operation, by: asker, key: key, reads: reads) { decision in
                // A unit of another compartment is not built in here: its edge would be in two logs.
                if let child, child.place != decision.context.compartment || child.id == operation.unit {
                    throw ExecutionRefusal(.unknownComponent)
                }
                _ = try decision.own()
                guard decision.unit.holds.isEmpty else { throw ExecutionRefusal(.held) }
                guard let asked = decision.operation.components.first(where: { $0.partNumber == partNumber }) else {
                    throw ExecutionRefusal(.unknownComponent, partNumber)
                }
                return switch item {
                case .lot(let number, let quantity): try decision.take(quantity, of: number, asked, key, draw)
                case .unit(let id): try decision.take(id, asked, key)
                }
            }
        }
    }

    /// A command that may draw on a lot; what it draws is drawn once it is recorded.
    /// - Parameter corrects: it gives back too, which is counted anew.
    func drawing(
        corrects: Bool = false,
        _ command: (LotLedger.Draw) async throws(ExecutionRefusal) -> CommandResult
    ) async throws(ExecutionRefusal) -> CommandResult {
        let draw = ledger.begin()
        do throws(ExecutionRefusal) {
            let result = try await command(draw)
            ledger.end(draw, isRecorded: true, countsAnew: corrects)
            return result
        } catch {
            ledger.end(draw, isRecorded: false, countsAnew: corrects || error.code == .inDoubt)
            throw error
        }
    }
}

extension UnitDecision {
    fileprivate mutating func take(
        _ quantity: Int,
        of number: String,
        _ asked: OperationSegment.Component,
        _ key: CommandKey,
        _ draw: LotLedger.Draw
    ) throws -> [Recording] {
        guard !asked.isSerialised else { throw ExecutionRefusal(.unknownComponent, asked.partNumber) }
        let lot = try context.lot(number, for: asked, of: unit.program)
        guard lot.lot.isUsable else { throw ExecutionRefusal(.lotUnusable, number) }
        if let expires = lot.lot.expires, context.today.isAfter(expires) { throw ExecutionRefusal(.lotExpired, number) }
        let recording = try consume(quantity, lot.id, .lot, number, lot.lot.partNumber, asked, key)
        try context.draw(draw, .init(lot: lot.id, record: key.made, quantity: quantity), on: lot)
        return [recording]
    }

    fileprivate mutating func take(_ id: RecordID, _ asked: OperationSegment.Component, _ key: CommandKey) throws
        -> [Recording]
    {
        guard asked.isSerialised, var child = try context.view.state(WorkUnitState.self, id) else {
            throw ExecutionRefusal(.unknownComponent, asked.partNumber)
        }
        guard asked.admits(child.partNumber) else { throw ExecutionRefusal(.otherPart) }
        guard child.builtInto == nil else { throw ExecutionRefusal(.componentUsed) }
        guard child.phase == .finished, child.holds.isEmpty else { throw ExecutionRefusal(.componentUnfinished) }
        let own = try consume(1, id, .unit, child.serial, child.partNumber, asked, key)
        child.builtInto = unit.id
        child.version += 1
        var event = try context.event(of: child.program, [.orders, .workInstructions])
        event.units = [child]
        return [own, Recording(.builtIn, id, .genealogy, event)]
    }

    private mutating func consume(
        _ quantity: Int,
        _ item: RecordID,
        _ kind: ConsumptionState.ItemKind,
        _ number: String,
        _ part: String,
        _ asked: OperationSegment.Component,
        _ key: CommandKey
    ) throws -> Recording {
        let before = unit.consumed[asked.partNumber, default: 0]
        guard quantity > 0, quantity <= asked.quantity - before else {
            throw ExecutionRefusal(.enough, asked.partNumber)
        }
        unit.consumed[asked.partNumber] = before + quantity
        let consumption = ConsumptionState(
            id: key.made,
            unit: unit.id,
            item: item,
            itemKind: kind,
            itemNumber: number,
            partNumber: asked.partNumber,
            sequence: unit.sequence,
            quantity: quantity,
            worker: context.worker,
            consumed: context.now,
            substitute: part == asked.partNumber ? nil : part
        )
        try unit.note(consumption)
        var event = try self.event([.genealogy, .materialUse])
        event.consumptions = [consumption]
        return Recording(.consumed, unit.id, .genealogy, event)
    }
}

extension DecisionContext {
    /// Draws on a lot.
    /// - Throws: `lotSpent` where it has not as much left.
    func draw(_ draw: LotLedger.Draw, _ demand: LotLedger.Demand, on lot: MaterialLotState) throws {
        let ledger = execution.ledger
        let isThere = try ledger.admits(demand, by: draw, of: lot.lot.quantity) { try drawn(of: lot.id, beside: $0) }
        guard isThere else { throw ExecutionRefusal(.lotSpent, lot.lot.number) }
    }

    /// How much of a lot is built in, by the records of every compartment that is open, beside some of them.
    private func drawn(of lot: RecordID, beside others: Set<RecordID>) throws -> (sum: Int, isWhole: Bool) {
        var drawn = (sum: 0, isWhole: true)
        for place in execution.programPlaces {
            var last: [ViewValue]?
            repeat {
                let query = ViewQuery(
                    Consumption.declaration.table.name,
                    columns: ["id", "quantity"],
                    matches: [.init("item", .equal, [lot.value])],
                    after: last,
                    limit: ViewQuery.limitMax
                )
                guard let rows = try rows(query, in: place) else {
                    drawn.isWhole = false
                    break
                }
                for row in rows where RecordID(row[0]).map(others.contains) != true {
                    drawn.sum += Int(row[1].number ?? 0)
                }
                last = rows.count == ViewQuery.limitMax ? rows.last.map { [$0[0]] } : nil
            } while last != nil
        }
        return drawn
    }

    /// Rows of a compartment, of the own one as its writer has them; nil where it is closed.
    private func rows(_ query: ViewQuery, in place: CompartmentName) throws -> [[ViewValue]]? {
        if place == compartment { return try view.views.writerRows(query) }
        do throws(BoundaryError) {
            return try execution.hull.rows(query, in: place)
        } catch {
            if error.code == .unknownCompartment { return nil }
            throw error
        }
    }

    /// The lot of a number that a component takes: one that is the program's alone, or one that any may use.
    /// - Throws: `lotMissing`, `otherPart`.
    func lot(_ number: String, for asked: OperationSegment.Component, of program: String) throws -> MaterialLotState {
        let named = [ViewQuery.Match("number", .equal, [.text(number)])]
        let own = try view.states(MaterialLotState.self, named, limit: 100).filter { $0.lot.program == program }
        let lots = own + (try commonStates(MaterialLotState.self, named, limit: 100))
        guard !lots.isEmpty else { throw ExecutionRefusal(.lotMissing, number) }
        guard let lot = asked.fitting(lots) else { throw ExecutionRefusal(.otherPart, number) }
        return lot
    }
}

extension OperationSegment.Component {
    /// Of lots of one number the one of the part that is planned, or of an approved alternate.
    fileprivate func fitting(_ lots: [MaterialLotState]) -> MaterialLotState? {
        lots.first { $0.lot.partNumber == partNumber } ?? lots.first { admits($0.lot.partNumber) }
    }
}
