/// Units that one event holds: each stands in it once, whatever holds it and however often.
struct HeldUnits {
    private(set) var units: [WorkUnitState] = []

    /// Holds a unit and what it went into by a nonconformance.
    mutating func hold(_ chain: [WorkUnitState], by id: RecordID) {
        for unit in chain {
            if let place = units.firstIndex(where: { $0.id == unit.id }) {
                units[place] = units[place].holding(id)
            } else {
                units.append(unit.holding(id))
            }
        }
    }
}
