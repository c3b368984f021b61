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
        let uses = try uses(of: id, by: asker)
        let release = try await release(asker) { boundary throws(AccessRefusal) in
            try await boundary.releaseTogether(
                [lot],
                reached,
                up.records,
                reach,
                uses,
                to: asker.subject,
                through: asker.channel,
                from: asker.whereabouts
            )
        }
        return ReleasedGenealogy(release, edgesDown: 0, isComplete: up.isComplete)
    }

    /// Lots by the number on their labels, the first 500 of each compartment.
    public func lots<Way: Channel>(number: String, by asker: Asker<Way>) async throws(ExecutionRefusal) -> Release<Way>
    {
        let named = [ViewQuery.Match("number", .equal, [.text(number)])]
        var found: [MaterialLot] = []
        for place in [common] + programPlaces where hull.compartments.contains(place) {
            found += try records(MaterialLot.self, in: place, named, order: ["partNumber"], by: asker)
        }
        let lots = found
        return try await release(asker) { boundary throws(AccessRefusal) in
            try await boundary.release(lots, to: asker.subject, through: asker.channel, from: asker.whereabouts)
        }
    }

    /// What each compartment built in of a lot, by what the asker may see; nothing of one with more records than are read at once.
    private func uses<Way: Channel>(of lot: RecordID, by asker: Asker<Way>) throws(ExecutionRefusal) -> [LotUse] {
        var found: [LotUse] = []
        for place in programPlaces where hull.compartments.contains(place) {
            let edges = try records(
                Consumption.self,
                in: place,
                [.init("item", .equal, [lot.value])],
                order: [],
                limit: ViewQuery.limitMax,
                by: asker
            )
            guard !edges.isEmpty, edges.count < ViewQuery.limitMax else { continue }
            let quantities = edges.map { $0.values[Self.consumedQuantity].derived(by: Quantity.self) }
            let used = Restricted.sum(quantities, of: .materialUse).derived(by: QuantityValue.self)
            found.append(
                LotUse(
                    origin: RecordOrigin(
                        id: lot.derived("use in \(place)").aggregate,
                        compartment: place,
                        label: used.sharedLabel
                    ),
                    values: [Restricted(lot.value, label: used.sharedLabel, fieldClass: .materialUse), used]
                )
            )
        }
        return found
    }

    /// Lots by their ids, as far as the asker may see them: those that any program may use, and those of the programs of a compartment.
    func lots<Way: Channel>(_ ids: [ViewValue], usedIn place: CompartmentName, by asker: Asker<Way>)
        throws(ExecutionRefusal) -> [MaterialLot]
    {
        try records(MaterialLot.self, in: common, ids: ids, by: asker)
            + records(MaterialLot.self, in: place, ids: ids, by: asker)
    }
}
