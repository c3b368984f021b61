public import Boundary
internal import PlantModel
public import Storage

/// A serialised thing that is being built.
public struct WorkUnit: ExecutionRecord {
    /// Its kind.
    public static let kind = RecordKind<WorkUnit>(declaration)
    /// Its table and fields.
    public static let declaration = RecordDeclaration(
        "work-unit",
        .orders,
        [
            .init("jobOrder", .bytes, .orders),
            .init("orderNumber", .text, .orders),
            .init("workMaster", .bytes, .orders),
            .init("serial", .text, .orders),
            .init("partNumber", .text, .orders),
            .init("revision", .text, .orders),
            .init("sequence", .integer, .orders),
            .init("operation", .text, .workInstructions),
            .init("workCenter", .text, .orders),
            .init("state", .text, .orders), .init("isOpen", .truth, .orders),
            .init("isHeld", .truth, .orders),
            .init("isBegun", .truth, .orders),
            .init("isInRework", .truth, .orders),
            .init("due", .text, .orders),
            .init("priority", .integer, .orders),
            .init("version", .integer, .orders),
        ],
        lookups: [["workCenter", "isOpen", "due"], ["jobOrder", "isOpen"], ["serial", "partNumber"]],
        searched: ["serial", "orderNumber", "partNumber"]
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

/// Where a unit stands at the operation that is next.
enum UnitPhase: String, Codable, Sendable {
    /// Its order is not released to the floor.
    case planned
    case waiting
    case running
    case paused
    case awaitingBuyOff
    case finished
    case scrapped
    /// It was ordered, not begun, and is no longer wanted.
    case cancelled

    /// Nothing more is done to the unit.
    var isOver: Bool { self == .finished || isGone }
    /// There is no such unit, or it is never used.
    var isGone: Bool { self == .scrapped || self == .cancelled }
    /// It is to be worked on.
    var isOpen: Bool { !isOver && self != .planned }
    /// The work of the operation that it stands at is done.
    var isDone: Bool { isOver || self == .awaitingBuyOff }
}

/// A unit after an event.
struct WorkUnitState: RecordState {
    typealias Entry = WorkUnit

    /// Work on an operation by one person.
    struct Run: Codable, Sendable {
        let response: RecordID
        let worker: String
        let started: Int64
        /// Milliseconds of work before the last pause.
        var active: Int64
        /// When it was last taken up.
        var since: Int64
    }

    var id: RecordID
    let program: String
    let jobOrder: RecordID
    let orderNumber: String
    let workMaster: RecordID
    var serial: String
    let partNumber: String
    let revision: String
    var due: String
    var priority: Int
    /// The operation that is next, or was last.
    var sequence: Int
    var operation: String
    var workCenter: String
    var phase: UnitPhase
    /// Open nonconformances: as long as there is one the unit does not move.
    var holds: [RecordID] = []
    var run: Run?
    /// Who did the operation that waits for its buy-off.
    var worker: String?
    /// The characteristics of the operation that were measured, and whether they are within their limits.
    var measured: [Int: Bool] = [:]
    /// Those that are not due by their sampling plans; nil for none.
    var skipped: [Int]?
    /// Those out of limits that a disposition accepted.
    var accepted: [Int] = []
    /// What was built in at the operation, by part.
    var consumed: [String: Int] = [:]
    /// A hash of what was recorded at the operation, of each record behind the ones before it; nil for nothing.
    var recorded: String?
    /// Counted up by each rework.
    var pass = 1
    /// Whether work on it began; nil where it did not.
    var isBegun: Bool?
    /// The unit that this one was built into.
    var builtInto: RecordID?
    /// The reworks by definitions that it is in, the last one inside those before it; nil for none.
    var reworks: [ReworkUnderway]?
    /// How many reworks by definitions it was given; nil for none.
    var reworksBegun: Int?
    /// Counted up by each event.
    var version: Int64 = 1

    var values: [ViewValue] {
        [
            jobOrder.value, .text(orderNumber), workMaster.value, .text(serial),
            .text(partNumber), .text(revision), .integer(Int64(sequence)), .text(operation), .text(workCenter),
            .text(phase.rawValue), .truth(phase.isOpen), .truth(!holds.isEmpty), .truth(isBegun == true),
            .truth(reworks != nil),
            .text(due), .integer(Int64(priority)),
            .integer(version),
        ]
    }

    /// Goes to an operation, which is begun from its beginning.
    mutating func go(to next: OperationSegment) {
        sequence = next.sequence
        operation = next.name
        workCenter = next.workCenter
        phase = .waiting
        run = nil
        worker = nil
        measured = [:]
        skipped = nil
        accepted = []
        consumed = [:]
        recorded = nil
    }
}

/// Units of an order that nobody worked on: alike but for serial number and id.
struct UnitSeries: Codable, Sendable {
    let template: WorkUnitState
    let serials: [String]
    /// Their places in the order as it was made; nil where they are all of it.
    var places: [Int]?

    /// The id of a unit by its place in the order as it was made.
    static func id(_ place: Int, of order: RecordID) -> RecordID { order.derived("unit \(place)") }

    var units: [WorkUnitState] {
        zip(places ?? Array(serials.indices), serials).map { place, serial in
            var unit = template
            unit.id = Self.id(place, of: template.jobOrder)
            unit.serial = serial
            return unit
        }
    }
}
