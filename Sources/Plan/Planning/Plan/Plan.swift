public import PlantModel

/// A plan that another is compared with.
public enum Neighbour: String, Sendable, CaseIterable {
    /// The best plan with one instance more.
    case oneMore = "one-more"
    /// The best plan with one instance fewer; infeasible where there is none.
    case oneFewer = "one-fewer"
    /// The plan that changes least, whatever its score; its objective begins with the change.
    case fewestMoves = "fewest-moves"
}

/// A plan: what was asked, what was answered, and the placement with its proof.
public struct Plan: Sendable {
    /// The plant that was planned.
    public let plant: Plant
    /// What was asked: the facts of the plant, and what binds it.
    public let questioner: PolicyQuestioner
    /// Units in the order of the problem.
    public let places: [PlacementFacts.Place]
    /// Which environments may host which units, and why not.
    public let admissibility: Admissibility
    /// What has to be kept apart, and why.
    public let separations: Separations
    /// The problem in whole numbers.
    public let problem: PlacementProblem
    /// Obligations that were taken as if they did not hold; empty for a plan to build.
    public let without: Set<String>
    /// The audience that this is a copy for; nil for the plan itself.
    public internal(set) var audience: String?
    /// The optimum; nil where a unit has no place, or two units may not be in one plant.
    public internal(set) var answer: PlacementOptimizer.Answer?
    /// Plans to compare it with; no answer where there is none to ask for.
    public internal(set) var neighbours: [(kind: Neighbour, answer: PlacementOptimizer.Answer?)] = []
    /// Where no placement meets every obligation: minimal sets of what cannot hold together.
    public internal(set) var blame: [PlanBlame] = []
    /// Likewise: the cheapest changes with which there would be a plan, then those that do with the environments that there are.
    public internal(set) var waysOut: [WayOut] = []

    /// What the running plant says of its drift from this plan; nil where nothing was handed in.
    public var drift: DriftStatement?

    init(
        plant: Plant,
        questioner: PolicyQuestioner,
        places: [PlacementFacts.Place],
        admissibility: Admissibility,
        separations: Separations,
        problem: PlacementProblem,
        without: Set<String>
    ) {
        self.plant = plant
        self.questioner = questioner
        self.places = places
        self.admissibility = admissibility
        self.separations = separations
        self.problem = problem
        self.without = without
    }

    /// What binds the plant.
    public var obligations: PlantObligations { questioner.obligations }

    /// `proved`, `bounded` or `infeasible`.
    public var status: PlacementOptimizer.Status { answer?.status ?? .infeasible }

    /// Obligations that could not be evaluated, each with its place; they refuse.
    public var errors: [String] {
        Set(admissibility.answers.flatMap(\.errors) + separations.errors).sorted()
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
