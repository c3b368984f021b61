public import PlantModel

/// Adds up a case split over rows that the caller built, in exact integers.
public enum CaseSplitCheck {
    /// Depth of a case split that is followed; deeper ones are refused.
    static let depthMax = 5_000

    /// What no point within the rows costs less than; `Int.max` where there is none. Columns after those of the objective are free.
    public static func bound(_ proof: PlacementCertificate.Node, of program: LinearProgram, objective: [Int])
        throws(CheckFailure) -> Int
    {
        let free = [Int](repeating: 0, count: program.columnCount - objective.count)
        return try bound(proof, program, objective + free, program.columnLower, program.columnUpper, 0)
    }

    private static func bound(
        _ node: PlacementCertificate.Node,
        _ program: LinearProgram,
        _ objective: [Int],
        _ lower: [Int],
        _ upper: [Int],
        _ depth: Int
    ) throws(CheckFailure) -> Int {
        guard depth < depthMax else { throw CheckFailure("the case split is deeper than \(depthMax)") }
        switch node {
        case .end(let multipliers), .open(let multipliers):
            func least(_ prices: [Int]) -> Int? {
                SafeBound.bound(program, objective: prices, lower: lower, upper: upper, multipliers: multipliers)
            }
            // A price of nothing that has to be at least 1 cannot be had.
            if let empty = least(objective.map { _ in 0 }), empty >= 1 { return Int.max }
            guard let shown = least(objective) else { throw CheckFailure("multipliers do not fit the rows") }
            return shown
        case .split(let column, let at, let below, let above):
            guard program.columnLower.indices.contains(column) else {
                throw CheckFailure("a case split names a column that does not exist")
            }
            guard at < Int.max else { throw CheckFailure("a case split is out of range") }
            var lowered = upper
            lowered[column] = min(upper[column], at)
            var raised = lower
            raised[column] = max(lower[column], at + 1)
            return min(
                try bound(below, program, objective, lower, lowered, depth + 1),
                try bound(above, program, objective, raised, upper, depth + 1)
            )
        }
    }
}
