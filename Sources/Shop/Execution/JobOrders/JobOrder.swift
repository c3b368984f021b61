public import Boundary
internal import PlantModel
public import Storage

/// An order to make units of a part by a released work master.
public struct JobOrder: ExecutionRecord {
    /// Its kind.
    public static let kind = RecordKind<JobOrder>(declaration)
    /// Its table and fields.
    public static let declaration = RecordDeclaration(
        "job-order",
        .orders,
        [
            .init("number", .text, .orders),
            .init("workMaster", .bytes, .orders),
            .init("contentHash", .text, .orders),
            .init("partNumber", .text, .orders),
            .init("revision", .text, .orders),
            .init("quantity", .integer, .orders),
            .init("due", .text, .orders),
            .init("priority", .integer, .orders),
            .init("created", .integer, .orders),
            .init("state", .text, .orders),
            .init("cancelledUnits", .integer, .orders),
        ],
        lookups: [["number"], ["due"], ["state", "due"]],
        searched: ["number", "partNumber"]
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

/// How far an order has come.
public enum JobOrderPhase: String, Codable, Sendable, CaseIterable {
    /// It is known and counts as load; the floor does not work on it yet.
    case planned
    /// Its units are ready to be worked on.
    case released
    /// Work on one of its units began.
    case running
    /// Nothing more is done to any of its units.
    case done
    /// It is no longer wanted, and none of its units was begun.
    case cancelled
}

/// An order after an event.
struct JobOrderState: RecordState {
    typealias Entry = JobOrder
    let id: RecordID
    let program: String
    let number: String
    /// The released revision that is built, which never changes: the as-planned structure of the order.
    let workMaster: RecordID
    /// What was released, so that it can be shown to be what was built to.
    let contentHash: String
    let partNumber: String
    let revision: String
    /// Units that are wanted: those that were cancelled do not count.
    var quantity: Int
    var due: String
    var priority: Int
    let created: Int64
    /// Nil of an order from before there were phases.
    var phase: JobOrderPhase?
    /// Units that were cancelled; nil for none.
    var cancelledUnits: Int?

    /// Units as it was made.
    var unitsMade: Int { quantity + (cancelledUnits ?? 0) }

    var values: [ViewValue] {
        [
            .text(number), workMaster.value, .text(contentHash), .text(partNumber), .text(revision),
            .integer(Int64(quantity)), .text(due), .integer(Int64(priority)), .integer(created),
            .text((phase ?? .released).rawValue), .integer(Int64(cancelledUnits ?? 0)),
        ]
    }
}
