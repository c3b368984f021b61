/// A lower bound from any multipliers, in exact integers (Neumaier and Shcherbina, Mathematical Programming 99, 2004).
///
/// For rows `lower <= A x <= upper` and columns within bounds, any multipliers y give
/// `c x >= y b + sum over columns of the least (c - yA) x`, where b is a row's lower bound for y > 0 and its upper bound for y < 0. No
/// property of y is needed, so rounding errors of whoever found y cost at most tightness, never truth.
public enum SafeBound {
    /// The least whole value that the objective can have; nil where a sum does not fit (then nothing is shown).
    ///
    /// - Parameters:
    ///   - lower: lower bounds of the columns at this node of a case split.
    ///   - upper: upper bounds likewise.
    ///
    /// Complexity: linear in the entries of the rows that have a multiplier, and in the columns.
    public static func bound(
        _ program: LinearProgram,
        objective: [Int],
        lower: [Int],
        upper: [Int],
        multipliers: [PlacementCertificate.Multiplier]
    ) -> Int? {
        let scale = Int128(PlacementCertificate.scale)
        var reduced = objective.map { Int128($0) * scale }
        var sum: Int128 = 0
        var seen: Set<Int> = []
        for multiplier in multipliers where multiplier.times != 0 {
            let row = multiplier.row
            guard row >= 0, row < program.rowCount, seen.insert(row).inserted, abs(Int128(multiplier.times)) < 1 << 62
            else { return nil }
            guard let side = multiplier.times > 0 ? program.rowLower[row] : program.rowUpper[row] else { return nil }
            sum += Int128(multiplier.times) * Int128(side)
            for entry in program.rowStarts[row]..<program.rowStarts[row + 1] {
                reduced[Int(program.entryColumns[entry])] -=
                    Int128(multiplier.times) * Int128(program.entryValues[entry])
            }
        }
        for column in reduced.indices {
            if lower[column] > upper[column] { return Int.max }
            sum +=
                reduced[column] > 0 ? reduced[column] * Int128(lower[column]) : reduced[column] * Int128(upper[column])
        }
        let quotient = sum >= 0 ? (sum + scale - 1) / scale : -((-sum) / scale)
        return Int(exactly: quotient)
    }
}
