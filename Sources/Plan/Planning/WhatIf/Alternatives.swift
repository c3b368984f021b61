import PlantModel

/// The placement problems that a plan's plant would pose without some of its obligations.
struct Alternatives {
    let plan: Plan
    private let terms: PlacementTerms

    init(_ plan: Plan) {
        self.plan = plan
        terms = PlacementTerms(plant: plan.plant)
    }

    /// Obligations that apply to a unit, are owed by one, or keep two apart; by id.
    var obligations: [String] {
        var ids = Set(plan.admissibility.answers.flatMap { $0.applying + $0.duties })
        for answer in plan.admissibility.answers {
            for refusals in answer.refusals.values { ids.formUnion(refusals.map(\.obligation)) }
        }
        for byPair in plan.separations.refusals { for rungs in byPair.values { ids.formUnion(rungs.joined()) } }
        return ids.filter { plan.obligations.byID[$0] != nil }.sorted()
    }

    /// The problem without some obligations; nil where a unit still has no place, or two may still not be in one plant.
    func problem(without dropped: Set<String>) -> PlacementProblem? {
        var bySignature: [PlacementTerms.UnitAnswer] = []
        for answer in plan.admissibility.answers {
            let binding = (answer.applying + answer.duties).filter { !dropped.contains($0) }
                .compactMap { plan.obligations.byID[$0] }
            var unit = PlacementTerms.UnitAnswer(binding, separationClass: 0)
            unit.eligible = Set(
                answer.refusals.filter { $0.value.allSatisfy { dropped.contains($0.obligation) } }.keys
            )
            if unit.eligible.isEmpty { return nil }
            bySignature.append(unit)
        }
        let answers = plan.places.indices.map { unit in
            var answer = bySignature[plan.admissibility.signature[unit]]
            answer.separationClass = plan.separations.classes[unit]
            return answer
        }
        let (rungs, impossible) = plan.separations.matrix(without: dropped.contains)
        // A pair that remains impossible is one of two programs in the plant: others were never reported.
        guard impossible.isDisjoint(with: plan.separations.impossible.keys) else { return nil }
        return terms.problem(answers: answers, separations: rungs)
    }
}
