public import PlantModel

extension PlacementOptimizer {
    /// A minimal set of elements that cannot hold together: with any one of them dropped, the rest can.
    ///
    /// An element stays where dropping it does not leave a proved conflict.
    public func blame(_ instance: NeutralInstance) -> [NeutralAnswer.Blame] {
        ConflictSet.minimal(among: Self.elements(of: instance)) { isInfeasible(instance.keeping($0)) }.sorted()
    }

    private func isInfeasible(_ instance: NeutralInstance) -> Bool {
        var problem = instance.problem()
        if problem.units.contains(where: { $0.eligible.isEmpty }) { return true }
        problem.objectives = [problem.objectives[0]]
        guard let answer = try? solve(problem) else { return false }
        return answer.status == .infeasible
    }

    /// Rules first, programs last: what is tried first is dropped first, and a program is easier to point at than a rule.
    private static func elements(of instance: NeutralInstance) -> [NeutralAnswer.Blame] {
        instance.environments.map { NeutralAnswer.Blame(kind: "environment", id: $0.id) }
            + instance.exclusive.map { NeutralAnswer.Blame(kind: "exclusive", id: $0) }
            + instance.conflicts.map { NeutralAnswer.Blame(kind: "conflict", id: $0.joined(separator: "|")) }
            + instance.programs.map { NeutralAnswer.Blame(kind: "program", id: $0.id) }
            + instance.requirementSets.keys.sorted().map { NeutralAnswer.Blame(kind: "requirement_set", id: $0) }
    }
}

extension NeutralInstance {
    /// The instance with only these elements; an environment that is not among them loses its limits, a requirement set its demands.
    func keeping(_ elements: [NeutralAnswer.Blame]) -> NeutralInstance {
        var ids: [String: Set<String>] = [:]
        for element in elements { ids[element.kind, default: []].insert(element.id) }
        return keeping(
            programs: ids["program"] ?? [],
            requirementSets: ids["requirement_set"] ?? [],
            conflicts: ids["conflict"] ?? [],
            exclusive: ids["exclusive"] ?? [],
            limits: ids["environment"] ?? []
        )
    }
}
