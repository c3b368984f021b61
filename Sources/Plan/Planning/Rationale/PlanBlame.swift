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
    let places: [PlacementFacts.Place]
    let problem: PlacementProblem
    let admissibility: Admissibility
    let separations: Separations
    let optimizer: PlacementOptimizer
    /// Orders obligations: those that come first are dropped first.
    let lightestFirst: (Set<String>) -> [String]

    /// Kinds of homeless units that are explained one by one.
    static let homelessMax = 20

    /// One set for each kind of unit that has no place; where every unit has one, one set for the plant.
    func run() -> [PlanBlame] {
        var seen: Set<Int> = []
        let homeless = places.indices.filter { problem.units[$0].eligible.isEmpty }
            .filter { seen.insert(admissibility.signature[$0]).inserted }
        if !homeless.isEmpty { return homeless.prefix(Self.homelessMax).map { minimal([$0]) } }
        return [minimal(Array(places.indices))]
    }

    /// Units are dropped first, in pieces, so that the rest is asked of few; then facts, so that what stays names an obligation wherever
    /// one suffices.
    private func minimal(_ units: [Int]) -> PlanBlame {
        let rules = self.rules(on: units)
        let kept = ConflictSet.minimal(among: units.map { PlanBlame.Element.unit(places[$0]) }) {
            isInfeasible(Set($0 + rules))
        }
        let needed = ConflictSet.minimal(among: rules, oneByOne: true) { isInfeasible(Set(kept + $0)) }
        return PlanBlame(elements: (kept + needed).sorted())
    }

    private func rules(on units: [Int]) -> [PlanBlame.Element] {
        var obligations: Set<String> = []
        var unreached: Set<String> = []
        for unit in units {
            for (environment, refusals) in admissibility.answer(of: unit).refusals {
                for refusal in refusals {
                    if refusal.obligation == Admissibility.reach {
                        unreached.insert(environment)
                    } else {
                        obligations.insert(refusal.obligation)
                    }
                }
            }
        }
        if units.count > 1 {
            for byPair in separations.refusals { for rungs in byPair.values { obligations.formUnion(rungs.joined()) } }
        }
        return problem.environments.map { .limits(environment: $0.id) }
            + unreached.sorted().map { .reach(environment: $0) }
            + lightestFirst(obligations).map { .obligation($0) }
    }

    private func isInfeasible(_ elements: Set<PlanBlame.Element>) -> Bool {
        let kept = places.indices.filter { elements.contains(.unit(places[$0])) }
        if kept.isEmpty { return false }
        var restricted = problem
        restricted.units = kept.map { index in
            var unit = problem.units[index]
            let refusals = admissibility.answer(of: index).refusals
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
        var impossible = false
        restricted.separations = problem.separations.indices.map { enforcement in
            problem.separations[enforcement].indices.map { first in
                problem.separations[enforcement].indices.map { second in
                    let refusals = separations.refusals[enforcement][[min(first, second), max(first, second)]] ?? []
                    let rung = refusals.firstIndex { $0.allSatisfy { !elements.contains(.obligation($0)) } }
                    guard let rung = rung ?? (refusals.count < 4 ? refusals.count : nil) else {
                        impossible = impossible || together(kept, first, second)
                        return .environment
                    }
                    return PlacementProblem.Separation(rawValue: UInt8(rung)) ?? .environment
                }
            }
        }
        if impossible { return true }
        for index in restricted.environments.indices
        where !elements.contains(.limits(environment: restricted.environments[index].id)) {
            restricted.environments[index].capacity = nil
            restricted.environments[index].maximumInstances = kept.count
        }
        // What it costs does not matter here.
        restricted.features = []
        restricted.controls = []
        let free = problem.environments.map { _ in 0 }
        restricted.objectives = [
            PlacementProblem.Objective(
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
        guard let answer = try? optimizer.solve(restricted) else { return false }
        return answer.status == .infeasible
    }

    /// Whether two different programs of the classes are among the units.
    private func together(_ kept: [Int], _ first: Int, _ second: Int) -> Bool {
        func programs(_ kind: Int) -> Set<String> {
            Set(kept.filter { problem.units[$0].separationClass == kind }.map { places[$0].program })
        }
        let (one, other) = (programs(first), programs(second))
        return !one.isEmpty && !other.isEmpty && one.union(other).count > 1
    }
}
