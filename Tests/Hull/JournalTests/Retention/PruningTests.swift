import Journal
import Storage
import Testing

@Suite("Pruning under a published policy")
struct PruningTests {
    private func plant() async throws -> Plant {
        let plant = try Plant()
        try await plant.fill(600, batch: 300)
        return plant
    }

    private func publish(_ writer: JournalWriter, _ days: [String: Int] = ["traveler": 365]) async throws {
        _ = try await writer.publish(
            RetentionPolicy(published: "https://plant.example/retention", keepDays: days),
            command: Plant.command(1_000_000 + days.count),
            by: Plant.authority
        )
    }

    private func refusal(_ writer: JournalWriter, _ before: UInt64 = 300) async throws -> JournalError.Code? {
        do {
            _ = try await writer.prune(before: before, command: Plant.command(2_000_000), by: Plant.authority)
            return nil
        } catch let error as JournalError { return error.code }
    }

    @Test("nothing goes without a policy, before its time, or in a class that the policy does not name")
    func policy() async throws {
        let plant = try await plant()
        defer { plant.remove() }
        let writer = try await plant.writer()
        #expect(try await refusal(writer) == .policy)
        try await publish(writer)
        #expect(try await refusal(writer) == .policy)
        plant.clock.advance(days: 364)
        #expect(try await refusal(writer) == .policy)
        try await publish(writer, ["other": 1, "more": 1])
        plant.clock.advance(days: 2)
        #expect(try await refusal(writer) == .policy)
        #expect(try plant.store.head().first == 0)
    }

    @Test("what the policy lets go goes in whole bundles; what is left opens, and its proofs hold, new ones too")
    func pruned() async throws {
        let plant = try await plant()
        defer { plant.remove() }
        let writer = try await plant.writer()
        let old = try #require(try plant.open().stored).receipt(for: 599)
        try await publish(writer)
        plant.clock.advance(days: 366)
        #expect(try await refusal(writer) == nil)
        #expect(try plant.store.head().first == 256)
        try await writer.close()
        let log = try plant.open()
        let stored = try #require(log.stored)
        let key = try #require(log.keyring.verifiers.last)
        for sequence in [UInt64(256), 599, stored.head.size - 1] {
            let entry = try #require(try stored.store.entries(sequence..<(sequence + 1)).first)
            _ = try stored.receipt(for: sequence).verify(entry: entry.entry, log: key, using: plant.provider)
        }
        let entry = try #require(try stored.store.entries(599..<600).first)
        _ = try old.verify(entry: entry.entry, log: key, using: plant.provider)
        try stored.consistency(from: 600).verify(
            oldRoot: Checkpoint(text: old.checkpoint.text).root,
            newRoot: stored.head.root
        )
        var reader = LogReader(log)
        let gone = #expect(throws: JournalError.self) { try reader.events(0..<10) }
        #expect(gone?.code == .gone)
        #expect(try reader.events(256..<258).count == 2)
        // Writing goes on.
        _ = try await plant.writer().perform(Plant.command(5_000_000))
    }

    @Test("a hold keeps its entries and the event that set it")
    func held() async throws {
        let plant = try await plant()
        defer { plant.remove() }
        let writer = try await plant.writer()
        try await publish(writer)
        plant.clock.advance(days: 366)
        _ = try await writer.set(
            LegalHold(program: "falcon", period: "2026-11"),
            id: Plant.aggregate(1),
            command: Plant.command(3_000_000),
            by: Plant.authority
        )
        #expect(try await refusal(writer) == .held)
        _ = try await writer.liftHold(Plant.aggregate(1), command: Plant.command(3_000_001), by: Plant.authority)
        _ = try await writer.set(
            LegalHold(program: "osprey"),
            id: Plant.aggregate(2),
            command: Plant.command(3_000_002),
            by: Plant.authority
        )
        #expect(try await refusal(writer) == nil)
    }
}
