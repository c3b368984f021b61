public import Classification
public import PlantModel

/// Which system of the plant holds a path, and who reads there what they may not.
public struct PlaceJudge: Sendable {
    /// A system and the path that it holds.
    public struct Holding: Sendable, Hashable {
        /// The system's id in the plant file.
        public let system: String
        /// An absolute path without links in it.
        public let path: String

        /// Names a holding.
        public init(system: String, path: String) { (self.system, self.path) = (system, path) }
    }

    /// What is said of a label at a place.
    public struct Judgement: Sendable, Hashable {
        /// The system that holds the place.
        public let system: String
        /// Readers who may not have it, and for what reasons; nil where nobody but the owner may.
        public let refusals: [FoundDataFacts.Refusal]?
        /// How many audiences read the place.
        public let readerCount: Int

        /// Whether all who read it there may.
        public var isAdmitted: Bool { refusals?.isEmpty ?? false }
    }

    private let facts: FoundDataFacts
    private let schemes: Schemes
    private let holdings: [Holding]

    /// - Parameter holdings: of paths in each other the longer counts.
    public init(_ facts: FoundDataFacts, schemes: Schemes, holdings: [Holding]) {
        (self.facts, self.schemes) = (facts, schemes)
        self.holdings = holdings.sorted { $0.path.utf8.count > $1.path.utf8.count }
    }

    /// The obligations in force, by id.
    public var obligations: [String: Obligation] { facts.obligations }

    /// The system that holds a path; nil where the scan was told of none.
    public func system(holding path: String) -> String? {
        holdings.first { LeakScan.holds($0.path, path) }?.system
    }

    /// What is said of a finding; nil where it restricts nothing or nobody knows what holds its path.
    public func judge(_ finding: LeakFinding) -> Judgement? {
        let label = schemes.label(canonicalText: finding.label)
        guard !label.isUnrestricted, let system = system(holding: finding.path) else { return nil }
        return Judgement(
            system: system,
            refusals: facts.refusals(of: label, at: system),
            readerCount: facts.readers(of: system).count
        )
    }
}
