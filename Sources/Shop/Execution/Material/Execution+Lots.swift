public import Boundary
internal import Journal
internal import PlantModel
internal import Storage

extension Execution {
    /// A lot with all that it went into, directly or through units, in every program that the asker may see: what a recall of it would reach. Where policies let
    /// it be told, a ``RecallReach`` says how many units it reaches beyond these.
    public func use<Way: Channel>(ofLot id: RecordID, by asker: Asker<Way>) async throws(ExecutionRefusal)
        -> ReleasedGenealogy<Way>
    {
        let lot = try await permitted(MaterialLot.self, id, in: place(of: id, MaterialLot.self), by: asker)
        let up = try edges(from: [id], .up, by: asker)
        let places = Set(up.records.map(\.origin.compartment)).sorted()
        let reached = try units(values("unit", of: up.records), in: places, by: asker)
        let reach = try await reach(of: id, by: asker)
        let release = try await release(asker) { boundary throws(AccessRefusal) in
            try await boundary.releaseTogether(
                [lot],
                reached,
                up.records,
                reach,
                to: asker.subject,
                through: asker.channel,
                from: asker.whereabouts
            )
        }
        return ReleasedGenealogy(release, edgesDown: 0, isComplete: up.isComplete)
    }

    /// Lots by the number on their labels.
    public func lots<Way: Channel>(number: String, by asker: Asker<Way>) async throws(ExecutionRefusal) -> Release<Way>
    {
        try await list(
            MaterialLot.self,
            [.init("number", .equal, [.text(number)])],
            order: [],
            after: nil,
            50,
            by: asker
        )
    }

    /// Lots by their ids, as far as the asker may see them: those that any program may use, and those of the programs of a compartment.
    func lots<Way: Channel>(_ ids: [ViewValue], usedIn place: CompartmentName, by asker: Asker<Way>)
        throws(ExecutionRefusal) -> [MaterialLot]
    {
        try records(MaterialLot.self, in: common, ids: ids, by: asker)
            + records(MaterialLot.self, in: place, ids: ids, by: asker)
    }
}
