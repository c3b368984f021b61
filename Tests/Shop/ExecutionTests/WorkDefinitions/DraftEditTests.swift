import Boundary
import Execution
import Testing

@Suite("A draft is begun from another revision and changed an operation at a time")
struct DraftEditTests {
    private func edit(_ plant: ShopPlant, _ master: RecordID, _ edit: DraftEdit, seen: String? = nil) async
        -> [ExecutionRefusal.Code]?
    {
        await plant.refusal {
            let now = try await plant.hash(of: master)
            _ = try await plant.execution.edit(
                master,
                edit,
                seen: seen ?? now,
                by: plant.by("eve"),
                key: plant.key("eve")
            )
        }
    }

    private func revised(_ plant: ShopPlant, _ master: RecordID, as revision: String = "B") async throws -> RecordID {
        try await plant.execution.revise(master, as: revision, by: plant.by("eve"), key: plant.key("eve")).record
    }

    @Test("a new revision has the content of the old one, so that with the same revision it would have the same hash")
    func revise() async throws {
        let plant = try await ShopPlant()
        let old = try await plant.released(ShopPlant.bracket("A"))
        let new = try await revised(plant, old)
        #expect(try await plant.hash(of: new) == ShopPlant.bracket("B").approvalHash())
        #expect(await plant.refusal { _ = try await revised(plant, old) } == [.revisionTaken])
        #expect(await plant.refusal { _ = try await revised(plant, old, as: "") } == [.invalid])
    }

    @Test("operations are written anew, added in order and taken out; each edit is as if the whole had been written so")
    func operations() async throws {
        let plant = try await ShopPlant()
        let new = try await revised(plant, plant.released(ShopPlant.bracket("A")))
        var content = try ShopPlant.bracket("B")
        let wash = OperationSegment(
            sequence: 15,
            name: "Wash",
            workCenter: "bench",
            instructions: "Wash.",
            standardMinutes: 5
        )
        #expect(await edit(plant, new, .operation(wash, replacing: nil)) == nil)
        content.operations.insert(wash, at: 1)
        #expect(try await plant.hash(of: new) == content.approvalHash())
        var moved = wash
        moved.sequence = 5
        #expect(await edit(plant, new, .operation(moved, replacing: 15)) == nil)
        content.operations.remove(at: 1)
        content.operations.insert(moved, at: 0)
        #expect(try await plant.hash(of: new) == content.approvalHash())
        #expect(await edit(plant, new, .removal(5)) == nil)
        #expect(try await plant.hash(of: new) == ShopPlant.bracket("B").approvalHash())
    }

    @Test("an edit of what is not there, or over what is, changes nothing")
    func refused() async throws {
        let plant = try await ShopPlant()
        let old = try await plant.released(ShopPlant.bracket("A"))
        let new = try await revised(plant, old)
        let before = try await plant.hash(of: new)
        let first = try ShopPlant.bracket().operations[0]
        #expect(await edit(plant, new, .operation(first, replacing: nil)) == [.invalid])
        #expect(await edit(plant, new, .removal(99)) == [.stale])
        #expect(await edit(plant, new, .removal(10), seen: "another") == [.stale])
        #expect(await edit(plant, old, .removal(10)) == [.immutable])
        var bad = first
        bad.workCenter = "oven"
        #expect(await edit(plant, new, .operation(bad, replacing: 10)) == [.invalid])
        let heading = DraftEdit.heading(partNumber: "BRK-1", revision: "A", title: "x", needsTraining: false)
        #expect(await edit(plant, new, heading) == [.revisionTaken])
        #expect(try await plant.hash(of: new) == before)
    }
}
