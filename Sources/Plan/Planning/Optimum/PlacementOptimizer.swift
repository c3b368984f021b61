public import PlantModel

/// Finds the least placement and proves that it is.
///
/// Each stage is solved as a linear program first. Where its solution is in whole numbers, which is usual for the pattern model, it is an
/// optimum and the multipliers of its rows are the proof. Where it is not, an integer solver finds a good point, and a case split with
/// multipliers at its ends closes the gap. The solver is trusted for nothing: bounds are added up in exact integers, and a stage is
/// `proved` only where they reach the value.
public struct PlacementOptimizer: Sendable {
    /// Limits of effort, in nodes and iterations and never in seconds, so that the same input gives the same plan everywhere.
    public struct Limits: Sendable {
        /// Iterations of one linear program.
        public var iterationsMax = 2_000_000
        /// Nodes that the integer solver may visit in one stage.
        public var searchNodesMax = 20_000
        /// Nodes of one stage's case split.
        public var proofNodesMax = 2_000

        /// The limits that commands use.
        public init() {}
    }

    /// How an answer stands.
    public enum Status: String, Sendable {
        /// Every stage's bound reaches its value.
        case proved
        /// The placement holds; some stage's bound is below its value.
        case bounded
        /// No placement meets all rows.
        case infeasible
    }

    /// A placement with its proof.
    public struct Answer: Sendable {
        /// How it stands.
        public let status: Status
        /// The placement; nil where there is none, or none was found.
        public let placement: Placement?
        /// Values by stage.
        public let objective: [Int]
        /// Proved lower bounds by stage.
        public let bound: [Int]
        /// The proof.
        public let certificate: PlacementCertificate
    }

    let solver: any LinearSolver
    let limits: Limits

    /// Makes an optimizer on a solver.
    public init(solver: any LinearSolver, limits: Limits = Limits()) {
        self.solver = solver
        self.limits = limits
    }

    /// The least placement. Throws where the problem has no model that can be solved.
    public func solve(_ problem: PlacementProblem) throws(SlotModel.Failure) -> Answer {
        let isLimited = problem.environments.contains { $0.capacity != nil }
        let free: Answer
        do throws(SlotModel.Failure) {
            free = solve(problem, try SlotModel(problem, withCapacity: false), form: .slots)
        } catch {
            // Too many slots: where loads keep sets small, these can still be listed.
            if isLimited, let sets = SetModel(problem) { return solve(sets, instances: nil) }
            throw error
        }
        guard let placement = free.placement, !problem.fits(placement) else { return free }
        if let sets = SetModel(problem) { return solve(sets, instances: nil) }
        return solve(problem, try SlotModel(problem, withCapacity: true), form: .copies)
    }

    /// Every stage over the rows of a model, then the tie-break.
    func solve(
        _ problem: PlacementProblem,
        _ model: SlotModel,
        form: PlacementCertificate.Form,
        withClique: Bool = true
    ) -> Answer {
        var program = model.program
        var stages: [PlacementCertificate.Stage] = []
        var values: [Int] = []
        var point: [Int]?
        var face: OptimalFace?
        // The tie-break is one more stage, which is not proved: among equal placements those in environments first by id win.
        let objectives = model.objectives + [model.tieBreak]
        for (stage, objective) in objectives.enumerated() {
            let isTieBreak = stage == model.objectives.count
            func run(_ face: OptimalFace?) -> StageSearch.Outcome {
                var search = StageSearch(
                    solver: solver,
                    limits: limits,
                    splitRank: model.splitRank,
                    program: program,
                    objective: objective,
                    later: Array(objectives[(stage + 1)...]),
                    face: face
                )
                return search.run(start: point, prove: !isTieBreak)
            }
            var outcome = run(face)
            // Rounding can keep a proof from being lifted to the whole program.
            if face != nil, !isTieBreak, !outcome.isProved(objective) { outcome = run(nil) }
            guard let found = outcome.point else {
                if isTieBreak || point != nil { break }
                stages.append(
                    PlacementCertificate.Stage(bound: outcome.infeasible ? 1 : outcome.bound, proof: outcome.proof)
                )
                let certificate = PlacementCertificate(
                    form: form,
                    outline: model.outline,
                    clique: [],
                    stages: stages
                )
                return Answer(
                    status: outcome.infeasible ? .infeasible : .bounded,
                    placement: nil,
                    objective: [],
                    bound: [],
                    certificate: certificate
                )
            }
            point = found
            if isTieBreak { break }
            let value = zip(objective, found).reduce(0) { $0 + $1.0 * $1.1 }
            values.append(value)
            stages.append(PlacementCertificate.Stage(bound: min(outcome.bound, value), proof: outcome.proof))
            if case .end(let multipliers) = outcome.proof {
                face = OptimalFace(program, objective: objective, multipliers: multipliers, value: value) ?? face
            }
            for (column, price) in objective.enumerated() { program.add(price, column) }
            program.closeRow(lower: stages[stage].bound, upper: value)
        }
        let constants = problem.objectives.map(\.constant)
        let placement = point.map(model.placement)
        return Answer(
            status: zip(values, stages).allSatisfy { $0 == $1.bound } ? .proved : .bounded,
            placement: placement,
            objective: zip(values, constants).map { $0 + $1 },
            bound: zip(stages, constants).map { $0.bound + $1 },
            certificate: PlacementCertificate(
                form: form,
                outline: model.outline,
                clique: withClique ? problem.instanceClique() : [],
                stages: stages
            )
        )
    }
}
