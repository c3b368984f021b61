public import Boundary
internal import PlantModel
public import Storage

/// A characteristic that was not due on a unit by its sampling plan, as it was decided when the operation was started.
public struct SkippedMeasurement: ExecutionRecord {
    /// Its kind.
    public static let kind = RecordKind<SkippedMeasurement>(declaration)
    /// Its table and fields.
    public static let declaration = RecordDeclaration(
        "skipped-measurement",
        .inspectionRecords,
        [
            .init("unit", .bytes, .inspectionRecords), .init("sequence", .integer, .inspectionRecords),
            .init("pass", .integer, .inspectionRecords), .init("characteristic", .integer, .inspectionRecords),
            .init("plan", .text, .inspectionRecords), .init("skipped", .integer, .inspectionRecords),
        ],
        lookups: [["unit", "sequence", "characteristic"]]
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

/// A characteristic that is not due on a unit.
struct SkippedMeasurementState: RecordState {
    typealias Entry = SkippedMeasurement
    static let isKept = false
    let id: RecordID
    let unit: RecordID
    let sequence: Int
    let pass: Int
    let characteristic: Int
    let plan: String
    let skipped: Int64
    /// It was measured all the same; nil where it was not.
    var isMeasured: Bool?

    var values: [ViewValue] {
        [
            unit.value, .integer(Int64(sequence)), .integer(Int64(pass)), .integer(Int64(characteristic)), .text(plan),
            .integer(skipped),
        ]
    }
}

extension SkippedMeasurementState {
    init(_ characteristic: Int, _ plan: String, at unit: WorkUnitState, _ time: Int64) {
        self.init(
            id: unit.id.derived("skipped \(unit.sequence) \(unit.pass) \(characteristic)"),
            unit: unit.id,
            sequence: unit.sequence,
            pass: unit.pass,
            characteristic: characteristic,
            plan: plan,
            skipped: time
        )
    }
}
