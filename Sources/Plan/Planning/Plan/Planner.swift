public import Cedar
public import PlantModel

/// From a plant and a catalogue to a proved plan.
public struct Planner: Sendable {
    /// Why there is no plan to speak of.
    public enum Failure: Error, Sendable, CustomStringConvertible {
        /// A clause or a catalogue entry is wrong.
        case obligations(ObligationProblems)
        /// Facts contradict the catalogue's lists.
        case facts(CedarErrors)
        /// The problem has no model that can be solved.
        case model(SlotModel.Failure)
        /// The plant has no such audience.
        case audience(String, nearest: String?)

        /// What was wrong, a line each.
        public var description: String {
            switch self {
            case .obligations(let problems): problems.description
            case .facts(let errors): errors.description
            case .audience(let id, let nearest):
                "the plant has no audience '\(id)'\(PlantProblem.hint(nearest))"
            case .model(let failure): "the plan cannot be computed: \(failure)"
            }
        }
    }

    let optimizer: PlacementOptimizer

    /// Makes a planner on an optimizer.
    public init(optimizer: PlacementOptimizer) { self.optimizer = optimizer }

    /// Asks the policies and finds the least fragmented placement.
    ///
    /// - Parameters:
    ///   - without: obligations, by id, that are taken as if they did not hold: a what-if, no plan to build.
    ///   - neighbours: whether to find the plans that it is compared with, too; each takes about as long as the plan itself.
    public func plan(
        _ plant: Plant,
        catalogue: ObligationCatalogue,
        without: Set<String> = [],
        neighbours: Bool = true
    ) throws(Failure) -> Plan {
        var plan = try ask(plant, catalogue: catalogue, without: without)
        let problem = plan.problem
        func explain(_ plan: inout Plan) {
            let search = BlameSearch(plan, optimizer: optimizer)
            plan.blame = search.run()
            plan.waysOut = WayOutSearch(blame: search, efforts: plant.remedyEfforts).run()
        }
        if problem.units.contains(where: { $0.eligible.isEmpty }) || !plan.separations.impossible.isEmpty {
            explain(&plan)
            return plan
        }
        do throws(SlotModel.Failure) {
            plan.answer = try optimizer.solve(problem)
            if plan.status == .infeasible {
                explain(&plan)
                return plan
            }
            if neighbours, let answer = plan.answer, let count = answer.placement?.instances.count {
                var fewestMoves = problem
                fewestMoves.objectives.swapAt(0, 1)
                plan.neighbours = [
                    (.oneMore, try optimizer.solve(problem, instances: count + 1, least: answer)),
                    (.oneFewer, count > 1 ? try optimizer.solve(problem, instances: count - 1, least: answer) : nil),
                    (.fewestMoves, try optimizer.solve(fewestMoves)),
                ]
            }
        } catch {
            throw .model(error)
        }
        return plan
    }

    /// Asks the policies and writes down the problem, without solving it.
    private func ask(
        _ plant: Plant,
        catalogue: ObligationCatalogue,
        without: Set<String>
    ) throws(Failure) -> Plan {
        let obligations: PlantObligations
        let facts: PlantFacts
        do throws(ObligationProblems) {
            obligations = try PlantObligations(plant: plant, catalogue: catalogue, without: without)
        } catch {
            throw .obligations(error)
        }
        do throws(CedarErrors) {
            facts = try PlantFacts(plant: plant, obligations: obligations)
        } catch {
            throw .facts(error)
        }
        let questioner = PolicyQuestioner(obligations: obligations, facts: facts)
        let terms = PlacementTerms(plant: plant)
        let admissibility = Admissibility(questioner: questioner, terms: terms)
        let separations = Separations(questioner: questioner, terms: terms)
        let answers = terms.places.indices.map { unit in
            Self.unitAnswer(admissibility.answer(of: unit), separations.classes[unit], obligations)
        }
        let problem = terms.problem(answers: answers, separations: separations.matrix)
        return Plan(
            plant: plant,
            questioner: questioner,
            places: terms.places,
            admissibility: admissibility,
            separations: separations,
            problem: problem,
            without: without
        )
    }

    /// The plan as an audience may see it: what it may not view of any program is left out, with everything that follows from it.
    ///
    /// The copy is written from an excerpt of the plant, in which the withheld programs do not occur; only where the others are placed is
    /// taken from the plan. So scores, neighbours and proofs, which tell of all programs, are no part of it.
    public func copy(of plan: Plan, for audience: String, catalogue: ObligationCatalogue) throws(Failure) -> Plan {
        guard plan.plant.audiences.contains(where: { $0.id == audience }) else {
            throw .audience(audience, nearest: NearestName.to(audience, in: plan.plant.audiences.map(\.id)))
        }
        let questioner = plan.questioner
        let visible = plan.plant.programs.map(\.id).filter {
            questioner.ask(Question.view($0, by: audience, channel: "system", questioner.facts)).permitted
        }
        let excerpt = plan.plant.excerpt(programs: Set(visible))
        var copy = try ask(excerpt, catalogue: catalogue, without: try known(plan.without, in: excerpt, catalogue))
        copy.audience = audience
        guard let answer = plan.answer, let placement = answer.placement else { return copy }
        let places = Dictionary(
            copy.places.enumerated().map { ($1, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        let environments = Dictionary(
            copy.problem.environments.enumerated().map { ($1.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        let instances = placement.instances.compactMap { instance -> Placement.Instance? in
            let compartments = instance.compartments.map { $0.compactMap { places[plan.places[$0]] }.sorted() }
                .filter { !$0.isEmpty }
            // An instance of today that runs withheld programs alone is not in the excerpt; its environment is.
            let id = plan.problem.environments[instance.environment].id
            let base = plan.plant.hostCandidate(id)?.today?.environment
            guard let environment = environments[id] ?? base.flatMap({ environments[$0] }) else { return nil }
            return compartments.isEmpty ? nil : Placement.Instance(environment: environment, compartments: compartments)
        }
        copy.answer = PlacementOptimizer.Answer(
            status: answer.status,
            placement: Placement(instances: instances),
            objective: [],
            bound: [],
            certificate: PlacementCertificate(form: .slots, outline: [], clique: [], stages: [])
        )
        return copy
    }

    /// Of the obligations that a what-if leaves out, those that an excerpt has: a flowdown of a withheld program is not there to be left out.
    private func known(
        _ without: Set<String>,
        in excerpt: Plant,
        _ catalogue: ObligationCatalogue
    ) throws(Failure) -> Set<String> {
        if without.isEmpty { return [] }
        do throws(ObligationProblems) {
            return without.intersection(try PlantObligations(plant: excerpt, catalogue: catalogue).byID.keys)
        } catch {
            throw .obligations(error)
        }
    }

    /// What the policies said of a unit, as prices read it.
    static func unitAnswer(
        _ answer: Admissibility.Answer,
        _ separationClass: Int,
        _ obligations: PlantObligations
    ) -> PlacementTerms.UnitAnswer {
        let binding = (answer.applying + answer.duties).compactMap { obligations.byID[$0] }
        var unit = PlacementTerms.UnitAnswer(binding, separationClass: separationClass)
        unit.eligible = Set(answer.refusals.filter(\.value.isEmpty).keys)
        return unit
    }
}
