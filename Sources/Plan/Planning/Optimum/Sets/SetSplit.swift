import PlantModel

/// A case split over the sets that prices leave: shows that no choice among them costs less than a target, or meets one that does.
///
/// Columns to split are tried out first and judged by what they were worth before (reliability branching: Achterberg, Koch and Martin,
/// Operations Research Letters 33, 2005); cuts that a node breaks are added for all nodes, since they hold everywhere.
struct SetSplit {
    /// Columns that are tried out in one node.
    static let trialsMax = 8
    /// Iterations of a try.
    static let trialIterations = 60
    /// Tries after which a column is known.
    static let triesEnough = 3
    /// Rounds of cuts in one node, and cuts of one round.
    static let cutRounds = 4
    static let cutsPerRound = 12
    /// Cuts in all.
    static let cutsMax = 400

    let model: SetModel
    let sets: [UnitSet]
    let target: Int
    let nodesMax: Int
    let limits: PlacementOptimizer.Limits
    private let objective: [Int]
    private let rank: [UInt8]
    private var rows: LinearProgram
    /// Cuts whose rows the program has.
    private(set) var cuts: [SetModel.Cut]
    /// A point that costs less than the target: the split stops there.
    private(set) var better: [Int]?
    private let relaxation: any LinearRelaxation
    private var lower: [Int]
    private var upper: [Int]
    private(set) var nodes = 0
    /// By column: what a unit of change was worth, below and above, and how often that was seen.
    private var worth: [(below: Double, above: Double, belowCount: Double, aboveCount: Double)]

    init(
        _ model: SetModel,
        solver: any LinearSolver,
        limits: PlacementOptimizer.Limits,
        sets: [UnitSet],
        cuts: [SetModel.Cut],
        rows: LinearProgram,
        rank: [UInt8],
        objective: [Int],
        target: Int,
        nodes: Int
    ) {
        self.model = model
        self.sets = sets
        self.cuts = cuts
        self.limits = limits
        self.rows = rows
        self.rank = rank
        self.objective = objective
        self.target = target
        nodesMax = nodes
        relaxation = solver.relaxation(of: rows)
        relaxation.setObjective(objective)
        lower = rows.columnLower
        upper = rows.columnUpper
        worth = [(Double, Double, Double, Double)](repeating: (0, 0, 0, 0), count: rows.columnCount)
    }

    /// The case split and the bound that it shows.
    mutating func run() -> (proof: PlacementCertificate.Node, bound: Int) {
        prove(relaxation.solve(iterations: limits.iterationsMax))
    }

    private mutating func prove(_ first: LinearSolution) -> (PlacementCertificate.Node, Int) {
        nodes += 1
        var solution = first
        let cutRounds = nodes == 1 ? Self.cutRounds : Self.cutRounds / 2
        for round in 0...cutRounds {
            if let end = end(solution) { return end }
            guard solution.status == .optimal, round < cutRounds, addCuts(solution) else { break }
            solution = relaxation.solve(iterations: limits.iterationsMax)
        }
        if solution.status == .optimal, let point = solution.wholePoint { better = point }
        guard better == nil, nodes < nodesMax, solution.status == .optimal,
            let column = splitColumn(solution)
        else { return open(solution) }
        let (oldLower, oldUpper) = (lower[column], upper[column])
        let at = max(oldLower, min(oldUpper - 1, Int(solution.point[column].rounded(.down))))
        let below = branch(column, oldLower, at)
        if better != nil { return open(solution) }
        let above = branch(column, at + 1, oldUpper)
        setBounds(column, oldLower, oldUpper)
        return (.split(column: column, at: at, below: below.0, above: above.0), min(below.1, above.1))
    }

    private mutating func branch(_ column: Int, _ low: Int, _ high: Int) -> (PlacementCertificate.Node, Int) {
        setBounds(column, low, high)
        return prove(relaxation.solve(iterations: limits.iterationsMax))
    }

    private mutating func setBounds(_ column: Int, _ low: Int, _ high: Int) {
        lower[column] = low
        upper[column] = high
        relaxation.setBounds(column: column, lower: low, upper: high)
    }

    /// The node as an end, where the solution shows the target or that nothing is left.
    private func end(_ solution: LinearSolution) -> (PlacementCertificate.Node, Int)? {
        switch solution.status {
        case .infeasible:
            return solution.proofOfEmptiness(of: rows, lower: lower, upper: upper).map { (.end($0), Int.max) }
        case .optimal, .stopped:
            if solution.status == .optimal, solution.value < Double(target) - 1 { return nil }
            let multipliers = solution.multipliers(of: rows)
            guard let shown = bound(multipliers), shown >= target else { return nil }
            return (.end(multipliers), shown)
        }
    }

    private func open(_ solution: LinearSolution) -> (PlacementCertificate.Node, Int) {
        let multipliers = solution.multipliers(of: rows)
        return (.open(multipliers), bound(multipliers) ?? Int.min)
    }

    private func bound(_ multipliers: [PlacementCertificate.Multiplier]) -> Int? {
        SafeBound.bound(rows, objective: objective, lower: lower, upper: upper, multipliers: multipliers)
    }

    private mutating func addCuts(_ solution: LinearSolution) -> Bool {
        guard cuts.count < Self.cutsMax else { return false }
        let broken = SetCuts.broken(
            model,
            sets: sets,
            point: solution.point,
            most: Self.cutsPerRound,
            known: Set(cuts)
        )
        for cut in broken {
            var columns: [Int] = []
            var values: [Int] = []
            for (index, set) in sets.enumerated() {
                let weight = model.weight(of: set, in: cut)
                guard weight > 0 else { continue }
                columns.append(index)
                values.append(weight)
                rows.add(weight, index)
            }
            rows.closeRow(lower: nil, upper: model.most(cut))
            relaxation.addRow(columns: columns, values: values, lower: nil, upper: model.most(cut))
            cuts.append(cut)
        }
        return !broken.isEmpty
    }

    // MARK: Where to split

    private mutating func splitColumn(_ solution: LinearSolution) -> Int? {
        var candidates: [(column: Int, distance: Double, score: Double)] = []
        for (column, value) in solution.point.enumerated() where lower[column] < upper[column] {
            let distance = abs(value - value.rounded())
            guard distance > 1e-6 else { continue }
            candidates.append((column, distance, score(column, value)))
        }
        candidates.sort {
            $0.score != $1.score
                ? $0.score > $1.score : $0.distance != $1.distance ? $0.distance > $1.distance : $0.column < $1.column
        }
        var choice: (column: Int, score: Double)?
        var trials = 0
        // Each kind of column gets its turn: the best known ones and, of those not known, the most undecided.
        var turns: [UInt8: Int] = [:]
        for candidate in candidates {
            let known = worth[candidate.column]
            var score = candidate.score
            if min(known.belowCount, known.aboveCount) < Double(Self.triesEnough) {
                let kind = rank[candidate.column]
                guard trials < Self.trialsMax, turns[kind, default: 0] < Self.trialsMax / 2 else { continue }
                turns[kind, default: 0] += 1
                trials += 1
                score = tryOut(candidate.column, solution)
            }
            if score > choice?.score ?? -1 { choice = (candidate.column, score) }
        }
        return choice?.column ?? candidates.first?.column
    }

    private func score(_ column: Int, _ value: Double) -> Double {
        let known = worth[column]
        let fraction = value - value.rounded(.down)
        let below = known.belowCount > 0 ? known.below / known.belowCount * fraction : 0
        let above = known.aboveCount > 0 ? known.above / known.aboveCount * (1 - fraction) : 0
        return max(below, 1e-4) * max(above, 1e-4)
    }

    /// Solves both sides of a split and remembers what they were worth.
    private mutating func tryOut(_ column: Int, _ solution: LinearSolution) -> Double {
        let (oldLower, oldUpper) = (lower[column], upper[column])
        let value = solution.point[column]
        let at = Int(value.rounded(.down))
        let most = max(1e-4, Double(target) - solution.value)
        func gain(_ low: Int, _ high: Int) -> Double {
            relaxation.setBounds(column: column, lower: low, upper: high)
            let side = relaxation.solve(iterations: Self.trialIterations)
            guard side.status != .infeasible else { return most }
            return min(most, max(0, side.value - solution.value))
        }
        let below = gain(oldLower, at)
        let above = gain(at + 1, oldUpper)
        relaxation.setBounds(column: column, lower: oldLower, upper: oldUpper)
        let fraction = max(1e-3, value - Double(at))
        worth[column].below += below / fraction
        worth[column].belowCount += 1
        worth[column].above += above / max(1e-3, 1 - fraction)
        worth[column].aboveCount += 1
        return max(below, 1e-4) * max(above, 1e-4)
    }
}
