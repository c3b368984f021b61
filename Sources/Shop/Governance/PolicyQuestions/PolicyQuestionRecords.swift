public import Boundary
internal import PlantModel
public import Storage

/// A policy that can be asked about: an obligation of the catalogue, or a grant of the plant's own that names no program which its reader may not know of.
public struct PolicyText: AnswerRecord {
    /// Its id; `forbid` or `permit`; `catalogue` or `grant`; what it says; its text where it was chosen, else nothing.
    public static let shape = AnswerShape(
        "policy-text",
        [.init("policy"), .init("effect"), .init("source"), .init("says"), .init("text")]
    )
    /// Its kind.
    public static let kind = RecordKind<PolicyText>(shape)
    /// Where it comes from.
    public let origin: RecordOrigin
    /// Its values.
    public let values: [Restricted<ViewValue>]

    /// A record from its values.
    public init(origin: RecordOrigin, values: [Restricted<ViewValue>]) {
        self.origin = origin
        self.values = values
    }
}

/// How far the answer to a question about other policies has come.
public struct PolicyQuestionStanding: AnswerRecord {
    /// The policy that would be another one; `waiting`, `working`, `answered`, `unsound`, `cancelled`, `late` or `failed`; what is worked on, how much of it is
    /// done and how much there is; what keeps the policies from being decided by.
    public static let shape = AnswerShape(
        "policy-question",
        [
            .init("replaced"), .init("standing"), .init("step"), .init("done", .integer), .init("of", .integer),
            .init("problems"),
        ]
    )
    /// Its kind.
    public static let kind = RecordKind<PolicyQuestionStanding>(shape)
    /// Where it comes from.
    public let origin: RecordOrigin
    /// Its values.
    public let values: [Restricted<ViewValue>]

    /// A record from its values.
    public init(origin: RecordOrigin, values: [Restricted<ViewValue>]) {
        self.origin = origin
        self.values = values
    }
}

/// What the prover says of other policies: of one kind of request, or of one theorem.
public struct PolicyFinding: AnswerRecord {
    /// `gains`, `loses` or `theorem`; the kind of request, or the theorem and what it says; `none`, `example`, `proved`, `fails` or `unknown`; the example that
    /// the evaluator confirmed, or why nothing was shown.
    public static let shape = AnswerShape(
        "policy-finding",
        [.init("about"), .init("subject"), .init("says"), .init("answer"), .init("example")]
    )
    /// Its kind.
    public static let kind = RecordKind<PolicyFinding>(shape)
    /// Where it comes from.
    public let origin: RecordOrigin
    /// Its values.
    public let values: [Restricted<ViewValue>]

    /// A record from its values.
    public init(origin: RecordOrigin, values: [Restricted<ViewValue>]) {
        self.origin = origin
        self.values = values
    }
}
