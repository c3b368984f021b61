extension Plant {
    /// What is built: a program with its restrictions as the plant's owner determined them.
    public struct Program: Sendable, Equatable {
        /// The id, unique among programs.
        public let id: String
        /// Where its id is written.
        public let place: SourcePlace
        /// Id of the customer, a party.
        public let customer: String
        /// The contract it is built under; nil if the file names none.
        public let contract: Contract?
        /// Its restrictions.
        public let classification: Classification
        /// Parts restricted otherwise than the program.
        public let parts: [Part]
        /// Data classes restricted otherwise than the program.
        public let data: [DataDetermination]
        /// What the customer or the contract asks beyond clauses.
        public internal(set) var flowdowns: [Flowdown]
        /// Standards and accreditations, such as `AS9100D` or `21CFR11`.
        public let standards: [Located<String>]
        /// Ids of the sites where it is built.
        public let sites: [Located<String>]
        /// What it takes of the work centers.
        public let workCenters: [WorkCenterLoad]
        /// Ids of the existing systems it works with.
        public let systems: [Located<String>]
        /// What its work can bear.
        public let resilience: Resilience
    }

    /// A contract or subcontract.
    public struct Contract: Sendable, Equatable {
        /// The contract's id; programs under one contract share it.
        public let id: String
        /// Where its id is written.
        public let place: SourcePlace
        /// The day of award.
        public let awarded: Day?
        /// Whether a government contract stands behind it; nil if the file does not say (clauses of the FAR or DFARS imply it).
        public let government: Fact<Bool>?
        /// Clauses incorporated.
        public let clauses: [Clause]
    }

    /// A clause of a contract.
    public struct Clause: Sendable, Equatable {
        /// The clause's id, such as `DFARS-252.204-7012`.
        public let id: String
        /// Where its id is written.
        public let place: SourcePlace
        /// The CMMC level that it asks for, 1 to 3.
        public let level: Int?
        /// Who must have assessed it: `self`, `C3PAO` or `DIBCAC`.
        public let assessment: String?
    }

    /// What a program takes of a work center.
    public struct WorkCenterLoad: Sendable, Equatable {
        /// Id of the work center, at one of the program's sites.
        public let workCenter: String
        /// Hours per week.
        public let hoursPerWeek: Int
        /// Where it is written.
        public let place: SourcePlace
    }

    /// What a program's work can bear; nil where the file asks for nothing.
    public struct Resilience: Sendable, Equatable {
        /// Whether the work may depend on something that the uplink reaches.
        public enum CloudDependency: String, Sendable, CaseIterable {
            /// It may.
            case tolerated
            /// It may not.
            case none
        }

        /// Where the work may go when its environment fails.
        public enum Failover: String, Sendable, CaseIterable {
            /// Anywhere.
            case any
            /// Only where all of its obligations hold.
            case sameObligations
            /// Nowhere.
            case none
        }

        /// The longest outage it can bear.
        public let longestOutageMinutes: Fact<Int>?
        /// The longest planned stop it can bear.
        public let plannedDowntimeMinutes: Fact<Int>?
        /// The longest answer it can wait for, in milliseconds.
        public let latencyMs: Fact<Int>?
        /// Whether it may depend on the cloud.
        public let cloudDependency: Fact<CloudDependency>?
        /// How much work may be lost.
        public let rpoMinutes: Fact<Int>?
        /// How soon it has to run again.
        public let rtoMinutes: Fact<Int>?
        /// Where it may go.
        public let failover: Fact<Failover>?
        /// How long it has to go on with no link at all.
        public let offlineMinutes: Fact<Int>?
    }
}
