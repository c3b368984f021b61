internal import Classification
internal import Journal
public import PlantModel
internal import Storage

/// Which events of a trail somebody takes as evidence: of which days, how they ended, by which policy, all of them or some by chance.
public struct EvidenceChoice: Hashable, Sendable {
    /// Some of them, which a seed chooses: whoever asks with the same one of the same log gets the same.
    public struct Sample: Hashable, Sendable {
        /// How many, of 1 to ``TrailBundle/entriesMax``.
        public let count: Int
        /// Any text.
        public let seed: String

        /// A sample; nil for none or for more than a bundle holds, and for a seed that nobody would write down.
        public init?(count: Int, seed: String) {
            guard 1...TrailBundle.entriesMax ~= count, 1...64 ~= seed.utf8.count,
                seed.unicodeScalars.allSatisfy({ $0.isASCII && $0.value > 0x20 && $0.value < 0x7F })
            else { return nil }
            self.count = count
            self.seed = seed
        }

        /// What entries are put in the order of, the first bytes of a hash: nobody foresees it without the seed, and whoever has it works it out again.
        func place(of sequence: UInt64) -> [UInt8] {
            AggregateID(hashing: Array("bulkhead evidence sample v1\n\(seed)\n\(sequence)".utf8)).bytes
        }
    }

    /// Events that are looked through for one bundle.
    static let eventsMax = 1_000_000

    /// The first day, in UTC; nil for all from the beginning.
    public let first: Day?
    /// The last day, in UTC; nil for all to the end.
    public let last: Day?
    /// How they ended; nil for either.
    public let outcome: AccessEvent.Outcome?
    /// The id of a policy that decided, as the rationale and refusals cite it; nil for any.
    public let policy: String?
    /// nil for the newest.
    public let sample: Sample?

    /// A choice; without anything the newest of all.
    public init(
        first: Day? = nil,
        last: Day? = nil,
        outcome: AccessEvent.Outcome? = nil,
        policy: String? = nil,
        sample: Sample? = nil
    ) {
        self.first = first
        self.last = last
        self.outcome = outcome
        self.policy = policy
        self.sample = sample
    }

    /// What the bundle says of it.
    /// - Parameter found: how many there are to choose from.
    func stated(found: Int) -> AuditBundle.Choice {
        AuditBundle.Choice(
            first: first?.description,
            found: UInt64(found),
            last: last?.description,
            outcome: outcome?.rawValue,
            policy: policy,
            seed: sample?.seed
        )
    }
}

/// The places in a log that were chosen, and of how many.
struct ChosenEvidence {
    private let choice: EvidenceChoice
    private(set) var found = 0
    private var kept: [(rank: Rank, sequence: UInt64)] = []

    /// What comes first is taken.
    private enum Rank: Comparable {
        case newest(String, UInt64)
        case byChance([UInt8])

        static func < (one: Rank, other: Rank) -> Bool {
            switch (one, other) {
            case (.newest(let at, let sequence), .newest(let otherAt, let otherSequence)):
                (otherAt, otherSequence) < (at, sequence)
            case (.byChance(let place), .byChance(let otherPlace)): place.lexicographicallyPrecedes(otherPlace)
            case (.newest, .byChance): true
            case (.byChance, .newest): false
            }
        }
    }

    init(_ choice: EvidenceChoice) { self.choice = choice }

    /// In the order of the log.
    var sequences: [UInt64] { first.map(\.sequence).sorted() }

    private var countMax: Int { choice.sample?.count ?? TrailBundle.entriesMax }

    private var first: ArraySlice<(rank: Rank, sequence: UInt64)> {
        kept.sorted { $0.rank < $1.rank }.prefix(countMax)
    }

    /// So many more were found that come after those that are taken.
    mutating func leaveOut(_ count: Int) { found += count }

    mutating func add(_ sequence: UInt64, at: String) {
        found += 1
        kept.append((choice.sample.map { .byChance($0.place(of: sequence)) } ?? .newest(at, sequence), sequence))
        // However long the trail is, a few of it are held.
        if kept.count >= 2 * TrailBundle.entriesMax { kept = Array(first) }
    }
}

extension Boundary {
    /// The events of access that were chosen, of those that somebody may take by a channel, and the label of all of the compartment.
    func trail<Way: Channel>(
        _ choice: EvidenceChoice,
        in compartment: CompartmentName,
        for subject: Subject,
        _ channel: Way,
        _ whereabouts: Whereabouts
    ) throws(BoundaryError) -> (chosen: ChosenEvidence, label: SharedLabel) {
        var chosen = ChosenEvidence(choice)
        let asked = choice.policy == nil ? [] : ["policies"]
        guard let trail = try readableTrail(in: compartment, for: subject, channel, whereabouts, asking: Set(asked))
        else {
            return (chosen, SharedLabel(.sealed))
        }
        let end = choice.last.flatMap { $0.adding(days: 1) }?.description
        var left = EvidenceChoice.eventsMax
        for outcome in AccessEvent.Outcome.allCases where choice.outcome == nil || choice.outcome == outcome {
            guard choice.sample != nil || choice.policy != nil else {
                let newest = try trail.newest(
                    of: outcome,
                    from: choice.first?.description,
                    before: end,
                    ["sequence", "at"],
                    limit: TrailBundle.entriesMax
                )
                for row in newest.rows {
                    if case .integer(let sequence) = row[0], case .text(let at) = row[1] {
                        chosen.add(UInt64(clamping: sequence), at: at)
                    }
                }
                chosen.leaveOut(newest.count - newest.rows.count)
                continue
            }
            try trail.pages(of: outcome, from: choice.first?.description, before: end, ["sequence"] + asked) {
                rows throws(BoundaryError) in
                left -= rows.count
                guard left >= 0 else {
                    throw BoundaryError(
                        .invalidQuestion,
                        "more than \(EvidenceChoice.eventsMax) releases and refusals are in these days; ask for fewer days"
                    )
                }
                for row in rows {
                    guard case .text(let at) = row[1], case .integer(let sequence) = row[3] else { continue }
                    if let policy = choice.policy {
                        guard case .text(let cited) = row[4], cited.split(separator: ", ").contains(policy[...])
                        else { continue }
                    }
                    chosen.add(UInt64(clamping: sequence), at: at)
                }
            }
        }
        return (chosen, try labelOfAll(in: compartment))
    }
}
