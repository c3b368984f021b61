import PlanSolver
import Planning
import PlantModel
import Testing

/// Planner and checker share the rows of the pattern model, so a mistake there would pass both; brute force over placements shares none of
/// them. These tests show that it would notice.
@Suite("Rows or prices that are wrong for every problem are noticed by brute force")
struct WrongRowsTests {
    /// What a row says, by the kinds of its columns: `+place -opened <=`.
    private func kind(of row: Int, _ model: SlotModel) -> String {
        let names = ["opened", "used", "compartment", "place", "feature"]
        let program = model.program
        var terms: Set<String> = []
        for entry in program.rowStarts[row]..<program.rowStarts[row + 1] {
            let column = Int(program.entryColumns[entry])
            terms.insert((program.entryValues[entry] > 0 ? "+" : "-") + names[Int(model.splitRank[column])])
        }
        let sides = (program.rowLower[row] == nil ? "" : " >=") + (program.rowUpper[row] == nil ? "" : " <=")
        return terms.sorted().joined(separator: " ") + sides
    }

    private func without(_ dropped: String, _ model: SlotModel) -> LinearProgram {
        let program = model.program
        var rest = LinearProgram()
        for column in 0..<program.columnCount {
            _ = rest.addColumn(lower: program.columnLower[column], upper: program.columnUpper[column])
        }
        for row in 0..<program.rowCount where kind(of: row, model) != dropped {
            for entry in program.rowStarts[row]..<program.rowStarts[row + 1] {
                rest.add(program.entryValues[entry], Int(program.entryColumns[entry]))
            }
            rest.closeRow(lower: program.rowLower[row], upper: program.rowUpper[row])
        }
        return rest
    }

    private func least(_ program: LinearProgram, _ prices: [Int]) -> Int? {
        let point = CoinSolver().integerPoint(of: program, objective: prices, start: nil, nodes: 5_000)
        return point.map { zip(prices, $0).reduce(0) { $0 + $1.0 * $1.1 } }
    }

    @Test("each kind of row, and the prices of each kind of column")
    func wrongBuilders() throws {
        var rows: [String: Bool] = [:]
        var prices: [UInt8: Bool] = [:]
        for seed in 1...UInt64(80) {
            let problem = PlacementProblem.random(seed: seed, withCapacity: false)
            let model = try SlotModel(problem, withCapacity: false)
            let truth = BruteForce(problem).best.map { $0[0] - problem.objectives[0].constant }
            #expect(least(model.program, model.objectives[0]) == truth, "seed \(seed)")
            for kind in Set((0..<model.program.rowCount).map { kind(of: $0, model) }) where rows[kind] != true {
                rows[kind] = least(without(kind, model), model.objectives[0]) != truth
            }
            for rank in Set(model.splitRank) where prices[rank] != true {
                let wrong = zip(model.objectives[0], model.splitRank).map { $1 == rank ? $0 / 2 : $0 }
                prices[rank] = least(model.program, wrong) != truth
            }
        }
        #expect(rows.count >= 8)
        // A compartment without an instance would hold nothing: that row only tightens the relaxation.
        #expect(Set(rows.filter { !$0.value }.keys).isSubset(of: ["+compartment -opened <="]))
        #expect(prices.filter { !$0.value }.isEmpty)
    }
}
