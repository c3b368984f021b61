public import PlantModel

/// Data that somebody can reach today who may not: what a stop-gap closes before anything moves.
///
/// The analysis of flows finds it (`FlowAnalysis.leaks`).
public struct Leak: Sendable, Hashable, Comparable {
    /// How the audience reaches it.
    public enum Reach: String, Sendable, Hashable, CaseIterable {
        /// It signs in and reads.
        case reads
        /// It administers what the data lies on.
        case administers
        /// It supports what the data lies on.
        case supports
    }

    /// Id of the system or of the instance of today.
    public let system: String
    /// Id of the audience.
    public let audience: String
    /// How it reaches the data.
    public let reach: Reach
    /// Ids of the programs whose data it is, sorted.
    public let programs: [String]
    /// The classes of data, in the order of `DataClass`.
    public let dataClasses: [DataClass]
    /// Ids of the flows by which they come there, sorted; empty where they lie there anyway.
    public let flows: [String]
    /// Ids of the obligations that refuse, sorted.
    public let obligations: [String]
    /// Where the system is written.
    public let place: SourcePlace

    /// A leak.
    public init(
        system: String,
        audience: String,
        reach: Reach,
        programs: [String],
        dataClasses: [DataClass],
        flows: [String],
        obligations: [String],
        place: SourcePlace
    ) {
        self.system = system
        self.audience = audience
        self.reach = reach
        self.programs = Set(programs).sorted()
        let classes = Set(dataClasses)
        self.dataClasses = DataClass.allCases.filter(classes.contains)
        self.flows = Set(flows).sorted()
        self.obligations = Set(obligations).sorted()
        self.place = place
    }

    private var key: [String] {
        [system, audience, reach.rawValue] + programs + flows + obligations + dataClasses.map(\.rawValue)
    }

    /// By system, audience, reach, programs, flows, obligations and data.
    public static func < (left: Leak, right: Leak) -> Bool { left.key.lexicographicallyPrecedes(right.key) }
}
