public import Classification
public import PlantModel

/// A reviewed rule that a derived value carries less than what it was made from: the only way to a weaker label. It is part of the baseline
/// that was approved, and does not decontrol its sources.
public struct Determination: Hashable, Sendable {
    /// An approval in one capacity.
    public struct Approval: Hashable, Sendable {
        /// In which capacity, such as `exportOffice`.
        public let capacity: String
        /// By whom: an id of the register.
        public let approver: String

        /// An approval.
        public init(capacity: String, approver: String) {
            self.capacity = capacity
            self.approver = approver
        }
    }

    /// How many have to share a value before it says nothing of any one of them.
    public struct Threshold: Hashable, Sendable {
        /// Programs at least.
        public let programsMin: Int
        /// Customers at least.
        public let customersMin: Int

        /// A threshold; neither number is less than 1.
        public init(programsMin: Int, customersMin: Int) {
            self.programsMin = max(1, programsMin)
            self.customersMin = max(1, customersMin)
        }
    }

    /// What is said of a value below the threshold.
    public enum Below: String, Hashable, Sendable {
        /// That there is something.
        case reserved
        /// Nothing.
        case nothing
    }

    /// The rule's id.
    public let rule: String
    /// What the rule computes, `Rule.kind` of the schema, such as `capacitySum`.
    public let kind: String
    /// Who wrote it: an id of the register.
    public let author: String
    /// Who approved it; an approval by the author counts for nothing.
    public let approvals: [Approval]
    /// The day from which it holds.
    public let date: Day
    /// The last day before it has to be reviewed again.
    public let reviewBy: Day
    /// Where it is written.
    public let cite: String
    /// The programs that it covers.
    public let programs: Set<String>
    /// How many have to share the value.
    public let threshold: Threshold
    /// What is said below that.
    public let below: Below
    /// What still restricts the result.
    public let result: Label
    /// The data class of the result.
    public let resultClass: DataClass

    /// A determination.
    public init(
        rule: String,
        kind: String,
        author: String,
        approvals: [Approval],
        date: Day,
        reviewBy: Day,
        cite: String,
        programs: Set<String>,
        threshold: Threshold,
        below: Below,
        result: Label,
        resultClass: DataClass
    ) {
        self.rule = rule
        self.kind = kind
        self.author = author
        self.approvals = approvals
        self.date = date
        self.reviewBy = reviewBy
        self.cite = cite
        self.programs = programs
        self.threshold = threshold
        self.below = below
        self.result = result
        self.resultClass = resultClass
    }

    /// The capacities in which somebody else than the author approved.
    var approvedCapacities: Set<String> { Set(approvals.filter { $0.approver != author }.map(\.capacity)) }

    /// Whether it was reviewed and the review has not lapsed.
    func isReviewed(on day: Day) -> Bool { !approvedCapacities.isEmpty && date <= day && day <= reviewBy }
}

/// What a determination makes of a value.
public enum Determined<Value: Sendable>: Sendable {
    /// The value, under the determination's label.
    case value(Restricted<Value>)
    /// There is something, shared by too few to say what.
    case reserved
    /// Nothing.
    case nothing
}

extension Determination {
    /// All of it as one text, for the hash of the policies.
    var digestText: String {
        """
        \(rule) \(kind) \(author) \(approvals.map { "\($0.capacity)=\($0.approver)" }) \(date) \(reviewBy) \(cite) \
        \(programs.sorted()) \(threshold.programsMin) \(threshold.customersMin) \(below.rawValue) \(result.canonicalText) \
        \(resultClass.rawValue)
        """
    }
}
