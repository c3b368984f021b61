internal import PlantModel
internal import Storage

// A disposition gives a unit a rework; the unit goes through its operations in sequence, and on from where it was after the last one.
extension DecisionContext {
    /// A definition by which a unit may be reworked for a nonconformance.
    /// - Throws: `reworkNotReleased`.
    func reworkDefinition(_ id: RecordID, for found: NonconformanceState, of unit: WorkUnitState) throws
        -> WorkMasterState
    {
        guard let master = try view.state(WorkMasterState.self, id), let scope = master.rework,
            master.phase == .released, master.program == unit.program, master.partNumber == unit.partNumber,
            scope.nonconformance == nil || scope.nonconformance == found.id
        else { throw ExecutionRefusal(.reworkNotReleased) }
        return master
    }

    /// The rework that a disposition gives to a unit, with its first operation.
    /// - Throws: `reworkNotReleased`; `noRework` for a unit that is part of another one, or had more reworks than are counted.
    func rework(_ unit: WorkUnitState, by definition: RecordID, for found: NonconformanceState) throws -> (
        rework: UnitReworkState, first: OperationSegment
    ) {
        let master = try reworkDefinition(definition, for: found, of: unit)
        let number = (unit.reworksBegun ?? 0) + 1
        guard unit.builtInto == nil, unit.phase != .planned, number <= ReworkNumbering.reworksMax,
            let first = try operations(of: definition).first
        else { throw ExecutionRefusal(.noRework) }
        let rework = UnitReworkState(
            id: UnitReworkState.id(number, of: unit.id),
            unit: unit.id,
            serial: unit.serial,
            nonconformance: found.id,
            number: number,
            disposition: found.disposition?.name ?? "",
            definition: definition,
            title: master.title,
            revision: master.revision,
            contentHash: master.contentHash,
            goesOnAt: unit.sequence,
            begun: now
        )
        return (rework, first)
    }

    /// The operation of a number on a unit, also of a rework that is behind it; nil where there is none.
    func operation(_ number: Int, of unit: WorkUnitState) throws -> OperationSegment? {
        let rework = ReworkNumbering.rework(number)
        guard rework > 0 else {
            return try view.state(OperationState.self, OperationState.id(number, of: unit.workMaster))?.segment
        }
        let underway = unit.reworks?.last { $0.number == rework }?.definition
        guard
            let definition = try underway
                ?? view.state(UnitReworkState.self, UnitReworkState.id(rework, of: unit.id))?.definition
        else { return nil }
        let id = OperationState.id(ReworkNumbering.own(number), of: definition)
        return try view.state(OperationState.self, id)?.segment.numbered(of: rework)
    }

    /// The operations that a unit follows now, with their numbers on it.
    func followedOperations(of unit: WorkUnitState) throws -> [OperationSegment] {
        try operations(of: unit.followed).map { $0.numbered(of: unit.rework) }
    }

    /// What is left to do on a unit, in standard minutes by work center: of its reworks, and of the routing that it goes on in.
    func minutesLeft(of unit: WorkUnitState) throws -> [String: Int] {
        if unit.phase.isOver { return [:] }
        var left = try followedOperations(of: unit).minutesLeft(of: unit)
        var after = unit
        while after.reworks != nil {
            after.leaveRework()
            left.merge(try followedOperations(of: after).minutesLeft(of: after), uniquingKeysWith: +)
        }
        return left
    }

    /// The reworks that a unit is in, given up.
    func givingUpReworks(of unit: WorkUnitState) throws -> [UnitReworkState] {
        try (unit.reworks ?? []).compactMap { underway in
            try view.state(UnitReworkState.self, UnitReworkState.id(underway.number, of: unit.id))?
                .ending(.givenUp, at: now)
        }
    }

    /// All reworks of units, in their order.
    func reworks(of units: [RecordID]) throws -> [UnitReworkState] {
        try view.states(
            UnitReworkState.self,
            [.init("unit", .equal, units.map(\.value))],
            order: [.init("unit"), .init("number")],
            limit: ViewQuery.limitMax
        )
    }
}
