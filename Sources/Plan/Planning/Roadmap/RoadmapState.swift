import PlantModel

/// What has moved so far.
struct RoadmapState {
    /// What has moved, by group.
    var moved: [Set<RoadmapMeasure>]
    /// Instances of the plan that are open, or behind the gateway.
    var open: Set<Int> = []

    init(groups: Int) { moved = Array(repeating: [], count: groups) }

    /// Where a group's data of one measure is; empty where no instance runs it.
    func locations(
        of index: Int,
        _ measure: RoadmapMeasure,
        _ questions: RoadmapQuestions
    ) -> [RoadmapQuestions.Location] {
        let group = questions.groups[index]
        if moved[index].contains(measure) { return [.planned(group.target)] }
        return group.today.map { .today($0, gateway: isGated($0, questions)) }
    }

    /// All places where a group has something.
    func locations(of index: Int, _ questions: RoadmapQuestions) -> [RoadmapQuestions.Location] {
        let group = questions.groups[index]
        let planned = moved[index].isEmpty ? [] : [RoadmapQuestions.Location.planned(group.target)]
        if moved[index].count == RoadmapMeasure.allCases.count { return planned }
        return planned + group.today.map { .today($0, gateway: isGated($0, questions)) }
    }

    /// Whether an instance of today is behind the gateway by now, because the plan keeps it.
    private func isGated(_ instance: Int, _ questions: RoadmapQuestions) -> Bool {
        questions.keptBy[instance].map(open.contains) ?? false
    }

    /// Everything that is refused in this state: by group, and there by place.
    func refusals(
        _ questions: RoadmapQuestions
    ) -> [[RoadmapQuestions.Location: Set<Admissibility.Refusal>]] {
        let places = moved.indices.map { locations(of: $0, questions) }
        return moved.indices.map { index in
            var found: [RoadmapQuestions.Location: Set<Admissibility.Refusal>] = [:]
            for location in places[index] {
                let group = questions.groups[index]
                var refused = questions.refusals(of: group, in: location)
                for (other, neighbours) in places.enumerated() {
                    // Of a group with itself, only its own programs beside each other.
                    if other == index, group.programs.count < 2 { continue }
                    let neighbour = questions.groups[other]
                    for place in neighbours {
                        if other == index, place != location { continue }
                        let ids = questions.refusals(of: group, in: location, beside: neighbour, in: place)
                        for id in ids { refused.insert(.init(obligation: id, question: neighbour.question)) }
                    }
                }
                found[location] = refused
            }
            return found
        }
    }
}
