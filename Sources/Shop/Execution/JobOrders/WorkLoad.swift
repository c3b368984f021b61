public import Boundary
internal import PlantModel
public import Storage

/// What an order asks of a work center in a week.
public struct WorkLoad: ExecutionRecord {
    /// Its kind.
    public static let kind = RecordKind<WorkLoad>(declaration)
    /// Its table and fields.
    public static let declaration = RecordDeclaration(
        "work-load",
        .capacity,
        [
            .init("jobOrder", .bytes, .capacity),
            .init("workCenter", .text, .capacity),
            .init("week", .text, .capacity),
            .init("minutes", .integer, .capacity),
        ],
        lookups: [["workCenter", "week"]]
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

/// A load; of one without minutes there is no row, so that who has none left in a week is not counted among those who share it.
struct WorkLoadState: RecordState {
    typealias Entry = WorkLoad
    static let isKept = false
    let id: RecordID
    let jobOrder: RecordID
    let workCenter: String
    /// The Monday of the week.
    let week: String
    let minutes: Int

    var values: [ViewValue] {
        [jobOrder.value, .text(workCenter), .text(week), .integer(Int64(minutes))]
    }

    /// The id of the load of an order at a work center.
    static func id(_ center: String, of order: RecordID) -> RecordID { order.derived("load \(center)") }
}
