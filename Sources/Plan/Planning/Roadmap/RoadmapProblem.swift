public import PlantModel

/// Why a roadmap has no feasible order: what is wrong, where, and what to do.
public enum RoadmapProblem: Sendable, Equatable {
    /// A group of units in a cycle: what it would newly have refused where it goes, by whom it waits for.
    public struct Wait: Sendable, Equatable {
        /// Who waits.
        public let units: [PlacementFacts.Place]
        /// Id of the candidate that they go to.
        public let target: String
        /// For whom.
        public let blockedBy: [PlacementFacts.Place]
        /// Obligations that would be refused as long as the others are there.
        public let obligations: [String]
        /// Where the units and the instances in question are written.
        public let places: [SourcePlace]
    }

    /// There is no plan to lead to.
    case noPlan
    /// Units wait for each other in a circle.
    case cycle([Wait])
    /// An instance of today goes before its units can have left it.
    case retiredTooEarly(
        instance: String,
        retireBy: Day,
        units: [PlacementFacts.Place],
        earliest: Day?,
        weeks: Int,
        place: SourcePlace
    )
    /// The plan keeps an instance of today that goes.
    case keptBeyondRetirement(instance: String, retireBy: Day, units: [PlacementFacts.Place], place: SourcePlace)
    /// A phase would have an obligation refused that was not: the order is wrong, which a check of all states found.
    case addsRefusal(phase: Int, units: [PlacementFacts.Place], obligation: String, question: String)
}

extension RoadmapProblem: CustomStringConvertible {
    /// What is wrong, where and what to do about it.
    public var description: String {
        func names(_ units: [PlacementFacts.Place]) -> String { RoadmapNames.units(units) }
        switch self {
        case .noPlan:
            return
                "no placement meets every obligation, so there is nothing to lead to; `bulkhead plan` says what cannot hold together"
        case .cycle(let waits):
            let steps = waits.map { wait in
                let places = wait.places.map(\.description).joined(separator: ", ")
                return "\(names(wait.units)) may not enter \(wait.target) before \(names(wait.blockedBy)) has left "
                    + "(\(wait.obligations.joined(separator: ", ")); \(places))"
            }
            let first = waits.first.map { names($0.units) } ?? "one of them"
            return
                "no order works: \(steps.joined(separator: "; ")); take \(first) to paper for the time between, or allow one more instance"
        case .retiredTooEarly(let instance, let retireBy, let units, let earliest, let weeks, let place):
            let day = earliest.map { "on \($0)" } ?? "beyond the calendar"
            return
                "\(instance) goes by \(retireBy) (\(place)), and \(names(units)) can leave it \(day) at the earliest, after \(weeks) weeks of "
                + "requalification; keep \(instance) longer, shorten the requalification, or take these units to paper until then"
        case .keptBeyondRetirement(let instance, let retireBy, let units, let place):
            return
                "\(instance) goes by \(retireBy) (\(place)), and the plan keeps it for \(names(units)); remove retireBy, or limit what it may "
                + "host so that the plan moves these units"
        case .addsRefusal(let phase, let units, let obligation, let question):
            return
                "phase \(phase) would have \(obligation) refused for \(names(units)) (\(question)), which holds today; report this order as a "
                + "defect of the planner and do not follow it"
        }
    }
}

/// Names of units in sentences.
enum RoadmapNames {
    /// Of many, the first and how many more there are.
    static func units(_ units: [PlacementFacts.Place], shown: Int = 6) -> String {
        PlanReport.brief(units.map(\.description), shown: shown)
    }

    static func sorted(_ units: some Sequence<PlacementFacts.Place>) -> [PlacementFacts.Place] {
        Set(units).sorted(by: precedes)
    }

    static func precedes(_ one: PlacementFacts.Place, _ other: PlacementFacts.Place) -> Bool {
        (one.program, one.site) < (other.program, other.site)
    }
}
