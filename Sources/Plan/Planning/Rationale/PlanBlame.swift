public import PlantModel

/// A minimal set of obligations and facts of a plant that cannot hold together: with any one of them dropped, the rest can.
public struct PlanBlame: Sendable, Equatable {
    /// One of them.
    public enum Element: Sendable, Hashable, Comparable {
        /// The program is made at the site.
        case unit(PlacementFacts.Place)
        /// The environment serves these sites only.
        case reach(environment: String)
        /// The environment's capacity and number of instances are limited.
        case limits(environment: String)
        /// The obligation holds.
        case obligation(String)

        private var rank: (Int, String, String) {
            switch self {
            case .unit(let place): (0, place.program, place.site)
            case .reach(let environment): (1, environment, "")
            case .limits(let environment): (2, environment, "")
            case .obligation(let id): (3, id, "")
            }
        }

        /// Units, reach, limits, obligations; each by id.
        public static func < (left: Element, right: Element) -> Bool { left.rank < right.rank }
    }

    /// The set, in order.
    public let elements: [Element]
    /// The environments in which each obligation of the set refuses a unit of the set, by obligation id.
    public let environments: [String: Set<String>]

    /// The units among them.
    public var units: [PlacementFacts.Place] {
        elements.compactMap { if case .unit(let place) = $0 { place } else { nil } }
    }

    /// The obligations among them, by id.
    public var obligations: [String] {
        elements.compactMap { if case .obligation(let id) = $0 { id } else { nil } }
    }
}

/// Finds minimal sets for a plant that no placement meets.
struct BlameSearch {
    let problem: PlacementProblem
    let admissibility: Admissibility
    let separations: Separations
    let optimizer: PlacementOptimizer
    /// What binds the plant.
    let obligations: PlantObligations
    /// What refuses each kind of unit in each environment, reach apart from obligations; by signature.
    private let refusals: [[String: [Admissibility.Refusal]]]

    /// Kinds of homeless units that are explained one by one.
    static let homelessMax = 20

    init(_ plan: Plan, optimizer: PlacementOptimizer) {
        let admissibility = plan.admissibility
        problem = plan.problem
        self.admissibility = admissibility
        separations = plan.separations
        self.optimizer = optimizer
        obligations = plan.obligations
        var asker = PlaceAsker(questioner: plan.questioner, environments: plan.plant.hostCandidates)
        var representatives: [Int: PlacementFacts.Place] = [:]
        for (unit, signature) in admissibility.signature.enumerated() where representatives[signature] == nil {
            representatives[signature] = admissibility.places[unit]
        }
        refusals = admissibility.answers.indices.map { signature in
            representatives[signature].map { asker.refusalsBeyondReach(of: $0) } ?? [:]
        }
    }

    /// One set for each kind of unit that has no place; where every unit has one, one set for the plant.
    func run() -> [PlanBlame] {
        var seen: Set<Int> = []
        let units = admissibility.places.indices
        let homeless = units.filter { problem.units[$0].eligible.isEmpty }
            .filter { seen.insert(admissibility.signature[$0]).inserted }
        if !homeless.isEmpty { return homeless.prefix(Self.homelessMax).map { minimal([$0]) } }
        return [minimal(Array(units))]
    }

    /// A minimal set that cannot hold together with some elements gone; nil where a plan exists then.
    func conflict(without dropped: Set<PlanBlame.Element>) -> PlanBlame? {
        let units = Array(admissibility.places.indices).filter { !dropped.contains(.unit(admissibility.places[$0])) }
        let rules = self.rules(on: units).filter { !dropped.contains($0) }
        let all = units.map { PlanBlame.Element.unit(admissibility.places[$0]) }
        guard isInfeasible(Set(all + rules)) else { return nil }
        return minimal(units, without: dropped)
    }

    /// Units are dropped first, in pieces, so that the rest is asked of few; then facts, so that what stays names an obligation wherever
    /// one suffices.
    private func minimal(_ units: [Int], without dropped: Set<PlanBlame.Element> = []) -> PlanBlame {
        let rules = self.rules(on: units).filter { !dropped.contains($0) }
        let kept = ConflictSet.minimal(among: units.map { PlanBlame.Element.unit(admissibility.places[$0]) }) {
            isInfeasible(Set($0 + rules))
        }
        let needed = ConflictSet.minimal(among: rules, oneByOne: true) { isInfeasible(Set(kept + $0)) }
        let elements = Set(kept + needed)
        var environments: [String: Set<String>] = [:]
        for unit in units where elements.contains(.unit(admissibility.places[unit])) {
            for (environment, refusals) in refusals[admissibility.signature[unit]] {
                for refusal in refusals where elements.contains(.obligation(refusal.obligation)) {
                    environments[refusal.obligation, default: []].insert(environment)
                }
            }
        }
        return PlanBlame(elements: elements.sorted(), environments: environments)
    }

    private func rules(on units: [Int]) -> [PlanBlame.Element] {
        var ids: Set<String> = []
        var unreached: Set<String> = []
        for unit in units {
            for (environment, refusals) in refusals[admissibility.signature[unit]] {
                for refusal in refusals {
                    if refusal.obligation == Admissibility.reach {
                        unreached.insert(environment)
                    } else {
                        ids.insert(refusal.obligation)
                    }
                }
            }
        }
        if units.count > 1 {
            for byPair in separations.refusals { for rungs in byPair.values { ids.formUnion(rungs.joined()) } }
        }
        return problem.environments.map { .limits(environment: $0.id) }
            + unreached.sorted().map { .reach(environment: $0) }
            + obligations.lightestFirst(ids).map { .obligation($0) }
    }

    private func isInfeasible(_ elements: Set<PlanBlame.Element>) -> Bool {
        let kept = admissibility.places.indices.filter { elements.contains(.unit(admissibility.places[$0])) }
        if kept.isEmpty { return false }
        var restricted = problem
        restricted.units = kept.map { index in
            var unit = problem.units[index]
            let refusals = self.refusals[admissibility.signature[index]]
            unit.eligible = problem.environments.indices.filter { environment in
                let id = problem.environments[environment].id
                return (refusals[id] ?? []).allSatisfy { refusal in
                    refusal.obligation == Admissibility.reach
                        ? !elements.contains(.reach(environment: id))
                        : !elements.contains(.obligation(refusal.obligation))
                }
            }
            return unit
        }
        if restricted.units.contains(where: { $0.eligible.isEmpty }) { return true }
        let (rungs, impossible) = separations.matrix { !elements.contains(.obligation($0)) }
        if impossible.contains(where: { together(kept, $0[0], $0[1]) }) { return true }
        restricted.separations = rungs
        for index in restricted.environments.indices
        where !elements.contains(.limits(environment: restricted.environments[index].id)) {
            restricted.environments[index].capacity = nil
            restricted.environments[index].maximumInstances = kept.count
        }
        guard let answer = try? optimizer.solve(restricted.withoutPrices) else { return false }
        return answer.status == .infeasible
    }

    /// Whether two different programs of the classes are among the units.
    private func together(_ kept: [Int], _ first: Int, _ second: Int) -> Bool {
        func programs(_ kind: Int) -> Set<String> {
            Set(kept.filter { problem.units[$0].separationClass == kind }.map { admissibility.places[$0].program })
        }
        let (one, other) = (programs(first), programs(second))
        return !one.isEmpty && !other.isEmpty && one.union(other).count > 1
    }
}

extension PlacementProblem {
    /// The same question where it does not matter what a placement costs.
    var withoutPrices: PlacementProblem {
        var problem = self
        let free = environments.map { _ in 0 }
        problem.features = []
        problem.controls = []
        problem.objectives = [
            Objective(
                name: "nothing",
                instance: free,
                environment: free,
                compartment: 0,
                feature: [],
                overControl: 0,
                unit: [],
                constant: 0
            )
        ]
        return problem
    }
}
