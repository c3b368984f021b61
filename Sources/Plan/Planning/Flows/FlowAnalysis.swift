import Cedar
import Classification
public import PlantModel

/// Where restricted data can get by the flows of a plant, who can read it there that may not have it, what would cut that, and what the plant
/// file does not say about it.
///
/// Everything is taken as the file states it and nothing in favour of the plant: a filter drops what it says that it drops, a flow without
/// programs carries those of all, who sends what nothing brings to it has it from elsewhere, an unknown fact refuses.
public struct FlowAnalysis: Sendable {
    /// The plant.
    public let plant: Plant
    /// What binds it.
    public let obligations: PlantObligations
    /// Which instances `mes` stands for.
    public let hosting: FlowHosting
    /// Possible releases, those with the shortest way first.
    public let releases: [PossibleRelease]
    /// The least set that cuts them all; nil where there is nothing to cut.
    public let cut: ReleaseCut?
    /// What each place holds, in the order of the file.
    public let holdings: [FlowHolding]
    /// What is not known.
    public let questions: [FlowQuestion]
    /// Policies that erred, each with its place; they refuse.
    public let errors: [String]
    /// The places that data moves between.
    let places: FlowPlaces

    /// Analyses the flows of a plant.
    ///
    /// - Parameters:
    ///   - plan: whose instances `mes` stands for; today's where there is none.
    ///   - solver: finds the least cut; without one none is looked for.
    public init(
        _ plant: Plant,
        catalogue: ObligationCatalogue,
        plan: Plan? = nil,
        solver: (any LinearSolver)?
    ) throws(Planner.Failure) {
        let obligations: PlantObligations
        if let plan {
            // A plan may have been made without some of them.
            obligations = plan.obligations
        } else {
            obligations = try Self.obligations(of: plant, catalogue)
        }
        try self.init(
            plant,
            obligations,
            catalogue.schemes,
            hosting: plan == nil ? .today : .plan,
            solver: solver
        ) { FlowPlaces(plant: plant, index: $0, plan: plan) }
    }

    /// Analyses the flows of a plant whose instances a plan's file names.
    public init(
        _ plant: Plant,
        catalogue: ObligationCatalogue,
        placedBy file: PlanFile,
        solver: (any LinearSolver)?
    ) throws(Planner.Failure) {
        let planned = file.instances.map { instance in
            FlowPlaces.PlannedInstance(
                environment: instance.environment,
                programs: Set(instance.compartments.flatMap { $0.compactMap(\.first) })
            )
        }
        try self.init(
            plant,
            Self.obligations(of: plant, catalogue),
            catalogue.schemes,
            hosting: .plan,
            solver: solver
        ) { FlowPlaces(plant: plant, index: $0, planned: planned) }
    }

    private static func obligations(of plant: Plant, _ catalogue: ObligationCatalogue) throws(Planner.Failure)
        -> PlantObligations
    {
        do throws(ObligationProblems) {
            return try PlantObligations(plant: plant, catalogue: catalogue)
        } catch {
            throw .obligations(error)
        }
    }

    private init(
        _ plant: Plant,
        _ obligations: PlantObligations,
        _ schemes: Schemes,
        hosting: FlowHosting,
        solver: (any LinearSolver)?,
        places: (PlantIndex) -> FlowPlaces
    ) throws(Planner.Failure) {
        let facts: FlowFacts
        do throws(CedarErrors) {
            facts = try FlowFacts(plant: plant, obligations: obligations, schemes: schemes)
        } catch {
            throw .facts(error)
        }
        self.plant = plant
        self.obligations = obligations
        self.hosting = hosting
        var moving = facts
        let places = places(facts.index)
        self.places = places
        let graph = FlowGraph(plant: plant, places: places, facts: &moving)
        let search = ReleaseSearch(graph: graph, facts: moving)
        var cutting = solver.map { FlowCut(search: search, plant: plant, solver: $0) }
        let names = FlowNames(plant: plant, search: search)
        var releases: [PossibleRelease] = []
        releases.reserveCapacity(search.findings.count)
        for finding in search.findings {
            releases.append(names.release(finding, options: cutting?.options(for: finding) ?? []))
        }
        self.releases = releases
        cut =
            search.findings.isEmpty
            ? nil
            : cutting.map { cutting in
                var cutting = cutting
                return names.cut(cutting.run(), of: search)
            }
        holdings = names.holdings
        questions = FlowQuestions(plant: plant, search: search).all
        errors = search.judge.errors.sorted()
    }

    /// The places that stand at an end of a flow for a program, by their ids.
    public func places(at end: Plant.Flow.End, for program: String) -> [String] {
        places.nodes(of: end, for: program).map { places.nodes[$0].id }
    }
}
