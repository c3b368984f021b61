public import Boundary
internal import PlantModel
public import Storage

/// Of which plan and as of which day drift was looked for, so that also nothing that was found says of what.
public struct DriftStanding: AnswerRecord {
    /// The control log of the instance, the day, and the plan by ``PlantModel/PlanFile/digest``.
    public static let shape = AnswerShape("drift-standing", [.init("log"), .init("day"), .init("plan")])
    /// The first line of the signed statement that it stands in.
    public static let statementHead: StaticString = "bulkhead drift"
    /// Its kind.
    public static let kind = RecordKind<DriftStanding>(shape)
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
