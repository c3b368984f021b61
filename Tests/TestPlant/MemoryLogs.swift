public import Boundary
public import Journal
public import Storage

/// The logs of compartments over an engine, each with the journal's own writer, by the boundary's own sink. Notes what is recorded, and
/// fails where a test says so.
public actor MemoryLogs: EventSink {
    private let engine: any StorageEngine
    private let clock: SetClock
    private let logs = JournalLogs(provider: SwiftCryptoProvider())
    private var writers: [CompartmentName: JournalWriter] = [:]
    /// What was recorded, in order.
    public private(set) var drafts: [(compartment: CompartmentName, draft: EventDraft)] = []
    private var failure: StorageError?
    /// The logs that fail; all, where none is named.
    private var failing: Set<CompartmentName> = []

    /// Logs in the stores of an engine.
    public init(_ engine: any StorageEngine, _ clock: SetClock) {
        self.engine = engine
        self.clock = clock
    }

    /// Puts a hold on a program's records.
    public func hold(_ id: AggregateID, _ program: String, in compartment: CompartmentName) async throws {
        let writer = try await writer(compartment)
        _ = try await writer.set(
            LegalHold(program: program),
            id: id,
            command: try CommandID(SwiftCryptoProvider().randomBytes(16)).orThrow("16 bytes"),
            by: JournalAuthority(subject: "system:console", label: "", reason: "a test")
        )
    }

    /// Lifts it.
    public func lift(_ id: AggregateID, in compartment: CompartmentName) async throws {
        _ = try await writer(compartment).liftHold(
            id,
            command: try CommandID(SwiftCryptoProvider().randomBytes(16)).orThrow("16 bytes"),
            by: JournalAuthority(subject: "system:console", label: "", reason: "a test")
        )
    }

    /// The holds in force.
    public func holds(onProgramsOf programs: Set<String>, in compartment: CompartmentName) async throws -> [AggregateID]
    {
        _ = try await writer(compartment)
        return try await logs.holds(onProgramsOf: programs, in: compartment)
    }

    /// From now on nothing is recorded.
    public func fail(with error: StorageError?, in compartments: Set<CompartmentName> = []) {
        failure = error
        failing = compartments
    }

    /// Appends, and notes it.
    public func append(_ drafts: [EventDraft], in compartment: CompartmentName) async throws -> [EventReceipt] {
        if let failure, failing.isEmpty || failing.contains(compartment) { throw failure }
        _ = try await writer(compartment)
        let receipts = try await logs.append(drafts, in: compartment)
        self.drafts += drafts.map { (compartment, $0) }
        return receipts
    }

    private func writer(_ compartment: CompartmentName) async throws -> JournalWriter {
        if let known = writers[compartment] { return known }
        let clock = clock
        let provider = SwiftCryptoProvider()
        let site = MemorySiteKey(using: provider)
        let origin = try KeyName("example.org/\(compartment)")
        let store = try engine.openLog(compartment, create: true)
        let keys = try engine.openKeys(compartment, create: true)
        if try store.head().size == 0, try keys.keys(scope: nil).isEmpty {
            _ = try CompartmentLog.create(origin: origin, store: store, keys: keys, site: site, using: provider)
        }
        let writer = try await JournalWriter.open(now: { clock.now }) {
            try CompartmentLog(origin: origin, store: store, keys: keys, site: site, using: provider)
        }
        // Another call may have been first while this one waited.
        if let known = writers[compartment] { return known }
        writers[compartment] = writer
        logs.open(compartment, writer)
        return writer
    }

    /// The events of a kind, each with its payload as text.
    public func events(_ kind: String, in compartment: CompartmentName? = nil) -> [(label: String, payload: String)] {
        drafts.filter { $0.draft.kind == kind && (compartment == nil || compartment == $0.compartment) }
            .map { ($0.draft.label, String(decoding: $0.draft.payload, as: UTF8.self)) }
    }
}
