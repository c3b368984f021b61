import PlantModel

/// The days by which instances of today go, against the days on which their units can have left.
struct RoadmapDeadlines {
    private let questions: RoadmapQuestions

    init(_ questions: RoadmapQuestions) { self.questions = questions }

    /// Instances that go before a schedule has emptied them.
    func missed(in schedule: RoadmapSchedule) -> [RoadmapProblem] {
        let (plant, groups) = (questions.plan.plant, questions.groups)
        return plant.instances.enumerated().compactMap { index, instance in
            guard let retireBy = instance.retireBy else { return nil }
            var late: [PlacementFacts.Place] = []
            var end = 0
            for phase in schedule.phases where phase.measure == .execution {
                for step in phase.steps where groups[step.group].today.contains(index) {
                    guard groups[step.group].stay == .none else { continue }
                    if let day = plant.asOf.adding(weeks: phase.end), day <= retireBy { continue }
                    late += groups[step.group].units.map { questions.plan.places[$0] }
                    end = max(end, phase.end)
                }
            }
            if late.isEmpty { return nil }
            return .retiredTooEarly(
                instance: instance.id,
                retireBy: retireBy,
                units: RoadmapNames.sorted(late),
                earliest: plant.asOf.adding(weeks: end),
                weeks: end,
                place: instance.place
            )
        }
    }

    /// Instances that the plan keeps although the plant file says by when they go.
    var kept: [RoadmapProblem] {
        let plant = questions.plan.plant
        return plant.instances.enumerated().compactMap { index, instance in
            guard let retireBy = instance.retireBy else { return nil }
            let staying = questions.groups.filter { $0.stay != .none && $0.today == [index] }
            if staying.isEmpty { return nil }
            return .keptBeyondRetirement(
                instance: instance.id,
                retireBy: retireBy,
                units: RoadmapNames.sorted(staying.flatMap { $0.units.map { questions.plan.places[$0] } }),
                place: instance.place
            )
        }
    }
}
