public import PlantModel

/// One phase of a roadmap: what moves, what that closes, what it needs, what stays, what it triggers, and the way back.
public struct RoadmapPhase: Sendable, Equatable {
    /// Units that move together.
    public struct Move: Sendable, Equatable {
        /// The units, sorted.
        public let units: [PlacementFacts.Place]
        /// Ids of the instances of today that they leave, sorted; empty where none runs them.
        public let from: [String]
        /// Id of the candidate that hosts them in the plan.
        public let to: String
        /// The instance of the plan, counted from 1 as the plan's report counts.
        public let instance: Int
    }

    /// An instance of the plan that has to be there before anything moves into it.
    public struct Opening: Sendable, Equatable {
        /// The candidate's id.
        public let environment: String
        /// The instance of the plan, from 1.
        public let instance: Int
        /// Whether it is an instance of today that goes behind the gateway rather than a new one.
        public let gateway: Bool
        /// Price of opening the environment, where it is not open.
        public let open: Int
        /// Price of validating the instance.
        public let validation: Int
        /// Where the environment is written.
        public let place: SourcePlace
    }

    /// An obligation that is refused before the phase and no longer after it.
    public struct Closure: Sendable, Equatable {
        /// The obligation's id.
        public let obligation: String
        /// What was asked when it refused, such as `view by analysts (reads legacy-mes)`.
        public let questions: [String]
        /// For whom.
        public let units: [PlacementFacts.Place]
        /// Whether nothing of these units' data is left where it is refused.
        public let entirely: Bool
    }

    /// Who approves, at one tier.
    public struct Approval: Sendable, Equatable {
        /// The tier, 1 to 3.
        public let tier: Int
        /// The units that ask for it.
        public let units: [PlacementFacts.Place]
        /// The plant's rule for the tier; nil where the plant file has none.
        public let rule: Plant.ChangeTier?
    }

    /// A flow that is connected anew, with its filter.
    public struct Connection: Sendable, Equatable {
        /// The flow's id.
        public let flow: String
        /// The system at the other end.
        public let system: String
        /// Whether it leaves the MES.
        public let outbound: Bool
        /// The filter's id; nil if it has none.
        public let filter: String?
        /// Where it is written.
        public let place: SourcePlace
    }

    /// Something that is shown anew because of the phase.
    public struct Trigger: Sendable, Equatable {
        /// The obligation's id; nil for the requalification that the plant file states of an instance.
        public let obligation: String?
        /// What it asks.
        public let says: String
        /// For whom.
        public let units: [PlacementFacts.Place]
        /// How many weeks it takes, where the plant file says so.
        public let weeks: Int?
    }

    /// What is not moved yet.
    public struct Remainder: Sendable, Equatable {
        /// The units.
        public let units: [PlacementFacts.Place]
        /// What of them.
        public let measures: [RoadmapMeasure]
        /// Ids of the instances of today that keep it.
        public let instances: [String]
        /// Whether these are paper.
        public let paper: Bool
    }

    /// The way back.
    public struct RollBack: Sendable, Equatable {
        /// Id of the instance of today that takes the units back.
        public let instance: String
        /// The units.
        public let units: [PlacementFacts.Place]
        /// The day by which the instance goes; nil if the plant file does not say.
        public let retireBy: Day?
        /// The phase after which nothing is left in the instance; nil if something stays.
        public let untilPhase: Int?
        /// Obligations that would be refused again, which this phase closes.
        public let reopens: [String]
    }

    /// From 1.
    public let number: Int
    /// What moves.
    public let measure: RoadmapMeasure
    /// Units by where they come from and go to.
    public internal(set) var moves: [Move] = []
    /// Instances opened for it.
    public internal(set) var opens: [Opening] = []
    /// Facts that the moved units rest on where they go and that no phase before asked for, unless evidence shows them for longer than the phase.
    public internal(set) var facts: [ReadFact] = []
    /// Approvals.
    public internal(set) var approvals: [Approval] = []
    /// Customers' approvals of changes, as obligations.
    public internal(set) var customerApprovals: [Trigger] = []
    /// Flows connected anew.
    public internal(set) var connections: [Connection] = []
    /// What it closes.
    public internal(set) var closes: [Closure] = []
    /// What it triggers.
    public internal(set) var triggers: [Trigger] = []
    /// What stays where it is.
    public internal(set) var stays: [Remainder] = []
    /// The way back, by instance of today.
    public internal(set) var rollBack: [RollBack] = []
    /// Ids of instances of today in which nothing is left afterwards.
    public internal(set) var empties: [String] = []
    /// Weeks that it takes as far as the plant file says.
    public internal(set) var weeks = 0
    /// Whether the plant file leaves open how long a requalification in it takes.
    public internal(set) var weeksAreOpen = false
    /// The day before which it cannot end; nil beyond the calendar.
    public internal(set) var endsNotBefore: Day?
}
