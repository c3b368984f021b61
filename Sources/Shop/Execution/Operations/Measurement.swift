public import Boundary
internal import PlantModel
public import Storage

/// A value measured on a unit, by whom, with which gauge, and whether it is within its limits.
public struct Measurement: ExecutionRecord {
    /// Its kind.
    public static let kind = RecordKind<Measurement>(declaration)
    /// Its table and fields.
    public static let declaration = RecordDeclaration(
        "measurement",
        .inspectionRecords,
        [
            .init("unit", .bytes, .inspectionRecords),
            .init("sequence", .integer, .inspectionRecords),
            .init("pass", .integer, .inspectionRecords),
            .init("characteristic", .integer, .inspectionRecords),
            .init("value", .text, .inspectionRecords),
            .init("unitOfMeasure", .text, .inspectionRecords),
            .init("isWithinLimits", .truth, .inspectionRecords),
            .init("gauge", .text, .inspectionRecords, isNullable: true),
            .init("gaugeDue", .text, .inspectionRecords, isNullable: true),
            .init("worker", .text, .inspectionRecords),
            .init("measured", .integer, .inspectionRecords),
            .init("workMaster", .bytes, .inspectionRecords, isNullable: true),
            .init("correctedBy", .text, .inspectionRecords, isNullable: true),
            .init("corrected", .integer, .inspectionRecords, isNullable: true),
        ],
        lookups: [
            ["unit", "sequence", "characteristic"], ["workMaster", "sequence", "characteristic", "measured"],
            ["gauge", "measured"],
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

/// A measurement.
struct MeasurementState: RecordState {
    typealias Entry = Measurement
    static let isKept = false
    let id: RecordID
    let unit: RecordID
    let sequence: Int
    let pass: Int
    let characteristic: Int
    var value: DecimalNumber
    let unitOfMeasure: String
    var isWithinLimits: Bool
    var gauge: String?
    var gaugeDue: String?
    let worker: String
    let measured: Int64
    /// What it was measured by; nil of one from before it was kept.
    var workMaster: RecordID?
    /// Who corrected it last, and when; nil where nobody did.
    var correctedBy: String?
    var corrected: Int64?

    var values: [ViewValue] {
        [
            unit.value, .integer(Int64(sequence)), .integer(Int64(pass)),
            .integer(Int64(characteristic)), .text(value.description), .text(unitOfMeasure), .truth(isWithinLimits),
            gauge.viewValue, gaugeDue.viewValue, .text(worker), .integer(measured),
            workMaster?.value ?? .null, correctedBy.viewValue, corrected.viewValue,
        ]
    }
}
