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

        /// What was wrong, a line each.
        public var description: String {
            switch self {
            case .obligations(let problems): problems.description
            case .facts(let errors): errors.description
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
    ///   - neighbours: whether to find the plans that it is compared with, too; they take about twice the plan's own time.
    public func plan(
        _ plant: Plant,
        catalogue: ObligationCatalogue,
        without: Set<String> = [],
        neighbours: Bool = true
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
        var plan = Plan(
            plant: plant,
            obligations: obligations,
            places: terms.places,
            admissibility: admissibility,
            separations: separations,
            problem: problem,
            without: without
        )
        func explain(_ plan: inout Plan) {
            let search = BlameSearch(
                problem: problem,
                admissibility: admissibility,
                separations: separations,
                optimizer: optimizer,
                questioner: questioner,
                environments: terms.environments
            )
            plan.blame = search.run()
            plan.waysOut = WayOutSearch(blame: search).run()
        }
        if problem.units.contains(where: { $0.eligible.isEmpty }) || !separations.impossible.isEmpty {
            explain(&plan)
            return plan
        }
        do throws(SlotModel.Failure) {
            plan.answer = try optimizer.solve(problem)
            if plan.status == .infeasible {
                explain(&plan)
                return plan
            }
            if neighbours, let count = plan.answer?.placement?.instances.count {
                var fewestMoves = problem
                fewestMoves.objectives.swapAt(0, 1)
                plan.neighbours = [
                    (.oneMore, try optimizer.solve(problem, instances: count + 1)),
                    (.oneFewer, count > 1 ? try optimizer.solve(problem, instances: count - 1) : nil),
                    (.fewestMoves, try optimizer.solve(fewestMoves)),
                ]
            }
        } catch {
            throw .model(error)
        }
        return plan
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
