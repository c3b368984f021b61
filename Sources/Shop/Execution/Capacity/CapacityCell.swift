public import Boundary
internal import PlantModel
public import Storage

/// The load of a work center in a week over all programs, as a determination lets it be shown.
public struct CapacityCell: ExecutionRecord {
    /// Its kind.
    public static let kind = RecordKind<CapacityCell>(declaration)
    /// Its fields. It is made when it is asked for and stands in no view.
    public static let declaration = RecordDeclaration(
        "capacity-cell",
        .capacity,
        [
            .init("workCenter", .text, .capacity), .init("week", .text, .capacity),
            .init("availableMinutes", .integer, .capacity), .init("outcome", .text, .capacity),
            .init("plannedMinutes", .integer, .capacity, isNullable: true),
            .init("percent", .integer, .capacity, isNullable: true),
            .init("band", .text, .capacity),
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

/// The minutes of a row.
enum PlannedMinutes: Derivation {
    static func derive(_ value: ViewValue) -> Int64 {
        if case .integer(let minutes) = value { minutes } else { 0 }
    }
}

/// Planned against available minutes in percent, rounded up, so that what is over never reads as full.
enum LoadPercent: Derivation {
    static func derive(_ minutes: (Int64, Int64)) -> Int64 {
        let (planned, available) = minutes
        guard available > 0 else { return planned > 0 ? 999 : 0 }
        return min(999, (planned * 100 + available - 1) / available)
    }
}

/// How full a cell is, in a word: `low` to 50 percent, `medium` to 85, `full` to 100, then `over`.
enum LoadBand: Derivation {
    static func derive(_ percent: Int64) -> ViewValue {
        switch percent {
        case ...50: .text("low")
        case ...85: .text("medium")
        case ...100: .text("full")
        default: .text("over")
        }
    }
}

/// A sum as a column holds it.
enum SummedMinutes: Derivation {
    static func derive(_ minutes: Int64) -> ViewValue { .integer(minutes) }
}
