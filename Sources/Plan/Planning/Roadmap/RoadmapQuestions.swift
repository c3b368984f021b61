import PlantModel

/// Asks the policies about units in the places that they have while a roadmap is under way.
///
/// A place of the plan is answered by the plan's own questions. An instance of today as it stands is asked like its candidate, and in
/// addition whether those who sign in to it may see what it holds: nobody decides reads by label there until it is behind the gateway.
/// Pairs are asked `share` at the rung that their places keep them apart. Every kind of question is asked once.
final class RoadmapQuestions {
    /// Where data of a group is.
    enum Location: Hashable {
        /// In an instance of the plan.
        case planned(Int)
        /// In an instance of today, as it stands or behind the gateway.
        case today(Int, gateway: Bool)
    }

    let plan: Plan
    let questioner: PolicyQuestioner
    let groups: [MoveGroup]
    private let candidates: [String: Int]
    let hosts: [String: Plant.Environment]
    private var placeAnswers: [[Int]: Set<Admissibility.Refusal>] = [:]
    private var shareAnswers: [ShareKey: Set<String>] = [:]
    private var sites: [Location: Site] = [:]
    /// Whether each candidate is an instance of today.
    private let isToday: [Bool]
    /// For each instance of today, the instance of the plan that keeps it.
    let keptBy: [Int?]

    init(plan: Plan, questioner: PolicyQuestioner, groups: [MoveGroup]) {
        self.plan = plan
        self.questioner = questioner
        self.groups = groups
        candidates = Dictionary(
            plan.problem.environments.enumerated().map { ($1.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        let today = Set(plan.plant.instances.compactMap(\.hostCandidateID))
        isToday = plan.problem.environments.map { today.contains($0.id) }
        let planned = (plan.answer?.placement?.instances ?? []).indices
        keptBy = plan.plant.instances.map { instance in
            planned.first { plan.candidate(of: $0) == instance.hostCandidateID }
        }
        hosts = Dictionary(plan.plant.hostCandidates.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// What is refused to a group in a place, whoever else is there.
    func refusals(of group: MoveGroup, in location: Location) -> Set<Admissibility.Refusal> {
        switch location {
        case .planned(let target):
            return Set(plan.admissibility.answers[group.signature].refusals[plan.candidate(of: target)] ?? [])
        case .today(let index, let gateway):
            let key = [group.signature, index, gateway ? 1 : 0]
            if let known = placeAnswers[key] { return known }
            let instance = plan.plant.instances[index]
            var found: Set<Admissibility.Refusal> = []
            if let candidate = instance.hostCandidateID {
                found.formUnion(plan.admissibility.answers[group.signature].refusals[candidate] ?? [])
            }
            if !gateway {
                let program = plan.places[group.units[0]].program
                for audience in Set(instance.audiences.map(\.value)) {
                    for id in questioner.refusing(program, to: audience, channel: "system") {
                        found.insert(.init(obligation: id, question: "view by \(audience) (reads \(instance.id))"))
                    }
                }
            }
            placeAnswers[key] = found
            return found
        }
    }

    /// A place as it is once an instance of the plan is open: behind the gateway where both are one instance.
    func gated(_ location: Location, by target: Int) -> Location {
        guard case .today(let index, _) = location, keptBy[index] == target else { return location }
        return .today(index, gateway: true)
    }

    /// What is refused to two groups because of how close their places are.
    func refusals(
        of first: MoveGroup,
        in one: Location,
        beside second: MoveGroup,
        in other: Location
    ) -> Set<String> {
        if first.programs.count == 1, first.programs == second.programs { return [] }
        let (here, there) = (site(of: one), site(of: other))
        let rung = self.rung(first, one, here, second, other, there)
        let found = share(first, second, rung, here.enforcement)
        return here.enforcement == there.enforcement
            ? found : found.union(share(first, second, rung, there.enforcement))
    }

    private func share(
        _ first: MoveGroup,
        _ second: MoveGroup,
        _ rung: PlacementProblem.Separation,
        _ enforcement: PlacementFacts.Enforcement
    ) -> Set<String> {
        let (least, most) = (
            min(first.separationClass, second.separationClass), max(first.separationClass, second.separationClass)
        )
        let key = ShareKey(least: least, most: most, rung: rung, enforcement: enforcement)
        if let known = shareAnswers[key] { return known }
        let places = [first, second].map { plan.places[$0.units[0]] }
        var refused: Set<String> = []
        if least == most {
            refused.formUnion(questioner.askTwin(places[0], separation: rung, enforcement: enforcement).refusedBy)
        } else {
            for pair in [places, places.reversed()] {
                let request = Question.share(
                    pair[0],
                    pair[1],
                    separation: rung,
                    enforcement: enforcement,
                    questioner.facts
                )
                refused.formUnion(questioner.ask(request).refusedBy)
            }
        }
        shareAnswers[key] = refused
        return refused
    }

    /// How far two places are apart.
    private func rung(
        _ first: MoveGroup,
        _ one: Location,
        _ here: Site,
        _ second: MoveGroup,
        _ other: Location,
        _ there: Site
    ) -> PlacementProblem.Separation {
        if one == other {
            guard case .planned = one else { return .shared }
            return first.compartment == second.compartment ? .shared : .compartment
        }
        guard let candidate = here.candidate, let neighbour = there.candidate else { return .environment }
        if candidate == neighbour, case .today = one, case .today = other { return .shared }
        if candidate == neighbour, isToday[candidate] {
            // One is still in the instance of today that the plan keeps for the other, which gets a compartment where there are any.
            return here.enforcement.compartments && there.enforcement.compartments ? .compartment : .shared
        }
        return plan.problem.entangled[candidate][neighbour] ? .instance : .environment
    }

    /// What a place is, looked up once.
    private func site(of location: Location) -> Site {
        if let known = sites[location] { return known }
        let day = plan.plant.asOf
        let candidate: Int? =
            switch location {
            case .planned(let target): plan.answer?.placement?.instances[target].environment
            case .today(let index, _): plan.plant.instances[index].hostCandidateID.flatMap { candidates[$0] }
            }
        let host = candidate.flatMap { hosts[plan.problem.environments[$0].id] }
        var enforcement = host.map { PlacementFacts.Enforcement($0, on: day) }
        if case .today(let index, let gateway) = location, !gateway || enforcement == nil {
            enforcement = PlacementFacts.Enforcement(plan.plant.instances[index].enforces, on: day)
        }
        let site = Site(
            candidate: candidate,
            enforcement: enforcement
                ?? PlacementFacts.Enforcement(attributes: false, fields: false, compartments: false)
        )
        sites[location] = site
        return site
    }
}

/// What a place is: its candidate, nil for paper, which has no infrastructure; and what is enforced there.
private struct Site {
    let candidate: Int?
    let enforcement: PlacementFacts.Enforcement
}

private struct ShareKey: Hashable {
    let least: Int
    let most: Int
    let rung: PlacementProblem.Separation
    let enforcement: PlacementFacts.Enforcement
}

extension PolicyQuestioner {
    /// The obligations that keep an audience from a program's records; empty where it may see them.
    func refusing(_ program: String, to audience: String, channel: String) -> [String] {
        ask(Question.view(program, by: audience, channel: channel, facts)).refusedBy
    }
}
