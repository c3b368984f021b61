import Boundary
import Execution
import Journal
import Storage
import TestPlant
import Testing

@Suite("Files that no revision refers to are taken away a day later, and that is recorded")
struct MediumSweepTests {
    private let media = MediumTests()
    private let blobs = MemoryBlobs()

    private func plant() async throws -> ShopPlant {
        let (blobs, others) = (blobs, MemoryBlobs())
        return try await ShopPlant { $0.description == "shop" ? blobs : others }
    }

    /// A draft whose picture was replaced.
    private func replaced(_ plant: ShopPlant, part: String = "BRK-1") async throws -> RecordID {
        let master = try await media.master(plant, "MED", part: part)
        try await media.attach(plant, TestMedia.png(8, 8), to: master, "MED")
        try await media.attach(plant, TestMedia.png(8, 9), to: master, "MED", replacing: 1)
        return master
    }

    private func shown(_ plant: ShopPlant, _ master: RecordID) async throws -> [UInt8] {
        try await media.content(plant, media.medium(plant, master, "MED"), to: "olga")
    }

    private func detach(_ plant: ShopPlant, from master: RecordID) async throws {
        _ = try await plant.execution.detach(
            1,
            from: media.operation(plant, master, "MED"),
            of: master,
            seen: plant.hash(of: master),
            by: plant.by("eve"),
            key: plant.key("eve")
        )
    }

    private func attachments(_ plant: ShopPlant) throws -> Int {
        try plant.hull.rows(ViewQuery("attachment", columns: ["id"], limit: 100), in: CompartmentName("shop")).count
    }

    private func removals(_ plant: ShopPlant) throws -> [Event] {
        let store = try plant.hull.writer(of: CompartmentName("shop")).log.store
        return try store.entries(0..<store.head().size).map { try Event(encoded: $0.entry) }
            .filter { $0.kind == "attachment.removed" }
    }

    @Test("what was replaced goes after a day, row and bytes; what the revision shows stays")
    func swept() async throws {
        let plant = try await plant()
        let master = try await replaced(plant)
        plant.clock.advance(days: 1)
        #expect(try await plant.execution.sweepMedia() == 0)
        #expect(try attachments(plant) == 2 && blobs.blobs().count == 2)
        plant.clock.advance(milliseconds: 1)
        #expect(try await plant.execution.sweepMedia() == 1)
        #expect(try attachments(plant) == 1 && blobs.blobs().count == 1)
        #expect(try await shown(plant, master) == TestMedia.png(8, 9))
        let recorded = try #require(try removals(plant).first)
        #expect(recorded.subject == "system:bulkhead" && recorded.label.contains("MED"))
        #expect(try await plant.execution.sweepMedia() == 0)
        // Made anew from the log, the row is gone too.
        try await plant.hull.rebuildViews(of: CompartmentName("shop"))
        #expect(try attachments(plant) == 1)
    }

    @Test("of two that were sent for the same draft at once, one is refused, and its file goes")
    func atOnce() async throws {
        let plant = try await plant()
        let master = try await media.master(plant, "MED")
        let (seen, operation) = (try await plant.hash(of: master), try media.operation(plant, master, "MED"))
        let refusals = await withTaskGroup(of: [ExecutionRefusal.Code]?.self) { group in
            for height in [8, 9] {
                group.addTask {
                    await plant.refusal {
                        _ = try await plant.execution.attach(
                            MediumDraft(title: "Clamping", alternative: "The stop.", bytes: TestMedia.png(8, height)),
                            to: operation,
                            of: master,
                            seen: seen,
                            by: plant.by("eve"),
                            key: plant.key("eve")
                        )
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(refusals.contains(nil) && refusals.contains([.stale]))
        let left = try blobs.blobs().count - 1
        plant.clock.advance(days: 2)
        #expect(try await plant.execution.sweepMedia() == left)
        #expect(try blobs.blobs().count == 1)
        #expect(try await [TestMedia.png(8, 8), TestMedia.png(8, 9)].contains(shown(plant, master)))
    }

    @Test("what another revision refers to stays, and so do bytes that another attachment has too")
    func referred() async throws {
        let plant = try await plant()
        let master = try await media.master(plant, "MED")
        try await media.attach(plant, TestMedia.png(8, 8), to: master, "MED")
        let next = try await plant.execution.revise(master, as: "B", by: plant.by("eve"), key: plant.key("eve")).record
        try await detach(plant, from: master)
        let other = try await media.master(plant, "MED", part: "BRK-2")
        try await media.attach(plant, TestMedia.png(8, 8), to: other, "MED")
        plant.clock.advance(days: 2)
        #expect(try await plant.execution.sweepMedia() == 0)
        #expect(try await shown(plant, next) == TestMedia.png(8, 8))
        try await detach(plant, from: next)
        #expect(try await plant.execution.sweepMedia() == 1)
        #expect(try blobs.blobs().count == 1)
        #expect(try await shown(plant, other) == TestMedia.png(8, 8))
    }

    @Test("what a legal hold is on stays until it is lifted")
    func held() async throws {
        let plant = try await plant()
        _ = try await replaced(plant)
        plant.clock.advance(days: 2)
        let writer = try plant.hull.writer(of: CompartmentName("shop"))
        let authority = JournalAuthority(subject: "counsel", label: "", reason: "a claim")
        let hold = try #require(AggregateID([UInt8](repeating: 7, count: 16)))
        _ = try await writer.set(LegalHold(program: "MED"), id: hold, command: command(1), by: authority)
        #expect(try await plant.execution.sweepMedia() == 0)
        #expect(try attachments(plant) == 2 && blobs.blobs().count == 2 && removals(plant).isEmpty)
        _ = try await writer.liftHold(hold, command: command(2), by: authority)
        #expect(try await plant.execution.sweepMedia() == 1)
    }

    private func command(_ number: UInt8) throws -> CommandID {
        try #require(CommandID([UInt8](repeating: number, count: 16)))
    }

    @Test("where no attachments are open nothing is taken away")
    func closed() async throws {
        let plant = try await plant()
        _ = try await replaced(plant)
        plant.clock.advance(days: 2)
        plant.hull.boundary.closeAttachments(of: try CompartmentName("shop"))
        #expect(try await plant.execution.sweepMedia() == 0)
        #expect(try attachments(plant) == 2)
    }
}
