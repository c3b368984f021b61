public import Boundary
internal import Journal
public import PlantModel
internal import Storage

extension Execution {
    /// Corrects the day that an order is due, and its priority: its units and what is left of its load follow. How many are wanted is corrected by
    /// cancelling units, or by another order.
    /// - Throws: `nothingCorrected`, `invalid`; `finished` where nothing more is done to it.
    /// - Complexity: one event, by the units that are to be worked on.
    public func correct<Way: Channel>(
        order id: RecordID,
        due: Day,
        priority: Int,
        _ statement: CorrectionStatement,
        by asker: Asker<Way>,
        key: CommandKey
    ) async throws(ExecutionRefusal) -> CommandResult {
        try check(statement.signature)
        try Self.check(statement.reason, "reason")
        guard (0...9).contains(priority) else {
            throw ExecutionRefusal(.invalid, "priority: \(priority) is not within 0 and 9")
        }
        return try await changeOrder(id, by: asker, key: key) { order, context in
            guard order.phase != .done, order.phase != .cancelled else { throw ExecutionRefusal(.finished) }
            let (states, signature): ([CorrectionState<JobOrder>], SignatureState) = try context.corrections(
                of: id,
                about: id,
                [
                    CorrectedValue(field: "due", before: order.due, after: due.description),
                    CorrectedValue(field: "priority", before: "\(order.priority)", after: "\(priority)"),
                ],
                statement,
                key
            )
            var next = order
            next.due = due.description
            next.priority = priority
            let centers = try context.operations(of: order.workMaster).minutesByCenter.keys
            var event = try context.event(of: order.program, [.orders, .workInstructions, .capacity, .signatures])
            event.reason = statement.reason
            event.orders = [next]
            event.units = try context.units(of: order).map { $0.due(next.due, priority) }
            event.loads = try centers.sorted().compactMap { center in
                try context.load(of: id, at: center, inWeekOf: due)
            }
            event.corrections = EventCorrections(orders: states)
            event.signatures = [signature]
            return Recording(.orderCorrected, id, .orders, event)
        }
    }
}

extension DecisionContext {
    /// The units of an order to which something is still done.
    fileprivate func units(of order: JobOrderState) throws -> [WorkUnitState] {
        try view.states(
            WorkUnitState.self,
            [.init("job_order", .equal, [order.id.value])],
            limit: JobOrderRequest.unitsMax
        ).filter { !$0.phase.isOver }
    }

    /// What is left of an order's load at a work center, in another week.
    fileprivate func load(of order: RecordID, at center: String, inWeekOf day: Day) throws -> WorkLoadState? {
        let id = WorkLoadState.id(center, of: order)
        let row = try fields(WorkLoad.self, WorkLoadState.isRecord(id)).first
        guard let minutes = row?[4].number else { return nil }
        return WorkLoadState(id, order, center, day.monday.description, Int(minutes))
    }
}

extension WorkUnitState {
    fileprivate func due(_ day: String, _ priority: Int) -> WorkUnitState {
        var next = self
        next.due = day
        next.priority = priority
        next.version += 1
        return next
    }
}
