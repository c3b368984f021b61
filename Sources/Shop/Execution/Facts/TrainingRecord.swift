public import Boundary
internal import PlantModel
public import Storage

/// That a person was trained on a revision of work instructions. It is in the compartment of the program, whose part it names.
public struct TrainingRecord: ExecutionRecord {
    /// Its kind.
    public static let kind = RecordKind<TrainingRecord>(declaration)
    /// Its table and fields.
    public static let declaration = RecordDeclaration(
        "training-record",
        .training,
        [
            .init("person", .text, .training),
            .init("workMaster", .bytes, .training),
            .init("trained", .text, .training),
            .init("source", .text, .training),
            .init("asOf", .text, .training),
        ],
        lookups: [["person", "workMaster"]]
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

/// Training after an event.
struct TrainingState: RecordState {
    typealias Entry = TrainingRecord
    let id: RecordID
    let person: String
    let workMaster: RecordID
    let trained: String
    let stated: FactSource

    var values: [ViewValue] {
        [
            .text(person), workMaster.value, .text(trained), .text(stated.source), .text(stated.asOf),
        ]
    }
}
