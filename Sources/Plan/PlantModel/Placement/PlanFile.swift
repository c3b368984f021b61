/// A plan as it is written to a file: the placement by names, what it costs, and the proof. Schema: `schemas/plan.schema.json`.
///
/// Nothing in it is trusted: `bulkhead verify` builds problem and rows from the plant again.
public struct PlanFile: Sendable, Equatable, Codable {
    /// One instance.
    public struct Instance: Sendable, Equatable, Codable {
        /// The environment's id.
        public var environment: String
        /// Compartments, each a list of [program, site].
        public var compartments: [[[String]]]
    }

    /// A flow as the plant file had it when the plan was made.
    public struct KnownFlow: Sendable, Equatable, Codable {
        /// Its id.
        public var id: String
        /// The system that it comes from, or `mes`.
        public var from: String
        /// The system that it goes to, or `mes`.
        public var to: String
        /// The classes of data that it carries, in order.
        public var carries: [String]
        /// The programs whose data it carries, in order; nil for all.
        public var programs: [String]?
        /// The fields that its filter lets through, in order; nil without a filter.
        public var passes: [String]?

        /// A flow.
        public init(
            id: String,
            from: String,
            to: String,
            carries: [String],
            programs: [String]?,
            passes: [String]?
        ) {
            self.id = id
            self.from = from
            self.to = to
            self.carries = carries
            self.programs = programs
            self.passes = passes
        }
    }

    /// The version of this form.
    public var format = "bulkhead-plan/1"
    /// The plant's enterprise.
    public var enterprise: String
    /// The day as of which facts were judged.
    public var asOf: String
    /// `proved` or `bounded`.
    public var status: String
    /// Score, change, cost.
    public var objective: [Int]
    /// Proved lower bounds of the same.
    public var bound: [Int]
    /// The last day on which every fact still holds, where one has an end.
    public var holdsUntil: String?
    /// What is opened where.
    public var instances: [Instance]
    /// The flows that the plan knew, by id; nil in a file that was written before plans said so.
    public var flows: [KnownFlow]?
    /// The proof.
    public var certificate: PlacementCertificate

    /// Writes a plan down.
    public init(
        plant: Plant,
        status: String,
        objective: [Int],
        bound: [Int],
        holdsUntil: String?,
        placement: Placement,
        problem: PlacementProblem,
        certificate: PlacementCertificate
    ) {
        enterprise = plant.enterprise
        asOf = plant.asOf.description
        self.status = status
        self.objective = objective
        self.bound = bound
        self.holdsUntil = holdsUntil
        self.certificate = certificate
        instances = placement.instances.map { instance in
            Instance(
                environment: problem.environments[instance.environment].id,
                compartments: instance.compartments.map {
                    $0.map { [problem.units[$0].program, problem.units[$0].site] }
                }
            )
        }
        flows = KnownFlow.all(of: plant)
    }

    /// The placement by indices; nil where it names what the problem does not have.
    public func placement(in problem: PlacementProblem) -> Placement? {
        problem.placement(named: instances.map { ($0.environment, $0.compartments) })
    }
}
