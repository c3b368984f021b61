public import Boundary
internal import PlantModel
public import Storage

/// A rework that a disposition gave to a unit: by which definition, from where on the unit goes on after it, and how far it has come.
public struct UnitRework: ExecutionRecord {
    /// Its kind.
    public static let kind = RecordKind<UnitRework>(declaration)
    /// Its table and fields.
    public static let declaration = RecordDeclaration(
        "unit-rework",
        .nonconformances,
        [
            .init("unit", .bytes, .nonconformances),
            .init("serial", .text, .nonconformances),
            .init("nonconformance", .bytes, .nonconformances),
            .init("number", .integer, .nonconformances),
            .init("disposition", .text, .nonconformances),
            .init("definition", .bytes, .workInstructions),
            .init("title", .text, .workInstructions),
            .init("revision", .text, .workInstructions),
            .init("contentHash", .text, .workInstructions),
            .init("goesOnAt", .integer, .nonconformances),
            .init("state", .text, .nonconformances),
            .init("begun", .integer, .nonconformances),
            .init("ended", .integer, .nonconformances, isNullable: true),
        ],
        lookups: [["unit", "number"], ["nonconformance"]]
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

/// A rework of a unit after an event.
struct UnitReworkState: RecordState {
    typealias Entry = UnitRework

    enum Phase: String, Codable, Sendable {
        /// Its operations are to be done.
        case underway
        /// All of them are done, and bought off where that is asked for.
        case complete
        /// The unit was scrapped before that.
        case givenUp
    }

    let id: RecordID
    let unit: RecordID
    let serial: String
    let nonconformance: RecordID
    /// 1 for the first one of the unit.
    let number: Int
    let disposition: String
    /// The work master whose operations it has.
    let definition: RecordID
    let title: String
    let revision: String
    let contentHash: String
    /// The operation from which the unit goes on.
    let goesOnAt: Int
    var phase = Phase.underway
    let begun: Int64
    var ended: Int64?

    static func id(_ number: Int, of unit: RecordID) -> RecordID { unit.derived("rework \(number)") }

    func ending(_ phase: Phase, at time: Int64) -> UnitReworkState {
        var next = self
        next.phase = phase
        next.ended = time
        return next
    }

    var values: [ViewValue] {
        [
            unit.value, .text(serial), nonconformance.value, .integer(Int64(number)), .text(disposition),
            definition.value, .text(title), .text(revision), .text(contentHash), .integer(Int64(goesOnAt)),
            .text(phase.rawValue), .integer(begun), ended.viewValue,
        ]
    }
}

/// Numbers of operations of reworks on a unit: those of its first rework stand behind 10000, those of its second behind 20000. A number is never of two operations of a
/// unit, whatever definitions it was reworked by.
enum ReworkNumbering {
    static let step = 10_000
    /// More reworks of one unit than anybody accepts.
    static let reworksMax = 90

    static func number(_ sequence: Int, of rework: Int) -> Int { rework * step + sequence }
    /// The rework that an operation is of; 0 for none.
    static func rework(_ number: Int) -> Int { number / step }
    /// The sequence in the definition.
    static func own(_ number: Int) -> Int { number % step }
}

extension OperationSegment {
    /// The operation with the number that it has on a unit.
    func numbered(of rework: Int) -> OperationSegment {
        var next = self
        next.sequence = ReworkNumbering.number(sequence, of: rework)
        return next
    }
}
