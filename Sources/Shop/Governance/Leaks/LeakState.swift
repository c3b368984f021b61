internal import Journal
internal import PlantModel
internal import Storage

/// Kinds of events of a leak. Each says all of the leak as it is from then on, so that rows come of one event alone.
enum LeakEventKind: String, CaseIterable {
    case confirmed = "leak.confirmed"
    /// What clocks run from took place.
    case began = "leak.clock-began"
    /// A clock was met, or found not to apply.
    case met = "leak.clock-met"
    case closed = "leak.closed"
}

/// A leak and its clocks, as events write them. Times are milliseconds since 1970.
struct LeakState: TrailState {
    struct Clock: Codable, Sendable {
        let addressee: String
        let trigger: String
        let hours: UInt64
        let obligations: [String]
        let cite: String
        let says: String
        /// When what it runs from took place, and what shows that; nil while it waits for that.
        var began: UInt64?
        var beganBy: String?
        /// `reported`, or `doesNotApply`; nil while it is open.
        var outcome: String?
        /// What shows that it was met, or the reason why it does not apply.
        var evidence: String?
        var met: UInt64?
        var metBy: String?

        /// Nil while it waits.
        var due: UInt64? { began.map { $0 + hours * 3_600_000 } }

        var state: String { outcome ?? (began == nil ? "waiting" : "running") }
    }

    let program: String
    /// The record's id in hexadecimal; empty where all of the program is meant.
    let record: String
    let since: String
    /// Where it was found, and how that is known.
    let found: String
    /// Obligations that were broken, as the finding names them.
    let broken: [String]
    let discovered: UInt64
    let confirmed: UInt64
    let officer: String
    let printedName: String
    /// What had left by then, and the hash of the list.
    let recipients: Int
    let releases: Int
    let contentHash: String
    let label: String
    /// The id of the legal hold in hexadecimal.
    let hold: String
    var clocks: [Clock]
    var closed: UInt64?
    var closedBy: String?
    var closingReason: String?
}

extension LeakState {
    init(
        _ report: LeakReport,
        program: String,
        at time: UInt64,
        by officer: String,
        exposed: (recipients: Int, releases: Int, contentHash: String),
        label: String,
        hold: AggregateID,
        clocks: [Clock]
    ) {
        self.program = program
        record = report.record?.bytes.hexadecimal ?? ""
        since = report.since?.description ?? ""
        found = report.found
        broken = report.broken
        discovered = report.discovered
        confirmed = time
        self.officer = officer
        printedName = report.printedName
        recipients = exposed.recipients
        releases = exposed.releases
        contentHash = exposed.contentHash
        self.label = label
        self.hold = hold.bytes.hexadecimal
        self.clocks = clocks
    }
}
