public import Boundary
internal import Journal
internal import PlantModel
internal import Storage

/// What a consumption is corrected to.
public struct ConsumptionCorrection: Sendable {
    /// The number of the lot or the serial number that was looked at; another one is refused.
    public var seen: String
    /// What was built in; nil where nothing was.
    public var item: ConsumedItem?

    /// A correction.
    public init(seen: String, item: ConsumedItem?) {
        self.seen = seen
        self.item = item
    }
}

extension Execution {
    /// Corrects what was built in: the genealogy leads to what it was. A lot that was not to be used, and a part that turns out to be missing where
    /// the unit has passed the operation, hold it and all that it went into by a nonconformance. A unit that was not built in after all is free again.
    /// - Throws: `stale`, `nothingCorrected`; `lotMissing`, `lotSpent`, `otherPart`, `enough`, `componentUnfinished`, `componentUsed`, `unknownComponent`;
    ///   `ownCorrection`, `notQuality`.
    public func correct<Way: Channel>(
        consumption id: RecordID,
        to correction: ConsumptionCorrection,
        _ statement: CorrectionStatement,
        by asker: Asker<Way>,
        key: CommandKey
    ) async throws(ExecutionRefusal) -> CommandResult {
        var unitsPlace: CompartmentName?
        if case .unit(let other) = correction.item {
            let place = try place(of: other, WorkUnit.self)
            _ = try await permit(.view, WorkUnit.self, other, in: place, by: asker)
            unitsPlace = place
        }
        return try await drawing(corrects: true) { [unitsPlace] draw throws(ExecutionRefusal) in
            try await correct(Consumption.self, id, recordedIn: "worker", statement, by: asker, key: key) { context in
                // A unit of another compartment is not built in here: its edge would be in two logs.
                guard unitsPlace == nil || unitsPlace == context.compartment else {
                    throw ExecutionRefusal(.unknownComponent)
                }
                guard let row = try context.fields(Consumption.self, ConsumptionState.isRecord(id)).first,
                    let found = ConsumptionState(row), let unit = try context.view.state(WorkUnitState.self, found.unit)
                else { throw ExecutionRefusal(.notFound) }
                return try context.correcting(found, of: unit, to: correction, statement, key, draw)
            }
        }
    }
}

extension DecisionContext {
    fileprivate func correcting(
        _ found: ConsumptionState,
        of unit: WorkUnitState,
        to correction: ConsumptionCorrection,
        _ statement: CorrectionStatement,
        _ key: CommandKey,
        _ draw: LotLedger.Draw
    ) throws -> Recording {
        try mayCorrect(recordedBy: found.worker, correctedBy: found.correctedBy, of: unit.program)
        guard found.itemNumber.utf8.elementsEqual(correction.seen.utf8) else { throw ExecutionRefusal(.stale) }
        let operation = try operation(found.sequence, of: unit)
        guard let asked = operation?.components.first(where: { $0.partNumber == found.partNumber }) else {
            throw ExecutionRefusal(.noAnswer)
        }
        var next = found
        let above = try ancestors(of: unit)
        let built = try built(correction.item, in: &next, asked, of: unit.program, under: above, draw)
        let (states, signature): ([CorrectionState<Consumption>], SignatureState) = try corrections(
            of: found.id,
            about: unit.id,
            [
                CorrectedValue(field: "item", before: found.itemNumber, after: next.itemNumber),
                CorrectedValue(field: "quantity", before: "\(found.quantity)", after: "\(next.quantity)"),
            ],
            statement,
            key
        )
        next.correctedBy = worker
        next.corrected = now
        var changed = unit
        changed.version += 1
        let isAtOperation = !unit.phase.isOver && unit.sequence == found.sequence
        if isAtOperation {
            let total = unit.consumed[found.partNumber, default: 0] - found.quantity + next.quantity
            guard total <= asked.quantity else { throw ExecutionRefusal(.enough, asked.partNumber) }
            changed.consumed[found.partNumber] = max(0, total)
            try changed.note(next)
        } else if next.quantity > max(found.quantity, asked.quantity) {
            throw ExecutionRefusal(.enough, asked.partNumber)
        }
        let articles = try articlesToCorrect(of: unit, at: found.sequence)
        var event = try event(
            of: unit.program,
            [.orders, .workInstructions, .genealogy, .materialUse, .signatures, .nonconformances]
                + (articles.isEmpty ? [] : [.inspectionRecords])
        )
        event.firstArticles = articles.isEmpty ? nil : articles
        event.reason = statement.reason
        event.consumptions = [next]
        event.corrections = EventCorrections(consumptions: states)
        event.signatures = [signature]
        var chain = [changed] + above
        if let freed = built.freed {
            // What held the unit that is not in it held this one for its sake.
            chain = chain.map { $0.releasing(Set(freed.holds)) }
        }
        let isShort = next.quantity < found.quantity && (!isAtOperation || unit.phase == .awaitingBuyOff)
        if !unit.phase.isGone, let doubt = built.doubt ?? (isShort ? Self.missing(found, next) : nil) {
            let report = hold(unit, at: found.sequence, nil, doubt, key)
            event.nonconformances = [report]
            chain = chain.map { $0.holding(report.id) }
            try addEscapes(of: chain, because: report.id, doubt, to: &event, of: unit.program)
        }
        event.units = chain + [built.freed?.free, built.taken].compactMap { $0 }
        return Recording(.consumptionCorrected, unit.id, .genealogy, event)
    }

    /// What changes beside the consumption: a unit that is free again, one that is built in, and why what it went into is held.
    private struct Built {
        var freed: WorkUnitState?
        var taken: WorkUnitState?
        var doubt: String?
    }

    private func built(
        _ item: ConsumedItem?,
        in consumption: inout ConsumptionState,
        _ asked: OperationSegment.Component,
        of program: String,
        under above: [WorkUnitState],
        _ draw: LotLedger.Draw
    ) throws -> Built {
        var built = Built()
        switch item {
        case nil:
            consumption.quantity = 0
        case .lot(let number, let quantity):
            guard !asked.isSerialised else { throw ExecutionRefusal(.unknownComponent, asked.partNumber) }
            guard quantity > 0 else { throw ExecutionRefusal(.invalid, "quantity: it is 1 and more") }
            let lot = try lot(number, for: asked, of: program)
            let day = Day(millisecondsSince1970: UInt64(clamping: consumption.consumed)) ?? today
            if lot.id != consumption.item, !lot.lot.isUsable || lot.lot.expires.map({ day.isAfter($0) }) == true {
                built.doubt = "Lot \(number), which was not to be used, went into this unit, as a correction found."
            }
            let before = lot.id == consumption.item ? consumption.quantity : 0
            // What is given back is no draw, also on a lot of which more was built in than there is.
            if quantity > before {
                let demand = LotLedger.Demand(
                    lot: lot.id,
                    record: consumption.id,
                    quantity: quantity,
                    givenBack: before
                )
                try self.draw(draw, demand, on: lot)
            }
            consumption.item = lot.id
            consumption.itemNumber = number
            consumption.quantity = quantity
            consumption.substitute = lot.lot.partNumber == asked.partNumber ? nil : lot.lot.partNumber
        case .unit(let id):
            guard asked.isSerialised, id != consumption.unit, !above.contains(where: { $0.id == id }),
                var child = try view.state(WorkUnitState.self, id)
            else { throw ExecutionRefusal(.unknownComponent, asked.partNumber) }
            guard asked.admits(child.partNumber) else { throw ExecutionRefusal(.otherPart) }
            guard id != consumption.item else { throw ExecutionRefusal(.nothingCorrected) }
            guard child.builtInto == nil else { throw ExecutionRefusal(.componentUsed) }
            guard child.phase == .finished, child.holds.isEmpty else { throw ExecutionRefusal(.componentUnfinished) }
            child.builtInto = consumption.unit
            child.version += 1
            built.taken = child
        }
        if consumption.itemKind == .unit { built.freed = try view.state(WorkUnitState.self, consumption.item) }
        if let taken = built.taken {
            consumption.item = taken.id
            consumption.itemNumber = taken.serial
            consumption.substitute = taken.partNumber == asked.partNumber ? nil : taken.partNumber
            consumption.quantity = 1
        }
        return built
    }

    private static func missing(_ found: ConsumptionState, _ next: ConsumptionState) -> String {
        "Of part \(found.partNumber) \(next.quantity) were built in at operation \(found.sequence), not \(found.quantity), as a correction found."
    }
}

extension WorkUnitState {
    /// The unit as it is where it was not built in after all.
    fileprivate var free: WorkUnitState {
        var next = self
        next.builtInto = nil
        next.version += 1
        return next
    }
}

extension ConsumptionState {
    /// Reads the columns of the fields behind the id; nil for what is none.
    init?(_ row: [ViewValue]) {
        guard row.count == Consumption.declaration.fields.count + 1, let id = RecordID(row[0]),
            let unit = RecordID(row[1]), let item = RecordID(row[2]),
            let kind = row[3].words.flatMap({ ItemKind(rawValue: $0) }), let itemNumber = row[4].words,
            let partNumber = row[5].words, let sequence = row[6].number, let quantity = row[7].number,
            let worker = row[8].words, let consumed = row[9].number
        else { return nil }
        self.init(
            id: id,
            unit: unit,
            item: item,
            itemKind: kind,
            itemNumber: itemNumber,
            partNumber: partNumber,
            sequence: Int(sequence),
            quantity: Int(quantity),
            worker: worker,
            consumed: consumed,
            substitute: row[10].words,
            correctedBy: row[11].words,
            corrected: row[12].number
        )
    }
}
