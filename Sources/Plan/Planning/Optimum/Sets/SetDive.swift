import PlantModel

/// Looks for a good choice among some sets: takes again and again the set that the relaxation holds most of, and steps back where that
/// leads nowhere.
struct SetDive {
    private let relaxation: any LinearRelaxation
    private let columnCount: Int
    private let iterations: Int
    private let objective: [Int]
    private var solvesLeft: Int
    private(set) var best: [Int]?
    private var bestValue: Int

    /// - Parameters:
    ///   - setCount: the columns that are sets; these come first.
    ///   - below: only choices that cost less are looked for.
    ///   - solves: linear programs that may be solved.
    init(
        _ rows: LinearProgram,
        solver: any LinearSolver,
        iterations: Int,
        objective: [Int],
        setCount: Int,
        below: Int,
        solves: Int
    ) {
        relaxation = solver.relaxation(of: rows)
        relaxation.setObjective(objective)
        self.objective = objective
        self.iterations = iterations
        columnCount = setCount
        bestValue = below
        solvesLeft = solves
    }

    mutating func run() -> [Int]? {
        dive(relaxation.solve(iterations: iterations))
        return best
    }

    private mutating func dive(_ solution: LinearSolution) {
        solvesLeft -= 1
        guard solution.status == .optimal, solution.value < Double(bestValue) - 1 + 1e-6 else { return }
        var choice: (column: Int, fraction: Double)?
        for column in 0..<columnCount {
            let fraction = solution.point[column] - (solution.point[column] + 1e-6).rounded(.down)
            if fraction > 1e-6, fraction > choice?.fraction ?? 0 { choice = (column, fraction) }
        }
        guard let column = choice?.column else {
            let point = solution.point.map { Int($0.rounded()) }
            let value = zip(objective, point).reduce(0) { $0 + $1.0 * $1.1 }
            if value < bestValue { (best, bestValue) = (point, value) }
            return
        }
        let at = Int(solution.point[column].rounded(.down))
        for (low, high) in [(at + 1, 1 << 30), (0, at)] where solvesLeft > 0 {
            relaxation.setBounds(column: column, lower: low, upper: high)
            dive(relaxation.solve(iterations: iterations))
        }
        relaxation.setBounds(column: column, lower: 0, upper: 1 << 30)
    }
}
