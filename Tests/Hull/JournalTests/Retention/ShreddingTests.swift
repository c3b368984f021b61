import Journal
import Storage
import Testing

@Suite("Shredding")
struct ShreddingTests {
    static let scope = DataKeyScope(program: "falcon", retentionClass: "traveler", period: "2026-11")

    /// Ten events, every other one in another period.
    private func writer(_ plant: Plant) async throws -> JournalWriter {
        let writer = try await plant.writer(views: try plant.unitViews)
        for number in 0..<10 {
            let draft = Plant.draft(number, period: number % 2 == 0 ? "2026-11" : "2026-12")
            _ = try await writer.perform(Plant.command(number, drafts: [draft]))
            if number == 4 { try await writer.rotateDataKeys() }
        }
        return writer
    }

    @Test("payloads of the scope are gone from log, keys and views, the others open, and every proof holds")
    func shredded() async throws {
        let plant = try Plant()
        defer { plant.remove() }
        let writer = try await writer(plant)
        let before = try #require(try plant.open().stored)
        let receipts = try (0..<10).map { try before.receipt(for: UInt64($0)).bytes }
        let done = try await writer.shred(Self.scope, command: Plant.command(50), by: Plant.authority)
        #expect([done.order, done.event] == [10, 11])
        #expect([done.keys, done.payloads] == [2, 5])
        let entries = try plant.store.entries(0..<10)
        for (number, entry) in entries.enumerated() {
            #expect((entry.payload == nil) == (number % 2 == 0))
            let key = try #require(try plant.keys.key(entry.key))
            #expect((key.wrapped == nil) == (number % 2 == 0))
            let receipt = try LogProof(receipts[number])
            let log = try plant.open()
            _ = try receipt.verify(
                entry: entry.entry,
                log: try #require(log.keyring.verifiers.last),
                using: plant.provider
            )
            _ = try #require(log.stored).receipt(for: UInt64(number))
                .verify(entry: entry.entry, log: try #require(log.keyring.verifiers.last), using: plant.provider)
        }
        #expect(try UnitViews.texts(try #require(writer.views)).isEmpty)
        #expect(try await writer.rebuildViews() == 12)
        let texts = try UnitViews.texts(try #require(writer.views))
        #expect(texts == (0..<10).map { $0 % 2 == 0 ? nil : "payload \($0)" })
    }

    @Test("sent again it does nothing twice, and what is sealed afterwards gets a new key")
    func repeated() async throws {
        let plant = try Plant()
        defer { plant.remove() }
        let writer = try await writer(plant)
        let done = try await writer.shred(Self.scope, command: Plant.command(50), by: Plant.authority)
        _ = try await writer.perform(Plant.command(60))
        #expect(try await writer.shred(Self.scope, command: Plant.command(50), by: Plant.authority) == done)
        var reader = LogReader(try plant.open())
        #expect(try reader.events(12..<13).first?.payload == Array("payload 60".utf8))
        #expect(try plant.open().stored?.head.size == 13)
    }

    @Test("the journal's own record and what was never sealed are not shredded")
    func refused() async throws {
        let plant = try Plant()
        defer { plant.remove() }
        let writer = try await writer(plant)
        let own = await #expect(throws: JournalError.self) {
            try await writer.shred(.journal, command: Plant.command(50), by: Plant.authority)
        }
        #expect(own?.code == .policy)
        let gone = await #expect(throws: JournalError.self) {
            let scope = DataKeyScope(program: "osprey", retentionClass: "traveler", period: "2026-11")
            return try await writer.shred(scope, command: Plant.command(51), by: Plant.authority)
        }
        #expect(gone?.code == .gone)
        #expect(try plant.open().stored?.head.size == 10)
    }

    @Test("a legal hold blocks it until it is lifted, also in the next opening")
    func held() async throws {
        let plant = try Plant()
        defer { plant.remove() }
        var writer = try await writer(plant)
        _ = try await writer.set(
            LegalHold(program: "falcon"),
            id: Plant.aggregate(1),
            command: Plant.command(70),
            by: Plant.authority
        )
        for _ in 0..<2 {
            let error = await #expect(throws: JournalError.self) {
                try await writer.shred(Self.scope, command: Plant.command(50), by: Plant.authority)
            }
            #expect(error?.code == .held)
            #expect(error?.message.contains("entry 10") == true)
            try await writer.close()
            writer = try await plant.writer(views: try plant.unitViews)
        }
        _ = try await writer.liftHold(Plant.aggregate(1), command: Plant.command(71), by: Plant.authority)
        let twice = await #expect(throws: JournalError.self) {
            try await writer.liftHold(Plant.aggregate(1), command: Plant.command(72), by: Plant.authority)
        }
        #expect(twice?.code == .gone)
        #expect(try await writer.shred(Self.scope, command: Plant.command(50), by: Plant.authority).payloads == 5)
    }

    @Test(
        "one that was cut short after its order is finished at the next opening; one that was not ordered is forgotten"
    )
    func cutShort() async throws {
        let plant = try Plant()
        defer { plant.remove() }
        let store = HostileLog(try plant.store) {
            $0.failing = [
                2: (StorageError(.failed, "the device failed"), true), 3: (StorageError(.failed, "again"), false),
            ]
        }
        let writer = try await plant.writer(store: store)
        for number in 0..<2 { _ = try await writer.perform(Plant.command(number)) }
        // The order is stored, and the store fails with it.
        await #expect(throws: JournalError.self) {
            try await writer.shred(Self.scope, command: Plant.command(50), by: Plant.authority)
        }
        #expect(try plant.store.entries(0..<3).map { $0.payload != nil } == [true, true, true])
        try await writer.close()
        let next = try await plant.writer()
        #expect(try plant.store.entries(0..<4).map { $0.payload != nil } == [false, false, true, true])
        let done = try await next.shred(Self.scope, command: Plant.command(50), by: Plant.authority)
        #expect(done.order == 2 && done.event == 3 && done.payloads == 2)
        #expect(
            try plant.keys.keys(scope: nil).filter { $0.scope.hasPrefix("shred/") }.allSatisfy { $0.wrapped == nil }
        )
    }
}
