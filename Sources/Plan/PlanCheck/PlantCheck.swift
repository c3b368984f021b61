import Cedar
public import PlantModel

/// Checks a plan from the plant and the catalogue alone: asks the policies itself, builds problem and rows, and adds up the proof.
public struct PlantCheck {
    private let questioner: PolicyQuestioner
    private let terms: PlacementTerms
    private let plant: Plant
    private let programReads: PolicyReads
    private let recordReads: PolicyReads
    private let named: Set<EntityUID>

    /// Prepares the plant. Throws where its clauses are no obligations.
    public init(plant: Plant, catalogue: ObligationCatalogue) throws {
        let obligations = try PlantObligations(plant: plant, catalogue: catalogue)
        questioner = PolicyQuestioner(
            obligations: obligations,
            facts: try PlantFacts(plant: plant, obligations: obligations)
        )
        terms = PlacementTerms(plant: plant)
        self.plant = plant
        let views = Set(obligations.asking("view").map(\.id))
        programReads = PolicyReads(
            obligations.inForce.filter { !views.contains($0.id) }.map(\.policy),
            of: [.principal]
        )
        recordReads = PolicyReads(obligations.asking("view").map(\.policy), of: [.resource])
        let names =
            plant.audiences.compactMap(\.needToKnow).flatMap(\.programs) + plant.authorizations.flatMap(\.programs)
        named = Set(names.map { EntityUID(type: "Program", id: $0) })
    }

    /// Throws unless the plan holds as it claims.
    public func check(_ plan: PlanFile) throws(CheckFailure) {
        guard plan.format == "bulkhead-plan/1" else {
            throw CheckFailure("the format '\(plan.format)' is not bulkhead-plan/1")
        }
        guard plan.enterprise == plant.enterprise, plan.asOf == plant.asOf.description else {
            throw CheckFailure(
                "the plan is for \(plan.enterprise) as of \(plan.asOf), the plant is \(plant.enterprise) as of \(plant.asOf)"
            )
        }
        let problem = self.problem()
        guard let placement = plan.placement(in: problem) else {
            throw CheckFailure("the plan names what the plant does not have")
        }
        let values = try PlacementCheck.check(placement, of: problem)
        guard values == plan.objective else { throw CheckFailure("the objective is \(values), not \(plan.objective)") }
        guard plan.status == (plan.objective == plan.bound ? "proved" : "bounded") else {
            throw CheckFailure("the status is \(plan.status), the objective \(plan.objective), the bound \(plan.bound)")
        }
        let end = PlanExpiry.earliest(in: plant, using: Set(plan.instances.map(\.environment)))?.day.description
        guard plan.holdsUntil == end else {
            throw CheckFailure("the plan holds until \(end ?? "no known day"), not as it says")
        }
        let check = try CertificateCheck(plan.certificate, problem: problem)
        try check.check(plan.certificate, values: plan.objective, bounds: plan.bound)
    }

    /// The problem, from answers asked here: programs that are equal in all their facts are asked once.
    func problem() -> PlacementProblem {
        var known: [String: PlacementTerms.UnitAnswer] = [:]
        let (classes, separations) = self.separations()
        let answers = terms.places.enumerated().map { unit, place in
            let key = facts(place.program) + "@" + place.site
            var answer = known[key] ?? self.answer(place)
            known[key] = answer
            answer.separationClass = classes[unit]
            return answer
        }
        return terms.problem(answers: answers, separations: separations)
    }

    /// All that policies about places and readers can see of a program; its name only where a need to know or an authorization names it.
    private func facts(_ program: String) -> String {
        let entities = questioner.facts.entities
        let record = Question.view(program, by: "", channel: "", questioner.facts).resource
        var text = ""
        if let entity = entities[EntityUID(type: "Program", id: program)] {
            text += programReads.signature(of: entity, naming: named)
        }
        if let entity = entities[record] {
            var attributes = entity.attributes
            attributes["program"] = nil
            text += "‖" + recordReads.signature(of: Entity(uid: record, attributes: attributes))
        }
        return text
    }

    private func answer(_ place: PlacementFacts.Place) -> PlacementTerms.UnitAnswer {
        let obligations = questioner.obligations
        var answer = PlacementTerms.UnitAnswer(
            eligible: [],
            controls: [],
            tier: 1,
            validations: [],
            processes: [],
            separationClass: 0
        )
        var binding: [Obligation] = []
        for environment in terms.environments where environment.sites.includes(place.site) {
            var admitted = true
            for request in requests(place, environment) {
                if !questioner.ask(request).permitted { admitted = false }
                binding += questioner.applying(
                    to: request,
                    among: obligations.inForce.filter { $0.policy.effect == .forbid }
                )
            }
            if admitted { answer.eligible.insert(environment.id) }
        }
        for duty in obligations.inForce where duty.isDuty {
            guard case .equal(.entity(let uid)) = duty.policy.scope.resource else { continue }
            binding += questioner.applying(
                to: Question.owe(place.program, duty: uid, at: place.site, questioner.facts),
                among: [duty]
            )
        }
        for obligation in binding {
            if let control = obligation.instanceWide { answer.controls.insert(control) }
            if let tier = obligation.tier { answer.tier = max(answer.tier, tier) }
            if let validation = obligation.validation { answer.validations.insert(validation) }
            if let process = obligation.process { answer.processes.insert(process) }
        }
        return answer
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
