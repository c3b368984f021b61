public import Boundary
internal import PlantModel
public import Storage

/// A step of a way on which a program's data goes, for a page: under the label of the program's trail.
public struct FlowStep: AnswerRecord {
    /// The program; the way, by a number that is its own in the answer; whence, by which flow and whither, the last two empty where no flow carries the
    /// program's data; what goes. At the end of a leak who can read it that may not, by which obligations, and what would cut it.
    public static let shape = AnswerShape(
        "flow-step",
        [
            .init("program"), .init("way", .integer), .init("from"), .init("flow"), .init("to"), .init("classes"),
            .init("readers"), .init("refusedBy"), .init("cut"),
        ]
    )
    /// Its kind.
    public static let kind = RecordKind<FlowStep>(shape)
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
