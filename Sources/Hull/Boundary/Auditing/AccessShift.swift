internal import PlantModel
public import Storage

/// What if a fact of a person were another one than the register has.
public struct AccessSupposition: Sendable {
    /// The person, by the id in the register.
    public let person: String
    /// The fact that would be another one.
    public let fact: PersonFact
    /// Facts of which that one would count.
    public let supposed: PersonFacts
    /// Where the screens and printers stand that are asked about.
    public let whereabouts: Whereabouts

    /// A supposition.
    public init(_ person: String, _ fact: PersonFact, as supposed: PersonFacts, at whereabouts: Whereabouts) {
        self.person = person
        self.fact = fact
        self.supposed = supposed
        self.whereabouts = whereabouts
    }
}

/// What somebody would gain or lose of a program's records if a fact were another one.
public struct AccessShift: AnswerRecord {
    /// The person; the program; what for: `view`, `edit`, `print`, `export`, or empty where nothing of the program would change; the classes of records
    /// that would be permitted, and those that would be refused; the policies that would decide so. Whether the register knows the person, `known` or
    /// `unknown`, is of the class `training`, as what changes is, which tells facts.
    public static let shape = AnswerShape(
        "access-shift",
        [
            .init("person"), .init("program"), .init("action"), .init("gains", .text, .training),
            .init("loses", .text, .training), .init("policies", .text, .training), .init("standing", .text, .training),
        ]
    )
    /// Its kind.
    public static let kind = RecordKind<AccessShift>(shape)
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
