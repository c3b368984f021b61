import Boundary
import Journal
import Storage

/// The logs of compartments over an engine, each with the journal's own writer: what `Boundary` records is sealed, hashed and signed.
actor MemoryLogs: EventSink {
    private let engine: any StorageEngine
    private let clock: SetClock
    private var writers: [CompartmentName: LogWriter] = [:]
    private(set) var drafts: [(compartment: CompartmentName, draft: EventDraft)] = []
    private var failure: StorageError?
    /// The logs that fail; all, where none is named.
    private var failing: Set<CompartmentName> = []

    init(_ engine: any StorageEngine, _ clock: SetClock) {
        self.engine = engine
        self.clock = clock
    }

    private var held: [AggregateID: String] = [:]

    /// Puts a hold on a program's records.
    func hold(_ id: AggregateID, _ program: String) { held[id] = program }

    func holds(onProgramsOf programs: Set<String>, in compartment: CompartmentName) -> [AggregateID] {
        held.filter { programs.isEmpty || programs.contains($0.value) }.map(\.key)
    }

    /// From now on nothing is recorded.
    func fail(with error: StorageError?, in compartments: Set<CompartmentName> = []) {
        failure = error
        failing = compartments
    }

    func append(_ drafts: [EventDraft], in compartment: CompartmentName) async throws -> [EventReceipt] {
        if let failure, failing.isEmpty || failing.contains(compartment) { throw failure }
        let provider = SwiftCryptoProvider()
        let origin = try KeyName("example.org/\(compartment)")
        var writer: LogWriter
        if let known = writers[compartment] {
            writer = known
        } else {
            let signer = try NoteSigner(
                name: origin,
                kind: .ed25519,
                privateKey: SecretBytes(provider.randomBytes(32)),
                using: provider
            )
            writer = try LogWriter(compartmentKey: .new(origin: origin, using: provider), signer: signer)
        }
        let batch = try writer.append(drafts, time: clock.now, using: provider)
        let log = try engine.openLog(compartment, create: true)
        let first = try log.head().size
        try log.append(
            StoredBatch(
                first: first,
                entries: batch.events.map {
                    StoredEntry(entry: $0.event.encoded, payload: $0.sealed.bytes, key: $0.sealed.key.bytes)
                },
                tiles: [],
                checkpoint: batch.checkpoint.bytes
            )
        )
        writers[compartment] = writer
        self.drafts += drafts.map { (compartment, $0) }
        return drafts.indices.map { EventReceipt(compartment: compartment, sequence: first + UInt64($0)) }
    }

    /// The events of a kind, each with its payload as text.
    func events(_ kind: String, in compartment: CompartmentName? = nil) -> [(label: String, payload: String)] {
        drafts.filter { $0.draft.kind == kind && (compartment == nil || compartment == $0.compartment) }
            .map { ($0.draft.label, String(decoding: $0.draft.payload, as: UTF8.self)) }
    }
}
