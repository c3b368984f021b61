/// The proof that no set of actions costs less that leaves nothing possibly released: ways of release, and for each group of ways that share
/// no action with others a case split with integer multipliers.
///
/// Each way has to be cut by one of the actions that cut it, so the cost of the cheapest set that cuts these ways is at most that of one that
/// cuts all. The rows are not part of the proof; whoever checks it finds the actions of each way from the plant. Rows of a group: for each way in
/// order "at least one of its actions", then for each class that a filter drops, in the order of their columns, "not without the filter".
/// Columns: the actions by `ReleaseProof.key`, ascending.
public struct ReleaseProof: Sendable, Equatable, Codable {
    /// A system or an MES instance.
    public struct Place: Sendable, Hashable, Codable {
        /// The system's id; nil for an instance.
        public let system: String?
        /// The instance's id; nil for a system.
        public let instance: String?

        /// A place.
        public init(system: String? = nil, instance: String? = nil) {
            self.system = system
            self.instance = instance
        }
    }

    /// Data of one class of one program on its way to who may not have it.
    public struct Way: Sendable, Hashable, Codable {
        /// The program's id.
        public let program: String
        /// The data class.
        public let dataClass: String
        /// Where the data is made, or counts as coming from.
        public let origin: Place
        /// Ids of the flows, in order; none where the data is made where it is read.
        public let flows: [String]
        /// Where it then rests.
        public let at: Place
        /// Who may not have it; nil where the place itself may not receive it.
        public let audience: String?
        /// The environment that the audience administers or supports; nil for who reads the place.
        public let environment: String?

        /// A way.
        public init(
            program: String,
            dataClass: String,
            origin: Place,
            flows: [String],
            at: Place,
            audience: String?,
            environment: String?
        ) {
            self.program = program
            self.dataClass = dataClass
            self.origin = origin
            self.flows = flows
            self.at = at
            self.audience = audience
            self.environment = environment
        }
    }

    /// Ways that share no action with those of other groups.
    public struct Group: Sendable, Equatable, Codable {
        /// The ways.
        public let ways: [Way]
        /// What shows the cost of the cheapest set that cuts them.
        public let proof: PlacementCertificate.Node

        /// A group.
        public init(ways: [Way], proof: PlacementCertificate.Node) {
            self.ways = ways
            self.proof = proof
        }
    }

    /// The groups; their bounds add up.
    public let groups: [Group]

    /// A proof.
    public init(groups: [Group]) { self.groups = groups }

    /// What a column does, as its place among the columns.
    public enum Action: Sendable, Hashable {
        /// A filter in a flow, whatever it drops.
        case filter(flow: String)
        /// A class that the flow's filter drops.
        case drop(flow: String, dataClass: String)
        /// A flow that is stopped.
        case stop(flow: String)
        /// An audience that no longer reads a place.
        case narrow(Place, audience: String)
        /// An audience that no longer administers or supports an environment.
        case narrowStaff(environment: String, audience: String)
        /// A system hosted elsewhere.
        case rehost(system: String, environment: String)
    }

    /// The text by whose scalars the columns of a group are ordered. No id in a plant file holds a control character.
    public static func key(_ action: Action) -> String {
        switch action {
        case .filter(let flow): "filter\u{1}\(flow)"
        case .drop(let flow, let dataClass): "drop\u{1}\(flow)\u{1}\(dataClass)"
        case .stop(let flow): "stop\u{1}\(flow)"
        case .narrow(let place, let audience):
            place.system.map { "narrow\u{1}system\u{1}\($0)\u{1}\(audience)" }
                ?? "narrow\u{1}instance\u{1}\(place.instance ?? "")\u{1}\(audience)"
        case .narrowStaff(let environment, let audience): "narrow\u{1}environment\u{1}\(environment)\u{1}\(audience)"
        case .rehost(let system, let environment): "rehost\u{1}\(system)\u{1}\(environment)"
        }
    }
}
