public import Boundary
internal import PlantModel
public import Storage

/// What is left of a lot as far as the asker may see what was built in of it, under the lot's id. It is made of both when it is asked for, under the labels of both, and stands
/// in no view.
public struct LotBalance: ExecutionRecord {
    /// Its kind.
    public static let kind = RecordKind<LotBalance>(declaration)
    /// Its fields.
    public static let declaration = RecordDeclaration(
        "lot-balance",
        .materialUse,
        [
            .init("used", .integer, .materialUse),
            .init("left", .integer, .materialUse),
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

/// What is left of what was received; a lot of which more was built in than was received has nothing left.
enum LotRest: Derivation {
    static func derive(_ counts: (Int64, Int64)) -> ViewValue { .integer(max(0, counts.0 - counts.1)) }
}
