extension SlotModel {
    /// The columns that open instances.
    public var openedColumns: [Int] { slots.map(\.opened) }

    /// For each instance that can be opened, its column and those of what it can hold. The rows let an instance stand open and empty, since
    /// no least plan does; whoever asks for a number of instances has to rule it out.
    public var contents: [(opened: Int, places: [Int])] {
        slots.map { slot in (slot.opened, slot.places.flatMap { $0.map(\.column) }) }
    }

    /// A price that ranks equal placements: each item in an environment as early by id as can be.
    public var tieBreak: [Int] {
        var prices = [Int](repeating: 0, count: program.columnCount)
        for slot in slots {
            for places in slot.places {
                for place in places { prices[place.column] = slot.environment }
            }
        }
        return prices
    }
}
