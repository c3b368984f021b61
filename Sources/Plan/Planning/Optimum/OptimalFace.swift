import PlantModel

/// The points that reach the least value of a stage: what its proof fixes for all stages after it.
///
/// A point of the least value v is at most v - L above the bound L that multipliers show. So a column whose reduced price is larger stays at
/// its bound, and a row whose multiplier is larger is tight, in every point that later stages may choose. That leaves them far smaller
/// programs. What multipliers show there they show of the whole program, too, once a large enough multiple of this stage's is added:
/// columns and rows that were fixed then have the sign that they need, and the row `stage <= v` takes the multiple back.
struct OptimalFace {
    /// The row that keeps the stage's value, and its multipliers by row.
    private let stageRow: Int
    private let multipliers: [Int]
    /// Over the certificate's scale.
    private let reduced: [Int128]
    private let fixedColumns: [Int]
    private let tightRows: [Int]
    private let program: LinearProgram

    /// Nil where the multipliers do not show the value.
    ///
    /// - Parameters:
    ///   - program: the rows of the stage, before the one that keeps its value, which comes next.
    init?(
        _ program: LinearProgram,
        objective: [Int],
        multipliers shown: [PlacementCertificate.Multiplier],
        value: Int
    ) {
        let scale = Int128(PlacementCertificate.scale)
        var multipliers = [Int](repeating: 0, count: program.rowCount)
        var bound: Int128 = 0
        for multiplier in shown {
            guard let side = multiplier.times > 0 ? program.rowLower[multiplier.row] : program.rowUpper[multiplier.row]
            else { return nil }
            multipliers[multiplier.row] = multiplier.times
            bound += Int128(multiplier.times) * Int128(side)
        }
        let reduced = Self.reduced(program, objective, shown)
        for (column, price) in reduced.enumerated() {
            bound += price * Int128(price > 0 ? program.columnLower[column] : program.columnUpper[column])
        }
        let gap = scale * Int128(value) - bound
        guard gap >= 0, gap < scale else { return nil }
        self.program = program
        self.multipliers = multipliers
        self.reduced = reduced
        stageRow = program.rowCount
        fixedColumns = reduced.indices.filter { abs(reduced[$0]) > gap }
        tightRows = multipliers.indices.filter { abs(Int128(multipliers[$0])) > gap }
    }

    private static func reduced(
        _ program: LinearProgram,
        _ objective: [Int],
        _ multipliers: [PlacementCertificate.Multiplier]
    ) -> [Int128] {
        var reduced = objective.map { Int128($0) * Int128(PlacementCertificate.scale) }
        for multiplier in multipliers where multiplier.row < program.rowCount {
            for entry in program.rowStarts[multiplier.row]..<program.rowStarts[multiplier.row + 1] {
                reduced[Int(program.entryColumns[entry])] -=
                    Int128(multiplier.times) * Int128(program.entryValues[entry])
            }
        }
        return reduced
    }

    /// A program of a later stage with what is fixed.
    func restricting(_ later: LinearProgram) -> LinearProgram {
        var restricted = later
        for column in fixedColumns {
            let side = reduced[column] > 0 ? program.columnLower[column] : program.columnUpper[column]
            restricted.setBounds(column: column, lower: side, upper: side)
        }
        for row in tightRows {
            let side = multipliers[row] > 0 ? program.rowLower[row] : program.rowUpper[row]
            restricted.setBounds(row: row, lower: side, upper: side)
        }
        return restricted
    }

    /// Multipliers of the whole program that show what those of the restricted one do; nil where they become too large.
    func lifted(
        _ found: [PlacementCertificate.Multiplier],
        of later: LinearProgram,
        objective: [Int]
    ) -> [PlacementCertificate.Multiplier]? {
        let own = Self.reduced(later, objective, found)
        var dense = [Int](repeating: 0, count: later.rowCount)
        for multiplier in found { dense[multiplier.row] = multiplier.times }
        var factor: Int128 = 0
        func need(_ price: Int128, _ fixed: Int128) {
            // The sum is to have the sign of what was fixed.
            if (price < 0) != (fixed < 0) || price == 0 { factor = max(factor, abs(price) / abs(fixed) + 1) }
        }
        for column in fixedColumns { need(own[column], reduced[column]) }
        for row in tightRows { need(Int128(dense[row]), Int128(multipliers[row])) }
        if factor == 0 { return found }
        guard factor < 1 << 40 else { return nil }
        let stage = Int128(dense[stageRow]) - factor * Int128(PlacementCertificate.scale)
        guard abs(stage) < 1 << 60 else { return nil }
        dense[stageRow] = Int(stage)
        for (row, times) in multipliers.enumerated() where times != 0 {
            let (more, tooLarge) = times.multipliedReportingOverflow(by: Int(factor))
            let (sum, overflow) = dense[row].addingReportingOverflow(more)
            guard !tooLarge, !overflow, abs(sum) < 1 << 60 else { return nil }
            dense[row] = sum
        }
        return dense.enumerated().compactMap { row, times in
            times == 0 ? nil : PlacementCertificate.Multiplier(row: row, times: times)
        }
    }
}
