public import Boundary
internal import Journal
internal import PlantModel
internal import Storage

/// What the release of a revision touches of what is made by the revisions that it replaces, as far as somebody may see it, still restricted.
public struct DefinitionImpact: Sendable {
    /// The revisions that it replaces; none once it was released itself.
    public internal(set) var replaced: [WorkMaster] = []
    /// Their ids, whether one may see them or not: to look further by, and not to be shown.
    public internal(set) var replacedIDs: [RecordID] = []
    /// Orders by them that are not done: they keep to the revision that they were made for.
    public internal(set) var orders: [JobOrder] = []
    /// Units of those orders on which work began.
    public internal(set) var units: [WorkUnit] = []
    /// First articles of units that were made by them: what differs takes another one before it is certified.
    public internal(set) var articles: [FirstArticle] = []
    /// Trainings on them of persons who are not trained on the new revision, where it asks for that: these persons cannot start by it.
    public internal(set) var trainings: [TrainingRecord] = []
    /// What is measured by the new revision: the inspection plan that takes the place of theirs.
    public internal(set) var characteristics: [CharacteristicDefinition] = []
}

extension Execution {
    /// What the release of a draft, or of a revision in review, would touch. What one may not see is filtered in the store.
    /// - Throws: `notFound`; what the boundary refuses.
    public func impact<Way: Channel>(of master: RecordID, by asker: Asker<Way>) async throws(ExecutionRefusal)
        -> DefinitionImpact
    {
        let (place, known) = try located(WorkMasterState.self, master)
        _ = try await permitted(WorkMaster.self, master, in: place, by: asker)
        guard let state = known else { throw ExecutionRefusal(.notFound) }
        var impact = DefinitionImpact()
        guard state.phase == .draft || state.phase == .inReview else { return impact }
        let replaced = try hull.states(WorkMasterState.self, state.replaceable, limit: Self.listMax, in: place)
            .filter(state.replaces).map(\.id)
        guard !replaced.isEmpty else { return impact }
        let old = ViewQuery.Match("work_master", .equal, replaced.map(\.value))
        let open: [JobOrderPhase] = [.planned, .released, .running]
        impact.replacedIDs = replaced
        impact.replaced = try records(WorkMaster.self, in: place, ids: replaced.map(\.value), by: asker)
        impact.orders = try records(
            JobOrder.self,
            in: place,
            [old, .init("state", .equal, open.map { .text($0.rawValue) })],
            order: ["due"],
            by: asker
        )
        impact.units = try units(begunOf: impact.orders, in: place, by: asker)
        impact.articles = try records(FirstArticle.self, in: place, [old], order: ["opened"], by: asker)
        if state.needsTraining { impact.trainings = try trainings(on: old, missing: master, in: place, by: asker) }
        impact.characteristics = try records(
            CharacteristicDefinition.self,
            in: place,
            [.init("work_master", .equal, [master.value])],
            order: ["sequence", "number"],
            by: asker
        )
        return impact
    }

    private func units<Way: Channel>(begunOf orders: [JobOrder], in place: CompartmentName, by asker: Asker<Way>)
        throws(ExecutionRefusal) -> [WorkUnit]
    {
        guard !orders.isEmpty else { return [] }
        return try records(
            WorkUnit.self,
            in: place,
            [
                .init("job_order", .equal, orders.map { .bytes($0.origin.id.bytes) }),
                .init("is_open", .equal, [.truth(true)]), .init("is_begun", .equal, [.truth(true)]),
            ],
            order: ["serial"],
            by: asker
        )
    }

    /// Trainings on revisions that the asker may see, of persons who have none on another one.
    private func trainings<Way: Channel>(
        on old: ViewQuery.Match,
        missing master: RecordID,
        in place: CompartmentName,
        by asker: Asker<Way>
    ) throws(ExecutionRefusal) -> [TrainingRecord] {
        let new = ViewQuery.Match("work_master", .equal, [master.value])
        let trained = Set(
            try hull.states(TrainingState.self, [new], limit: ViewQuery.limitMax, in: place).map(\.person)
        )
        let losing = Set(
            try hull.states(TrainingState.self, [old], limit: ViewQuery.limitMax, in: place)
                .filter { !trained.contains($0.person) }.map(\.id.aggregate)
        )
        return try records(TrainingRecord.self, in: place, [old], order: ["person"], by: asker).filter {
            losing.contains($0.origin.id)
        }
    }
}
