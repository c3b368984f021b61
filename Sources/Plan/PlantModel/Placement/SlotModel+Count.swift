extension SlotModel {
    /// Keeps the number of instances within bounds.
    ///
    /// At most so many: taking instances of one slot together, and units that are alike, never makes them more, so a model without spares
    /// has the least of these plans. At least so many: the rows let an instance stand open and empty, since no least plan does; so here each
    /// open instance names one unit that is in it, and carries what that unit calls for. One instance names one unit, so the prices of all
    /// features are reached by the sum over units: a relaxation cannot spread a fraction of each unit over an instance at a fraction of the
    /// price. Units of one slot that call for the same are named together.
    public mutating func require(instances: ClosedRange<Int>) {
        for slot in slots { program.add(1, slot.opened) }
        program.closeRow(lower: instances.lowerBound, upper: instances.upperBound)
        guard instances.lowerBound > 0 else { return }
        for slot in slots { addNamed(slot) }
    }

    private mutating func addNamed(_ slot: Slot) {
        var calledFor = [[Int]](repeating: [], count: slot.members.count)
        for (index, presence) in slot.presences.enumerated() {
            for member in presence.members { calledFor[member].append(index) }
        }
        let alike = Dictionary(grouping: slot.members.indices, by: { calledFor[$0] })
            .sorted { $0.key.lexicographicallyPrecedes($1.key) }
        let named = alike.map { _ in column(rank: 5) { _ in 0 } }
        for (column, members) in zip(named, alike.map(\.value)) {
            for member in members { for place in slot.places[member] { program.add(1, place.column) } }
            program.add(-1, column)
            program.closeRow(lower: 0, upper: nil)
        }
        for column in named { program.add(1, column) }
        program.add(-1, slot.opened)
        program.closeRow(lower: 0, upper: 0)
        for (index, presence) in slot.presences.enumerated() {
            for (column, features) in zip(named, alike.map(\.key)) where features.contains(index) {
                program.add(1, column)
            }
            program.add(-1, presence.column)
            program.closeRow(lower: nil, upper: 0)
        }
        if slot.compartmentColumns.isEmpty { return }
        for column in slot.compartmentColumns { program.add(1, column) }
        program.add(-1, slot.opened)
        program.closeRow(lower: 0, upper: nil)
    }

    /// What a plan that this model has no point for costs at least more than the least plan, by stage; nil where the model has a point for
    /// every plan.
    ///
    /// A plan has no point where it has more instances of one slot than there are (1 + spares), or where more members of a group stay apart
    /// from those that are placed alike than are placed by themselves (spares). In the first case, all instances of the slot can be taken
    /// together. In the second, let each member of the group follow the one whose own terms are least, as long as that leaves no instance
    /// empty: nothing grows, and the number of instances stays. Whoever is left is alone, with its own part, in some instance; let these
    /// follow, too. Either way at least 1 + spares instances are gone, the price of opening each is saved, nothing else grows (see
    /// `ItemGroups`), and what remains is a plan: it costs no less than the least one. Prices compare lexicographically, so the least
    /// price of opening is the lexicographically least.
    public var surplus: [Int]? {
        if isComplete { return nil }
        let openings = slots.map { slot in objectives.map { $0[slot.opened] } }
        let least = openings.min { $0.lexicographicallyPrecedes($1) } ?? objectives.map { _ in 0 }
        return least.map { $0 * (1 + spares) }
    }
}
