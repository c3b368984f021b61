public import Boundary
internal import Journal
public import PlantModel
internal import Storage

/// What is ordered.
public struct JobOrderRequest: Sendable {
    /// The number of the order, as the ERP has it.
    public var number: String
    /// A released work master of the part. Which revision the order takes is said by what each is effective for.
    public var workMaster: RecordID
    /// A serial number for each unit.
    public var serials: [String]
    /// The day on which it is due.
    public var due: Day
    /// 0 and up; of two that are due on one day the greater one goes first.
    public var priority: Int
    /// Whether the floor may begin at once; else it waits for its release.
    public var isReleased: Bool

    /// The most units of an order.
    public static let unitsMax = 5_000

    /// An order.
    public init(
        number: String,
        workMaster: RecordID,
        serials: [String],
        due: Day,
        priority: Int = 0,
        isReleased: Bool = true
    ) {
        self.number = number
        self.workMaster = workMaster
        self.serials = serials
        self.due = due
        self.priority = priority
        self.isReleased = isReleased
    }

    var problems: [String] {
        var found = WorkMasterContent.problems(name: number, "number")
        if !(1...Self.unitsMax).contains(serials.count) {
            return found + ["serials: there are \(serials.count); an order has 1 to \(Self.unitsMax) units"]
        }
        if !(0...9).contains(priority) { found.append("priority: \(priority) is not within 0 and 9") }
        var seen: Set<String> = []
        for serial in serials {
            let problems = WorkMasterContent.problems(name: serial, "serial \(serial.prefix(40).debugDescription)")
            found += problems
            if problems.isEmpty, !seen.insert(serial).inserted {
                found.append("serial \(serial.prefix(40).debugDescription): it stands twice")
            }
            if found.count > 100 { break }
        }
        return found
    }
}

extension Execution {
    /// Orders units of a part by the revision that is effective for them. The order keeps to that revision, whatever is released later.
    /// - Throws: `invalid` with every problem; `notReleased`, `notEffective`, `severalEffective`, `orderTaken`, `serialTaken`.
    /// - Complexity: one event; a row for each unit and for each work center.
    public func order<Way: Channel>(_ request: JobOrderRequest, by asker: Asker<Way>, key: CommandKey)
        async throws(ExecutionRefusal) -> CommandResult
    {
        let problems = request.problems
        guard problems.isEmpty else { throw ExecutionRefusal(problems.map { .init(.invalid, $0) }) }
        let id = key.made
        return try await make(
            JobOrder.self,
            from: WorkMasterState.self,
            request.workMaster,
            program: { $0.program },
            by: asker,
            key: key
        ) { master, context in
            try Self.order(request, id, master, context)
        }
    }

    private static func order(
        _ request: JobOrderRequest,
        _ id: RecordID,
        _ named: WorkMasterState,
        _ context: DecisionContext
    ) throws -> Recording {
        let master = try context.effective(named, for: request)
        try checkFree(request, master, context)
        let operations = try context.view.states(
            OperationState.self,
            [.init("work_master", .equal, [master.id.value])],
            order: [.init("sequence")],
            limit: WorkMasterContent.Limits.operations
        ).map(\.segment)
        guard let first = operations.first else { throw ExecutionRefusal(.notReleased) }
        let order = JobOrderState(
            id: id,
            program: master.program,
            number: request.number,
            workMaster: master.id,
            contentHash: master.contentHash,
            partNumber: master.partNumber,
            revision: master.revision,
            quantity: request.serials.count,
            due: request.due.description,
            priority: request.priority,
            created: context.now,
            phase: request.isReleased ? .released : .planned
        )
        var event = try context.event(of: master.program, [.orders, .workInstructions, .capacity])
        event.orders = [order]
        event.series = UnitSeries(
            template: WorkUnitState(
                id: id,
                program: master.program,
                jobOrder: id,
                orderNumber: request.number,
                workMaster: master.id,
                serial: "",
                partNumber: master.partNumber,
                revision: master.revision,
                due: request.due.description,
                priority: request.priority,
                sequence: first.sequence,
                operation: first.name,
                workCenter: first.workCenter,
                phase: request.isReleased ? .waiting : .planned
            ),
            serials: request.serials
        )
        event.loads = order.loads(operations)
        return Recording(.ordered, id, .orders, event)
    }

    /// Numbers of orders and serial numbers are the program's own: whether another program has the same is nobody's business.
    private static func checkFree(_ request: JobOrderRequest, _ master: WorkMasterState, _ context: DecisionContext)
        throws
    {
        let orders = try context.view.states(
            JobOrderState.self,
            [.init("number", .equal, [.text(request.number)])],
            limit: 100
        )
        if orders.contains(where: { $0.program == master.program }) { throw ExecutionRefusal(.orderTaken) }
        for start in stride(from: 0, to: request.serials.count, by: 500) {
            let serials = request.serials[start..<min(start + 500, request.serials.count)].map { ViewValue.text($0) }
            let units = try context.view.states(
                WorkUnitState.self,
                [.init("part_number", .equal, [.text(master.partNumber)]), .init("serial", .equal, serials)],
                limit: 500
            )
            if units.contains(where: { $0.program == master.program }) { throw ExecutionRefusal(.serialTaken) }
        }
    }
}

extension Day {
    /// The Monday of its week (ISO 8601).
    var monday: Day {
        // Sakamoto's rule, from 0 for a Sunday.
        let offsets = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4]
        let year = month < 3 ? year - 1 : year
        let weekday = (year + year / 4 - year / 100 + year / 400 + offsets[month - 1] + day) % 7
        var found = self
        for _ in 0..<(weekday + 6) % 7 { found = found.before ?? found }
        return found
    }

    /// The day before; nil on the first one.
    private var before: Day? {
        if day > 1 { return Day(year: year, month: month, day: day - 1) }
        let (year, month) = month > 1 ? (year, month - 1) : (year - 1, 12)
        return (28...31).reversed().lazy.compactMap { Day(year: year, month: month, day: $0) }.first
    }
}
