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

/// A sum as a column holds it.
enum SummedMinutes: Derivation {
    static func derive(_ minutes: Int64) -> ViewValue { .integer(minutes) }
}
