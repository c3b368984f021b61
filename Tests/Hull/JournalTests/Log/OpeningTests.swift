import Journal
import Storage
import Testing

@Suite("Opening a log")
struct OpeningTests {
    @Test("a log opens from its stores alone at any size, and goes on", arguments: [1, 255, 256, 257, 600])
    func sizes(_ count: Int) async throws {
        let plant = try Plant()
        defer { plant.remove() }
        try await plant.fill(count, batch: 70)
        let stored = try #require(try plant.open().stored)
        #expect(stored.head.size == UInt64(count))
        let key = try #require(try plant.open().keyring.verifiers.last)
        for sequence in Set([0, count / 2, count - 1]) {
            let entry = try #require(try stored.store.entries(UInt64(sequence)..<UInt64(sequence + 1)).first)
            let receipt = try stored.receipt(for: UInt64(sequence))
            _ = try receipt.verify(entry: entry.entry, log: key, using: plant.provider)
        }
        try await plant.fill(3, from: 10_000)
        #expect(try plant.open().stored?.head.size == UInt64(count + 3))
    }

    @Test("payloads are read back, and each opening seals under keys of its own")
    func payloads() async throws {
        let plant = try Plant()
        defer { plant.remove() }
        try await plant.fill(5)
        try await plant.fill(5, from: 5)
        var reader = LogReader(try plant.open())
        #expect(try reader.events(0..<100).map(\.payload) == (0..<10).map { Array("payload \($0)".utf8) })
        #expect(Set(try plant.store.entries(0..<10).map(\.key)).count == 2)
    }

    private func code(_ plant: Plant, _ change: (inout HostileLog.Answers) -> Void) throws -> JournalError.Code? {
        let store = HostileLog(try plant.store, change)
        do {
            _ = try plant.open(store: store)
            return nil
        } catch let error as JournalError {
            #expect(!error.message.isEmpty)
            return error.code
        }
    }

    @Test("whatever is changed at the end of the log is found, with what to do")
    func damage() async throws {
        let plant = try Plant()
        defer { plant.remove() }
        try await plant.fill(256 + 5)
        #expect(try code(plant) { _ in } == nil)
        #expect(
            try code(plant) { $0.head = { StoredHead(size: $0.size - 1, first: 0, checkpoint: $0.checkpoint) } }
                == .damaged
        )
        #expect(try code(plant) { $0.head = { StoredHead(size: $0.size, first: 0, checkpoint: nil) } } == .damaged)
        #expect(try code(plant) { $0.tile = { _ in nil } } == .damaged)
        #expect(
            try code(plant) {
                $0.tile = { StoredTile(level: $0.level, index: $0.index, bytes: $0.bytes.flipped(bit: 77)) }
            } == .damaged
        )
        #expect(try code(plant) { $0.tile = { StoredTile(level: $0.level, index: $0.index, bytes: []) } } == .damaged)
        #expect(try code(plant) { $0.entry = { $0 == 258 ? nil : $1 } } == .damaged)
        for part in ["entry", "payload"] {
            #expect(
                try code(plant) {
                    $0.entry = { sequence, stored in
                        guard sequence == 258 else { return stored }
                        return StoredEntry(
                            entry: part == "entry" ? stored.entry.flipped(bit: 300) : stored.entry,
                            payload: part == "payload" ? stored.payload?.flipped(bit: 333) : stored.payload,
                            key: stored.key,
                            command: stored.command
                        )
                    }
                } == .damaged,
                "\(part)"
            )
        }
    }

    @Test("every bit of the checkpoint counts")
    func checkpointBits() async throws {
        let plant = try Plant()
        defer { plant.remove() }
        try await plant.fill(3)
        let bits = 8 * (try #require(try plant.store.head().checkpoint)).count
        for bit in stride(from: 0, to: bits, by: 1) {
            let found = try code(plant) {
                $0.head = { StoredHead(size: $0.size, first: 0, checkpoint: $0.checkpoint?.flipped(bit: bit)) }
            }
            #expect(found != nil, "bit \(bit)")
        }
    }

    @Test("entries of another log, its checkpoint or its keys are refused")
    func foreign() async throws {
        let plant = try Plant()
        let other = try Plant("osprey")
        defer {
            plant.remove()
            other.remove()
        }
        try await plant.fill(10)
        try await other.fill(10)
        #expect(throws: JournalError.self) { try plant.open(store: try other.store) }
        let head = try other.store.head()
        #expect(try code(plant) { $0.head = { _ in head } } != nil)
        let entries = try other.store.entries(0..<10)
        #expect(try code(plant) { $0.entry = { sequence, _ in entries[Int(sequence)] } } == .damaged)
        let error = #expect(throws: JournalError.self) {
            try CompartmentLog(
                origin: plant.origin,
                store: plant.store,
                keys: other.keys,
                site: other.site,
                using: plant.provider
            )
        }
        #expect(error?.code == .foreign)
        let wrongSite = #expect(throws: JournalError.self) {
            try CompartmentLog(
                origin: plant.origin,
                store: plant.store,
                keys: plant.keys,
                site: other.site,
                using: plant.provider
            )
        }
        #expect(wrongSite?.code == .keys)
    }

    @Test("keys restored from an older backup than the log are named, and can be done without on demand")
    func lostKeys() async throws {
        let plant = try Plant()
        defer { plant.remove() }
        let old = try plant.keys.keys(scope: nil)
        try await plant.fill(4)
        let engine = MemoryEngine()
        let keys = try engine.openKeys(plant.compartment, create: true)
        try keys.insert(old)
        let open = { (trust: CompartmentLog.Trust) in
            try CompartmentLog(
                origin: plant.origin,
                store: plant.store,
                keys: keys,
                site: plant.site,
                using: plant.provider,
                trust: trust
            )
        }
        let error = #expect(throws: JournalError.self) { try open(.init()) }
        #expect(error?.code == .keys)
        #expect(try open(.init(acceptsLostKeys: true)).stored?.head.size == 4)
    }

    @Test("a log without keys is not written, and keys are never made beside entries")
    func noKeys() async throws {
        let plant = try Plant()
        defer { plant.remove() }
        try await plant.fill(1)
        let empty = try MemoryEngine().openKeys(plant.compartment, create: true)
        let error = #expect(throws: JournalError.self) {
            try CompartmentLog(
                origin: plant.origin,
                store: plant.store,
                keys: empty,
                site: plant.site,
                using: plant.provider
            )
        }
        #expect(error?.code == .keys)
        let exists = #expect(throws: JournalError.self) {
            try CompartmentLog.create(
                origin: plant.origin,
                store: plant.store,
                keys: empty,
                site: plant.site,
                using: plant.provider
            )
        }
        #expect(exists?.code == .exists)
    }
}
