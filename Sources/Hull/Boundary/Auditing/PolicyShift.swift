internal import PlantModel
public import Storage

/// What persons of the register would gain or lose of a program's records if policies were others: one line for all of whom the same would change.
public struct PolicyShift: AnswerRecord {
    /// The program, or programs whose data is joined; what for: `view`, `edit`, `print`, `export`; how many persons, and who; the classes of records that
    /// would be permitted and refused to them; how many of the records that there are, by kind. Who gains what by which policies tells facts of persons,
    /// so that all but the program and the action is of the class `training`.
    public static let shape = AnswerShape(
        "policy-shift",
        [
            .init("program"), .init("action"), .init("count", .integer, .training), .init("persons", .text, .training),
            .init("gains", .text, .training), .init("loses", .text, .training),
            .init("recordsGained", .text, .training), .init("recordsLost", .text, .training),
        ]
    )
    /// Its kind.
    public static let kind = RecordKind<PolicyShift>(shape)
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
