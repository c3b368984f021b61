public import Journal
internal import PlantModel
public import Storage

/// Who can reach a program's data: a person, with the classes of records that a screen would show, and by what.
public struct AccessReach: AnswerRecord {
    /// The person; the classes; the policies that permit; the authorizations without which they would not. The facts that it rests on are of the class
    /// `training`: employer, the need to know with who vouches for it and until when, where they come from and as of which day.
    public static let shape = AnswerShape(
        "access-reach",
        [
            .init("person"), .init("classes"), .init("policies"), .init("authorities"),
            .init("employer", .text, .training), .init("source", .text, .training), .init("asOf", .text, .training),
            .init("need", .text, .training),
        ]
    )
    /// Its kind.
    public static let kind = RecordKind<AccessReach>(shape)
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

extension AccessReviewSheet {
    /// The id by which the reviews of a program are asked for: 16 bytes of a hash, so that an address names no program.
    public static func id(of program: String) -> AggregateID {
        AggregateID(hashing: Array("bulkhead access review v1\n\(program)".utf8))
    }
}

/// The sheet of an access review: what is signed when it is signed off.
public struct AccessReviewSheet: AnswerRecord {
    /// The program; the day; by which policies in force; how many persons; the hash of all that the review shows.
    public static let shape = AnswerShape(
        "access-review-sheet",
        [.init("program"), .init("day"), .init("epoch"), .init("persons", .integer), .init("contentHash")]
    )
    /// Its kind.
    public static let kind = RecordKind<AccessReviewSheet>(shape)
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
