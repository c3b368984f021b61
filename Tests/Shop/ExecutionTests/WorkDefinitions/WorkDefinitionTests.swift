import Boundary
import Execution
import Storage
import Testing

@Suite("Work definitions are drafted, reviewed, released and superseded")
struct WorkDefinitionTests {
    @Test("a draft is changed until it is submitted, and nothing is changed after")
    func immutable() async throws {
        let plant = try await ShopPlant()
        let shop = plant.execution
        let draft = try await shop.draft(ShopPlant.bracket(), of: "MED", by: plant.by("eve"), key: plant.key("eve"))
        var content = try ShopPlant.bracket()
        content.operations.removeLast()
        let seen = try await plant.hash(of: draft.record)
        _ = try await shop.redraft(draft.record, content, seen: seen, by: plant.by("ed"), key: plant.key("ed"))
        #expect(try await plant.hash(of: draft.record) != seen)
        // Who looked at the first one does not write over the second.
        #expect(
            await plant.refusal {
                _ = try await shop.redraft(
                    draft.record,
                    content,
                    seen: seen,
                    by: plant.by("eve"),
                    key: plant.key("eve")
                )
            } == [.stale]
        )
        _ = try await shop.submit(draft.record, by: plant.by("eve"), key: plant.key("eve"))
        let now = try await plant.hash(of: draft.record)
        #expect(
            await plant.refusal {
                _ = try await shop.redraft(draft.record, content, seen: now, by: plant.by("eve"), key: plant.key("eve"))
            } == [.immutable]
        )
    }

    @Test("a release takes the approval of somebody else than the author")
    func twoPersons() async throws {
        let plant = try await ShopPlant()
        let shop = plant.execution
        let draft = try await shop.draft(ShopPlant.bracket(), of: "MED", by: plant.by("eve"), key: plant.key("eve"))
            .record
        let seen = try await plant.hash(of: draft)
        func release() async throws { _ = try await shop.release(draft, by: plant.by("eve"), key: plant.key("eve")) }
        func approve(_ person: String, seen: String) async throws {
            _ = try await shop.approve(
                draft,
                seen: seen,
                signing: .init(printedName: person),
                by: plant.by(person),
                key: plant.key(person)
            )
        }
        // Its author is told the same, whatever became of it.
        func expectNoOwnApproval() async {
            #expect(await plant.refusal { try await approve("eve", seen: seen) } == [.ownApproval])
            #expect(await plant.refusal { try await approve("eve", seen: "another") } == [.ownApproval])
        }
        #expect(await plant.refusal { try await approve("ed", seen: seen) } == [.notInReview])
        await expectNoOwnApproval()
        _ = try await shop.submit(draft, by: plant.by("eve"), key: plant.key("eve"))
        #expect(await plant.refusal(release) == [.notApproved])
        await expectNoOwnApproval()
        #expect(await plant.refusal { try await approve("ed", seen: "another") } == [.stale])
        try await approve("ed", seen: seen)
        #expect(await plant.refusal(release) == nil)
        await expectNoOwnApproval()
        // Once more it is as it was.
        #expect(await plant.refusal(release) == nil)
    }

    @Test("what was sent back has lost its approvals")
    func sentBack() async throws {
        let plant = try await ShopPlant()
        let shop = plant.execution
        let draft = try await shop.draft(ShopPlant.bracket(), of: "MED", by: plant.by("eve"), key: plant.key("eve"))
            .record
        let seen = try await plant.hash(of: draft)
        _ = try await shop.submit(draft, by: plant.by("eve"), key: plant.key("eve"))
        _ = try await shop.approve(
            draft,
            seen: seen,
            signing: .init(printedName: "Ed"),
            by: plant.by("ed"),
            key: plant.key("ed")
        )
        _ = try await shop.sendBack(draft, reason: "Depth is wrong", by: plant.by("ed"), key: plant.key("ed"))
        _ = try await shop.submit(draft, by: plant.by("eve"), key: plant.key("eve"))
        #expect(
            await plant.refusal { _ = try await shop.release(draft, by: plant.by("ed"), key: plant.key("ed")) }
                == [.notApproved]
        )
    }

    @Test("a new revision puts the one before out of force, and orders of the old one keep to it")
    func superseded() async throws {
        let plant = try await ShopPlant()
        let first = try await plant.released(ShopPlant.bracket("A"))
        let order = try await plant.order(first, ["S-1"])
        _ = try await plant.released(ShopPlant.bracket("B"))
        #expect(await plant.refusal { _ = try await plant.order(first, ["S-2"], number: "O-2") } == [.notReleased])
        let unit = try plant.units(of: order)[0]
        #expect(try plant.unit(unit, "revision") == .text("A"))
        _ = try await plant.execution.start(
            UnitOperation(unit: unit, sequence: 10),
            by: plant.by("olga"),
            key: plant.key("olga")
        )
    }

    @Test("a revision is there once in a program, and another program may have the same")
    func revisionTaken() async throws {
        let plant = try await ShopPlant()
        let content = try ShopPlant.bracket()
        func draft(_ program: String) async throws {
            _ = try await plant.execution.draft(content, of: program, by: plant.by("eve"), key: plant.key("eve"))
        }
        #expect(await plant.refusal { try await draft("MED") } == nil)
        #expect(await plant.refusal { try await draft("MED") } == [.revisionTaken])
        #expect(await plant.refusal { try await draft("AGR") } == nil)
    }

    @Test("a program that the plan gives to another instance has no place here")
    func notHosted() async throws {
        let plant = try await ShopPlant()
        #expect(
            await plant.refusal {
                _ = try await plant.execution.draft(
                    ShopPlant.bracket(),
                    of: "NOPE",
                    by: plant.by("eve"),
                    key: plant.key("eve")
                )
            } == [.notHosted]
        )
    }

    @Test("who may not know of a program's instructions is told that there is nothing")
    func hidden() async throws {
        let plant = try await ShopPlant()
        let master = try await plant.released(ShopPlant.bracket(), of: "VEH")
        for id in [master, RecordID(text: String(repeating: "0", count: 32)).unsafelyUnwrapped] {
            #expect(
                await plant.refusal {
                    _ = try await plant.execution.submit(id, by: plant.by("fred"), key: plant.key("fred"))
                } == [.notFound]
            )
        }
    }

    @Test("everything that is wrong with a draft is said at once, each with its place")
    func problems() async throws {
        let plant = try await ShopPlant()
        var content = try ShopPlant.bracket()
        content.partNumber = ""
        content.operations[0].workCenter = "oven"
        content.operations[0].characteristics[0].upper = try ShopPlant.number("1")
        content.operations[1].sequence = 10
        content.operations[1].components[0].quantity = 0
        content.operations[1].instructions = "\u{7}"
        do {
            _ = try await plant.execution.draft(content, of: "MED", by: plant.by("eve"), key: plant.key("eve"))
            Issue.record("it was taken")
        } catch let error as ExecutionRefusal {
            #expect(
                error.reasons.map(\.place) == [
                    "partNumber: it is empty",
                    "operation 10: it follows 10; sequences ascend",
                    "operation 10: workCenter: \"oven\" is none of the plant's: bench, mill",
                    "operation 10: characteristic 1: the upper limit is less than the lower one",
                    "operation 10: instructions: they hold a control character",
                    "operation 10: component \"BOLT-6\": 0 is no quantity",
                ]
            )
        }
    }
}
