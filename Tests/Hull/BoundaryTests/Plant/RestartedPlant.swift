import Journal
import PlantModel
import Storage
import Synchronization
import TestPlant

@testable import Boundary

/// A boundary over logs that outlive it, each with the views that a start reads. Rows of the shop stand apart from its log, since they are put
/// there by hand.
struct RestartedPlant: Sendable {
    let boundary: Boundary
    let clock: SetClock
    let control: CompartmentName
    let shop: CompartmentName
    let logs: RestartedLogs
    let lossy: LossySink
    private let rows: any ViewStore
    private let text: String

    /// A plant that adopts its policies for the first time; the shop has a result of each program.
    init(_ text: String = BoundaryPlant.text) async throws {
        clock = SetClock("2026-11-24")
        control = try CompartmentName("control")
        shop = try CompartmentName("shop")
        self.text = text
        logs = try await RestartedLogs(RestartedLogs.Volume(), [control, shop], clock)
        rows = try MemoryEngine().openViews(shop, schema: RunningPlant.schema())
        lossy = LossySink(logs.sink)
        boundary = try Self.boundary(control, lossy, clock)
        try boundary.restore(.empty)
        try await boundary.adopt(Self.baseline(text, release: "a"), by: RunningPlant.console)
        boundary.open(shop, labels: LabelRegister(), views: rows, language: .sqlite)
        try await countUses()
        for (program, serial) in [("VEH", "V-1"), ("NAV", "N-1"), ("MED", "M-1")] { try store(program, serial) }
    }

    /// The same plant after its process ended.
    private init(after other: RestartedPlant) async throws {
        (clock, control, shop, rows, text) = (other.clock, other.control, other.shop, other.rows, other.text)
        try await other.logs.close()
        logs = try await RestartedLogs(other.logs.volume, [control, shop], clock)
        lossy = LossySink(logs.sink)
        boundary = try Self.boundary(control, lossy, clock)
        let query = ViewQuery(
            LabelRegister.table.name,
            columns: LabelRegister.table.columns.map(\.name),
            limit: ViewQuery.limitMax
        )
        let labels = LabelRegister(rows: try rows.writerRows(query), schemes: try BoundaryPlant.catalogue().schemes)
        boundary.open(shop, labels: labels, views: rows, language: .sqlite)
        try await countUses()
    }

    static func baseline(_ text: String = BoundaryPlant.text, release: String) throws -> PolicyBaseline {
        try PolicyBaseline(
            plant: BoundaryPlant.plant(text),
            catalogue: BoundaryPlant.catalogue(),
            grants: BoundaryPlant.baseline().grants,
            release: release
        )
    }

    private static func boundary(_ control: CompartmentName, _ sink: LossySink, _ clock: SetClock) throws
        -> Boundary
    {
        let boundary = Boundary(
            control: control,
            clock: clock,
            sink: sink,
            provider: SwiftCryptoProvider(),
            awaitsRestoring: true
        )
        try boundary.declare(InspectionResult.self)
        try boundary.declare(ShiftNote.self)
        return boundary
    }

    /// Opened again, and not restored.
    func opened() async throws -> RestartedPlant { try await RestartedPlant(after: self) }

    /// Opened again and restored with the policies that were adopted first.
    func restart() async throws -> RestartedPlant {
        let next = try await opened()
        try next.boundary.restore(next.record())
        try next.boundary.resume(Self.baseline(text, release: "a"))
        return next
    }

    func record() throws -> ControlRecord { try ControlRecord(reading: logs.views(control)) }

    func countUses() async throws { try boundary.countUses(in: shop, by: logs.views(shop)) }

    func learn(_ persons: PersonFacts...) async throws {
        for person in persons { try await boundary.learn(person, by: RunningPlant.console) }
    }

    /// The serials of what somebody sees.
    func serials(_ person: String, from whereabouts: Whereabouts = .unknown) async throws -> [String] {
        let subject = Subject.person(person)
        let records = try boundary.records(
            InspectionResult.self,
            in: shop,
            limit: 100,
            for: subject,
            through: Screen(),
            from: whereabouts
        )
        let release = try await boundary.release(records, to: subject, through: Screen(), from: whereabouts)
        return release.records.compactMap { record in
            guard case .cleared? = record["serial"] else { return nil }
            return record.id.flatMap { id in known(id) }
        }.sorted()
    }

    /// The serial of a result, which the test put there.
    private func known(_ id: AggregateID) -> String? {
        let query = ViewQuery(
            "inspection_result",
            columns: ["serial"],
            matches: [.init("id", .equal, [.bytes(id.bytes)])],
            limit: 1
        )
        guard case .text(let serial)? = try? rows.writerRows(query).first?.first else { return nil }
        return serial
    }

    func store(_ program: String, _ serial: String) throws {
        let label = try boundary.label(of: .inspectionRecords, program: program)
        let job = try boundary.label(of: .jobResponses, program: program)
        let (number, change) = try boundary.number(of: RecordLabel(label, of: .inspectionRecords), in: shop)
        let (jobNumber, jobChange) = try boundary.number(of: RecordLabel(job, of: .jobResponses), in: shop)
        let row: [ViewValue] = [
            .bytes(SwiftCryptoProvider().randomBytes(16)), .integer(number), .integer(jobNumber), .text(serial),
            .integer(1), .integer(1_000), .null, .truth(false),
        ]
        let changes = [change, jobChange].compactMap(\.self) + [.put(table: "inspection_result", row: row)]
        let cursor = try rows.cursor()
        try rows.apply(changes, from: cursor, to: cursor + 1)
    }
}

/// The journals of a plant over stores that outlive them.
struct RestartedLogs: Sendable {
    /// What stays when a process ends.
    struct Volume: Sendable {
        let engine = MemoryEngine()
        let site = MemorySiteKey()
    }

    let volume: Volume
    let sink = JournalLogs(provider: SwiftCryptoProvider())
    private let writers: [CompartmentName: JournalWriter]

    init(_ volume: Volume, _ compartments: [CompartmentName], _ clock: SetClock) async throws {
        self.volume = volume
        var writers: [CompartmentName: JournalWriter] = [:]
        let provider = SwiftCryptoProvider()
        for compartment in compartments {
            let origin = try KeyName("example.org/\(compartment)")
            let store = try volume.engine.openLog(compartment, create: true)
            let keys = try volume.engine.openKeys(compartment, create: true)
            if try store.head().size == 0, try keys.keys(scope: nil).isEmpty {
                _ = try CompartmentLog.create(
                    origin: origin,
                    store: store,
                    keys: keys,
                    site: volume.site,
                    using: provider
                )
            }
            let views = CompartmentViews(
                engine: volume.engine,
                compartment: compartment,
                projection: try StartProjection(compartment)
            )
            let writer = try await JournalWriter.open(views: views, now: { clock.now }) {
                try CompartmentLog(origin: origin, store: store, keys: keys, site: volume.site, using: provider)
            }
            _ = try await writer.rebuildViews()
            writers[compartment] = writer
            sink.open(compartment, writer)
        }
        self.writers = writers
    }

    func close() async throws {
        for (compartment, writer) in writers {
            sink.close(compartment)
            try? await writer.close()
        }
    }

    func views(_ compartment: CompartmentName) throws -> any ViewStore {
        try (writers[compartment]?.views).orThrow("no views")
    }

    func hold(_ id: AggregateID, _ program: String, in compartment: CompartmentName) async throws {
        _ = try await writers[compartment].orThrow("no log").set(
            LegalHold(program: program),
            id: id,
            command: try CommandID(SwiftCryptoProvider().randomBytes(16)).orThrow("16 bytes"),
            by: JournalAuthority(subject: "system:console", label: "", reason: "a test")
        )
    }

    func shred(_ scope: DataKeyScope, in compartment: CompartmentName) async throws {
        _ = try await writers[compartment].orThrow("no log").shred(
            scope,
            command: try CommandID(SwiftCryptoProvider().randomBytes(16)).orThrow("16 bytes"),
            by: JournalAuthority(subject: "system:console", label: "", reason: "a test")
        )
    }

    func holds(onProgramsOf programs: Set<String>, in compartment: CompartmentName) async throws -> [AggregateID] {
        try await sink.holds(onProgramsOf: programs, in: compartment)
    }
}

/// Records like the journal, and can lose the answer: what a process sees of a crash right after the flush.
final class LossySink: EventSink {
    private let sink: JournalLogs
    private let isLossy = Mutex(false)

    init(_ sink: JournalLogs) { self.sink = sink }

    func loseAnswers(_ loses: Bool = true) { isLossy.withLock { $0 = loses } }

    func append(_ drafts: [EventDraft], in compartment: CompartmentName) async throws -> [EventReceipt] {
        let receipts = try await sink.append(drafts, in: compartment)
        guard !isLossy.withLock(\.self) else { throw StorageError(.failed, "the answer was lost") }
        return receipts
    }

    func holds(onProgramsOf programs: Set<String>, in compartment: CompartmentName) async throws -> [AggregateID] {
        try await sink.holds(onProgramsOf: programs, in: compartment)
    }
}

/// What a start reads from each compartment.
struct StartProjection: ViewProjection {
    let schema: ViewSchema
    private let parts: [any RecordProjection] = [ControlRecord.Projection(), AuthorizationUse()]
    private let compartment: CompartmentName
    private let boundary: Boundary

    init(_ compartment: CompartmentName) throws {
        schema = try ViewSchema(version: 1, tables: parts.flatMap(\.tables))
        self.compartment = compartment
        boundary = Boundary(
            control: compartment,
            clock: SetClock("2026-11-24"),
            sink: JournalLogs(provider: SwiftCryptoProvider()),
            provider: SwiftCryptoProvider()
        )
    }

    func changes(for event: RecordedEvent) throws -> [RowChange] {
        // None of these rows has a label.
        let schemes = try BoundaryPlant.catalogue().schemes
        var labels = LabelNumbers(compartment: compartment, boundary: boundary, schemes: schemes, shared: [:])
        return try parts.flatMap { try $0.changes(for: event, labels: &labels) }
    }
}
