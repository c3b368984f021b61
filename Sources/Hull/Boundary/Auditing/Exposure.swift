public import Journal
public import PlantModel
public import Storage

/// What is looked for in the trail after something leaked: what left of a program, or of one record of it.
public struct ExposureQuestion: Sendable {
    /// Events that are looked through for one answer.
    public static let eventsMax = 100_000
    /// Lines of one answer.
    public static let linesMax = 2_000

    /// The program.
    public let program: String
    /// The record, by its id; nil for all that left of the program.
    public let record: AggregateID?
    /// The first day that is looked through; nil for the first there is.
    public let since: Day?

    /// A question.
    public init(_ program: String, record: AggregateID?, since: Day?) {
        self.program = program
        self.record = record
        self.since = since
    }
}

/// What left of a program or a record, as a whole: the sheet above its lines.
public struct ExposureSheet: AnswerRecord {
    /// The program; the record, or nothing; the first day that was looked through, or nothing; how many lines, and how many releases they are of.
    public static let shape = AnswerShape(
        "exposure-sheet",
        [.init("program"), .init("record"), .init("since"), .init("recipients", .integer), .init("releases", .integer)]
    )
    /// Its kind.
    public static let kind = RecordKind<ExposureSheet>(shape)
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

/// Who got something: by which channel, of which kind of record, when first, when last, how often.
public struct Exposure: AnswerRecord {
    /// Who; the channel; the kind of record; the first and the last moment, in UTC; how many releases.
    public static let shape = AnswerShape(
        "exposure",
        [
            .init("subject"), .init("channel"), .init("recordKind"), .init("first"), .init("last"),
            .init("releases", .integer),
        ]
    )
    /// Its kind.
    public static let kind = RecordKind<Exposure>(shape)
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
