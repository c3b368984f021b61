import Boundary
import Journal
import PlantModel
import Storage
import Synchronization
import TestPlant

/// The journals of an instance's compartments: for each the real writer over the engine.
actor WorldLogs: EventSink {
    private let engine: any StorageEngine
    private let clock: SetClock
    private let seed: String
    private(set) var writers: [CompartmentName: JournalWriter] = [:]
    private var failing: Set<CompartmentName> = []

    init(_ engine: any StorageEngine, _ clock: SetClock, seed: String) {
        self.engine = engine
        self.clock = clock
        self.seed = seed
    }

    func open(_ compartment: CompartmentName, viewsOf boundary: Boundary?) async throws -> JournalWriter {
        let engine = engine
        let clock = clock
        let provider = CoupledRandomness("\(seed) \(compartment)")
        let site = MemorySiteKey(using: provider)
        let origin = try KeyName.log(of: compartment.description, at: "plant.example/main")
        let store = try engine.openLog(compartment, create: true)
        let keys = try engine.openKeys(compartment, create: true)
        _ = try CompartmentLog.create(origin: origin, store: store, keys: keys, site: site, using: provider)
        let writer = try await JournalWriter.open(
            views: try boundary.map { boundary in
                CompartmentViews(
                    engine: engine,
                    compartment: compartment,
                    projection: try ItemProjection(compartment, boundary)
                )
            },
            now: { clock.now }
        ) { try CompartmentLog(origin: origin, store: store, keys: keys, site: site, using: provider) }
        writers[compartment] = writer
        return writer
    }

    /// From now on a log records nothing, or does again.
    func fail(_ compartment: CompartmentName, _ fails: Bool) {
        if fails { failing.insert(compartment) } else { failing.remove(compartment) }
    }

    func writer(_ compartment: CompartmentName) throws -> JournalWriter {
        guard let writer = writers[compartment] else { throw WorldFailure("no log of \(compartment)") }
        return writer
    }

    func append(_ drafts: [EventDraft], in compartment: CompartmentName) async throws -> [EventReceipt] {
        let writer = try writer(compartment)
        if failing.contains(compartment) {
            // As a log that stopped says it, with how long it is.
            let size = try engine.openLog(compartment, create: false).head().size
            throw JournalError(.stopped, "the log of \(compartment) stopped after \(size) entries; reopen it")
        }
        guard let id = CommandID(SwiftCryptoProvider().randomBytes(16)) else { throw WorldFailure("no id") }
        let receipt = try await writer.perform(JournalCommand(id: id, drafts: drafts))
        return receipt.sequences.map { EventReceipt(compartment: compartment, sequence: $0) }
    }

    func holds(onProgramsOf programs: Set<String>, in compartment: CompartmentName) async throws -> [AggregateID] {
        let register = try await writer(compartment).retentionRegister()
        return register.holds.filter { hold in
            guard let program = hold.value.hold.program, !programs.isEmpty else { return true }
            return programs.contains(program)
        }.map(\.key).sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
    }

    func close() async {
        for writer in writers.values { try? await writer.close() }
        writers = [:]
    }
}
