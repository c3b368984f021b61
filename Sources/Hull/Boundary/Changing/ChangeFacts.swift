/// A change as policies are asked about it: `Change` of the schema. Its tier, the standards and flowdowns that it touches and whether it is
/// safety critical follow from its programs.
public struct ChangeFacts: Sendable, Equatable {
    /// The id of the change.
    public let id: String
    /// What it changes, `Change.kind`: `baseline`, `routing`, `specialProcess`, `site`, …
    public let kind: String
    /// What is other than before, `Change.touches`: its kind and, of a work definition, what its new revision changes.
    public let touches: Set<String>
    /// The programs that it touches; nil for all of the plant.
    public let programs: Set<String>?
    /// Who wrote it, by the id in the register.
    public let author: String

    /// A change.
    public init(id: String, kind: String, touching: Set<String> = [], programs: Set<String>?, author: String) {
        self.id = id
        self.kind = kind
        touches = touching.union([kind])
        self.programs = programs
        self.author = author
    }
}

/// How far a change has come.
public struct ChangeProgress: Sendable, Equatable {
    /// Who approved it in which capacity, by their ids in the register.
    public var approvals: [(approver: String, capacity: String)]
    /// The tests that it passed.
    public var tests: Set<String>
    /// The evidence that is there.
    public var evidence: Set<String>
    /// The customers that approved it, by their ids in the plant file.
    public var customers: Set<String>

    /// What there is.
    public init(
        approvals: [(approver: String, capacity: String)] = [],
        tests: Set<String> = [],
        evidence: Set<String> = [],
        customers: Set<String> = []
    ) {
        self.approvals = approvals
        self.tests = tests
        self.evidence = evidence
        self.customers = customers
    }

    /// Equal in all.
    public static func == (left: Self, right: Self) -> Bool {
        left.approvals.elementsEqual(right.approvals, by: ==) && left.tests == right.tests
            && left.evidence == right.evidence && left.customers == right.customers
    }
}

/// What is done to a change.
public enum ChangeAct: Sendable, Equatable {
    /// It is approved in a capacity, such as `quality`.
    case approve(capacity: String)
    /// It is put in force.
    case release
}

/// What policies say of an act on a change.
public struct ChangeVerdict: Sendable {
    /// Whether it may be done.
    public let isAllowed: Bool
    /// The tier of the change.
    public let tier: Int
    /// What refuses; empty where it is allowed.
    public let reasons: [Denial.Reason]
    /// Whether who asks has the authority: where it is refused, by what the change still lacks alone, whoever asks.
    public let hasAuthority: Bool
}
