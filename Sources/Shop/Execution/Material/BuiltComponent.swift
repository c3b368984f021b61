public import Boundary
internal import PlantModel
public import Storage

/// What was planned to be built into a unit beside what was built in. It is made of both when it is asked for, under the labels of both, and stands in
/// no view.
public struct BuiltComponent: ExecutionRecord {
    /// Its kind.
    public static let kind = RecordKind<BuiltComponent>(declaration)
    /// Its fields.
    public static let declaration = RecordDeclaration(
        "built-component",
        .genealogy,
        [
            .init("sequence", .integer, .workInstructions),
            .init("partNumber", .text, .workInstructions),
            .init("planned", .integer, .workInstructions),
            .init("built", .integer, .materialUse),
            .init("outcome", .text, .materialUse),
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

/// How many, of a row.
enum Quantity: Derivation {
    static func derive(_ value: ViewValue) -> Int64 {
        if case .integer(let count) = value { count } else { 0 }
    }
}

/// A quantity as a column holds it.
enum QuantityValue: Derivation {
    static func derive(_ count: Int64) -> ViewValue { .integer(count) }
}

/// What was built in against what was planned, in a word: `asPlanned`, `missing`, `less`, `more`, or `unplanned`.
enum BuildOutcome: Derivation {
    static func derive(_ counts: (Int64, Int64)) -> ViewValue {
        let (planned, built) = counts
        if planned == 0 { return .text("unplanned") }
        if built == 0 { return .text("missing") }
        return .text(built == planned ? "asPlanned" : built < planned ? "less" : "more")
    }
}
