internal import PlantModel
public import Storage

/// How a program's classification shows in its trail and its records: where it may restrict too much, and where too little.
public struct ClassificationMeasure: AnswerRecord {
    /// The program; how often a record of it was refused, to how many persons; how many of these got the same kind of record of it later; how often
    /// access to it was asked for; how many records are restricted more than the plan says today; how many fields hold a marking that says more than their label; how many records hold
    /// what is known to be restricted more, though nothing marks it; how many records were looked through, and whether that was all of them.
    public static let shape = AnswerShape(
        "classification-measure",
        [
            .init("program"), .init("refusals", .integer), .init("persons", .integer), .init("laterGranted", .integer),
            .init("accessRequests", .integer), .init("aboveThePlan", .integer), .init("markedBeyond", .integer),
            .init("derivedBeyond", .integer), .init("lookedThrough", .integer),
            .init("isWhole"),
        ]
    )
    /// Its kind.
    public static let kind = RecordKind<ClassificationMeasure>(shape)
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

/// Somebody who was refused records of a kind and got records of that kind of the same program later.
public struct LaterGrant: AnswerRecord {
    /// Who; the kind of record; when first refused, when first released after that, in UTC; which policies refused; one of the records, by its id.
    public static let shape = AnswerShape(
        "later-grant",
        [
            .init("program"), .init("subject"), .init("recordKind"), .init("refused"), .init("granted"),
            .init("policies"), .init("record"),
        ]
    )
    /// Its kind.
    public static let kind = RecordKind<LaterGrant>(shape)
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

/// A record whose label is not what it ought to be: it restricts more than the plan says of its program and class, or a marking in it says more than the
/// label does, or it holds what is known to be restricted more.
public struct LabelDoubt: AnswerRecord {
    /// `abovePlan`, `markedBeyond` or `derivedBeyond`; the program; the kind of record; the record, by its id; for a marking the field, and the marking as it was
    /// found; for what nothing marks, what was found.
    public static let shape = AnswerShape(
        "label-doubt",
        [
            .init("doubt"), .init("program"), .init("recordKind"), .init("record"), .init("field"), .init("marking"),
        ]
    )
    /// Its kind.
    public static let kind = RecordKind<LabelDoubt>(shape)
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
