public import Boundary
internal import PlantModel
public import Storage

/// What a person is qualified for, and until when.
public struct Qualification: ExecutionRecord {
    /// Its kind.
    public static let kind = RecordKind<Qualification>(declaration)
    /// Its table and fields.
    public static let declaration = RecordDeclaration(
        "qualification",
        .training,
        [
            .init("person", .text, .training),
            .init("name", .text, .training),
            .init("until", .text, .training, isNullable: true),
            .init("source", .text, .training),
            .init("asOf", .text, .training),
        ],
        lookups: [["person", "name"]]
    )
    /// Where it is from.
    public let origin: RecordOrigin
    /// Its values.
    public let values: [Restricted<ViewValue>]

    /// A record from its values.
    public init(origin: RecordOrigin, values: [Restricted<ViewValue>]) {
        self.origin = origin
        self.values = values
    }
}

/// A qualification as the system that owns it states it.
public struct QualificationStatement: Codable, Hashable, Sendable {
    /// The person, by the id in the register.
    public var person: String
    /// What for, such as `solder-class-3`.
    public var name: String
    /// The last day on which it counts; nil for one without an end.
    public var until: String?

    /// A qualification.
    public init(person: String, name: String, until: String? = nil) {
        self.person = person
        self.name = name
        self.until = until
    }
}

/// A qualification after an event.
struct QualificationState: RecordState {
    typealias Entry = Qualification
    let id: RecordID
    let qualification: QualificationStatement
    let stated: FactSource

    var values: [ViewValue] {
        [
            .text(qualification.person), .text(qualification.name), qualification.until.viewValue, .text(stated.source),
            .text(stated.asOf),
        ]
    }
}
