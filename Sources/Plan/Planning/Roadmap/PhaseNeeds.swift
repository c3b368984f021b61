import Cedar
import PlantModel

/// What a phase needs before it begins, and what has to be shown anew because of it.
struct PhaseNeeds {
    private let plan: Plan
    private let evidence: PlantEvidence
    /// Facts that a phase before asked for.
    private var asked: Set<ReadFact> = []
    /// Facts that units rest on which have moved already.
    private var resting: Set<ReadFact> = []

    init(plan: Plan) {
        self.plan = plan
        evidence = PlantEvidence(plant: plan.plant, obligations: plan.obligations)
    }

    mutating func fill(_ phase: inout RoadmapPhase, _ scheduled: RoadmapSchedule.Phase, _ groups: [MoveGroup]) {
        let moving = scheduled.steps.map { groups[$0.group] }
        phase.facts = facts(moving, until: phase.endsNotBefore)
        phase.approvals = approvals(moving)
        let changing = moving.filter { $0.stay == .none }
        phase.customerApprovals = triggers(changing) { obligation in
            obligation.parameters.contains { $0.name == "approves" && phase.measure.changes.contains($0.value) }
        }
        phase.triggers = triggers(changing) { obligation in
            // What comes round by the calendar does not come because of a change.
            (obligation.dutyKind.map(phase.measure.duties.contains) ?? false)
                && !obligation.parameters.contains { $0.name == "every" }
        }
        if phase.measure == .execution { phase.triggers += requalifications(changing) }
        phase.connections = connections(scheduled, groups, phase.measure)
    }

    private func binding(_ group: MoveGroup) -> [Obligation] {
        let answer = plan.admissibility.answers[group.signature]
        return (answer.applying + answer.duties).compactMap { plan.obligations.byID[$0] }
    }

    private func places(_ groups: [MoveGroup]) -> [PlacementFacts.Place] {
        RoadmapNames.sorted(groups.flatMap { $0.units.map { plan.places[$0] } })
    }

    /// Facts without evidence, facts that have ended, and facts that end before the phase can.
    private mutating func facts(_ groups: [MoveGroup], until end: Day?) -> [ReadFact] {
        var found: Set<ReadFact> = []
        for group in groups {
            let environment = plan.candidate(of: group.target)
            for obligation in binding(group) where !obligation.isDuty {
                for unit in oneForEachSite(group) {
                    found.formUnion(
                        evidence.facts(readBy: obligation, unit: plan.places[unit], environment: environment)
                    )
                }
            }
        }
        resting.formUnion(found.filter(restsOn))
        // What moved before has to hold until this phase has ended, too.
        let open = resting.filter { fact in
            switch fact.standing {
            case .claimed, .expired: true
            case .shown: fact.expires.flatMap { Day($0) }.map { day in end.map { day < $0 } ?? true } ?? false
            case .unknown: false
            }
        }.subtracting(asked)
        asked.formUnion(open)
        return open.sorted()
    }

    /// Whether a unit can rest on a fact: an authorization of parts or classes of data admits no unit, and that something is not there
    /// takes no evidence.
    private func restsOn(_ fact: ReadFact) -> Bool {
        if ["no assurance", "accepts no terms"].contains(fact.statement) { return false }
        return !plan.plant.authorizations.contains { authorization in
            fact.subject == "authorization \(authorization.id)"
                && (authorization.parts != nil || authorization.dataClasses != nil)
        }
    }

    /// Units of one group are alike in all that policies read; only the names of their sites differ.
    private func oneForEachSite(_ group: MoveGroup) -> [Int] {
        var seen: Set<String> = []
        return group.units.filter { seen.insert(plan.places[$0].site).inserted }
    }

    private func approvals(_ groups: [MoveGroup]) -> [RoadmapPhase.Approval] {
        let byTier = Dictionary(grouping: groups) { group in
            max(1, binding(group).compactMap(\.tier).max() ?? 1)
        }
        return byTier.sorted { $0.key < $1.key }.map { tier, groups in
            RoadmapPhase.Approval(
                tier: tier,
                units: places(groups),
                rule: plan.plant.changeTiers.first { $0.tier == tier }
            )
        }
    }

    private func triggers(_ groups: [MoveGroup], where isAsked: (Obligation) -> Bool) -> [RoadmapPhase.Trigger] {
        var owing: [String: [MoveGroup]] = [:]
        for group in groups {
            for id in plan.admissibility.answers[group.signature].duties {
                guard let obligation = plan.obligations.byID[id], isAsked(obligation) else { continue }
                owing[id, default: []].append(group)
            }
        }
        return owing.sorted { $0.key < $1.key }.map { id, groups in
            RoadmapPhase.Trigger(
                obligation: id,
                says: plan.obligations.byID[id]?.says ?? id,
                units: places(groups),
                weeks: nil
            )
        }
    }

    private func requalifications(_ groups: [MoveGroup]) -> [RoadmapPhase.Trigger] {
        plan.plant.instances.enumerated().compactMap { index, instance in
            let leaving = groups.filter { $0.today.contains(index) }
            guard !leaving.isEmpty, let weeks = instance.requalifyWeeks else { return nil }
            return RoadmapPhase.Trigger(
                obligation: nil,
                says: "requalification when execution leaves \(instance.id) (\(instance.place))",
                units: places(leaving),
                weeks: weeks
            )
        }
    }

    /// Flows of what moved: what enters the MES with its data, what leaves it with the filters; all of them where everything moves at once.
    private func connections(
        _ scheduled: RoadmapSchedule.Phase,
        _ groups: [MoveGroup],
        _ measure: RoadmapMeasure
    ) -> [RoadmapPhase.Connection] {
        plan.plant.flows.compactMap { flow in
            let outbound = flow.from == .mes
            guard outbound || flow.to == .mes, case .system(let system) = outbound ? flow.to : flow.from else {
                return nil
            }
            let classes = Set(flow.carries.map(\.value))
            let concerned = scheduled.steps.contains { step in
                let programs = groups[step.group].programs
                if let named = flow.programs, programs.isDisjoint(with: named) { return false }
                if step.flips.count > 1 { return true }
                return outbound ? measure == .integration : !classes.isDisjoint(with: measure.dataClasses)
            }
            guard concerned else { return nil }
            return RoadmapPhase.Connection(
                flow: flow.id,
                system: system,
                outbound: outbound,
                filter: flow.filter,
                place: flow.place
            )
        }
    }
}

extension Obligation {
    /// The kind of duty, such as `firstArticle`; nil for what is met rather than owed.
    var dutyKind: String? {
        guard isDuty, case .equal(.entity(let uid)) = policy.scope.resource else { return nil }
        return uid.id.text
    }
}
