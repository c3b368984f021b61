public import Boundary
public import PlantModel
public import Storage

/// That two persons lifted a gate for one unit, operation and person or gauge, until a day.
public struct GateLift: ExecutionRecord {
    /// Its kind.
    public static let kind = RecordKind<GateLift>(declaration)
    /// Its table and fields.
    public static let declaration = RecordDeclaration(
        "gate-lift",
        .nonconformances,
        [
            .init("unit", .bytes, .nonconformances),
            .init("rework", .integer, .nonconformances),
            .init("sequence", .integer, .nonconformances),
            .init("gate", .text, .nonconformances),
            .init("about", .text, .nonconformances),
            .init("reason", .text, .nonconformances),
            .init("until", .text, .nonconformances),
            .init("state", .text, .nonconformances),
            .init("askedBy", .text, .nonconformances),
            .init("asked", .integer, .nonconformances),
            .init("liftedBy", .text, .nonconformances, isNullable: true),
            .init("lifted", .integer, .nonconformances, isNullable: true),
        ],
        lookups: [["unit", "asked"]]
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

/// A class of gates that two persons may lift where the plant lets them. No other class has such an exit: what holds a unit, what a person is not qualified
/// or permitted for, and what is not accredited is mended, or it blocks.
public enum LiftableGate: String, Codable, Sendable, CaseIterable {
    /// A person was not trained on the revision.
    case training
    /// A gauge's calibration is overdue.
    case calibration
}

/// What is to be lifted, for what, why and until when.
public struct GateLiftRequest: Sendable {
    /// The unit and the operation.
    public var operation: UnitOperation
    /// The gate.
    public var gate: LiftableGate
    /// The person's id in the register, or the gauge's tag.
    public var about: String
    /// Why.
    public var reason: String
    /// The last day on which it counts.
    public var until: Day

    /// A request.
    public init(_ gate: LiftableGate, about: String, at operation: UnitOperation, reason: String, until: Day) {
        self.gate = gate
        self.about = about
        self.operation = operation
        self.reason = reason
        self.until = until
    }
}

/// A lift after an event.
struct GateLiftState: RecordState {
    typealias Entry = GateLift
    let id: RecordID
    let unit: RecordID
    /// The rework whose operation it is; 0 for one of the routing that the unit is built by.
    let rework: Int
    let sequence: Int
    let gate: LiftableGate
    let about: String
    let reason: String
    let until: String
    let askedBy: String
    let asked: Int64
    /// Nil until somebody else confirmed it: until then it lifts nothing.
    var liftedBy: String?
    var lifted: Int64?

    static let lifted = "lifted"

    var values: [ViewValue] {
        [
            unit.value, .integer(Int64(rework)), .integer(Int64(sequence)), .text(gate.rawValue), .text(about),
            .text(reason),
            .text(until),
            .text(liftedBy == nil ? "asked" : Self.lifted), .text(askedBy), .integer(asked), liftedBy.viewValue,
            lifted.viewValue,
        ]
    }
}
