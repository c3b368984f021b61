public import PlantModel

extension PlacementOptimizer {
    /// No more units of a group than this are placed by themselves for a given number of instances, and no more spare instances of a slot.
    private static let sparesMax = 4
    /// Models larger than this are not tried with more spares.
    private static let columnsMax = 40_000
    /// Limits of plans that are only compared with: they must not take much longer than the plan itself.
    private static let searchNodesMax = 1_000
    /// Nodes of a case split: so many at least, and as many as make this many columns.
    private static let proofNodesMin = 500
    private static let proofWork = 2_000_000

    /// The least placement with a given number of instances, to compare the least of all with.
    ///
    /// Its bounds are added up in exact integers like those of a plan, but no certificate of it leaves the optimizer: `proved` means proved
    /// here. Bounds of later stages hold among placements that keep the earlier stages' values. Throws where the problem has no model that
    /// can be solved.
    ///
    /// - Parameters:
    ///   - instances: exactly this many instances, at least 1.
    ///   - least: the least placement whatever the number, as `solve` answered.
    public func solve(
        _ problem: PlacementProblem,
        instances: Int,
        least: Answer
    ) throws(SlotModel.Failure) -> Answer {
        var limits = limits
        limits.searchNodesMax = min(limits.searchNodesMax, Self.searchNodesMax)
        return try PlacementOptimizer(solver: solver, limits: limits).solveCounted(problem, instances, least)
    }

    private func solveCounted(
        _ problem: PlacementProblem,
        _ instances: Int,
        _ least: Answer
    ) throws(SlotModel.Failure) -> Answer {
        // What fits without rows for capacity is also the least with them, and what does not exist without them does not with them.
        if least.certificate.form == .slots {
            let alike = try solveAlike(problem, instances: instances, least: least)
            let isUnlimited = problem.environments.allSatisfy { $0.capacity == nil }
            if isUnlimited || alike.status == .infeasible || alike.placement.map(problem.fits) == true { return alike }
        }
        if let sets = SetModel(problem) {
            let answer = solve(sets, instances: instances)
            if answer.status != .bounded { return answer }
        }
        return try counted(problem, instances, least, withCapacity: true)
    }

    /// Without capacity, and with units that are alike placed alike as far as the number of instances lets them.
    private func solveAlike(
        _ problem: PlacementProblem,
        instances: Int,
        least: Answer
    ) throws(SlotModel.Failure) -> Answer {
        if instances < least.placement?.instances.count ?? 0 {
            var model = try SlotModel(problem, withCapacity: false)
            model.require(instances: 0...instances)
            let fewer = solve(problem, model, form: .slots, withClique: false)
            if fewer.status == .infeasible || fewer.placement?.instances.count == instances { return fewer }
        }
        return try counted(problem, instances, least, withCapacity: false)
    }

    /// With as many spares as a proof takes. Plans seldom need any.
    private func counted(
        _ problem: PlacementProblem,
        _ instances: Int,
        _ least: Answer,
        withCapacity: Bool
    ) throws(SlotModel.Failure) -> Answer {
        var spares = 0
        while true {
            let model = try SlotModel(problem, withCapacity: withCapacity, spares: spares)
            let found = counted(problem, model, instances, least)
            let isLast = spares >= min(Self.sparesMax, instances - 1) || model.program.columnCount > Self.columnsMax
            if found.status != .bounded || isLast { return found }
            spares += 1
        }
    }

    /// The least placement with a number of instances among those that a model has points for, with what is known of all others.
    private func counted(_ problem: PlacementProblem, _ model: SlotModel, _ instances: Int, _ least: Answer) -> Answer {
        var model = model
        // So many spares are never exceeded: each of them would take an instance.
        let surplus = model.spares >= instances - 1 ? nil : model.surplus
        model.require(instances: instances...instances)
        var limits = limits
        limits.proofNodesMax = max(Self.proofNodesMin, Self.proofWork / (model.program.columnCount + 1))
        let found = PlacementOptimizer(solver: solver, limits: limits)
            .solve(problem, model, form: .copies, withClique: false)
        guard let surplus else { return found }
        // Every plan that the model has no point for costs at least this, lexicographically.
        let others = zip(least.bound, surplus).map { $0 + $1 }
        if found.placement != nil, least.status == .proved, !others.lexicographicallyPrecedes(found.objective) {
            return found
        }
        // Prices are never below zero.
        var bound = problem.objectives.map(\.constant)
        if found.status == .infeasible || found.placement != nil, let first = others.first {
            bound[0] = min(found.bound.first ?? first, first)
        }
        return Answer(
            status: .bounded,
            placement: found.placement,
            objective: found.objective,
            bound: bound,
            certificate: found.certificate
        )
    }
}
