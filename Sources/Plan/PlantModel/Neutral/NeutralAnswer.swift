/// The answer to a neutral instance, as `bulkhead solve` prints it.
public struct NeutralAnswer: Sendable, Equatable, Codable {
    /// One instance of the plan.
    public struct Instance: Sendable, Equatable, Codable {
        /// The environment's id.
        public var environment: String
        /// Pairs of program and site.
        public var units: [[String]]
    }

    /// A part of an infeasible instance that cannot hold together with the others named.
    public struct Blame: Sendable, Hashable, Codable, Comparable {
        /// `program`, `requirement_set`, `conflict` (id `a|b`), `exclusive` or `environment` (its limits).
        public var kind: String
        /// The id within its kind.
        public var id: String

        /// Makes an element.
        public init(kind: String, id: String) {
            self.kind = kind
            self.id = id
        }

        /// By kind, then id.
        public static func < (left: Blame, right: Blame) -> Bool { (left.kind, left.id) < (right.kind, right.id) }
    }

    /// `proved`, `bounded` or `infeasible`.
    public var status: String
    /// Instances, links, cost.
    public var objective: [Int]?
    /// Proved lower bounds of the same.
    public var bound: [Int]?
    /// The plan.
    public var instances: [Instance]?
    /// A minimal set that cannot hold together.
    public var blame: [Blame]?
    /// The proof.
    public var certificate: PlacementCertificate?

    /// An answer with a placement.
    public init(
        status: String,
        objective: [Int],
        bound: [Int],
        placement: Placement,
        problem: PlacementProblem,
        certificate: PlacementCertificate?
    ) {
        self.status = status
        self.objective = objective
        self.bound = bound
        self.certificate = certificate
        instances = placement.instances.map { instance in
            Instance(
                environment: problem.environments[instance.environment].id,
                units: instance.units.map { [problem.units[$0].program, problem.units[$0].site] }
            )
        }
    }

    /// An answer without one.
    public init(status: String, blame: [Blame]?, certificate: PlacementCertificate?) {
        self.status = status
        self.blame = blame
        self.certificate = certificate
    }

    /// The plan by indices; nil where it names what the problem does not have.
    public func placement(in problem: PlacementProblem) -> Placement? {
        instances.flatMap { instances in problem.placement(named: instances.map { ($0.environment, [$0.units]) }) }
    }
}
