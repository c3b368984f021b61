extension Plant {
    /// How a change of a tier is approved and shown, by default; obligations raise it.
    public struct ChangeTier: Sendable, Equatable {
        /// 1 to 3.
        public let tier: Int
        /// Where it is written.
        public let place: SourcePlace
        /// Capacities that have to approve.
        public let approvals: [String]
        /// Tests that have to pass.
        public let tests: [String]
        /// Evidence that has to be there.
        public let evidence: [String]
        /// Roles that different persons have to hold.
        public let distinct: [String]
    }

    /// The prices of fragmentation: what one more of each is worth, in whole points.
    public struct Weights: Sendable, Equatable {
        /// An instance.
        public var instance = 40
        /// An environment in use.
        public var environment = 20
        /// A compartment.
        public var compartment = 2
        /// A variant of a process.
        public var processVariant = 1
        /// A site that has to work in one more system.
        public var twoSystemsAtSite = 8
        /// Master data kept in one more place.
        public var splitMasterData = 6
        /// A link to an existing system.
        public var integrationLink = 10
        /// A validation package.
        public var validationPackage = 8
        /// A work center whose capacity two instances schedule.
        public var hiddenCapacity = 4
        /// A control that a unit bears for others only.
        public var overControl = 5
        /// Who approved them; nil if nobody did: then the certificate says so.
        public var approvedBy: String?
        /// Where they are written; nil if the plant file has none and the standard ones hold.
        public var place: SourcePlace?

        /// The standard weights, which nobody approved for this plant.
        public static let standard = Weights()
    }
}
