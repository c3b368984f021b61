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
        let balance = try balances(of: [lot], by: asker)
        let release = try await release(asker) { boundary throws(AccessRefusal) in
            try await boundary.releaseTogether(
                [lot],
                reached,
                up.records,
                reach,
                balance,
                to: asker.subject,
                through: asker.channel,
                from: asker.whereabouts
            )
        }
        return ReleasedGenealogy(release, edgesDown: 0, isComplete: up.isComplete)
    }

    /// Lots by the number on their labels, the first 500 of each compartment, and behind them what is left of each.
    public func lots<Way: Channel>(number: String, by asker: Asker<Way>) async throws(ExecutionRefusal) -> Release<Way>
    {
        let named = [ViewQuery.Match("number", .equal, [.text(number)])]
        var found: [MaterialLot] = []
        for place in [common] + programPlaces where hull.compartments.contains(place) {
            found += try records(MaterialLot.self, in: place, named, order: ["partNumber"], by: asker)
        }
        let (lots, balances) = (found, try balances(of: found, by: asker))
        return try await release(asker) { boundary throws(AccessRefusal) in
            try await boundary.releaseTogether(
                lots,
                balances,
                to: asker.subject,
                through: asker.channel,
                from: asker.whereabouts
            )
        }
    }

    /// What is left of lots, by what the asker may see of their use; nothing of a lot that more records are of than are read at once.
    private func balances<Way: Channel>(of lots: [MaterialLot], by asker: Asker<Way>) throws(ExecutionRefusal)
        -> [LotBalance]
    {
        var found: [LotBalance] = []
        for lot in lots {
            guard let used = try used(of: RecordID(lot.origin.id), by: asker) else { continue }
            let received = lot.values[Self.receivedQuantity].derived(by: Quantity.self)
            found.append(
                LotBalance(
                    origin: lot.origin,
                    values: [
                        used.derived(by: QuantityValue.self), received.and(used).derived(by: LotRest.self),
                    ]
                )
            )
        }
        return found
    }

    private func used<Way: Channel>(of lot: RecordID, by asker: Asker<Way>) throws(ExecutionRefusal)
        -> Restricted<Int64>?
    {
        var quantities: [Restricted<Int64>] = []
        for place in programPlaces where hull.compartments.contains(place) {
            do throws(AccessRefusal) {
                let edges = try hull.boundary.records(
                    Consumption.self,
                    in: place,
                    matching: [ViewQuery.Match("item", .equal, [lot.value])],
                    limit: ViewQuery.limitMax,
                    for: asker.subject,
                    through: asker.channel,
                    from: asker.whereabouts
                )
                guard edges.count < ViewQuery.limitMax else { return nil }
                quantities += edges.map { $0.values[Self.consumedQuantity].derived(by: Quantity.self) }
            } catch {
                throw ExecutionRefusal(error)
            }
        }
        return .sum(quantities, of: .materialUse)
    }

    private static let receivedQuantity = place("quantity", in: MaterialLot.declaration)

    /// Lots by their ids, as far as the asker may see them: those that any program may use, and those of the programs of a compartment.
    func lots<Way: Channel>(_ ids: [ViewValue], usedIn place: CompartmentName, by asker: Asker<Way>)
        throws(ExecutionRefusal) -> [MaterialLot]
    {
        try records(MaterialLot.self, in: common, ids: ids, by: asker)
            + records(MaterialLot.self, in: place, ids: ids, by: asker)
    }
}
