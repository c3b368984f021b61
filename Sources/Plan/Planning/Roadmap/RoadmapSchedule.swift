import PlantModel

/// Puts the moves of all groups in order.
///
/// Whatever can be put beside a legacy system goes first, one phase for each measure; execution follows, one phase for each instance of
/// the plan. Among these the one that takes the fewest weeks and moves the fewest units goes first; where an instance of today would
/// then go too early, the order is that of the days by which instances go (a unit for which others wait inherits their day; Lawler 1973).
struct RoadmapSchedule {
    /// What one group moves in a phase.
    struct Step {
        let group: Int
        let flips: Set<RoadmapMeasure>
    }

    /// One phase.
    struct Phase {
        let measure: RoadmapMeasure
        let steps: [Step]
        let weeks: Int
        let weeksAreOpen: Bool
        /// Weeks from the start of the roadmap to the end of the phase.
        let end: Int
    }

    /// What execution phases are chosen by.
    enum Rule {
        case fewestWeeks
        case earliestRetirement
    }

    /// The phases, as far as an order exists.
    let phases: [Phase]
    /// Groups that could not move.
    let stuck: Set<Int>

    init(_ questions: RoadmapQuestions, _ order: MoveOrder, rule: Rule) {
        var scheduler = Scheduler(questions: questions, order: order, rule: rule)
        phases = scheduler.run()
        stuck = scheduler.stuck
    }
}

private struct Scheduler {
    let groups: [MoveGroup]
    let plan: Plan
    let order: MoveOrder
    let rule: RoadmapSchedule.Rule
    /// The moves that each group has still to make, first things first.
    private var pending: [[(measure: RoadmapMeasure, flips: Set<RoadmapMeasure>)]]
    /// The day by which each group has to have left, its waiters' days included.
    private let deadlines: [Day?]

    init(questions: RoadmapQuestions, order: MoveOrder, rule: RoadmapSchedule.Rule) {
        groups = questions.groups
        plan = questions.plan
        self.order = order
        self.rule = rule
        let all = Set(RoadmapMeasure.allCases)
        let entered = Set(groups.filter { $0.stay == .none }.map(\.target))
        pending = groups.map { group in
            switch group.stay {
            case .asItIs: []
            // The gateway is what lets others in.
            case .behindGateway: [(entered.contains(group.target) ? .workInstructions : .integration, all)]
            case .none where group.today.isEmpty: [(.execution, all)]
            case .none: RoadmapMeasure.allCases.map { ($0, [$0]) }
            }
        }
        deadlines = Self.deadlines(groups, plan.plant, order)
    }

    private static func deadlines(_ groups: [MoveGroup], _ plant: Plant, _ order: MoveOrder) -> [Day?] {
        var days = groups.map { group in
            group.stay == .none ? group.today.compactMap { plant.instances[$0].retireBy }.min() : nil
        }
        // Along a chain of waiters each is reached in one round.
        for _ in groups.indices {
            let before = days
            for edge in order.edges {
                guard let theirs = days[edge.waits] else { continue }
                let latest = theirs.adding(weeks: -Self.weeks(of: groups[edge.waits], plant).weeks) ?? theirs
                days[edge.awaited] = days[edge.awaited].map { min($0, latest) } ?? latest
            }
            if days == before { break }
        }
        return days
    }

    /// Weeks that it takes to take execution away from the instances that run a group today.
    static func weeks(of group: MoveGroup, _ plant: Plant) -> (weeks: Int, open: Bool) {
        guard group.stay == .none else { return (0, false) }
        let stated = group.today.map { plant.instances[$0].requalifyWeeks }
        return (stated.compactMap { $0 }.max() ?? 0, stated.contains(nil))
    }

    var stuck: Set<Int> { Set(groups.indices.filter { !pending[$0].isEmpty }) }

    mutating func run() -> [RoadmapSchedule.Phase] {
        var phases: [RoadmapSchedule.Phase] = []
        var end = 0
        while true {
            let ready = groups.indices.filter { group in
                !pending[group].isEmpty && order.blockers(of: group).allSatisfy { pending[$0.awaited].isEmpty }
            }
            guard let measure = ready.compactMap({ pending[$0].first?.measure }).min() else { return phases }
            var chosen = ready.filter { pending[$0].first?.measure == measure }
            if measure == .execution {
                let targets = Dictionary(grouping: chosen, by: { groups[$0].target })
                chosen = targets.min { precedes(($0.key, $0.value), ($1.key, $1.value)) }?.value ?? []
            }
            var steps: [RoadmapSchedule.Step] = []
            var weeks = (weeks: 0, open: false)
            for group in chosen {
                let step = pending[group].removeFirst()
                steps.append(RoadmapSchedule.Step(group: group, flips: step.flips))
                if measure == .execution {
                    let own = Self.weeks(of: groups[group], plan.plant)
                    weeks = (max(weeks.weeks, own.weeks), weeks.open || own.open)
                }
            }
            end += weeks.weeks
            phases.append(
                RoadmapSchedule.Phase(
                    measure: measure,
                    steps: steps,
                    weeks: weeks.weeks,
                    weeksAreOpen: weeks.open,
                    end: end
                )
            )
        }
    }

    /// Whether one instance of the plan takes over execution before another.
    private func precedes(_ one: (target: Int, groups: [Int]), _ other: (target: Int, groups: [Int])) -> Bool {
        if rule == .earliestRetirement {
            let days = [one, other].map { $0.groups.compactMap { deadlines[$0] }.min() }
            if days[0] != days[1] {
                guard let first = days[0] else { return false }
                guard let second = days[1] else { return true }
                return first < second
            }
        }
        func key(_ side: (target: Int, groups: [Int])) -> (Int, Int, String, Int) {
            let weeks = side.groups.map { Self.weeks(of: groups[$0], plan.plant).weeks }.max() ?? 0
            let units = side.groups.reduce(0) { $0 + groups[$1].units.count }
            return (weeks, units, plan.candidate(of: side.target), side.target)
        }
        return key(one) < key(other)
    }
}
