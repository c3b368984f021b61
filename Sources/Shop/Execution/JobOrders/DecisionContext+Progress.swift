internal import PlantModel
internal import Storage

// How far an order has come, and what of its load is left, follow from what is done to its units.
extension DecisionContext {
    /// The operations of a work master, in their sequence.
    func operations(of master: RecordID) throws -> [OperationSegment] {
        try view.states(
            OperationState.self,
            [.init("work_master", .equal, [master.value])],
            order: [.init("sequence")],
            limit: WorkMasterContent.Limits.operations
        ).map(\.segment)
    }

    /// The loads of an order after so many minutes more, or fewer, at work centers. Work that comes back counts in the week that the order is due.
    func loads(of order: RecordID, changedBy minutes: [String: Int]) throws -> [WorkLoadState] {
        try minutes.sorted { $0.key < $1.key }.filter { $0.value != 0 }.compactMap { center, change in
            let id = WorkLoadState.id(center, of: order)
            let query = ViewQuery(
                WorkLoad.declaration.table.name,
                columns: ["week", "minutes"],
                matches: WorkLoadState.isRecord(id),
                limit: 1
            )
            if let row = try view.views.writerRows(query).first {
                guard case .text(let week) = row[0], case .integer(let before) = row[1] else { return nil }
                return WorkLoadState(id, order, center, week, max(0, Int(before) + change))
            }
            guard change > 0, let state = try view.state(JobOrderState.self, order), let due = Day(state.due) else {
                return nil
            }
            return WorkLoadState(id, order, center, due.monday.description, change)
        }
    }

    /// The order of a unit after what became of it; nil where that changes nothing of the order.
    func order(of unit: WorkUnitState, before: WorkUnitState) throws -> JobOrderState? {
        let begins = unit.isBegun == true && before.isBegun != true
        guard begins || unit.phase.isOver != before.phase.isOver else { return nil }
        guard var order = try view.state(JobOrderState.self, unit.jobOrder), order.phase != .planned else { return nil }
        let phase = order.phase
        if unit.phase.isOver {
            // The unit itself still stands as open there.
            if try openUnits(of: order.id, atMost: 2) <= (before.phase.isOpen ? 1 : 0) { order.phase = .done }
        } else {
            order.phase = .running
        }
        return order.phase == phase ? nil : order
    }

    /// How the load changes where a unit stands elsewhere than before, in minutes by work center.
    func minutesFreed(from before: WorkUnitState, to after: WorkUnitState) throws -> [String: Int] {
        if before.sequence == after.sequence, before.phase.isDone == after.phase.isDone { return [:] }
        return try minutesLeft(of: after)
            .merging(minutesLeft(of: before).mapValues { -$0 }, uniquingKeysWith: +)
            .filter { $0.value != 0 }
    }

    /// How many of an order's units are to be worked on, counted up to a number.
    func openUnits(of order: RecordID, atMost limit: Int) throws -> Int {
        let query = ViewQuery(
            WorkUnit.declaration.table.name,
            columns: ["id"],
            matches: [.init("job_order", .equal, [order.value]), .init("is_open", .equal, [.truth(true)])],
            limit: limit
        )
        return try view.views.writerRows(query).count
    }
}

extension WorkLoadState {
    init(_ id: RecordID, _ order: RecordID, _ center: String, _ week: String, _ minutes: Int) {
        self.init(id: id, jobOrder: order, workCenter: center, week: week, minutes: minutes)
    }
}

extension JobOrderState {
    /// The work of an order counts in the week that it is due.
    func loads(_ operations: [OperationSegment]) -> [WorkLoadState] {
        let week = Day(due)?.monday.description ?? due
        return operations.minutesByCenter.sorted { $0.key < $1.key }.filter { $0.value > 0 }.map { center, minutes in
            WorkLoadState(WorkLoadState.id(center, of: id), id, center, week, minutes * quantity)
        }
    }
}

extension [OperationSegment] {
    /// Standard minutes of one unit, by work center.
    var minutesByCenter: [String: Int] {
        reduce(into: [:]) { $0[$1.workCenter, default: 0] += $1.standardMinutes }
    }

    /// What is left to do on a unit in the routing that these are of, in standard minutes by work center.
    func minutesLeft(of unit: WorkUnitState) -> [String: Int] {
        if unit.phase.isOver { return [:] }
        return filter { $0.sequence > unit.sequence || $0.sequence == unit.sequence && !unit.phase.isDone }
            .minutesByCenter
    }
}
