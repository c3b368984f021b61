public import Boundary
internal import PlantModel
public import Storage

/// A gauge and until when it is calibrated.
public struct Gauge: ExecutionRecord {
    /// Its kind.
    public static let kind = RecordKind<Gauge>(declaration)
    /// Its table and fields.
    public static let declaration = RecordDeclaration(
        "gauge",
        .inspectionRecords,
        [
            .init("tag", .text, .inspectionRecords),
            .init("description", .text, .inspectionRecords),
            .init("calibrationDue", .text, .inspectionRecords),
            .init("isUsable", .truth, .inspectionRecords),
            .init("source", .text, .inspectionRecords),
            .init("asOf", .text, .inspectionRecords),
        ],
        lookups: [["tag"]]
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

/// A gauge as the system that owns its calibration states it.
public struct GaugeStatement: Codable, Hashable, Sendable {
    /// The tag on it.
    public var tag: String
    /// What it is.
    public var description: String
    /// The last day on which it may be used before it is calibrated anew.
    public var calibrationDue: String
    /// Whether it may be used: false for one that is lost, damaged or found out of tolerance.
    public var isUsable: Bool

    /// A gauge.
    public init(tag: String, description: String, calibrationDue: String, isUsable: Bool = true) {
        self.tag = tag
        self.description = description
        self.calibrationDue = calibrationDue
        self.isUsable = isUsable
    }
}

/// A gauge after an event.
struct GaugeState: RecordState {
    typealias Entry = Gauge
    let id: RecordID
    let gauge: GaugeStatement
    let stated: FactSource

    var values: [ViewValue] {
        [
            .text(gauge.tag), .text(gauge.description), .text(gauge.calibrationDue), .truth(gauge.isUsable),
            .text(stated.source), .text(stated.asOf),
        ]
    }
}
