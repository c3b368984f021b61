public import Boundary
internal import Journal
internal import PlantModel
internal import Storage

// Work definitions as standards that others deviate from, still restricted: whoever asks releases them with what refers to them.
extension Execution {
    /// Those of some work definitions that the asker may see.
    public func definitions<Way: Channel>(_ ids: [RecordID], by asker: Asker<Way>) throws(ExecutionRefusal)
        -> [WorkMaster]
    {
        guard !ids.isEmpty else { return [] }
        var found: [WorkMaster] = []
        for place in programPlaces where hull.compartments.contains(place) {
            found += try records(WorkMaster.self, in: place, ids: ids.map(\.value), by: asker)
        }
        return found
    }

    /// The other revisions of a definition that are in force in its place or drafted, as far as the asker may see them.
    public func revisions<Way: Channel>(beside id: RecordID, by asker: Asker<Way>) throws(ExecutionRefusal)
        -> [WorkMaster]
    {
        let (place, known) = try located(WorkMasterState.self, id)
        guard let state = known else { return [] }
        let phases: [WorkMasterPhase] = state.phase == .superseded ? [.released, .draft] : [.draft]
        let others = try hull.states(
            WorkMasterState.self,
            [
                .init("part_number", .equal, [.text(state.partNumber)]),
                .init("state", .equal, phases.map { .text($0.rawValue) }),
            ],
            limit: Self.listMax,
            in: place
        ).filter { $0.isRevision(of: state) }
        return try records(WorkMaster.self, in: place, ids: others.map(\.id.value), order: ["changed"], by: asker)
    }
}
