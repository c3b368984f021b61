public import PlantModel

/// The roadmap as it is written to a file, for programs to read. Schema: `schemas/roadmap.schema.json`.
public struct RoadmapFile: Sendable, Equatable, Codable {
    /// A leak with what closes it at once.
    public struct StopGap: Sendable, Equatable, Codable {
        /// The system or instance of today.
        public let system: String
        /// The audience.
        public let audience: String
        /// `reads`, `administers` or `supports`.
        public let reach: String
        /// Programs whose data it is.
        public let programs: [String]
        /// The classes of data for which the means closes it.
        public let dataClasses: [String]
        /// Flows by which they come there.
        public let flows: [String]
        /// Obligations that refuse.
        public let obligations: [String]
        /// `block`, `narrow`, `restrictedShare` or `paper`.
        public let means: String
        /// Flows that stop, audiences that keep reading, the share, or audiences that get paper.
        public let names: [String]
        /// The phase after which the data no longer lies there; nil where none takes it away.
        public let untilPhase: Int?
        /// Where the system is written.
        public let place: String
    }

    /// Units that move together.
    public struct Move: Sendable, Equatable, Codable {
        /// The units.
        public let units: [ReportFile.Unit]
        /// Instances of today that they leave.
        public let from: [String]
        /// The candidate that they go to.
        public let to: String
        /// The instance of the plan, from 1.
        public let instance: Int
    }

    /// An instance that has to be there first.
    public struct Opening: Sendable, Equatable, Codable {
        /// The candidate.
        public let environment: String
        /// The instance of the plan, from 1.
        public let instance: Int
        /// Whether an instance of today goes behind the gateway.
        public let gateway: Bool
        /// Price of opening.
        public let open: Int
        /// Price of validating.
        public let validation: Int
    }

    /// Obligations no longer refused.
    public struct Closure: Sendable, Equatable, Codable {
        /// The obligation.
        public let obligation: String
        /// What was asked when it refused.
        public let questions: [String]
        /// For whom.
        public let units: [ReportFile.Unit]
        /// Whether for all of their data.
        public let entirely: Bool
    }

    /// Approvals of one tier.
    public struct Approval: Sendable, Equatable, Codable {
        /// The tier.
        public let tier: Int
        /// For whom.
        public let units: [ReportFile.Unit]
        /// Capacities that approve.
        public let approvals: [String]
        /// Tests.
        public let tests: [String]
        /// Evidence.
        public let evidence: [String]
        /// Roles that different persons hold.
        public let distinct: [String]
    }

    /// A flow connected anew.
    public struct Connection: Sendable, Equatable, Codable {
        /// The flow.
        public let flow: String
        /// The system at the other end.
        public let system: String
        /// Whether it leaves the MES.
        public let outbound: Bool
        /// Its filter.
        public let filter: String?
    }

    /// What is shown or approved anew.
    public struct Trigger: Sendable, Equatable, Codable {
        /// The obligation; nil for a requalification that the plant file states.
        public let obligation: String?
        /// What it asks.
        public let says: String
        /// For whom.
        public let units: [ReportFile.Unit]
        /// Weeks, where stated.
        public let weeks: Int?
    }

    /// What stays.
    public struct Remainder: Sendable, Equatable, Codable {
        /// The units.
        public let units: [ReportFile.Unit]
        /// What of them.
        public let measures: [RoadmapMeasure]
        /// Where.
        public let instances: [String]
        /// Whether on paper.
        public let paper: Bool
    }

    /// The way back.
    public struct RollBack: Sendable, Equatable, Codable {
        /// The instance of today.
        public let instance: String
        /// The units.
        public let units: [ReportFile.Unit]
        /// The day by which it goes.
        public let retireBy: String?
        /// The phase that empties it.
        public let untilPhase: Int?
        /// Obligations refused again then.
        public let reopens: [String]
    }

    /// One phase.
    public struct Phase: Sendable, Equatable, Codable {
        /// From 1.
        public let number: Int
        /// What moves.
        public let measure: RoadmapMeasure
        /// Units by where they come from and go to.
        public let moves: [Move]
        /// What it closes.
        public let closes: [Closure]
        /// Instances to be there first.
        public let opens: [Opening]
        /// Facts to be shown.
        public let facts: [ReadFact]
        /// Approvals by tier.
        public let approvals: [Approval]
        /// Approvals of customers.
        public let customerApprovals: [Trigger]
        /// Flows connected anew.
        public let connections: [Connection]
        /// First articles, validations, requalifications.
        public let triggers: [Trigger]
        /// What stays.
        public let stays: [Remainder]
        /// The way back.
        public let rollBack: [RollBack]
        /// Instances of today with nothing left.
        public let empties: [String]
        /// Weeks as far as the plant file says.
        public let weeks: Int
        /// Whether it leaves some open.
        public let weeksAreOpen: Bool
        /// The day before which it cannot end.
        public let endsNotBefore: String?
    }

    /// The version of this form.
    public let format: String
    /// The plant's enterprise.
    public let enterprise: String
    /// How the plant file is marked.
    public let marking: String?
    /// The day as of which facts were judged.
    public let asOf: String
    /// Whether the order is feasible.
    public let feasible: Bool
    /// Why not, each with what to do.
    public let problems: [String]
    /// Leaks closed first.
    public let stopGaps: [StopGap]
    /// The phases.
    public let phases: [Phase]
    /// Units that stay as they are.
    public let stayAsTheyAre: [ReportFile.Unit]
    /// What is refused after the last phase.
    public let refusedAtTheEnd: [Closure]

    /// Writes a roadmap down.
    public init(_ roadmap: Roadmap) {
        let plant = roadmap.plan.plant
        format = "bulkhead-roadmap/1"
        enterprise = plant.enterprise
        marking = plant.marking
        asOf = plant.asOf.description
        feasible = roadmap.isFeasible
        problems = roadmap.problems.map(\.description)
        stopGaps = roadmap.stopGaps.map(StopGap.init)
        phases = roadmap.phases.map(Phase.init)
        stayAsTheyAre = roadmap.stayAsTheyAre.map(ReportFile.Unit.init)
        refusedAtTheEnd = roadmap.refusedAtTheEnd.map(Closure.init)
    }
}
