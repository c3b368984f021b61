extension Plant {
    /// An assurance that somebody gave: FedRAMP, ISO 27001, a validated state.
    public struct Assurance: Sendable, Equatable {
        /// Its kind, such as `FedRAMP`.
        public let kind: String
        /// Its level, such as `Moderate`.
        public let level: String?
        /// What shows it; nil if it is only claimed.
        public let evidence: String?
        /// The day the evidence speaks of.
        public let asOf: Day?
        /// The last day on which it counts.
        public let expires: Day?
        /// Who answers for it.
        public let owner: String?
        /// Where it is written.
        public let place: SourcePlace

        /// Whether it counts on a day.
        public func isInForce(on day: Day) -> Bool { expires.map { $0 >= day } ?? true }
    }

    /// An assessed scope: a CMMC status belongs to a scope, not to a cloud.
    public struct AssessmentScope: Sendable, Equatable {
        /// The state of the assessment.
        public enum Status: String, Sendable, CaseIterable {
            /// All requirements met.
            case final
            /// Met with a plan of action that is still open.
            case conditional
        }

        /// The id, unique among assessed scopes.
        public let id: String
        /// Where its id is written.
        public let place: SourcePlace
        /// The scheme, such as `CMMC`.
        public let kind: String
        /// The level, 1 to 3.
        public let level: Int
        /// Who assessed: `self`, `C3PAO` or `DIBCAC`.
        public let assessment: String
        /// The state.
        public let status: Status
        /// The day of the status.
        public let date: Day
        /// The last day on which it counts.
        public let expires: Day
        /// The day of the latest affirmation; nil if the file does not say.
        public let affirmed: Day?
        /// Ids of the environments in the scope.
        public let environments: [String]
        /// Ids of the systems in the scope.
        public let systems: [String]
        /// Ids of the zones in the scope.
        public let zones: [String]

        /// Whether it counts on a day.
        public func isInForce(on day: Day) -> Bool { date <= day && day <= expires }
    }
}
