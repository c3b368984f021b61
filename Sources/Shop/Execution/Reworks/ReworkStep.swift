public import Boundary
internal import PlantModel
public import Storage

/// An operation of a rework as it was planned, beside whether it was done on the unit. It is made of both when it is asked for, each field under the label of
/// what it is from, and stands in no view.
public struct ReworkStep: ExecutionRecord {
    /// Its kind.
    public static let kind = RecordKind<ReworkStep>(declaration)
    /// Its fields.
    public static let declaration = RecordDeclaration(
        "rework-step",
        .nonconformances,
        [
            .init("unit", .bytes, .nonconformances),
            .init("rework", .bytes, .nonconformances),
            .init("serial", .text, .nonconformances),
            .init("sequence", .integer, .nonconformances),
            .init("name", .text, .workInstructions),
            .init("workCenter", .text, .workInstructions),
            .init("qualifications", .text, .workInstructions),
            .init("needsBuyOff", .truth, .workInstructions),
            .init("outcome", .text, .jobResponses),
            .init("worker", .text, .jobResponses, isNullable: true),
            .init("stopped", .integer, .jobResponses, isNullable: true),
        ]
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
