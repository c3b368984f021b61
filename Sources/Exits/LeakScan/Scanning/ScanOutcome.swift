internal import Classification
public import PlantModel

/// What a scan found, weighed: what is known of who reads it there, and what somebody accepted.
public struct ScanOutcome: Sendable {
    /// How much a finding asks for.
    public enum Severity: String, Sendable, Comparable, CaseIterable {
        /// Nothing is to be done.
        case note
        /// Somebody has to look.
        case warning
        /// Restricted data is where it may not be, as far as is known.
        case error

        /// What asks for less first.
        public static func < (left: Severity, right: Severity) -> Bool {
            (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
        }
    }

    /// A finding with what is said of it.
    public struct Weighed: Sendable {
        /// What was found.
        public let finding: LeakFinding
        /// How much it asks for.
        public let severity: Severity
        /// Who reads it there that may not; nil without a plant, or where nobody knows what holds the path.
        public let judgement: PlaceJudge.Judgement?
        /// Who accepted it, where somebody did and the day has not passed.
        public let accepted: LeakBaseline.Entry?
    }

    /// What was counted.
    public struct Counts: Sendable, Hashable {
        /// Files that were met.
        public var files = 0
        /// Their bytes.
        public var bytes = 0
        /// Files that had not changed since an earlier scan.
        public var unchanged = 0
        /// Files that were not read at all.
        public var notScanned = 0
        /// Files of which some was not looked into.
        public var notInspected = 0
        /// Findings beyond the bound, of which none is kept.
        public var omitted = 0

        /// Nothing yet.
        public init() {}
    }

    /// More findings are counted and not kept.
    public static let findingsMax = 100_000

    /// All that are kept, in the order of the walk.
    public let findings: [Weighed]
    /// What was counted.
    public let counts: Counts
    /// Where was scanned.
    public let roots: [String]
    /// The day by which acceptances were weighed.
    public let asOf: Day
    /// Entries of the baseline whose day has passed, though their finding is there.
    public let expired: [LeakBaseline.Entry]
    /// Obligations that refuse some reader, by id.
    public let obligations: [String: Obligation]

    /// Whether there is something to look at: findings above a note that nobody accepted, or more than are kept.
    public var hasFindings: Bool {
        counts.omitted > 0 || findings.contains { $0.severity > .note && $0.accepted == nil }
    }

    /// Weighs what was found.
    public init(
        _ found: [LeakFinding],
        counts: Counts,
        roots: [String],
        asOf: Day,
        baseline: LeakBaseline = .empty,
        judge: PlaceJudge? = nil
    ) {
        var expired: [LeakBaseline.Entry] = []
        var judged: [String: PlaceJudge.Judgement?] = [:]
        findings = found.map { finding in
            var accepted = baseline.entries[finding.fingerprint]
            if let entry = accepted, entry.expires < asOf {
                expired.append(entry)
                accepted = nil
            }
            var judgement: PlaceJudge.Judgement?
            if let judge, Self.restricts.contains(finding.leakRule) {
                // Files in one folder with one label are asked about once.
                let key = (judge.system(holding: finding.path) ?? "") + "\u{1}" + finding.label
                let known = judged[key] ?? judge.judge(finding)
                judged[key] = known
                judgement = known
            }
            return Weighed(
                finding: finding,
                severity: Self.severity(of: finding.leakRule, judgement),
                judgement: judgement,
                accepted: accepted
            )
        }
        (self.counts, self.roots, self.asOf, self.expired) = (counts, roots, asOf, expired)
        let refusing = Set(findings.flatMap { $0.judgement?.refusals ?? [] }.flatMap(\.refusedBy))
        obligations = judge?.obligations.filter { refusing.contains($0.key) } ?? [:]
    }

    /// Rules whose findings say whom data is kept from.
    private static let restricts: Set<LeakRule> = [.marking, .nativeField, .knownWords, .knownValues]

    private static func severity(of rule: LeakRule, _ judgement: PlaceJudge.Judgement?) -> Severity {
        switch rule {
        case .classified, .contradiction: .error
        case .marking, .nativeField, .knownWords, .knownValues: judgement?.isAdmitted == true ? .note : .error
        case .notInspected, .notScanned, .falseName, .faultyMarking, .knownColumns: .warning
        case .mention: .note
        }
    }
}

extension ScanOutcome {
    /// The same with some of the findings alone.
    public func reporting(_ isWanted: (LeakFinding) -> Bool) -> ScanOutcome {
        ScanOutcome(self, findings: findings.filter { isWanted($0.finding) })
    }

    private init(_ outcome: ScanOutcome, findings: [Weighed]) {
        self.findings = findings
        (counts, roots, asOf) = (outcome.counts, outcome.roots, outcome.asOf)
        (expired, obligations) = (outcome.expired, outcome.obligations)
    }
}
