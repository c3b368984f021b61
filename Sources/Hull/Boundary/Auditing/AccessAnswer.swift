internal import PlantModel
public import Storage

/// What is decided of a person, an action and a record.
public struct AccessAnswer: AnswerRecord {
    /// Who, what for, the kind of record; `permitted` or `refused`; the day, by which policies in force, and the place it was asked
    /// of. What the register knows of the person is
    /// of the class `training`, as facts of persons are.
    public static let shape = AnswerShape(
        "access-answer",
        [
            .init("person"), .init("action"), .init("recordKind"), .init("outcome"), .init("day"), .init("epoch"),
            .init("source", .text, .training), .init("asOf", .text, .training), .init("place"),
        ]
    )
    /// Its kind.
    public static let kind = RecordKind<AccessAnswer>(shape)
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

/// A policy that an answer rests on: what it asks, where it is written, and what meets it; or an authorization without which it would be refused.
public struct AccessReason: AnswerRecord {
    /// `permits`, `refuses` or `authorizes`; the policy; what it says; its cite; what meets it.
    public static let shape = AnswerShape(
        "access-reason",
        [.init("effect"), .init("policy"), .init("says"), .init("cite"), .init("metBy")]
    )
    /// Its kind.
    public static let kind = RecordKind<AccessReason>(shape)
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

/// One of the smallest sets of changes that would permit it. A change of a person's facts tells these, so that it is of the class `training`.
public struct AccessRemedy: AnswerRecord {
    /// Its rank, fewest changes first; changes of facts of the person, and of others.
    public static let shape = AnswerShape(
        "access-remedy",
        [.init("rank", .integer), .init("ofPerson", .text, .training), .init("ofOthers")]
    )
    /// Its kind.
    public static let kind = RecordKind<AccessRemedy>(shape)
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
