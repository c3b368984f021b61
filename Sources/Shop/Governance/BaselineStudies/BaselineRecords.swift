public import Boundary
internal import PlantModel
public import Storage

/// How far the study of a baseline has come that somebody would have in force.
public struct BaselineStudyStanding: AnswerRecord {
    /// `waiting`, `working`, `answered`, `unsound`, `cancelled`, `late` or `failed`; what is worked on, how much of it is done and how much there is; the
    /// hash of the baseline, once it is known; what became of the theorems; whether all were proved.
    public static let shape = AnswerShape(
        "baseline-study",
        of: .workInstructions,
        [
            .init("standing", .text, .workInstructions), .init("step", .text, .workInstructions),
            .init("done", .integer, .workInstructions), .init("of", .integer, .workInstructions),
            .init("content", .text, .workInstructions), .init("proof", .text, .workInstructions),
            .init("proved", .text, .workInstructions),
        ]
    )
    /// Its kind.
    public static let kind = RecordKind<BaselineStudyStanding>(shape)
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

/// A line of what a baseline changes, or of what keeps it from being one.
public struct BaselineLine: AnswerRecord {
    /// What it is about (`program`, `grant`, `plan`, …, or `problem`); where it stands; what is in force and what would be, empty for nothing.
    public static let shape = AnswerShape(
        "baseline-line",
        of: .workInstructions,
        [
            .init("kind", .text, .workInstructions), .init("path", .text, .workInstructions),
            .init("before", .text, .workInstructions), .init("after", .text, .workInstructions),
        ]
    )
    /// Its kind.
    public static let kind = RecordKind<BaselineLine>(shape)
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

/// A baseline that was released, as far as it is known which files it has.
public struct BaselineStanding: AnswerRecord {
    /// Its hash; its first day; `inForce`, `atNextStart` (its day has come while the instance runs by another one), `untilNextStart` (that other one),
    /// `later` or `before`; who approved it in which capacity, a line each; the tier of its change, of the first one nothing.
    public static let shape = AnswerShape(
        "baseline",
        of: .workInstructions,
        [
            .init("content", .text, .workInstructions), .init("effective", .text, .workInstructions),
            .init("standing", .text, .workInstructions), .init("approvals", .text, .workInstructions),
            .init("tier", .text, .workInstructions),
        ]
    )
    /// Its kind.
    public static let kind = RecordKind<BaselineStanding>(shape)
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

/// What the release of a change by whoever asks would still take.
public struct ChangeReview: AnswerRecord {
    /// The tier of the change; what it touches, such as `connector, grant`; what is missing, a line each.
    public static let shape = AnswerShape(
        "change-review",
        of: .workInstructions,
        [
            .init("tier", .integer, .workInstructions), .init("touches", .text, .workInstructions),
            .init("missing", .text, .workInstructions),
        ]
    )
    /// Its kind.
    public static let kind = RecordKind<ChangeReview>(shape)
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
