import Boundary
import Execution
import Journal
import Storage
import TestPlant
import Testing

@Suite("A rework is written, reviewed and released as any definition, and nobody orders by it")
struct ReworkDefinitionTests {
    private func draft(_ plant: ShopPlant, _ content: WorkMasterContent, of program: String = "MED") async
        -> [ExecutionRefusal.Code]?
    {
        await plant.refusal {
            _ = try await plant.execution.draft(content, of: program, by: plant.by("eve"), key: plant.key("eve"))
        }
    }

    @Test("it stands beside the definition by which the part is made, and supersedes its own revisions alone")
    func beside() async throws {
        let plant = try await ShopPlant()
        let standard = try await plant.released(ShopPlant.bracket())
        let first = try await plant.released(ReworkBench.blend())
        var other = try ReworkBench.blend("RW-9")
        other.title = "Plug the bore"
        let beside = try await plant.released(other)
        let second = try await plant.released(ReworkBench.blend("RW-2"))
        func state(_ id: RecordID) async throws -> String? {
            try await plant.shown(plant.execution.workMaster(id, by: plant.by("eve")), to: "eve").first?["state"]
        }
        #expect(try await state(standard) == "released")
        #expect(try await state(first) == "superseded")
        #expect(try await state(beside) == "released")
        #expect(try await state(second) == "released")
        let revisions = try await plant.execution.revisions(of: standard, by: plant.by("eve"))
        #expect(try plant.shown(revisions, to: "eve").map { $0["revision"] } == ["A"])
        // Another rework of the part is none of its revisions, with which it would be compared.
        let reworked = try await plant.execution.revisions(of: first, by: plant.by("eve"))
        #expect(try plant.shown(reworked, to: "eve").map { $0["revision"] } == ["RW-1", "RW-2"])
    }

    @Test("nothing is ordered by it, and what is effective of the part is none of it")
    func notOrdered() async throws {
        let plant = try await ShopPlant()
        let standard = try await plant.released(ShopPlant.bracket())
        let blend = try await plant.released(ReworkBench.blend())
        #expect(await plant.refusal { _ = try await plant.order(blend, ["S-1"]) } == [.notReleased])
        let unit = try await plant.units(of: plant.order(standard, ["S-1"]))[0]
        #expect(try plant.unit(unit, "revision") == .text("A"))
    }

    @Test("it has no effectivity and no sampling plan")
    func refused() async throws {
        let plant = try await ShopPlant()
        var content = try ReworkBench.blend()
        content.effectivity = Effectivity(orders: ["O-1"])
        #expect(await draft(plant, content) == [.invalid])
        content = try ReworkBench.blend()
        content.operations[0].characteristics[0].sampling = SamplingPlan("every 2")
        #expect(await draft(plant, content) == [.invalid])
    }

    @Test("it is for a nonconformance of a unit of its part and program that its author may see")
    func scope() async throws {
        let rework = try await ReworkBench()
        let id = try await rework.report()
        #expect(await draft(rework.plant, try ReworkBench.blend(for: id)) == nil)
        #expect(await draft(rework.plant, try ReworkBench.blend(for: id, part: "BRK-2")) == [.invalid])
        #expect(await draft(rework.plant, try ReworkBench.blend(for: id), of: "AGR") == [.invalid])
        let nothing = RecordID(try AggregateID([UInt8](repeating: 9, count: 16)).orThrow("an id"))
        #expect(await draft(rework.plant, try ReworkBench.blend(for: nothing)) == [.notFound])
    }

    @Test("what a definition is of stays: a draft for one nonconformance does not become one for all")
    func fixed() async throws {
        let rework = try await ReworkBench()
        let plant = rework.plant
        let content = try await ReworkBench.blend(for: rework.report())
        let made = try await plant.execution.draft(content, of: "MED", by: plant.by("eve"), key: plant.key("eve"))
            .record
        let seen = try await plant.hash(of: made)
        func redraft(_ content: WorkMasterContent) async -> [ExecutionRefusal.Code]? {
            await plant.refusal {
                _ = try await plant.execution.redraft(
                    made,
                    content,
                    seen: seen,
                    by: plant.by("eve"),
                    key: plant.key("eve")
                )
            }
        }
        #expect(await redraft(try ReworkBench.blend()) == [.invalid])
        var standard = content
        standard.rework = nil
        #expect(await redraft(standard) == [.invalid])
        var mended = content
        mended.title = "Blend it"
        #expect(await redraft(mended) == nil)
    }

    @Test("its change touches what it adds: the routing, and sites where the part is not made")
    func touches() async throws {
        let plant = try await ShopPlant()
        _ = try await plant.released(ShopPlant.bracket())
        let made = try await plant.execution.draft(
            ReworkBench.blend(),
            of: "MED",
            by: plant.by("eve"),
            key: plant.key("eve")
        ).record
        let touched = try await plant.execution.content(toRelease: made, by: plant.by("eve")).touches
        #expect(touched.isSuperset(of: ["routing", "inspectionMethod", "material"]))
        #expect(!touched.contains("site"))
    }
}
