import Boundary
import Journal
import PlantModel
import Storage
import Synchronization
import TestPlant

/// A boundary with one compartment over the memory engine, the journal's own writer, and a clock that the test sets.
struct RunningPlant {
    let boundary: Boundary
    let clock = SetClock("2026-11-24")
    let logs: MemoryLogs
    let engine = MemoryEngine()
    let compartment: CompartmentName
    let views: any ViewStore

    static let console = Subject.system("console")

    init(
        _ text: String = BoundaryPlant.text,
        grants: String = BoundaryPlant.grants,
        determinations: [Determination] = [],
        inspector: (any ContentInspector)? = nil
    ) async throws {
        compartment = try CompartmentName("shop")
        logs = MemoryLogs(engine, clock)
        views = try engine.openViews(
            compartment,
            schema: Self.schema()
        )
        boundary = Boundary(
            control: try CompartmentName("control"),
            clock: clock,
            sink: logs,
            provider: SwiftCryptoProvider(),
            inspector: inspector
        )
        boundary.open(compartment, labels: LabelRegister(), views: views, language: .sqlite)
        try boundary.declare(InspectionResult.self)
        try boundary.declare(OrderLine.self)
        try boundary.declare(Attachment.self)
        try boundary.declare(ShiftNote.self)
        try boundary.declare(HoldNote.self)
        try await boundary.adopt(
            BoundaryPlant.baseline(text, grants: grants, determinations: determinations),
            by: Self.console
        )
    }

    static func schema() throws -> ViewSchema {
        try ViewSchema(
            version: 1,
            tables: [
                LabelRegister.table, InspectionResult.table, OrderLine.kind.table, Attachment.table,
                ShiftNote.kind.table, HoldNote.kind.table,
            ]
        )
    }

    /// Stores inspection results of a program; every field but one stands under the label of their class.
    /// - Returns: their ids.
    @discardableResult
    func store(_ program: String, _ serials: [String], note: String? = "scratch", held: Bool = false) throws
        -> [AggregateID]
    {
        var changes: [RowChange] = []
        let label = try boundary.label(of: .inspectionRecords, program: program)
        let job = try boundary.label(of: .jobResponses, program: program)
        let (number, change) = try boundary.number(of: RecordLabel(label, of: .inspectionRecords), in: compartment)
        let (jobNumber, jobChange) = try boundary.number(of: RecordLabel(job, of: .jobResponses), in: compartment)
        changes += [change, jobChange].compactMap(\.self)
        var ids: [AggregateID] = []
        for (index, serial) in serials.enumerated() {
            let id = SwiftCryptoProvider().randomBytes(16)
            ids.append(try AggregateID(id).orThrow("16 bytes"))
            changes.append(
                .put(
                    table: "inspection_result",
                    row: [
                        .bytes(id), .integer(number), .integer(jobNumber), .text(serial), .integer(Int64(index)),
                        .integer(1_000), note.map(ViewValue.text) ?? .null, .truth(held),
                    ]
                )
            )
        }
        let cursor = try views.cursor()
        try views.apply(changes, from: cursor, to: cursor + 1)
        return ids
    }

    func learn(_ facts: PersonFacts) async throws { try await boundary.learn(facts, by: Self.console) }

    /// The fields that one sees of the results that one may see, by name; `withheld` for a value that is withheld.
    func seen<Way: Channel>(
        _ subject: Subject,
        _ channel: Way,
        from whereabouts: Whereabouts = .unknown,
        order: [ViewQuery.Order] = []
    ) async throws -> [[String: String]] {
        let records = try boundary.records(
            InspectionResult.self,
            in: compartment,
            order: order,
            limit: 100,
            for: subject,
            through: channel,
            from: whereabouts
        )
        let release = try await boundary.release(records, to: subject, through: channel, from: whereabouts)
        return TestExit.fields(try TestExit<Way>.content(release, subject, channel, self))
    }

    /// The serials of what one sees.
    func serials(_ subject: Subject, from whereabouts: Whereabouts = .unknown) async throws -> [String] {
        try await seen(subject, Screen(), from: whereabouts).compactMap { $0["serial"] }.sorted()
    }
}
