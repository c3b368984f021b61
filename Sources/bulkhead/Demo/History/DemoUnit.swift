import Execution

/// A unit of a demo's history, as far as the history has brought it.
struct DemoUnit {
    /// What is done at it next.
    enum Step: Hashable {
        /// An operation is begun: at the first one the pocket is measured.
        case begin(Int)
        /// It is completed by who began it.
        case complete(Int)
        /// Somebody else looks at it and signs.
        case buyOff(Int)
        /// Quality decides.
        case dispose(RecordID)
        /// The design authority decides what quality proposed.
        case accept(RecordID)
        /// Nothing.
        case rest
    }

    /// The number that the first operation of a rework definition has on a unit that was not reworked before.
    static let reworkOperation = 10_010

    let serial: String
    let program: String
    /// What is built into it; nil for what is milled from a blank.
    let component: String?
    let id: RecordID
    /// A fitting whose torque is measured by the sampling plan.
    let isSampled: Bool
    /// The fitting that was taken for it.
    var fitting: RecordID?
    var step = Step.begin(10)
    /// Who worked at it; the last one goes on.
    var workers: [Int] = []
    /// It was measured out of limits once, and is not again.
    var isMended = false
    /// Who began was called away before the pocket was measured.
    var isUnmeasured = false

    /// Keys of commands are made from the unit and how many there were.
    private var commands = 0

    init(_ id: RecordID, serial: String, program: String, component: String?, isSampled: Bool = false) {
        self.id = id
        self.serial = serial
        self.program = program
        self.component = component
        self.isSampled = isSampled
    }

    /// A name for the next command, the same in every history of the same seed.
    mutating func command() -> String {
        commands += 1
        return "demo \(serial) \(commands)"
    }
}
