import PlantModel

/// The linear program over the sets found so far, which asks for more until none lowers it.
struct SetMaster {
    /// What a converged master tells.
    struct Outcome {
        /// How much of each set of the pool.
        var point: [Double]
        /// Multipliers by which no set's reduced price is below zero, cuts after the rows of the model.
        var multipliers: [PlacementCertificate.Multiplier]
        /// The prices they make.
        var prices: SetPrices
        /// What the number of instances adds to the price of each, over the scale, where that number is given.
        var instancePrice: Int
        /// What the number of instances adds to the base.
        var instanceBase: Int
        /// The lower bound, over the scale.
        var base: Int { prices.base + instanceBase }
    }

    /// Sets that a round takes of each environment.
    static let setsPerRound = 24
    /// Rounds after which a master is given up.
    static let roundsMax = 2_000
    /// Rounds at one step of a dive.
    static let diveRounds = 12
    /// Nodes of one walk.
    static let nodesMax = 40_000_000
    /// A reduced price above this, over the scale, counts as none while the master still grows.
    static let tolerance = -64

    let model: SetModel
    let pricing: SetPricing
    let stage: Int?
    let uppers: [Int]
    let instances: Int?
    private(set) var cuts: [SetModel.Cut]
    private(set) var sets: [UnitSet]
    private var columnOfSet: [UnitSet: Int] = [:]
    private let relaxation: any LinearRelaxation
    /// Columns before those of sets that were added later: sets, environments, what is left uncovered.
    private var columnOf: [Int] = []
    private var columnCount: Int

    /// - Parameters:
    ///   - stage: nil for covering as many units as can be, at a price of one for each that is left.
    ///   - pool: sets to begin with, ascending, each once.
    init(
        _ pricing: SetPricing,
        solver: any LinearSolver,
        stage: Int?,
        uppers: [Int],
        instances: Int?,
        pool: [UnitSet],
        cuts: [SetModel.Cut]
    ) {
        let model = pricing.model
        self.model = model
        self.pricing = pricing
        self.stage = stage
        self.uppers = uppers
        self.instances = instances
        self.cuts = cuts
        sets = pool
        var (rows, _) = model.program(
            over: pool,
            cuts: cuts,
            stages: uppers.map { (nil, $0) },
            withSums: false
        )
        if let instances {
            for index in pool.indices { rows.add(1, index) }
            rows.closeRow(lower: instances, upper: instances)
        }
        columnCount = rows.columnCount
        relaxation = solver.relaxation(of: rows)
        for (index, set) in pool.enumerated() { columnOfSet[set] = index }
        columnOf = Array(pool.indices)
        // Rows bound the sets well enough; a set at a bound of its own would have a reduced price below zero.
        for column in pool.indices { relaxation.setBounds(column: column, lower: 0, upper: 1 << 30) }
        relaxation.setObjective(
            stage.map { model.objective(over: pool, stage: $0) } ?? [Int](repeating: 0, count: rows.columnCount)
        )
        if stage == nil {
            let last = rows.rowCount - 1
            for row in Array(model.classes.indices) + (instances == nil ? [] : [last]) {
                relaxation.addColumn(objective: 1, lower: 0, upper: 1e9, rows: [row], values: [1])
                columnCount += 1
            }
        }
        rowOfInstances = instances == nil ? nil : rows.rowCount - 1
        rowOfCut = cuts.indices.map { model.row(ofStage: uppers.count) + $0 }
        rowCount = rows.rowCount
    }

    private let rowOfInstances: Int?
    private var rowOfCut: [Int]
    private var rowCount: Int

    /// Adds cuts.
    mutating func add(_ more: [SetModel.Cut]) {
        for cut in more {
            var columns: [Int] = []
            var values: [Int] = []
            for (index, set) in sets.enumerated() {
                let weight = model.weight(of: set, in: cut)
                if weight > 0 {
                    columns.append(columnOf[index])
                    values.append(weight)
                }
            }
            relaxation.addRow(columns: columns, values: values, lower: nil, upper: model.most(cut))
            rowOfCut.append(rowCount)
            rowCount += 1
            cuts.append(cut)
        }
    }

    /// Adds a set that is not there yet.
    private mutating func add(_ set: UnitSet) -> Bool {
        guard columnOfSet[set] == nil else { return false }
        var rows: [Int] = []
        var values: [Double] = []
        func entry(_ row: Int, _ value: Int) {
            if value == 0 { return }
            rows.append(row)
            values.append(Double(value))
        }
        for (unitClass, count) in set.counts { entry(unitClass, count) }
        entry(model.row(ofEnvironment: set.environment), 1)
        for earlier in uppers.indices { entry(model.row(ofStage: earlier), model.price(of: set, stage: earlier)) }
        if let rowOfInstances { entry(rowOfInstances, 1) }
        for (index, cut) in cuts.enumerated() { entry(rowOfCut[index], model.weight(of: set, in: cut)) }
        let price = stage.map { model.price(of: set, stage: $0) } ?? 0
        relaxation.addColumn(objective: Double(price), lower: 0, upper: 1e9, rows: rows, values: values)
        columnOfSet[set] = sets.count
        columnOf.append(columnCount)
        sets.append(set)
        columnCount += 1
        return true
    }

    /// Solves, adding sets until none is left that lowers the value; nil where that does not come to an end.
    mutating func converge(iterations: Int) -> Outcome? {
        for _ in 0..<Self.roundsMax {
            let solution = relaxation.solve(iterations: iterations)
            guard solution.status == .optimal, var outcome = outcome(solution, lowered: 0) else { return nil }
            var added = false
            var lowest = 0
            for environment in model.problem.environments.indices {
                let found = pricing.sets(
                    in: environment,
                    outcome.prices,
                    bound: -1,
                    keep: Self.setsPerRound,
                    nodes: Self.nodesMax
                )
                guard found.complete else { return nil }
                for (set, price) in found.sets {
                    lowest = min(lowest, price)
                    if price < Self.tolerance, add(set) { added = true }
                }
            }
            if added { continue }
            if lowest < 0 {
                guard let exact = self.outcome(solution, lowered: -lowest) else { return nil }
                outcome = exact
            }
            return outcome
        }
        return nil
    }

    /// Takes again and again the set that the relaxation holds most of, and asks for more sets that suit what is left; nil where that does not
    /// end in a choice. The sets stay, and so do the bounds of those that were taken: the master is of no more use afterwards.
    mutating func dive(iterations: Int) -> [UnitSet]? {
        var taken = sets.map { _ in 0 }
        var remaining = model.classes.map(\.units.count)
        while true {
            var solution = relaxation.solve(iterations: iterations)
            for _ in 0..<Self.diveRounds {
                guard solution.status == .optimal, let outcome = outcome(solution, lowered: 0) else { return nil }
                let prices = outcome.prices.ignoring(remaining.map { $0 == 0 })
                var added = false
                for environment in model.problem.environments.indices {
                    let found = pricing.sets(
                        in: environment,
                        prices,
                        bound: Self.tolerance,
                        keep: 8,
                        nodes: Self.nodesMax
                    )
                    for (set, _) in found.sets where add(set) {
                        taken.append(0)
                        added = true
                    }
                }
                if !added { break }
                solution = relaxation.solve(iterations: iterations)
            }
            guard solution.status == .optimal else { return nil }
            var choice: (set: Int, rest: Double)?
            for index in sets.indices {
                let rest = solution.point[columnOf[index]] - Double(taken[index])
                if rest > 1e-6, rest > choice?.rest ?? 0 { choice = (index, rest) }
            }
            guard let chosen = choice else { break }
            for index in sets.indices {
                let held = solution.point[columnOf[index]] + 1e-6
                let whole = max(taken[index] + (index == chosen.set ? 1 : 0), Int(held.rounded(.down)))
                guard whole > taken[index] else { continue }
                for unitClass in sets[index].classes { remaining[unitClass] -= whole - taken[index] }
                taken[index] = whole
                relaxation.setBounds(column: columnOf[index], lower: whole, upper: 1 << 30)
            }
        }
        return sets.indices.flatMap { [UnitSet](repeating: sets[$0], count: taken[$0]) }
    }

    /// Multipliers in whole numbers, those of classes lowered by as much as a reduced price was below zero.
    private func outcome(_ solution: LinearSolution, lowered: Int) -> Outcome? {
        let scale = Double(PlacementCertificate.scale)
        func whole(_ row: Int) -> Int? { Int(exactly: (solution.multipliers[row] * scale).rounded()) }
        var multipliers: [PlacementCertificate.Multiplier] = []
        func append(_ row: Int, _ times: Int) {
            if times != 0 { multipliers.append(PlacementCertificate.Multiplier(row: row, times: times)) }
        }
        let firstCut = model.row(ofStage: uppers.count)
        for row in 0..<firstCut {
            guard let times = whole(row) else { return nil }
            append(row, row < model.classes.count ? times - lowered : min(0, times))
        }
        for (index, row) in rowOfCut.enumerated() {
            guard let times = whole(row) else { return nil }
            append(firstCut + index, min(0, times))
        }
        var instancePrice = 0
        if let rowOfInstances {
            guard let times = whole(rowOfInstances), abs(times) < 1 << 60 else { return nil }
            instancePrice = -times
        }
        guard
            let prices = SetPrices(
                model,
                stage: stage,
                multipliers: multipliers,
                cuts: cuts,
                uppers: uppers,
                instancePrice: instancePrice
            )
        else { return nil }
        return Outcome(
            point: columnOf.map { solution.point[$0] },
            multipliers: multipliers,
            prices: prices,
            instancePrice: instancePrice,
            instanceBase: -instancePrice * (instances ?? 0)
        )
    }
}
