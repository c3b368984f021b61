import Planning
import PlantModel

/// Walks through the phases of a roadmap unit by unit and asks the policies about each state in the plainest way: every unit by itself,
/// every pair of units, nothing grouped and nothing remembered.
struct RoadmapReplay {
    /// Where a unit's data is.
    enum Place: Hashable {
        case today(Int)
        case planned(Int)
    }

    let roadmap: Roadmap
    let questioner: PolicyQuestioner

    init(_ roadmap: Roadmap) throws {
        self.roadmap = roadmap
        let plan = roadmap.plan
        questioner = PolicyQuestioner(
            obligations: plan.obligations,
            facts: try PlantFacts(plant: plan.plant, obligations: plan.obligations)
        )
    }

    private var plan: Plan { roadmap.plan }

    /// The obligations refused to each unit: today, and after each phase.
    func states() -> [[Set<String>]] {
        var moved = plan.places.map { _ in Set<RoadmapMeasure>() }
        var states = [refused(moved, open: [])]
        var open: Set<Int> = []
        for phase in roadmap.phases {
            for move in phase.moves {
                open.insert(move.instance - 1)
                let isWhole = move.from.isEmpty || move.to.hasSuffix("/" + move.from[0])
                for unit in move.units {
                    guard let index = plan.places.firstIndex(of: unit) else { continue }
                    moved[index].formUnion(isWhole ? RoadmapMeasure.allCases : [phase.measure])
                }
            }
            states.append(refused(moved, open: open))
        }
        return states
    }

    private func today(_ unit: Int) -> [Int] {
        plan.plant.instances.indices.filter { index in
            plan.plant.instances[index].hosts.contains {
                $0.program == plan.places[unit].program && $0.site == plan.places[unit].site
            }
        }
    }

    private func target(_ unit: Int) -> Int {
        plan.answer?.placement?.instances.firstIndex { $0.units.contains(unit) } ?? -1
    }

    private func candidate(_ place: Place) -> String? {
        switch place {
        case .planned(let target):
            (plan.answer?.placement?.instances[target].environment).map { plan.problem.environments[$0].id }
        case .today(let index):
            plan.plant.instances[index].environment.map { $0 + "/" + plan.plant.instances[index].id }
        }
    }

    private func refused(_ moved: [Set<RoadmapMeasure>], open: Set<Int>) -> [Set<String>] {
        let gated = Set(open.compactMap { candidate(.planned($0)) })
        let places = plan.places.indices.map { unit in
            var places: Set<Place> = moved[unit].isEmpty ? [] : [.planned(target(unit))]
            if moved[unit].count < RoadmapMeasure.allCases.count { places.formUnion(today(unit).map(Place.today)) }
            return places
        }
        return plan.places.indices.map { unit in
            var found: Set<String> = []
            for place in places[unit] {
                if let candidate = candidate(place) {
                    found.formUnion(
                        plan.admissibility.answer(of: unit).refusals[candidate, default: []].map(\.obligation)
                    )
                }
                if case .today(let index) = place, !gated.contains(candidate(place) ?? "") {
                    for audience in plan.plant.instances[index].audiences {
                        let request = Question.view(
                            plan.places[unit].program,
                            by: audience.value,
                            channel: "system",
                            questioner.facts
                        )
                        found.formUnion(questioner.ask(request).refusedBy)
                    }
                }
                for other in plan.places.indices where plan.places[other].program != plan.places[unit].program {
                    for neighbour in places[other] {
                        found.formUnion(share(unit, place, other, neighbour, gated))
                    }
                }
            }
            return found
        }
    }

    private func share(_ unit: Int, _ one: Place, _ other: Int, _ two: Place, _ gated: Set<String>) -> Set<String> {
        let rung = rung(unit, one, other, two)
        return Set(
            [one, two].flatMap { place -> [String] in
                let enforcement = enforcement(place, gated)
                return [(unit, other), (other, unit)].flatMap { first, second in
                    questioner.ask(
                        Question.share(
                            plan.places[first],
                            plan.places[second],
                            separation: rung,
                            enforcement: enforcement,
                            questioner.facts
                        )
                    ).refusedBy
                }
            }
        )
    }

    private func rung(_ unit: Int, _ one: Place, _ other: Int, _ two: Place) -> PlacementProblem.Separation {
        if one == two {
            guard case .planned(let target) = one, let instance = plan.answer?.placement?.instances[target] else {
                return .shared
            }
            let together = instance.compartments.contains { $0.contains(unit) && $0.contains(other) }
            return together ? .shared : .compartment
        }
        guard let here = candidate(one), let there = candidate(two) else { return .environment }
        let hosts = plan.plant.hostCandidates
        if here == there, hosts.first(where: { $0.id == here })?.today != nil { return .compartment }
        let infrastructure = [here, there].map { id in hosts.first { $0.id == id }?.tenancy.infrastructure ?? [] }
        return here != there && Set(infrastructure[0]).isDisjoint(with: infrastructure[1]) ? .environment : .instance
    }

    private func enforcement(_ place: Place, _ gated: Set<String>) -> PlacementFacts.Enforcement {
        let id = candidate(place)
        if case .today(let index) = place, !gated.contains(id ?? "") {
            return PlacementFacts.Enforcement(plan.plant.instances[index].enforces, on: plan.plant.asOf)
        }
        guard let host = plan.plant.hostCandidates.first(where: { $0.id == id }) else {
            return PlacementFacts.Enforcement(attributes: false, fields: false, compartments: false)
        }
        return PlacementFacts.Enforcement(host, on: plan.plant.asOf)
    }
}
