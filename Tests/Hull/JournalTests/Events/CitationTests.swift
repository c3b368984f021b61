import Journal
import Storage
import Testing

@Suite("Logs cite each other blindly")
struct CitationTests {
    @Test(
        "a bad lot holds a unit in a program's compartment; neither log says what the other is about, and the openings show the link"
    )
    func blindContainment() async throws {
        let common = try Plant("common")
        let falcon = try Plant("falcon")
        defer {
            common.remove()
            falcon.remove()
        }
        #expect(common.origin == (try KeyName.commonLog(at: "plant.example/wichita")))
        let site = try await common.writer()
        let program = try await falcon.writer()
        let lot = try await site.perform(Plant.command(1, drafts: [Plant.draft(1, kind: "lot.rejected")]))
        let lotEntry = try #require(try common.store.entries(lot.sequences).first)
        let down = try Citation(
            of: lotEntry.entry,
            at: lot.sequences.lowerBound,
            in: common.origin,
            using: common.provider
        )
        let hold = try await program.perform(
            Plant.command(2, drafts: [Plant.draft(2, kind: "unit.held", citations: [down.commitment])])
        )
        let holdEntry = try #require(try falcon.store.entries(hold.sequences).first)
        let up = try Citation(
            of: holdEntry.entry,
            at: hold.sequences.lowerBound,
            in: falcon.origin,
            using: falcon.provider
        )
        let placed = try await site.perform(
            Plant.command(3, drafts: [Plant.draft(3, kind: "hold.placed", citations: [up.commitment])])
        )
        let placedEntry = try #require(try common.store.entries(placed.sequences).first)
        #expect(down.isCited(by: try Event(encoded: holdEntry.entry)))
        #expect(up.isCited(by: try Event(encoded: placedEntry.entry)))
        #expect(!down.isCited(by: try Event(encoded: placedEntry.entry)))
        for entry in [holdEntry.entry, placedEntry.entry] {
            let text = String(decoding: entry, as: UTF8.self)
            #expect(!text.contains("common") && !text.contains("lot.rejected"))
        }
        let again = try Citation(of: lotEntry.entry, at: 0, in: common.origin, using: common.provider)
        #expect(again.commitment != down.commitment)
        let opened = try Citation(origin: down.origin, sequence: down.sequence, leaf: down.leaf, salt: down.salt)
        #expect(opened.commitment == down.commitment)
        let other = try Citation(origin: down.origin, sequence: down.sequence + 1, leaf: down.leaf, salt: down.salt)
        #expect(other.commitment != down.commitment)
        #expect(throws: JournalError.self) { try Citation(origin: down.origin, sequence: 0, leaf: down.leaf, salt: []) }
    }
}
