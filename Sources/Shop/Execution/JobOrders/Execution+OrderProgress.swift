public import Boundary
internal import Journal
internal import PlantModel
internal import Storage

// What becomes of an order after it was made: it is released to the floor, and what was not begun of it can be cancelled.
extension Execution {
    /// Releases a planned order: its units are ready to be worked on. Released already, it is left as it is.
    /// - Throws: `notFound`; `orderReleased` where it does not wait for it.
    public func release<Way: Channel>(order id: RecordID, by asker: Asker<Way>, key: CommandKey)
        async throws(ExecutionRefusal) -> CommandResult
    {
        try await changeOrder(id, by: asker, key: key) { order, context in
            if order.phase == .released { throw AlreadySo() }
            guard order.phase == .planned else { throw ExecutionRefusal(.orderReleased) }
            var next = order
            next.phase = .released
            var event = try context.event(of: order.program, [.orders, .workInstructions])
            event.orders = [next]
            event.series = try context.untouchedUnits(of: order).map { $0.entering(.waiting) }
            return Recording(.orderReleased, id, .orders, event)
        }
    }

    /// Cancels units of an order that nobody began, with a reason and a signature; their load is free again. What was begun stays, and the order
    /// with it.
    /// - Parameter chosen: the units; nil for all that were not begun.
    /// - Throws: `notFound`; `allBegun` where there is none; `invalid` for a unit that was begun, or is none of the order.
    /// - Complexity: one event, by all units of the order.
    public func cancel<Way: Channel>(
        order id: RecordID,
        units chosen: Set<RecordID>? = nil,
        reason: String,
        signing statement: SignatureStatement,
        by asker: Asker<Way>,
        key: CommandKey
    ) async throws(ExecutionRefusal) -> CommandResult {
        try check(statement)
        try Self.check(reason, "reason")
        return try await changeOrder(id, by: asker, key: key) { order, context in
            try context.cancelling(order, chosen, CorrectionStatement(reason: reason, signing: statement), key)
        }
    }

    /// A command that changes an order: who gives it has to be permitted to edit it.
    func changeOrder<Way: Channel>(
        _ id: RecordID,
        by asker: Asker<Way>,
        key: CommandKey,
        decide: @escaping @Sendable (JobOrderState, DecisionContext) throws -> Recording
    ) async throws(ExecutionRefusal) -> CommandResult {
        let place = try place(of: id, JobOrder.self)
        let permission = try await permit(.edit, JobOrder.self, id, in: place, by: asker)
        let isRepeated = try await record(key, by: asker.subject, in: place, under: [permission], reads: nil) {
            context in
            guard let order = try context.view.state(JobOrderState.self, id) else {
                throw ExecutionRefusal(.notFound)
            }
            return [try decide(order, context)]
        }
        return CommandResult(record: id, isRepeated: isRepeated)
    }
}

extension DecisionContext {
    /// The units of an order on which no work began and which nothing holds; nil for none.
    fileprivate func untouchedUnits(of order: JobOrderState) throws -> UnitSeries? {
        let units = try view.states(
            WorkUnitState.self,
            [.init("job_order", .equal, [order.id.value])],
            limit: JobOrderRequest.unitsMax
        )
        let byID = Dictionary(units.map { ($0.id, $0) }) { first, _ in first }
        let first = try operations(of: order.workMaster).first?.sequence
        var (places, serials): ([Int], [String]) = ([], [])
        var template: WorkUnitState?
        var version: Int64 = 0
        for place in 0..<order.unitsMade {
            guard let unit = byID[UnitSeries.id(place, of: order.id)], unit.isUntouched, unit.sequence == first
            else { continue }
            places.append(place)
            serials.append(unit.serial)
            version = max(version, unit.version)
            if template == nil { template = unit }
        }
        template?.version = version
        return template.map { UnitSeries(template: $0, serials: serials, places: places) }
    }

    fileprivate func cancelling(
        _ order: JobOrderState,
        _ chosen: Set<RecordID>?,
        _ statement: CorrectionStatement,
        _ key: CommandKey
    ) throws -> Recording {
        guard let free = try untouchedUnits(of: order) else { throw ExecutionRefusal(.allBegun) }
        let series = chosen.map { free.only($0) } ?? free
        if let chosen, series.serials.count != chosen.count {
            throw ExecutionRefusal(
                .invalid,
                "units: one was begun, is on hold, was cancelled, or is none of this order"
            )
        }
        guard !series.serials.isEmpty else { throw ExecutionRefusal(.invalid, "units: none is named") }
        var next = order
        next.quantity -= series.serials.count
        next.cancelledUnits = (order.cancelledUnits ?? 0) + series.serials.count
        if next.quantity == 0 {
            next.phase = .cancelled
        } else if order.phase != .planned,
            try openUnits(of: order.id, atMost: series.serials.count + 1) <= series.serials.count
        {
            next.phase = .done
        }
        let minutes = try operations(of: order.workMaster).minutesByCenter
        let (states, signature): ([CorrectionState<JobOrder>], SignatureState) = try corrections(
            of: order.id,
            about: order.id,
            [CorrectedValue(field: "quantity", before: "\(order.quantity)", after: "\(next.quantity)")],
            statement,
            key
        )
        var event = try event(of: order.program, [.orders, .workInstructions, .capacity, .signatures])
        event.reason = statement.reason
        event.corrections = EventCorrections(orders: states)
        event.signatures = [signature]
        event.orders = [next]
        event.series = series.entering(.cancelled)
        event.loads = try loads(of: order.id, changedBy: minutes.mapValues { -$0 * series.serials.count })
        return Recording(.orderCancelled, order.id, .orders, event)
    }
}

extension WorkUnitState {
    /// Whether nobody worked on it, and nothing holds it.
    fileprivate var isUntouched: Bool {
        (phase == .waiting || phase == .planned) && isBegun != true && run == nil && measured.isEmpty && pass == 1
            && holds.isEmpty
    }
}

extension UnitSeries {
    /// The units in another phase, one version on.
    fileprivate func entering(_ phase: UnitPhase) -> UnitSeries {
        var next = template
        next.phase = phase
        next.version += 1
        return UnitSeries(template: next, serials: serials, places: places)
    }

    /// Those of them that are chosen.
    fileprivate func only(_ chosen: Set<RecordID>) -> UnitSeries {
        let kept = zip(places ?? Array(serials.indices), serials).filter {
            chosen.contains(Self.id($0.0, of: template.jobOrder))
        }
        return UnitSeries(template: template, serials: kept.map(\.1), places: kept.map(\.0))
    }
}
