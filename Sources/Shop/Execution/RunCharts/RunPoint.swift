public import Boundary
internal import PlantModel
public import Storage

/// A measured value as a point of a run chart. It is made when it is asked for, of all the values that the asker may see, and stands in no view.
public struct RunPoint: ExecutionRecord {
    /// Its kind.
    public static let kind = RecordKind<RunPoint>(declaration)
    /// Its fields: what was measured, where the point stands in the drawing, and the rules that it meets, in words.
    public static let declaration = RecordDeclaration(
        "run-point",
        .inspectionRecords,
        [
            .init("number", .integer, .inspectionRecords), .init("value", .text, .inspectionRecords),
            .init("measured", .integer, .inspectionRecords), .init("column", .integer, .inspectionRecords),
            .init("row", .integer, .inspectionRecords), .init("rules", .text, .inspectionRecords),
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

/// The lines of a run chart: mean, control limits and the limits of the characteristic, as values and as places in the drawing. Of fewer values than the
/// rules look at there are no control limits.
public struct RunLimits: ExecutionRecord {
    /// Its kind.
    public static let kind = RecordKind<RunLimits>(declaration)
    /// Its fields.
    public static let declaration = RecordDeclaration(
        "run-limits",
        .inspectionRecords,
        [
            .init("mean", .text, .inspectionRecords), .init("upper", .text, .inspectionRecords, isNullable: true),
            .init("lower", .text, .inspectionRecords, isNullable: true), .init("meanRow", .integer, .inspectionRecords),
            .init("upperRow", .integer, .inspectionRecords, isNullable: true),
            .init("lowerRow", .integer, .inspectionRecords, isNullable: true),
            .init("upperLimitRow", .integer, .inspectionRecords, isNullable: true),
            .init("lowerLimitRow", .integer, .inspectionRecords, isNullable: true),
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

/// A chart of measured values and the limits of their characteristic.
enum ChartOfValues: Derivation {
    static func derive(_ input: ([ViewValue], (ViewValue, ViewValue))) -> RunChart {
        RunChart(
            input.0.compactMap { MeasuredNumber.number($0) },
            limits: (MeasuredNumber.number(input.1.0), MeasuredNumber.number(input.1.1))
        )
    }
}

/// Where a point stands, from the left.
enum PointColumn: Derivation {
    static func derive(_ input: (RunChart, Int)) -> ViewValue { .integer(input.0.column(of: input.1)) }
}

/// Where a point stands, from the top.
enum PointRow: Derivation {
    static func derive(_ input: (RunChart, Int)) -> ViewValue {
        let (chart, place) = input
        return chart.values.indices.contains(place) ? .integer(chart.row(of: chart.values[place])) : .integer(0)
    }
}

/// The rules that a point meets, in words; empty where it meets none.
enum PointRules: Derivation {
    static func derive(_ input: (RunChart, Int)) -> ViewValue {
        .text(input.0.rules(at: input.1).map(\.rawValue).joined(separator: "; "))
    }
}

/// The mean and its place.
enum ChartMean: Derivation {
    static func derive(_ chart: RunChart) -> ViewValue { .text(RunChart.digits(chart.mean)) }
}
enum ChartUpper: Derivation {
    static func derive(_ chart: RunChart) -> ViewValue {
        chart.control.map { .text(RunChart.digits($0.upper)) } ?? .null
    }
}
enum ChartLower: Derivation {
    static func derive(_ chart: RunChart) -> ViewValue {
        chart.control.map { .text(RunChart.digits($0.lower)) } ?? .null
    }
}
enum ChartMeanRow: Derivation {
    static func derive(_ chart: RunChart) -> ViewValue { .integer(chart.row(of: chart.mean)) }
}
enum ChartUpperRow: Derivation {
    static func derive(_ chart: RunChart) -> ViewValue {
        chart.control.map { .integer(chart.row(of: $0.upper)) } ?? .null
    }
}
enum ChartLowerRow: Derivation {
    static func derive(_ chart: RunChart) -> ViewValue {
        chart.control.map { .integer(chart.row(of: $0.lower)) } ?? .null
    }
}
/// The place of a limit of the characteristic; null where it has none.
enum ChartLimitRow: Derivation {
    static func derive(_ input: (RunChart, ViewValue)) -> ViewValue {
        MeasuredNumber.number(input.1).map { .integer(input.0.row(of: $0)) } ?? .null
    }
}
