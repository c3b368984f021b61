public import Boundary
internal import Journal
internal import PlantModel
internal import Storage

extension Execution {
    /// All that whoever disposes of a nonconformance looks at: itself first, then its unit, the operations of the unit's definition, what was to
    /// be measured and what was, other nonconformances of the unit, signatures, what was built into it, the units that took of the same lots,
    /// definitions by which it can be reworked, and the reworks that the unit had.
    public func nonconformance<Way: Channel>(_ id: RecordID, by asker: Asker<Way>) async throws(ExecutionRefusal)
        -> Release<Way>
    {
        let (place, known) = try located(NonconformanceState.self, id)
        let record = try await permitted(Nonconformance.self, id, in: place, by: asker)
        guard let state = known else { throw ExecutionRefusal(.notFound) }
        let own = [ViewQuery.Match("unit", .equal, [state.unit.value])]
        func at(_ sequence: Int) -> ViewQuery.Match { .init("sequence", .equal, [.integer(Int64(sequence))]) }
        let here = at(state.sequence)
        let units = try records(WorkUnit.self, in: place, ids: [state.unit.value], by: asker)
        let unit = try hull.states(WorkUnitState.self, WorkUnitState.isRecord(state.unit), limit: 1, in: place).first
        func master(_ id: RecordID) -> ViewQuery.Match { .init("work_master", .equal, [id.value]) }
        let followed = [master(unit?.followed ?? id)]
        let operations = try records(OperationDefinition.self, in: place, followed, order: ["sequence"], by: asker)
        var definition = id
        if let unit { definition = try workMaster(at: state.sequence, of: unit, in: place) }
        let limits = try records(
            CharacteristicDefinition.self,
            in: place,
            [master(definition), at(ReworkNumbering.own(state.sequence))],
            order: ["number"],
            by: asker
        )
        let measured = try records(Measurement.self, in: place, own + [here], order: ["measured"], by: asker)
        let reports = try records(Nonconformance.self, in: place, own, order: ["raised"], by: asker)
            .filter { $0.origin.id != id.aggregate }
        let signatures = try records(Signature.self, in: place, own, order: ["signed"], by: asker)
        let consumed = try records(Consumption.self, in: place, own, order: ["sequence"], by: asker)
        let siblings = try siblings(of: state.unit, in: place, by: asker)
        var definitions: [WorkMaster] = []
        if let unit { definitions = try reworkDefinitions(for: id, of: unit, in: place, by: asker) }
        let reworks = try reworks(of: [state.unit.value], in: place, for: asker)
        return try await release(asker) { boundary throws(AccessRefusal) in
            try await boundary.releaseTogether(
                [record],
                units,
                operations,
                limits,
                measured,
                reports,
                signatures,
                consumed,
                siblings,
                definitions,
                reworks.reworks,
                reworks.steps,
                to: asker.subject,
                through: asker.channel,
                from: asker.whereabouts
            )
        }
    }

    /// The work master that an operation of a unit is of.
    private func workMaster(at sequence: Int, of unit: WorkUnitState, in place: CompartmentName)
        throws(ExecutionRefusal) -> RecordID
    {
        let rework = ReworkNumbering.rework(sequence)
        guard rework > 0 else { return unit.workMaster }
        let id = UnitReworkState.id(rework, of: unit.id)
        return try hull.states(UnitReworkState.self, UnitReworkState.isRecord(id), limit: 1, in: place).first?
            .definition
            ?? unit.workMaster
    }

    /// Units that took of the same lots as a unit, in its compartment, as far as the asker may see that they did.
    private func siblings<Way: Channel>(of unit: RecordID, in place: CompartmentName, by asker: Asker<Way>)
        throws(ExecutionRefusal) -> [WorkUnit]
    {
        func consumed(_ match: ViewQuery.Match) throws(ExecutionRefusal) -> [Consumption] {
            try records(Consumption.self, in: place, [match], order: [], by: asker)
        }
        let items = try values("item", of: consumed(.init("unit", .equal, [unit.value])))
        guard !items.isEmpty else { return [] }
        let others = try values("unit", of: consumed(.init("item", .equal, items))).filter { $0 != unit.value }
        return try records(WorkUnit.self, in: place, ids: others, order: ["serial"], by: asker)
    }
}
