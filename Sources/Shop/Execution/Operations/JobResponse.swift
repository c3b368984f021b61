public import Boundary
internal import PlantModel
public import Storage

/// What was done at an operation of a unit: who, when, how long.
public struct JobResponse: ExecutionRecord {
    /// Its kind.
    public static let kind = RecordKind<JobResponse>(declaration)
    /// Its table and fields.
    public static let declaration = RecordDeclaration(
        "job-response",
        .jobResponses,
        [
            .init("unit", .bytes, .jobResponses),
            .init("sequence", .integer, .jobResponses),
            .init("pass", .integer, .jobResponses),
            .init("workCenter", .text, .jobResponses),
            .init("worker", .text, .jobResponses),
            .init("state", .text, .jobResponses),
            .init("started", .integer, .jobResponses),
            .init("stopped", .integer, .jobResponses, isNullable: true),
            .init("activeSeconds", .integer, .jobResponses),
        ],
        lookups: [["unit", "started"]]
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

/// Work at an operation after an event.
struct JobResponseState: RecordState {
    typealias Entry = JobResponse
    static let isKept = false
    let id: RecordID
    let unit: RecordID
    let sequence: Int
    let pass: Int
    let workCenter: String
    let worker: String
    let phase: UnitPhase
    let started: Int64
    let stopped: Int64?
    let active: Int64

    init(_ unit: WorkUnitState, _ run: WorkUnitState.Run, phase: UnitPhase, stopped: Int64? = nil) {
        id = run.response
        self.unit = unit.id
        sequence = unit.sequence
        pass = unit.pass
        workCenter = unit.workCenter
        worker = run.worker
        self.phase = phase
        started = run.started
        self.stopped = stopped
        active = run.active
    }

    var values: [ViewValue] {
        [
            unit.value, .integer(Int64(sequence)), .integer(Int64(pass)), .text(workCenter),
            .text(worker), .text(phase.rawValue), .integer(started), stopped.viewValue, .integer(active / 1_000),
        ]
    }
}
