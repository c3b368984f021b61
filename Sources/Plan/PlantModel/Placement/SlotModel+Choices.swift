extension SlotModel {
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
