extension Plant {
    /// A system that is there already, and who can read what lands in it.
    public struct System: Sendable, Equatable {
        /// Where a system runs.
        public enum Hosting: Sendable, Equatable {
            /// In an environment of the plant, by id.
            case environment(String)
            /// At a site, by id.
            case site(String)
        }

        /// The id, unique among systems.
        public let id: String
        /// Where its id is written.
        public let place: SourcePlace
        /// `ERP`, `PLM`, `QMS`, `BI`, `supplierPortal`, `historian`, `fileShare`, `CMMS`, `dataLake`, `inspection`, `ncPrograms`, `paper`, …
        public let kind: String
        /// Where it runs.
        public let hosting: Hosting
        /// Where `hosting` is written.
        public let hostingPlace: SourcePlace
        /// Ids of the audiences that can read it.
        public let audiences: [Located<String>]
        /// What it can enforce.
        public let enforces: Environment.Enforcement
        /// Whether it may be replaced; true if the file does not say.
        public let replaceable: Bool
        /// Where its data are; nil if unknown (its environment or site then says).
        public let countries: Fact<[String]>?
        /// Assurances of its own, those expired included.
        public let assurances: [Assurance]
        /// Ids of terms its operator agrees to.
        public let terms: [Located<String>]
        /// Whether its word counts of by how many factors its users signed in; nil if the file does not say.
        public let vouchesForFactors: Fact<Bool>?
    }

    /// An MES of today, paper included.
    public struct Instance: Sendable, Equatable {
        /// A program at a site.
        public struct Unit: Sendable, Hashable {
            /// Id of the program.
            public let program: String
            /// Id of the site, one of the program's.
            public let site: String
        }

        /// How many variants of the same thing it carries, from which its burden is judged.
        public struct Variants: Sendable, Equatable {
            /// Routings.
            public let routings: Int
            /// Forms.
            public let forms: Int
            /// Statuses.
            public let statuses: Int
            /// Paths of approval.
            public let approvalPaths: Int
        }

        /// The id, unique among instances.
        public let id: String
        /// Where its id is written.
        public let place: SourcePlace
        /// Id of the environment it runs in; nil for paper.
        public let environment: String?
        /// Whether it is paper.
        public let paper: Bool
        /// What it runs.
        public internal(set) var hosts: [Unit]
        /// Ids of the audiences that can read it.
        public let audiences: [Located<String>]
        /// What it can enforce.
        public let enforces: Environment.Enforcement
        /// The day it was validated.
        public let validated: Day?
        /// Its variants; nil if the file does not say.
        public let variants: Variants?
        /// Weeks that a requalification takes.
        public let requalifyWeeks: Int?
        /// The day by which it goes.
        public let retireBy: Day?
    }

    /// What moves between systems today.
    public struct Flow: Sendable, Equatable {
        /// An end of a flow.
        public enum End: Sendable, Hashable {
            /// Whichever MES instance hosts the program.
            case mes
            /// An existing system, by id.
            case system(String)
        }

        /// The id, unique among flows.
        public let id: String
        /// Where its id is written.
        public let place: SourcePlace
        /// Whence.
        public let from: End
        /// Whither.
        public let to: End
        /// The classes of data that it carries.
        public let carries: [Located<DataClass>]
        /// Ids of the programs whose data it carries; nil if the file does not say, which is all of them.
        public internal(set) var programs: [String]?
        /// Id of the filter in it; nil if none.
        public let filter: String?
        /// What its records look like; nil if the file does not say, and then no gateway carries it.
        public internal(set) var messages: Messages?
    }

    /// What a connector lets pass.
    public struct Filter: Sendable, Equatable {
        /// The id, unique among filters.
        public let id: String
        /// Where its id is written.
        public let place: SourcePlace
        /// Fields that pass.
        public let passes: [String]
        /// Fields that are dropped.
        public let drops: [String]
        /// Fields that pass with a fixed word in the place of every value.
        public let redacts: [String]
        /// Fields that pass with less in them than they held.
        public let generalizes: [String: Generalization]
    }

    /// What it costs to cut a path on which data could be released, in whole points.
    public struct FlowCosts: Sendable, Equatable {
        /// Putting a filter into a flow, or changing the one in it.
        public var filter = 6
        /// Each data class that a filter drops: somebody has to do without it.
        public var droppedClass = 2
        /// Taking an audience from those who can read a system.
        public var narrowAudience = 12
        /// Taking an audience from those who administer or support an environment.
        public var narrowAdministration = 24
        /// Hosting a system elsewhere.
        public var rehost = 40
        /// Doing without a flow.
        public var stopFlow = 30
        /// Who approved them; nil if nobody did.
        public var approvedBy: String?
        /// Where they are written; nil if the plant file has none and the standard ones hold.
        public var place: SourcePlace?

        /// The standard costs, which nobody approved for this plant.
        public static let standard = FlowCosts()
    }
}
