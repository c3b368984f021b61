import Journal
import Storage
import Testing

@Suite("Keys are changed while everything written under the old ones stays")
struct RotationTests {
    private func payloads(_ plant: Plant) throws -> [[UInt8]?] {
        var reader = LogReader(try plant.open())
        return try reader.events(0..<1000).filter { $0.event.kind == "unit.started" }.map(\.payload)
    }

    @Test("data keys on demand")
    func dataKeys() async throws {
        let plant = try Plant()
        defer { plant.remove() }
        let writer = try await plant.writer()
        for number in 0..<3 {
            _ = try await writer.perform(Plant.command(number))
            try await writer.rotateDataKeys()
        }
        #expect(Set(try plant.store.entries(0..<3).map(\.key)).count == 3)
        #expect(try payloads(plant) == (0..<3).map { Array("payload \($0)".utf8) })
    }

    @Test("the compartment's key: every key is wrapped anew, the old one gone")
    func compartmentKey() async throws {
        let plant = try Plant()
        defer { plant.remove() }
        let writer = try await plant.writer()
        _ = try await writer.perform(Plant.command(0))
        let before = try plant.keys.keys(scope: nil)
        try await writer.rotateCompartmentKey(by: Plant.authority)
        _ = try await writer.perform(Plant.command(1))
        let after = Dictionary(uniqueKeysWithValues: try plant.keys.keys(scope: nil).map { ($0.id, $0) })
        for row in before { #expect(after[row.id]?.wrapped != row.wrapped, "\(row.scope)") }
        #expect(try payloads(plant).count == 2)
        try await writer.close()
        let reopened = try await plant.writer()
        _ = try await reopened.perform(Plant.command(2))
        #expect(try payloads(plant).count == 3)
    }

    @Test("a change of the compartment's key that was cut short is finished at the next opening")
    func cutShort() async throws {
        let plant = try Plant()
        defer { plant.remove() }
        try await plant.fill(3)
        // The new key is stored and nothing is wrapped under it yet.
        let rows = try plant.keys.keys(scope: nil)
        let spare = MemoryEngine()
        let other = try spare.openKeys(plant.compartment, create: true)
        _ = try CompartmentKeyring.create(origin: plant.origin, in: other, site: plant.site, using: plant.provider)
        let wrapped = try #require(try other.keys(scope: "compartment-key/1").first?.wrapped)
        try plant.keys.insert([
            StoredKeyRow(id: Array(repeating: 9, count: 16), scope: "compartment-key/2", wrapped: wrapped)
        ])
        #expect(try payloads(plant).count == 3)
        let after = Dictionary(uniqueKeysWithValues: try plant.keys.keys(scope: nil).map { ($0.id, $0) })
        for row in rows { #expect(after[row.id]?.wrapped != row.wrapped) }
        #expect(try payloads(plant).count == 3)
    }

    @Test("the log's key: an event names the next, both sign its checkpoint, and the old one signs no more")
    func logKey() async throws {
        let plant = try Plant()
        defer { plant.remove() }
        let writer = try await plant.writer()
        _ = try await writer.perform(Plant.command(0))
        let old = try #require(try writer.log.keyring.verifiers.last)
        let next = try await writer.rotateLogKey(by: Plant.authority)
        let turn = try #require(try plant.open().stored)
        #expect(
            try turn.checkpoint.verified(by: [old, next], using: plant.provider).signers.map(\.key) == [old, next]
        )
        let event = try Event(encoded: try #require(try plant.store.entries(1..<2).first?.entry))
        #expect(event.kind == JournalKind.nextKey && event.subject == next.text)
        let receipt = try await writer.perform(Plant.command(2))
        #expect(try receipt.checkpoint.verified(by: [old, next], using: plant.provider).signers.map(\.key) == [next])
        try await writer.close()
        let reopened = try plant.open()
        #expect(reopened.keyring.verifiers == [old, next])
        let again = try await plant.writer().perform(Plant.command(3))
        #expect(try again.checkpoint.verified(by: [next], using: plant.provider).signers.count == 1)
    }

    @Test("a log key that no event named is retired at the next opening")
    func orphanedKey() async throws {
        let plant = try Plant()
        defer { plant.remove() }
        let store = HostileLog(try plant.store) {
            $0.failing = [1: (StorageError(.failed, "the device failed"), false)]
        }
        let writer = try await plant.writer(store: store)
        _ = try await writer.perform(Plant.command(0))
        let old = try #require(try writer.log.keyring.verifiers.last)
        await #expect(throws: JournalError.self) { try await writer.rotateLogKey(by: Plant.authority) }
        try await writer.reopen()
        let receipt = try await writer.perform(Plant.command(1))
        #expect(try receipt.checkpoint.verified(by: [old], using: plant.provider).signers.count == 1)
        let next = try await writer.rotateLogKey(by: Plant.authority)
        let last = try await writer.perform(Plant.command(2))
        #expect(try last.checkpoint.verified(by: [next], using: plant.provider).signers.count == 1)
    }
}
