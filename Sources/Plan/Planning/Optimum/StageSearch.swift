import PlantModel

/// One stage of a lexicographic search: a point in whole numbers, and a case split that bounds what any point costs.
struct StageSearch {
    struct Outcome {
        var point: [Int]?
        var bound: Int
        var infeasible: Bool
        var proof: PlacementCertificate.Node

        func isProved(_ objective: [Int]) -> Bool {
            guard let point else { return infeasible }
            return bound >= zip(objective, point).reduce(0) { $0 + $1.0 * $1.1 }
        }
    }

    let solver: any LinearSolver
    let limits: PlacementOptimizer.Limits
    /// Columns in the order in which a case split should prefer them.
    let splitRank: [UInt8]
    let program: LinearProgram
    /// The program with what an earlier stage fixes: this one is solved.
    private let restricted: LinearProgram
    private let face: OptimalFace?
    let objective: [Int]
    /// Objectives of the stages after it.
    private let later: [[Int]]
    private let relaxation: any LinearRelaxation
    private var best: [Int]?
    private var bestValue = Int.max
    private var nodes = 0
    private var lower: [Int]
    private var upper: [Int]

    init(
        solver: any LinearSolver,
        limits: PlacementOptimizer.Limits,
        splitRank: [UInt8],
        program: LinearProgram,
        objective: [Int],
        later: [[Int]],
        face: OptimalFace?
    ) {
        self.later = later
        self.solver = solver
        self.limits = limits
        self.splitRank = splitRank
        self.program = program
        self.objective = objective
        self.face = face
        restricted = face?.restricting(program) ?? program
        relaxation = solver.relaxation(of: restricted)
        relaxation.setObjective(objective)
        lower = program.columnLower
        upper = program.columnUpper
    }

    mutating func run(start: [Int]?, prove: Bool) -> Outcome {
        let root = relaxation.solve(iterations: limits.iterationsMax)
        if let start, isFeasible(start) { accept(start) }
        if root.status == .optimal, let whole = root.wholePoint, isFeasible(whole) {
            accept(whole)
        } else if root.status == .optimal, let found = pointAhead(root) {
            accept(found)
        } else if root.status != .infeasible,
            let found = solver.integerPoint(
                of: restricted,
                objective: objective,
                start: best,
                nodes: limits.searchNodesMax
            ),
            isFeasible(found)
        {
            accept(found)
        }
        guard prove else { return Outcome(point: best, bound: Int.min, infeasible: false, proof: .open([])) }
        let (proof, bound) = self.prove(root)
        return Outcome(point: best, bound: bound, infeasible: best == nil && bound == Int.max, proof: proof)
    }

    /// A point in whole numbers whose value is the relaxation's, rounded up: among the many points of that value, those that are least by
    /// the objectives of later stages are usually whole.
    private func pointAhead(_ root: LinearSolution) -> [Int]? {
        var (solution, prices, rows, face) = (root, objective, program, self.face)
        for next in later {
            let found = solution.multipliers(of: face?.restricting(rows) ?? rows)
            guard let shown = face.map({ $0.lifted(found, of: rows, objective: prices) }) ?? found,
                let value = SafeBound.bound(
                    rows,
                    objective: prices,
                    lower: rows.columnLower,
                    upper: rows.columnUpper,
                    multipliers: shown
                ),
                let narrower = OptimalFace(rows, objective: prices, multipliers: shown, value: value)
            else { return nil }
            for (column, price) in prices.enumerated() { rows.add(price, column) }
            rows.closeRow(lower: nil, upper: value)
            let relaxation = solver.relaxation(of: narrower.restricting(rows))
            relaxation.setObjective(next)
            solution = relaxation.solve(iterations: limits.iterationsMax)
            guard solution.status == .optimal else { return nil }
            if let whole = solution.wholePoint, isFeasible(whole) { return whole }
            (prices, face) = (next, narrower)
        }
        return nil
    }

    private mutating func accept(_ point: [Int]) {
        let value = zip(objective, point).reduce(0) { $0 + $1.0 * $1.1 }
        if value < bestValue {
            best = point
            bestValue = value
        }
    }

    /// Proves the bound at the node that the current bounds of the columns describe.
    private mutating func prove(_ solution: LinearSolution) -> (PlacementCertificate.Node, Int) {
        nodes += 1
        let multipliers = lifted(solution.multipliers(of: restricted), objective) ?? []
        if solution.status == .infeasible {
            let nothing = [Int](repeating: 0, count: objective.count)
            let proof = solution.proofOfEmptiness(of: program, lower: lower, upper: upper) { lifted($0, nothing) }
            if let proof {
                return (.end(proof), Int.max)
            }
        }
        let bound =
            SafeBound.bound(program, objective: objective, lower: lower, upper: upper, multipliers: multipliers)
            ?? Int.min
        if best != nil, bound >= bestValue { return (.end(multipliers), bound) }
        if solution.status == .optimal, let whole = solution.wholePoint, isFeasible(whole) {
            accept(whole)
            if bound >= bestValue { return (.end(multipliers), bound) }
        }
        guard nodes < limits.proofNodesMax, let column = splitColumn(solution) else {
            return (.open(multipliers), bound)
        }
        let (oldLower, oldUpper) = (lower[column], upper[column])
        let at = max(oldLower, min(oldUpper - 1, Int(solution.point[column].rounded(.down))))
        let below = branch(column, oldLower, at)
        let above = branch(column, at + 1, oldUpper)
        restore(column, oldLower, oldUpper)
        return (.split(column: column, at: at, below: below.0, above: above.0), min(below.1, above.1))
    }

    private func lifted(_ found: [PlacementCertificate.Multiplier], _ prices: [Int]) -> [PlacementCertificate
        .Multiplier]?
    {
        guard let face else { return found }
        return face.lifted(found, of: program, objective: prices)
    }

    private mutating func branch(_ column: Int, _ low: Int, _ high: Int) -> (PlacementCertificate.Node, Int) {
        restore(column, low, high)
        return prove(relaxation.solve(iterations: limits.iterationsMax))
    }

    private mutating func restore(_ column: Int, _ low: Int, _ high: Int) {
        lower[column] = low
        upper[column] = high
        relaxation.setBounds(column: column, lower: low, upper: high)
    }

    private func isFeasible(_ point: [Int]) -> Bool {
        guard point.count == program.columnCount else { return false }
        for column in point.indices
        where point[column] < program.columnLower[column] || point[column] > program.columnUpper[column] {
            return false
        }
        for row in 0..<program.rowCount {
            var sum = 0
            for entry in program.rowStarts[row]..<program.rowStarts[row + 1] {
                sum += program.entryValues[entry] * point[Int(program.entryColumns[entry])]
            }
            if let least = program.rowLower[row], sum < least { return false }
            if let most = program.rowUpper[row], sum > most { return false }
        }
        return true
    }

    /// The fractional column of the most telling kind, the one nearest to a half among these.
    private func splitColumn(_ solution: LinearSolution) -> Int? {
        guard solution.status == .optimal else { return nil }
        var choice: (rank: UInt8, distance: Double, column: Int)?
        for (column, value) in solution.point.enumerated() where lower[column] < upper[column] {
            let distance = abs(value - value.rounded())
            guard distance > 1e-6 else { continue }
            let rank = splitRank[column]
            if let current = choice, (current.rank, -current.distance) <= (rank, -distance) { continue }
            choice = (rank, distance, column)
        }
        return choice?.column
    }
}
