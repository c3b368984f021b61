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
    /// So few sets left are split without looking for a better choice first.
    static let splitSets = 5_000
    /// A gap is small where it is less than this part of the bound.
    static let smallGap = 12
    /// More sets left than this are not settled.
    static let setsMax = 20_000
    /// Nodes of the integer solver over the sets of the master.
    static let poolNodesMax = 500
    /// Nodes of a stage's case splits times sets.
    static let splitWorkMax = 500_000
    /// Linear programs of one dive: so many times so many sets and a thousand, and at least so many.
    static let diveWorkMax = 250_000
    static let diveSolvesMin = 40

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
        self.pool = Array(Set(pool.filter(pricing.allows) + (start ?? []))).sorted()
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
        let unproved = PlacementCertificate.Stage(
            bound: 0,
            proof: .open([]),
            prices: .init(target: 0, multipliers: [], cuts: [])
        )
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
        for round in 0...Self.cutRoundsMax {
            guard let converged = master.converge(iterations: limits.iterationsMax) else { break }
            outcome = converged
            acceptWhole(converged, master)
            if isDone { return unproved }
            if converged.base > threshold { break }
            if round == 0, stage == nil || stage == 0 {
                diveOutwards(from: master.sets)
                if isDone { return unproved }
                if converged.base > threshold { break }
                // Any few instances will do: the sets found so far hold enough choices.
                search(over: master.sets, nodes: Self.poolNodesMax)
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
        return settle(left, outcome)
    }

    /// A placement below the best value costs at most this, over the scale.
    private var threshold: Int { (bestValue - 1) * PlacementCertificate.scale }

    private func leftOver(_ outcome: SetMaster.Outcome, keep: Int) -> SetPricing.Found {
        pricing.sets(outcome.prices, bound: threshold - outcome.base, keep: keep, nodes: SetMaster.nodesMax)
    }

    /// The stage as it is proved; `target` is what the sets under the case split were left for.
    private func proof(
        _ outcome: SetMaster.Outcome,
        bound: Int,
        target: Int? = nil,
        _ node: PlacementCertificate.Node
    ) -> PlacementCertificate.Stage {
        PlacementCertificate.Stage(
            bound: bound,
            proof: node,
            prices: PlacementCertificate.Prices(
                target: target ?? bound,
                multipliers: outcome.multipliers,
                cuts: cuts
            )
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

    private func choice(of point: [Int], among sets: [UnitSet]) -> [UnitSet] {
        sets.indices.flatMap { [UnitSet](repeating: sets[$0], count: max(0, point[$0])) }
    }

    private func rows(over sets: [UnitSet], cuts: [SetModel.Cut], withSums: Bool) -> (
        rows: LinearProgram, rank: [UInt8], objective: [Int]
    ) {
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

    /// Dives from a master of its own, which finds further sets on the way.
    private mutating func diveOutwards(from sets: [UnitSet]) {
        var own = SetMaster(
            pricing,
            solver: solver,
            stage: stage,
            uppers: earlier.map(\.upper),
            instances: instances,
            pool: sets.sorted(),
            cuts: cuts
        )
        if let chosen = own.dive(iterations: limits.iterationsMax) { acceptIfPlacement(chosen) }
    }

    /// Dives among some sets; true where that found a better choice.
    private mutating func dive(over sets: [UnitSet]) -> Bool {
        let before = bestValue
        let sets = sets.sorted()
        let (rows, _, objective) = rows(over: sets, cuts: cuts, withSums: false)
        var dive = SetDive(
            rows,
            solver: solver,
            iterations: limits.iterationsMax,
            objective: objective,
            setCount: sets.count,
            below: bestValue,
            solves: max(Self.diveSolvesMin, Self.diveWorkMax / (sets.count + 1_000))
        )
        if let point = dive.run() { acceptIfPlacement(choice(of: point, among: sets)) }
        return bestValue < before || isDone
    }

    /// Lets the integer solver look among some sets and those of the best so far. It is faster without cuts.
    private mutating func search(over sets: [UnitSet], nodes: Int) {
        let sets = Array(Set(sets + (best ?? []))).sorted()
        let (rows, _, objective) = rows(over: sets, cuts: [], withSums: false)
        var start: [Int]?
        if let best {
            var point = [Int](repeating: 0, count: rows.columnCount)
            for (index, set) in sets.enumerated() { point[index] = best.filter { $0 == set }.count }
            if model.pricesEnvironments { for set in best { point[sets.count + set.environment] = 1 } }
            start = point
        }
        if let point = solver.integerPoint(of: rows, objective: objective, start: start, nodes: nodes) {
            acceptIfPlacement(choice(of: point, among: sets))
        }
    }

    /// Settles the sets that prices leave: looks for a good choice among the lowest, then among all, and shows that there is no better one.
    private mutating func settle(_ few: SetPricing.Found?, _ outcome: SetMaster.Outcome) -> PlacementCertificate.Stage {
        let scale = PlacementCertificate.scale
        let shown = max(0, (outcome.base + scale - 1) / scale)
        var found = few
        var keep = Self.fewSets
        while few == nil && keep <= Self.setsMax {
            // Where few sets are left the case split is the faster way to a better choice, too.
            let lowest = leftOver(outcome, keep: keep)
            found = lowest
            let reach = threshold - outcome.base
            if lowest.bound >= reach, lowest.sets.filter({ $0.price <= reach }).count <= Self.splitSets { break }
            let sets = lowest.sets.map(\.set)
            // A small gap is left to the case split.
            if !dive(over: sets), keep == Self.fewSets, threshold - outcome.base > outcome.base / Self.smallGap {
                diveOutwards(from: pool)
                search(over: sets, nodes: Self.poolNodesMax)
            }
            if isDone { return proof(outcome, bound: 0, .open([])) }
            if outcome.base > threshold { return proof(outcome, bound: bestValue, .end([])) }
            if lowest.bound >= threshold - outcome.base { break }
            keep *= 4
        }
        var workLeft = Self.splitWorkMax
        while let lowest = found, workLeft > 0 {
            // The largest bound whose sets are all known.
            let known = Int((Double(outcome.base + lowest.bound) / Double(scale)).rounded(.down)) + 1
            let target = min(bestValue, known)
            guard target > shown || outcome.base > threshold else { break }
            let reach = (target - 1) * scale - outcome.base
            let sets = lowest.sets.filter { $0.price <= reach }.map(\.set).sorted()
            let (rows, rank, objective) = rows(over: sets, cuts: cuts, withSums: true)
            var split = SetSplit(
                model,
                solver: solver,
                limits: limits,
                sets: sets,
                cuts: cuts,
                rows: rows,
                rank: rank,
                objective: objective,
                target: target,
                nodes: min(limits.proofNodesMax, max(30, workLeft / (sets.count + 1)))
            )
            let result = split.run()
            workLeft -= split.nodes * (sets.count + 1)
            if let better = split.better {
                let before = bestValue
                acceptIfPlacement(choice(of: better, among: sets))
                if isDone { return proof(outcome, bound: 0, .open([])) }
                if bestValue < before { continue }
            }
            cuts = split.cuts
            // The prices alone may show more than a case split that was given up.
            if result.bound <= shown { break }
            return proof(outcome, bound: min(target, result.bound), target: target, result.proof)
        }
        return proof(outcome, bound: shown, .open([]))
    }
}
