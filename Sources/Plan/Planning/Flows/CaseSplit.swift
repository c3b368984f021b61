import PlantModel

/// A search over columns that are 0 or 1 where taking more columns never breaks a row.
struct CaseSplit {
    private let solver: any LinearSolver
    private let limits: LeastSet.Limits
    private let program: LinearProgram
    private let objective: [Int]
    private let relaxation: any LinearRelaxation
    private let rowsOfColumn: [[Int]]
    private var best: [Int]
    private var bestValue: Int
    private var nodes = 0
    private var lower: [Int]
    private var upper: [Int]

    init(solver: any LinearSolver, limits: LeastSet.Limits, program: LinearProgram, objective: [Int]) {
        self.solver = solver
        self.limits = limits
        self.program = program
        self.objective = objective
        relaxation = solver.relaxation(of: program)
        relaxation.setObjective(objective)
        lower = program.columnLower
        upper = program.columnUpper
        var rowsOfColumn = [[Int]](repeating: [], count: objective.count)
        for row in 0..<program.rowCount {
            for entry in program.rowStarts[row]..<program.rowStarts[row + 1] {
                rowsOfColumn[Int(program.entryColumns[entry])].append(row)
            }
        }
        self.rowsOfColumn = rowsOfColumn
        // Everything at once is always a set that does.
        best = [Int](repeating: 1, count: objective.count)
        bestValue = objective.reduce(0, +)
    }

    /// A good set, what no set costs less than, and what shows that.
    mutating func run(prove: Bool) -> (point: [Int], bound: Int, proof: PlacementCertificate.Node) {
        let root = relaxation.solve(iterations: limits.iterations)
        if root.status == .optimal { acceptRounded(root.point) }
        let (shown, multipliers) = bound(root)
        if shown < bestValue,
            let found = solver.integerPoint(
                of: program,
                objective: objective,
                start: best,
                nodes: limits.searchNodes
            ), found.count == objective.count
        {
            accept(found)
        }
        if shown >= bestValue || !prove { return (best, min(shown, bestValue), .open(multipliers)) }
        let (proof, proved) = self.prove(root)
        return (best, min(proved, bestValue), proof)
    }

    private mutating func prove(_ solution: LinearSolution) -> (PlacementCertificate.Node, Int) {
        nodes += 1
        let (shown, multipliers) = bound(solution)
        if solution.status == .optimal { acceptRounded(solution.point) }
        if shown >= bestValue { return (.end(multipliers), shown) }
        guard nodes < limits.proofNodes, let column = splitColumn(solution) else { return (.open(multipliers), shown) }
        // Taking the column is looked at first: it makes rows hold.
        set(column, 1, 1)
        let above = prove(relaxation.solve(iterations: limits.iterations))
        set(column, 0, 0)
        let below: (PlacementCertificate.Node, Int)
        if let row = brokenRow() {
            // Nothing within the bounds makes the row hold: any price of it shows that.
            below = (.end([PlacementCertificate.Multiplier(row: row, times: PlacementCertificate.scale)]), Int.max)
        } else {
            below = prove(relaxation.solve(iterations: limits.iterations))
        }
        set(column, 0, 1)
        let least = min(below.1, above.1)
        // A split that shows less than its root did is no better proof.
        if least < shown { return (.open(multipliers), shown) }
        return (.split(column: column, at: 0, below: below.0, above: above.0), least)
    }

    private mutating func set(_ column: Int, _ low: Int, _ high: Int) {
        lower[column] = low
        upper[column] = high
        relaxation.setBounds(column: column, lower: low, upper: high)
    }

    /// A row that cannot hold with all columns at their upper bounds, save those it takes away; nil where all can.
    private func brokenRow() -> Int? {
        (0..<program.rowCount).first { row in
            var most = 0
            for entry in program.rowStarts[row]..<program.rowStarts[row + 1] {
                let (column, value) = (Int(program.entryColumns[entry]), program.entryValues[entry])
                most += value > 0 ? value * upper[column] : value * lower[column]
            }
            return program.rowLower[row].map { most < $0 } ?? false
        }
    }

    /// What the multipliers of a solution show; without any nothing costs less than nothing.
    private func bound(_ solution: LinearSolution) -> (Int, [PlacementCertificate.Multiplier]) {
        func shown(_ multipliers: [PlacementCertificate.Multiplier]) -> Int? {
            SafeBound.bound(program, objective: objective, lower: lower, upper: upper, multipliers: multipliers)
        }
        let multipliers = solution.status == .infeasible ? [] : solution.multipliers(of: program)
        if let bound = shown(multipliers), bound > 0 { return (bound, multipliers) }
        return (shown([]) ?? 0, [])
    }

    /// Takes every column that the relaxation takes at all by enough, then leaves out what is not needed, the dearest first.
    private mutating func acceptRounded(_ point: [Double]) {
        guard point.count == objective.count else { return }
        for threshold in [0.999_999, 0.5, 0.2, 1e-6] { accept(point.map { $0 >= threshold ? 1 : 0 }) }
    }

    private mutating func accept(_ candidate: [Int]) {
        guard isFeasible(candidate) else { return }
        var point = candidate
        // A second time for filters whose classes went after them.
        for _ in 0..<2 {
            for column in point.indices.sorted(by: { (objective[$1], $0) < (objective[$0], $1) })
            where point[column] == 1 {
                point[column] = 0
                if !rowsOfColumn[column].allSatisfy({ holds($0, point) }) { point[column] = 1 }
            }
        }
        let value = zip(objective, point).reduce(0) { $0 + $1.0 * $1.1 }
        if value < bestValue { (best, bestValue) = (point, value) }
    }

    private func isFeasible(_ point: [Int]) -> Bool {
        point.allSatisfy { $0 == 0 || $0 == 1 } && (0..<program.rowCount).allSatisfy { holds($0, point) }
    }

    private func holds(_ row: Int, _ point: [Int]) -> Bool {
        var sum = 0
        for entry in program.rowStarts[row]..<program.rowStarts[row + 1] {
            sum += program.entryValues[entry] * point[Int(program.entryColumns[entry])]
        }
        return sum >= program.rowLower[row] ?? Int.min
    }

    private func splitColumn(_ solution: LinearSolution) -> Int? {
        guard solution.status == .optimal else { return nil }
        var choice: (distance: Double, column: Int)?
        for (column, value) in solution.point.enumerated() where lower[column] < upper[column] {
            let distance = abs(value - value.rounded())
            if distance > 1e-6, distance > choice?.distance ?? 0 { choice = (distance, column) }
        }
        return choice?.column
    }
}
