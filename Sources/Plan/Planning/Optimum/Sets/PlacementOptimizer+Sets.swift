import PlantModel

extension PlacementOptimizer {
    /// The least placement where capacity binds, over sets of units.
    func solve(_ model: SetModel, instances: Int?) -> Answer {
        let problem = model.problem
        var pricing = SetPricing(model)
        var pool = Self.singles(model)
        var cuts: [SetModel.Cut] = []
        var best: [UnitSet]?
        if instances == nil, let placement = FirstFit.placement(problem), problem.fits(placement) {
            best = Self.sets(of: placement, model)
        }
        var stages: [PlacementCertificate.Stage] = []
        func certificate(clique: [Int] = []) -> PlacementCertificate {
            PlacementCertificate(form: .sets, outline: model.outline, clique: clique, stages: stages)
        }
        if best == nil {
            var any = SetStage(
                solver: solver,
                limits: limits,
                pricing: pricing,
                stage: nil,
                earlier: [],
                instances: instances,
                pool: pool,
                cuts: cuts,
                start: nil
            )
            stages = [any.run()]
            guard let found = any.best else {
                let status: Status = stages[0].bound >= 1 ? .infeasible : .bounded
                return Answer(status: status, placement: nil, objective: [], bound: [], certificate: certificate())
            }
            (best, pool, cuts, stages) = (found, any.pool, any.cuts, [])
        }
        var earlier: [(lower: Int, upper: Int)] = []
        for stage in problem.objectives.indices {
            var search = SetStage(
                solver: solver,
                limits: limits,
                pricing: pricing,
                stage: stage,
                earlier: earlier,
                instances: instances,
                pool: pool,
                cuts: cuts,
                start: best
            )
            let proof = search.run()
            stages.append(proof)
            if instances == nil, let stated = proof.prices, let multipliers = stated.pairs,
                let prices = SetPrices(
                    model,
                    stage: stage,
                    multipliers: multipliers,
                    cuts: stated.cuts,
                    uppers: earlier.map(\.upper)
                )
            {
                pricing.earlier.append((prices, search.bestValue))
            }
            earlier.append((proof.bound, search.bestValue))
            (best, pool, cuts) = (search.best, search.pool, search.cuts)
        }
        let constants = problem.objectives.map(\.constant)
        return Answer(
            status: earlier.allSatisfy { $0.lower == $0.upper } ? .proved : .bounded,
            placement: best.map(model.placement),
            objective: zip(earlier, constants).map { $0.upper + $1 },
            bound: zip(earlier, constants).map { $0.lower + $1 },
            certificate: certificate(clique: instances == nil ? problem.instanceClique() : [])
        )
    }

    /// Each class by itself, wherever it may go.
    private static func singles(_ model: SetModel) -> [UnitSet] {
        model.classes.enumerated().flatMap { index, unitClass in
            unitClass.eligible.filter { unitClass.load <= model.problem.environments[$0].capacity ?? Int.max }
                .map { UnitSet(environment: $0, classes: [index]) }
        }
    }

    private static func sets(of placement: Placement, _ model: SetModel) -> [UnitSet] {
        var classOfUnit: [Int: Int] = [:]
        for (index, unitClass) in model.classes.enumerated() {
            for unit in unitClass.units { classOfUnit[unit] = index }
        }
        return placement.instances.map { instance in
            UnitSet(environment: instance.environment, classes: instance.units.compactMap { classOfUnit[$0] })
        }
    }
}
