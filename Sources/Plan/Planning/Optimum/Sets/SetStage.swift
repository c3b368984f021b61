import PlantModel

/// One stage over sets: prices from a master with cuts, then all sets that a better placement can hold, then a case split over these.
///
/// The prices show a bound, and by how much the reduced price of each set of a better placement can exceed nothing. What is left are so
/// few sets that an integer solver settles them, which is why no branching on the master itself is needed (Baldacci, Christofides and
/// Mingozzi, Mathematical Programming 115, 2008).
struct SetStage {
    /// Rounds of cuts.
    static let cutRoundsMax = 40
    /// Cuts of one round.
    static let cutsPerRound = 24
    /// So few sets left are settled without further cuts.
    static let fewSets = 600
    /// More sets left than this are not settled.
    static let setsMax = 20_000
    /// Nodes of the integer solver over the sets of the master.
    static let poolNodesMax = 500

    let solver: any LinearSolver
    let limits: PlacementOptimizer.Limits
    let pricing: SetPricing
    /// Nil for finding any placement at all.
    let stage: Int?
    let earlier: [(lower: Int, upper: Int)]
    let instances: Int?
    /// Sets to begin with; at the end all that were found.
    private(set) var pool: [UnitSet]
    /// Cuts to begin with; at the end those that counted.
    private(set) var cuts: [SetModel.Cut]
    /// The best choice so far.
    private(set) var best: [UnitSet]?
    private(set) var bestValue: Int

    private var model: SetModel { pricing.model }

    init(
        solver: any LinearSolver,
        limits: PlacementOptimizer.Limits,
        pricing: SetPricing,
        stage: Int?,
        earlier: [(lower: Int, upper: Int)],
        instances: Int?,
        pool: [UnitSet],
        cuts: [SetModel.Cut],
        start: [UnitSet]?
    ) {
        self.solver = solver
        self.limits = limits
        self.pricing = pricing
        self.stage = stage
        self.earlier = earlier
        self.instances = instances
        self.pool = Array(Set(pool + (start ?? []))).sorted()
        self.cuts = cuts
        best = start
        // Without a placement, a price of nothing that has to be one shows that there is none.
        bestValue = 1
        if let start { bestValue = value(of: start) }
    }

    /// What a choice of sets costs in this stage, the use of environments included.
    private func value(of sets: [UnitSet]) -> Int {
        guard let stage else { return 0 }
        let used = Set(sets.map(\.environment))
        return sets.reduce(0) { $0 + model.price(of: $1, stage: stage) }
            + used.reduce(0) { $0 + model.problem.objectives[stage].environment[$1] }
    }

    private var isDone: Bool { stage == nil && best != nil }

    private mutating func accept(_ sets: [UnitSet]) {
        let value = self.value(of: sets)
        guard value < bestValue else { return }
        best = sets.sorted()
        bestValue = value
    }

    /// Looks for the optimum and proves what can be proved.
    mutating func run() -> PlacementCertificate.Stage {
        let unproved = PlacementCertificate.Stage(bound: 0, proof: .open([]), prices: .init(multipliers: [], cuts: []))
        var master = SetMaster(
            pricing,
            solver: solver,
            stage: stage,
            uppers: earlier.map(\.upper),
            instances: instances,
            pool: pool,
            cuts: cuts
        )
        var outcome: SetMaster.Outcome?
        var left: SetPricing.Found?
        var searched = false
        for round in 0...Self.cutRoundsMax {
            guard let converged = master.converge(iterations: limits.iterationsMax) else { break }
            outcome = converged
            acceptWhole(converged, master)
            if isDone { return unproved }
            if converged.base > threshold { break }
            if !searched {
                searchPool(master)
                searched = true
                if isDone { return unproved }
                if converged.base > threshold { break }
            }
            let found = leftOver(converged, keep: Self.fewSets)
            if found.complete, found.bound >= threshold - converged.base {
                left = found
                break
            }
            let broken = SetCuts.broken(
                model,
                sets: master.sets,
                point: converged.point,
                most: Self.cutsPerRound,
                known: Set(master.cuts)
            )
            if broken.isEmpty || round == Self.cutRoundsMax { break }
            master.add(broken)
        }
        pool = master.sets.sorted()
        cuts = master.cuts
        guard let outcome else { return unproved }
        if outcome.base > threshold { return proof(outcome, bound: bestValue, .end([])) }
        let found = left ?? leftOver(outcome, keep: Self.setsMax)
        return settle(found, outcome)
    }

    /// A placement below the best value costs at most this, over the scale.
    private var threshold: Int { (bestValue - 1) * PlacementCertificate.scale }

    private func leftOver(_ outcome: SetMaster.Outcome, keep: Int) -> SetPricing.Found {
        pricing.sets(outcome.prices, bound: threshold - outcome.base, keep: keep, nodes: SetMaster.nodesMax)
    }

    private func proof(_ outcome: SetMaster.Outcome, bound: Int, _ node: PlacementCertificate.Node)
        -> PlacementCertificate.Stage
    {
        PlacementCertificate.Stage(
            bound: bound,
            proof: node,
            prices: PlacementCertificate.Prices(multipliers: outcome.multipliers, cuts: cuts)
        )
    }

    private mutating func acceptWhole(_ outcome: SetMaster.Outcome, _ master: SetMaster) {
        var chosen: [UnitSet] = []
        for (index, amount) in outcome.point.enumerated() {
            guard abs(amount - amount.rounded()) < 1e-6 else { return }
            chosen += [UnitSet](repeating: master.sets[index], count: max(0, Int(amount.rounded())))
        }
        acceptIfPlacement(chosen)
    }

    /// Takes a choice that covers every unit once and keeps all rows.
    private mutating func acceptIfPlacement(_ chosen: [UnitSet]) {
        var held = [Int](repeating: 0, count: model.classes.count)
        var opened = [Int](repeating: 0, count: model.problem.environments.count)
        for set in chosen {
            opened[set.environment] += 1
            for unitClass in set.classes { held[unitClass] += 1 }
        }
        guard zip(held, model.classes).allSatisfy({ $0 == $1.units.count }),
            zip(opened, model.problem.environments).allSatisfy({ $0 <= $1.maximumInstances }),
            instances == nil || chosen.count == instances
        else { return }
        for (index, bounds) in earlier.enumerated() {
            let used = Set(chosen.map(\.environment))
            let value =
                chosen.reduce(0) { $0 + model.price(of: $1, stage: index) }
                + used.reduce(0) { $0 + model.problem.objectives[index].environment[$1] }
            if value > bounds.upper { return }
        }
        accept(chosen)
    }

    private mutating func searchPool(_ master: SetMaster) {
        search(over: master.sets.sorted(), nodes: Self.poolNodesMax)
    }

    private func rows(over sets: [UnitSet], withSums: Bool) -> (rows: LinearProgram, rank: [UInt8], objective: [Int]) {
        var (rows, rank) = model.program(
            over: sets,
            cuts: cuts,
            stages: earlier.map { ($0.lower, $0.upper) },
            withSums: withSums
        )
        if let instances {
            for index in sets.indices { rows.add(1, index) }
            rows.closeRow(lower: instances, upper: instances)
        }
        var objective = stage.map { model.objective(over: sets, stage: $0) } ?? []
        objective += [Int](repeating: 0, count: rows.columnCount - objective.count)
        return (rows, rank, objective)
    }

    /// A good choice among some sets.
    private mutating func search(over sets: [UnitSet], nodes: Int) {
        let (rows, _, objective) = rows(over: sets, withSums: false)
        guard let point = solver.integerPoint(of: rows, objective: objective, start: nil, nodes: nodes) else { return }
        acceptIfPlacement(sets.indices.flatMap { [UnitSet](repeating: sets[$0], count: max(0, point[$0])) })
    }

    /// Settles the sets that prices leave, as far as they are known.
    private mutating func settle(_ found: SetPricing.Found, _ outcome: SetMaster.Outcome) -> PlacementCertificate.Stage
    {
        let scale = PlacementCertificate.scale
        // The largest bound whose sets are all known.
        func bound(_ reach: Int) -> Int { Int((Double(outcome.base + reach) / Double(scale)).rounded(.down)) + 1 }
        let shown = max(0, (outcome.base + scale - 1) / scale)
        search(over: found.sets.map(\.set).sorted(), nodes: limits.searchNodesMax)
        if isDone { return proof(outcome, bound: 0, .open([])) }
        let target = min(bestValue, bound(found.bound))
        guard target > shown || outcome.base > threshold else { return proof(outcome, bound: shown, .open([])) }
        let reach = (target - 1) * scale - outcome.base
        let sets = found.sets.filter { $0.price <= reach }.map(\.set).sorted()
        let (rows, rank, objective) = rows(over: sets, withSums: true)
        var search = StageSearch(
            solver: solver,
            limits: limits,
            splitRank: rank,
            program: rows,
            objective: objective,
            cutoff: target
        )
        let result = search.proof()
        return proof(outcome, bound: max(shown, min(target, result.bound)), result.proof)
    }
}
