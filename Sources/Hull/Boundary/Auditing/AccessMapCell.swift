internal import PlantModel
public import Storage

/// How many persons of one role can reach a program's data, and which classes of it.
public struct AccessMapCell: AnswerRecord {
    /// The program; how many persons; the classes that any of them can see; how dark the cell is on a chart, from 0 to 1 by the number of persons alone, so
    /// that it tells nothing of another cell. What they do is a fact about persons, of the class `training`; empty for who has no role, and where nobody
    /// can reach it.
    public static let shape = AnswerShape(
        "access-map-cell",
        [
            .init("program"), .init("role", .text, .training), .init("persons", .integer), .init("classes"),
            .init("shade", .real),
        ]
    )
    /// Its kind.
    public static let kind = RecordKind<AccessMapCell>(shape)
    /// Where it comes from.
    public let origin: RecordOrigin
    /// Its values.
    public let values: [Restricted<ViewValue>]

    /// A record from its values.
    public init(origin: RecordOrigin, values: [Restricted<ViewValue>]) {
        self.origin = origin
        self.values = values
    }
}
