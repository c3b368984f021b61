public import Boundary
internal import PlantModel
public import Storage

/// How much of a lot is built in within one compartment, as far as the asker may see it. It is made when it is asked for and stands in no view. There is no
/// record of what is left of a lot: that hangs on all compartments, and none may know of the others' use; whether a lot has enough is the ledger's.
public struct LotUse: ExecutionRecord {
    /// Its kind.
    public static let kind = RecordKind<LotUse>(declaration)
    /// Its fields.
    public static let declaration = RecordDeclaration(
        "lot-use",
        .materialUse,
        [
            .init("lot", .bytes, .materialUse),
            .init("used", .integer, .materialUse),
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
