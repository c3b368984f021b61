public import PlantModel

/// From today's systems to the plan: a stop-gap for every leak, then phases, brownfield first, each checked against every policy.
///
/// No phase may have an obligation refused that was not refused before it: the state after each phase is asked about anew, and what it
/// adds is a problem. Same plan and leaks, same roadmap.
public struct Roadmap: Sendable {
    /// The plan that it leads to.
    public let plan: Plan
    /// What closes each leak before anything moves.
    public let stopGaps: [StopGap]
    /// The phases, as far as a feasible order exists.
    public let phases: [RoadmapPhase]
    /// Units that stay as they are.
    public let stayAsTheyAre: [PlacementFacts.Place]
    /// What is refused after the last phase; nothing where the order is complete.
    public let refusedAtTheEnd: [RoadmapPhase.Closure]
    /// Why there is no feasible order; empty where there is one.
    public let problems: [RoadmapProblem]

    /// Whether the order is feasible.
    public var isFeasible: Bool { problems.isEmpty }

    /// Makes the roadmap of a plan.
    ///
    /// - Parameter leaks: those that the analysis of today's flows found.
    public init(_ plan: Plan, leaks: [Leak]) {
        let questioner = plan.questioner
        var gaps = StopGapSearch(plan: plan, questioner: questioner).stopGaps(for: leaks.sorted())
        self.plan = plan
        guard plan.answer?.placement != nil else {
            stopGaps = gaps
            phases = []
            stayAsTheyAre = []
            refusedAtTheEnd = []
            problems = [.noPlan]
            return
        }
        let questions = RoadmapQuestions(plan: plan, questioner: questioner, groups: MoveGroup.groups(of: plan))
        let order = MoveOrder(questions)
        var schedule = RoadmapSchedule(questions, order, rule: .fewestWeeks)
        let deadlines = RoadmapDeadlines(questions)
        var missed = deadlines.missed(in: schedule)
        if !missed.isEmpty {
            let other = RoadmapSchedule(questions, order, rule: .earliestRetirement)
            let late = deadlines.missed(in: other)
            if late.isEmpty { (schedule, missed) = (other, late) }
        }
        var writer = PhaseWriter(questions: questions, schedule: schedule)
        let written = writer.phases()
        phases = written.phases
        refusedAtTheEnd = written.left
        stayAsTheyAre = RoadmapNames.sorted(
            questions.groups.filter { $0.stay == .asItIs }.flatMap { $0.units.map { plan.places[$0] } }
        )
        for index in gaps.indices { gaps[index].untilPhase = writer.phaseClosing(gaps[index].leak) }
        stopGaps = gaps
        let cycle = order.cycle(among: schedule.stuck)
        problems =
            (cycle.isEmpty ? [] : [.cycle(cycle.map { Self.wait($0, questions) })]) + missed + deadlines.kept
            + written.added
    }

    private static func wait(_ edge: MoveOrder.Edge, _ questions: RoadmapQuestions) -> RoadmapProblem.Wait {
        let plan = questions.plan
        let (waiting, other) = (questions.groups[edge.waits], questions.groups[edge.awaited])
        let units = [waiting, other].map { group in RoadmapNames.sorted(group.units.map { plan.places[$0] }) }
        let programs = units.map { $0[0].program }
        let places =
            plan.plant.programs.filter { programs.contains($0.id) }.map(\.place)
            + other.today.map { plan.plant.instances[$0].place }
        return RoadmapProblem.Wait(
            units: units[0],
            target: plan.candidate(of: waiting.target),
            blockedBy: units[1],
            obligations: edge.obligations,
            places: places.sorted()
        )
    }
}
