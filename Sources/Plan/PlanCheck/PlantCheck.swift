import Cedar
public import PlantModel

/// Checks a plan from the plant and the catalogue alone: asks the policies itself, builds problem and rows, and adds up the proof.
public struct PlantCheck {
    private let questioner: PolicyQuestioner
    private let terms: PlacementTerms
    private let plant: Plant
    private let signatures: PlaceSignatures
    /// The obligations that each action asks, and the duties.
    private let forbids: [EntityUID: [Obligation]]
    private let duties: [(obligation: Obligation, uid: EntityUID)]

    /// Prepares the plant. Throws where its clauses are no obligations.
    public init(plant: Plant, catalogue: ObligationCatalogue) throws {
        let obligations = try PlantObligations(plant: plant, catalogue: catalogue)
        questioner = PolicyQuestioner(
            obligations: obligations,
            facts: try PlantFacts(plant: plant, obligations: obligations)
        )
        terms = PlacementTerms(plant: plant)
        self.plant = plant
        forbids = Dictionary(
            uniqueKeysWithValues: ["host", "store", "depend", "view"].map { action in
                (Question.action(action), obligations.asking(action).filter { $0.policy.effect == .forbid })
            }
        )
        duties = obligations.inForce.filter(\.isDuty).compactMap { duty in
            guard case .equal(.entity(let uid)) = duty.policy.scope.resource else { return nil }
            return (duty, uid)
        }
        signatures = PlaceSignatures(facts: questioner.facts, obligations: obligations)
    }

    /// Throws unless the plan holds as it claims.
    public func check(_ plan: PlanFile) throws(CheckFailure) {
        guard plan.format == "bulkhead-plan/1" else { throw CheckFailure("'\(plan.format)' is not bulkhead-plan/1") }
        guard plan.enterprise == plant.enterprise, plan.asOf == plant.asOf.description else {
            throw CheckFailure(
                "the plan is for \(plan.enterprise) as of \(plan.asOf), the plant is \(plant.enterprise) as of \(plant.asOf)"
            )
        }
        let problem = self.problem()
        guard let placement = plan.placement(in: problem) else {
            throw CheckFailure("the plan names what the plant lacks")
        }
        let values = try PlacementCheck.check(placement, of: problem)
        guard values == plan.objective else { throw CheckFailure("the objective is \(values), not \(plan.objective)") }
        guard plan.status == (plan.objective == plan.bound ? "proved" : "bounded") else {
            throw CheckFailure("the status is \(plan.status), the objective \(plan.objective), the bound \(plan.bound)")
        }
        let end = PlanExpiry.earliest(in: plant, using: Set(plan.instances.map(\.environment)))?.day.description
        guard plan.holdsUntil == end else { throw CheckFailure("it holds until \(end ?? "no day"), not as it says") }
        let isKnown = plan.flows.map { $0 == PlanFile.KnownFlow.all(of: plant) } ?? true
        guard isKnown else { throw CheckFailure("the flows that the plan says it knew are not the plant's") }
        let check = try CertificateCheck(plan.certificate, problem: problem)
        try check.check(plan.certificate, values: plan.objective, bounds: plan.bound)
    }

    /// What the policies say of one kind of unit in one kind of environment.
    private struct HostAnswer {
        var admitted = true
        var binding: [Obligation] = []
    }

    /// The problem, from answers asked here: each kind of unit is asked once about each kind of environment.
    func problem() -> PlacementProblem {
        let kinds = terms.environments.map(signatures.environment)
        var hosts: [[String]: HostAnswer] = [:]
        var owed: [[String]: [Obligation]] = [:]
        let (classes, separations) = self.separations()
        let answers = terms.places.enumerated().map { unit, place in
            let kind = [signatures.program(place.program), signatures.site(place.site)]
            let duties = owed[kind] ?? self.duties(of: place)
            owed[kind] = duties
            var answer = PlacementTerms.UnitAnswer(duties, separationClass: classes[unit])
            for (index, environment) in terms.environments.enumerated() where environment.sites.includes(place.site) {
                let host = hosts[kind + [kinds[index]]] ?? self.host(place, environment)
                hosts[kind + [kinds[index]]] = host
                if host.admitted { answer.eligible.insert(environment.id) }
                answer.bind(host.binding)
            }
            return answer
        }
        return terms.problem(answers: answers, separations: separations)
    }

    private func host(_ place: PlacementFacts.Place, _ environment: Plant.Environment) -> HostAnswer {
        var answer = HostAnswer()
        for request in requests(place, environment) {
            if !questioner.ask(request).permitted { answer.admitted = false }
            answer.binding += questioner.applying(to: request, among: forbids[request.action] ?? [])
        }
        return answer
    }

    private func duties(of place: PlacementFacts.Place) -> [Obligation] {
        duties.flatMap { duty in
            let request = Question.owe(place.program, duty: duty.uid, at: place.site, questioner.facts)
            return questioner.applying(to: request, among: [duty.obligation])
        }
    }

    private func requests(_ place: PlacementFacts.Place, _ environment: Plant.Environment) -> [Request] {
        let facts = questioner.facts
        var requests = ["host", "store"].map {
            Question.place($0, place.program, in: environment.id, at: place.site, facts)
        }
        requests += Question.events.map {
            Question.depend(place.program, on: environment.id, at: place.site, event: $0, facts)
        }
        requests += environment.administrators.map {
            Question.view(place.program, by: $0.value, channel: "administration", facts)
        }
        requests += environment.support.map { Question.view(place.program, by: $0.value, channel: "support", facts) }
        return requests
    }

    /// Classes by all that policies on `share` read, in the order in which units meet them; then each pair, in both orders, rung by rung.
    private func separations() -> (classes: [Int], matrix: [[[PlacementProblem.Separation]]]) {
        let policies = questioner.obligations.asking("share").map(\.policy)
        let reads = PolicyReads(policies, of: [.principal, .resource])
        let readsSites = !PolicyReads(policies, of: []).contextRead.isDisjoint(with: ["site", "otherSite"])
        var known: [String: Int] = [:]
        var first: [PlacementFacts.Place] = []
        let classes = terms.places.map { place in
            let program = questioner.facts.entities[EntityUID(type: "Program", id: place.program)]
            let key = (program.map { reads.signature(of: $0) } ?? "") + (readsSites ? "‖" + place.site : "")
            if known[key] == nil {
                known[key] = first.count
                first.append(place)
            }
            return known[key] ?? 0
        }
        let matrix = terms.enforcements.map { enforcement in
            first.indices.map { one in
                first.indices.map { other in
                    PlacementProblem.Separation.allCases.first { rung in
                        if one == other {
                            return questioner.askTwin(first[one], separation: rung, enforcement: enforcement).permitted
                        }
                        return [(one, other), (other, one)].allSatisfy { pair in
                            let request = Question.share(
                                first[pair.0],
                                first[pair.1],
                                separation: rung,
                                enforcement: enforcement,
                                questioner.facts
                            )
                            return questioner.ask(request).permitted
                        }
                    } ?? .environment
                }
            }
        }
        return (classes, matrix)
    }
}
