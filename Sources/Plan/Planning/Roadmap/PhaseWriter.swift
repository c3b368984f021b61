import PlantModel

/// Walks through a schedule, asks about every state, and writes down what each phase does.
struct PhaseWriter {
    let questions: RoadmapQuestions
    let schedule: RoadmapSchedule
    var needs: PhaseNeeds

    /// What is refused to each group, by place.
    typealias Refusals = [[RoadmapQuestions.Location: Set<Admissibility.Refusal>]]

    init(questions: RoadmapQuestions, schedule: RoadmapSchedule) {
        self.questions = questions
        self.schedule = schedule
        needs = PhaseNeeds(plan: questions.plan)
    }

    /// The phases, what is refused after the last, and obligations that a phase would newly have refused.
    mutating func phases() -> (phases: [RoadmapPhase], left: [RoadmapPhase.Closure], added: [RoadmapProblem]) {
        let asOf = questions.plan.plant.asOf
        var state = RoadmapState(groups: questions.groups.count)
        var before = state.refusals(questions)
        var phases: [RoadmapPhase] = []
        var added: [RoadmapProblem] = []
        for (index, scheduled) in schedule.phases.enumerated() {
            var next = state
            var phase = RoadmapPhase(number: index + 1, measure: scheduled.measure)
            phase.weeks = scheduled.weeks
            phase.weeksAreOpen = scheduled.weeksAreOpen
            phase.endsNotBefore = asOf.adding(weeks: scheduled.end)
            for step in scheduled.steps {
                next.moved[step.group].formUnion(step.flips)
                next.open.insert(questions.groups[step.group].target)
            }
            let after = next.refusals(questions)
            added += additions(before, after, phase: phase.number)
            phase.moves = moves(scheduled)
            phase.opens = openings(next.open.subtracting(state.open))
            phase.closes = closures(scheduled, state, next, before, after)
            phase.stays = remainders(next)
            phase.empties = emptied(next).subtracting(emptied(state)).sorted()
            phase.rollBack = rollBacks(scheduled, phase.closes)
            needs.fill(&phase, scheduled, questions.groups)
            phases.append(phase)
            (state, before) = (next, after)
        }
        return (phases, left(before), added)
    }

    /// The phase after which a leak's data has left; nil where none takes it away.
    func phaseClosing(_ leak: Leak) -> Int? {
        let plan = questions.plan
        let instance = plan.plant.instances.firstIndex { $0.id == leak.system }
        var measures = Set(RoadmapMeasure.allCases)
        if instance == nil {
            // What the MES sends there is filtered with the links; what other systems pass on is not the roadmap's.
            let flows = plan.plant.flows.filter {
                leak.flows.contains($0.id) && $0.to == .system(leak.system)
            }
            if flows.isEmpty || flows.contains(where: { $0.from != .mes }) { return nil }
            measures = [.integration]
        }
        var last = 0
        for (index, group) in questions.groups.enumerated() where !group.programs.isDisjoint(with: leak.programs) {
            if let instance, !group.today.contains(instance) { continue }
            var left = measures
            for (number, phase) in schedule.phases.enumerated() {
                for step in phase.steps where step.group == index && !left.isEmpty {
                    left.subtract(step.flips)
                    if left.isEmpty { last = max(last, number + 1) }
                }
            }
            if !left.isEmpty { return nil }
        }
        return last == 0 ? nil : last
    }

    func places(_ groups: some Sequence<Int>) -> [PlacementFacts.Place] {
        RoadmapNames.sorted(groups.flatMap { questions.groups[$0].units.map { questions.plan.places[$0] } })
    }

    private func additions(_ before: Refusals, _ after: Refusals, phase: Int) -> [RoadmapProblem] {
        after.indices.flatMap { group in
            let known = before[group].values.reduce(into: Set()) { $0.formUnion($1) }
            let now = after[group].values.reduce(into: Set()) { $0.formUnion($1) }
            return now.subtracting(known).sorted().map { refusal in
                RoadmapProblem.addsRefusal(
                    phase: phase,
                    units: places([group]),
                    obligation: refusal.obligation,
                    question: refusal.question
                )
            }
        }
    }

    private func moves(_ scheduled: RoadmapSchedule.Phase) -> [RoadmapPhase.Move] {
        struct Key: Hashable {
            let target: Int
            let today: [Int]
        }
        let byWay = Dictionary(grouping: scheduled.steps.map(\.group)) {
            Key(target: questions.groups[$0].target, today: questions.groups[$0].today)
        }
        return byWay.sorted { ($0.key.target, $0.value[0]) < ($1.key.target, $1.value[0]) }.map { way, groups in
            RoadmapPhase.Move(
                units: places(groups),
                from: way.today.map { questions.plan.plant.instances[$0].id },
                to: questions.plan.candidate(of: way.target),
                instance: way.target + 1
            )
        }
    }

    private func openings(_ targets: Set<Int>) -> [RoadmapPhase.Opening] {
        targets.sorted().compactMap { target in
            let id = questions.plan.candidate(of: target)
            guard let host = questions.hosts[id] else { return nil }
            return RoadmapPhase.Opening(
                environment: id,
                instance: target + 1,
                gateway: host.today != nil,
                open: host.status == .exists ? 0 : host.costs.open,
                validation: host.costs.validation,
                place: host.place
            )
        }
    }

    private func closures(
        _ scheduled: RoadmapSchedule.Phase,
        _ state: RoadmapState,
        _ next: RoadmapState,
        _ before: Refusals,
        _ after: Refusals
    ) -> [RoadmapPhase.Closure] {
        var flips: [Int: Set<RoadmapMeasure>] = [:]
        for step in scheduled.steps { flips[step.group] = step.flips }
        var closed: [Int: Set<Admissibility.Refusal>] = [:]
        var entirely: [Int: Set<Admissibility.Refusal>] = [:]
        for group in questions.groups.indices {
            let now = after[group].values.reduce(into: Set()) { $0.formUnion($1) }
            let known = before[group].values.reduce(into: Set()) { $0.formUnion($1) }
            entirely[group] = known.subtracting(now)
            // What moved leaves the refusals of the places that it left.
            for measure in flips[group] ?? [] {
                let left = state.locations(of: group, measure, questions).flatMap { before[group][$0] ?? [] }
                let found = next.locations(of: group, measure, questions).flatMap { after[group][$0] ?? [] }
                closed[group, default: []].formUnion(Set(left).subtracting(found))
            }
            closed[group]?.subtract(known.subtracting(now))
        }
        return gathered(entirely, entirely: true) + gathered(closed, entirely: false)
    }

    private func left(_ refusals: Refusals) -> [RoadmapPhase.Closure] {
        var left: [Int: Set<Admissibility.Refusal>] = [:]
        for (group, byPlace) in refusals.enumerated() {
            left[group] = byPlace.values.reduce(into: Set()) { $0.formUnion($1) }
        }
        return gathered(left, entirely: false)
    }

    /// Refusals by obligation and questions, with all groups that have them.
    private func gathered(
        _ refusals: [Int: Set<Admissibility.Refusal>],
        entirely: Bool
    ) -> [RoadmapPhase.Closure] {
        var groups: [[String]: [Int]] = [:]
        for (group, refused) in refusals {
            for (id, questions) in Dictionary(grouping: refused, by: \.obligation) {
                groups[[id] + questions.map(\.question).sorted(), default: []].append(group)
            }
        }
        return groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { key, groups in
            RoadmapPhase.Closure(
                obligation: key[0],
                questions: Array(key.dropFirst()),
                units: places(groups),
                entirely: entirely
            )
        }
    }

    private func remainders(_ state: RoadmapState) -> [RoadmapPhase.Remainder] {
        struct Key: Hashable {
            let today: [Int]
            let measures: [RoadmapMeasure]
        }
        var found: [Key: [Int]] = [:]
        for (index, group) in questions.groups.enumerated() where group.stay == .none && !group.today.isEmpty {
            let measures = RoadmapMeasure.allCases.filter { !state.moved[index].contains($0) }
            if !measures.isEmpty { found[Key(today: group.today, measures: measures), default: []].append(index) }
        }
        return found.sorted { $0.value[0] < $1.value[0] }.map { key, groups in
            let instances = key.today.map { questions.plan.plant.instances[$0] }
            return RoadmapPhase.Remainder(
                units: places(groups),
                measures: key.measures,
                instances: instances.map(\.id),
                paper: instances.allSatisfy(\.paper)
            )
        }
    }

    /// Instances of today in which nothing of the plant's units is left.
    private func emptied(_ state: RoadmapState) -> Set<String> {
        let plant = questions.plan.plant
        return Set(
            plant.instances.indices.filter { instance in
                let groups = questions.groups.indices.filter { questions.groups[$0].today.contains(instance) }
                return !groups.isEmpty
                    && groups.allSatisfy { group in
                        questions.groups[group].stay == .none
                            && state.moved[group].count == RoadmapMeasure.allCases.count
                    }
            }.map { plant.instances[$0].id }
        )
    }

    private func rollBacks(
        _ scheduled: RoadmapSchedule.Phase,
        _ closes: [RoadmapPhase.Closure]
    ) -> [RoadmapPhase.RollBack] {
        let plant = questions.plan.plant
        return plant.instances.indices.compactMap { instance in
            let groups = scheduled.steps.map(\.group).filter {
                questions.groups[$0].today.contains(instance) && questions.groups[$0].stay != .asItIs
            }
            if groups.isEmpty { return nil }
            let units = places(groups)
            return RoadmapPhase.RollBack(
                instance: plant.instances[instance].id,
                units: units,
                retireBy: plant.instances[instance].retireBy,
                untilPhase: lastPhase(leaving: instance),
                reopens: Set(closes.filter { !Set($0.units).isDisjoint(with: units) }.map(\.obligation)).sorted()
            )
        }
    }

    /// The phase after which an instance of today is empty; nil if something stays in it.
    private func lastPhase(leaving instance: Int) -> Int? {
        let groups = questions.groups.indices.filter { questions.groups[$0].today.contains(instance) }
        if groups.contains(where: { questions.groups[$0].stay != .none || schedule.stuck.contains($0) }) { return nil }
        return schedule.phases.lastIndex { phase in phase.steps.contains { groups.contains($0.group) } }.map { $0 + 1 }
    }
}
