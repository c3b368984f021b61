public import PlantModel

/// A plan: what was asked, what was answered, and the placement with its proof.
public struct Plan: Sendable {
    /// The plant that was planned.
    public let plant: Plant
    /// What binds it.
    public let obligations: PlantObligations
    /// Units in the order of the problem.
    public let places: [PlacementFacts.Place]
    /// Which environments may host which units, and why not.
    public let admissibility: Admissibility
    /// What has to be kept apart, and why.
    public let separations: Separations
    /// The problem in whole numbers.
    public let problem: PlacementProblem
    /// The optimum; nil where a unit has no place, or two units may not be in one plant.
    public internal(set) var answer: PlacementOptimizer.Answer?
    /// The best plan with one instance more.
    public internal(set) var oneMore: PlacementOptimizer.Answer?
    /// The best plan with one instance fewer; infeasible where there is none.
    public internal(set) var oneFewer: PlacementOptimizer.Answer?
    /// The plan that changes least, whatever its score; its objective begins with the change.
    public internal(set) var fewestMoves: PlacementOptimizer.Answer?

    init(
        plant: Plant,
        obligations: PlantObligations,
        places: [PlacementFacts.Place],
        admissibility: Admissibility,
        separations: Separations,
        problem: PlacementProblem
    ) {
        self.plant = plant
        self.obligations = obligations
        self.places = places
        self.admissibility = admissibility
        self.separations = separations
        self.problem = problem
    }

    /// `proved`, `bounded` or `infeasible`.
    public var status: PlacementOptimizer.Status { answer?.status ?? .infeasible }

    /// Units that no environment may host, each with a minimal set of obligations and facts that keeps it out of all of them: with any
    /// one of them dropped, an environment would be admissible.
    public var homeless: [(place: PlacementFacts.Place, blame: [String])] {
        places.indices.filter { problem.units[$0].eligible.isEmpty }.map { unit in
            let refusals = admissibility.answer(of: unit).refusals.values.map { Set($0.map(\.obligation)) }
            var blame = Set(refusals.flatMap { $0 })
            // Facts are dropped first, so that what stays names an obligation wherever one suffices.
            for candidate in blame.sorted(by: {
                ($0 == Admissibility.reach ? 0 : 1, $0) < ($1 == Admissibility.reach ? 0 : 1, $1)
            }) {
                let fewer = blame.subtracting([candidate])
                if refusals.allSatisfy({ !$0.isDisjoint(with: fewer) }) { blame = fewer }
            }
            return (places[unit], blame.sorted())
        }
    }

    /// Until when the plan holds, and because of which fact it lapses then; nil where no fact that it rests on has an end.
    public var holdsUntil: (day: Day, fact: String)? {
        PlanExpiry.earliest(
            in: plant,
            using: Set((answer?.placement?.instances ?? []).map { problem.environments[$0.environment].id })
        )
    }

    /// The plan as it is written to a file; nil where there is no placement.
    public var file: PlanFile? {
        guard let answer, let placement = answer.placement else { return nil }
        return PlanFile(
            plant: plant,
            status: answer.status.rawValue,
            objective: answer.objective,
            bound: answer.bound,
            holdsUntil: holdsUntil?.day.description,
            placement: placement,
            problem: problem,
            certificate: answer.certificate
        )
    }
}
