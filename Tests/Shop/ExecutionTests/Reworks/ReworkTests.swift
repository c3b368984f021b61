import Boundary
import Execution
import Journal
import Storage
import TestPlant
import Testing

@Suite("A disposition gives a unit the operations of a rework, and it goes on after them alone")
struct ReworkTests {
    @Test("its operations are done and bought off in sequence, then the unit goes on from the operation that is named")
    func inSequence() async throws {
        let rework = try await ReworkBench()
        let blend = try await rework.plant.released(ReworkBench.blend())
        let id = try await rework.tooDeep()
        #expect(await rework.dispose(id, .rework(from: 10), by: blend) == nil)
        #expect(try rework.stand() == [.integer(10_010), .text("Blend"), .text("waiting"), .truth(true)])
        // Nothing else is done before.
        #expect(await rework.bench.start(10) == [.otherOperation])
        #expect(await rework.bench.start(10_020) == [.otherOperation])
        #expect(await rework.bench.start(10_010) == nil)
        #expect(await rework.bench.complete(10_010) == [.notMeasured])
        #expect(await rework.measure("1.6", 7, at: 10_010) == nil)
        #expect(await rework.bench.complete(10_010) == nil)
        #expect(await rework.bench.start(10_020) == nil)
        #expect(await rework.bench.complete(10_020) == [.notConsumed])
        #expect(await rework.consume(at: 10_020) == nil)
        #expect(await rework.bench.complete(10_020) == nil)
        #expect(await rework.bench.start(10) == [.otherOperation])
        #expect(await rework.buyOff(10_020, by: "quin") == nil)
        // The pocket is measured again.
        #expect(try rework.stand() == [.integer(10), .text("Mill the pocket"), .text("waiting"), .truth(false)])
        await rework.finish()
        #expect(try rework.bench.column("state") == .text("finished"))
    }

    @Test("a repaired unit goes on from where it was, with what was recorded there, once the design authority accepted")
    func repair() async throws {
        let rework = try await ReworkBench()
        let blend = try await rework.plant.released(ReworkBench.blend())
        let id = try await rework.tooDeep()
        #expect(await rework.dispose(id, .repair, by: blend, "mia") == nil)
        #expect(try rework.stand()[0] == .integer(10), "it is proposed, and nothing becomes of the unit yet")
        _ = try await rework.plant.execution.accept(
            dispositionOf: id,
            signing: .init(printedName: "Ed Example"),
            by: rework.plant.by("ed"),
            key: rework.plant.key("ed")
        )
        await rework.doRework()
        // Work was under way there, and the value is accepted.
        #expect(try rework.stand() == [.integer(10), .text("Mill the pocket"), .text("paused"), .truth(false)])
        #expect(await rework.bench.start(10) == nil)
        #expect(await rework.bench.complete(10) == nil)
        #expect(try rework.bench.column("sequence") == .integer(20))
    }

    @Test("what waited for its buy-off waits for it again, and who did it does not buy it off")
    func buyOff() async throws {
        let rework = try await ReworkBench()
        let blend = try await rework.plant.released(ReworkBench.blend())
        #expect(await rework.bench.start(10) == nil)
        #expect(await rework.bench.measure("12.70") == nil)
        #expect(await rework.bench.complete(10) == nil)
        #expect(await rework.bench.start(20) == nil)
        #expect(await rework.bench.consume(4) == nil)
        #expect(await rework.bench.complete(20) == nil)
        let id = try await rework.report()
        #expect(await rework.dispose(id, .repair, by: blend) == nil)
        await rework.doRework()
        #expect(try rework.bench.column("state") == .text("awaitingBuyOff"))
        try await rework.plant.hull.boundary.learn(
            PersonFacts.american("olga", role: "quality"),
            by: .system("console")
        )
        #expect(await rework.bench.buyOff("olga") == [.ownBuyOff])
        #expect(await rework.bench.buyOff("quin") == nil)
        #expect(try rework.bench.column("state") == .text("finished"))
    }

    @Test("a definition that is not released, of another part, or for another nonconformance reworks nothing")
    func otherDefinitions() async throws {
        let rework = try await ReworkBench()
        let plant = rework.plant
        let id = try await rework.tooDeep()
        let other = try await rework.report()
        let draft = try await plant.execution.draft(
            ReworkBench.blend("RW-0"),
            of: "MED",
            by: plant.by("eve"),
            key: plant.key("eve")
        ).record
        let otherPart = try await plant.released(ReworkBench.blend(part: "BRK-2"))
        let otherReport = try await plant.released(ReworkBench.blend("RW-2", for: other))
        let standard = try await plant.released(ShopPlant.bracket("B"))
        for definition in [draft, otherPart, otherReport, standard] {
            #expect(await rework.dispose(id, .rework(from: 10), by: definition) == [.reworkNotReleased])
        }
        let nothing = RecordID(try AggregateID([UInt8](repeating: 9, count: 16)).orThrow("an id"))
        #expect(await rework.dispose(id, .rework(from: 10), by: nothing) == [.notFound])
        #expect(await rework.dispose(id, .useAsIs, by: otherReport) == [.invalid])
        #expect(await rework.dispose(id, .scrap, by: otherReport) == [.invalid])
        #expect(try rework.stand()[0] == .integer(10))
        let own = try await plant.released(ReworkBench.blend("RW-3", for: id))
        #expect(await rework.dispose(id, .rework(from: 10), by: own) == nil)
    }

    @Test("one that was superseded before the disposition is accepted does not count any more")
    func superseded() async throws {
        let rework = try await ReworkBench()
        let plant = rework.plant
        let first = try await plant.released(ReworkBench.blend())
        let id = try await rework.tooDeep()
        #expect(await rework.dispose(id, .repair, by: first, "mia") == nil)
        let second = try await plant.released(ReworkBench.blend("RW-2"))
        let accepting: () async -> [ExecutionRefusal.Code]? = {
            await plant.refusal {
                _ = try await plant.execution.accept(
                    dispositionOf: id,
                    signing: .init(printedName: "Ed Example"),
                    by: plant.by("ed"),
                    key: plant.key("ed")
                )
            }
        }
        #expect(await accepting() == [.reworkNotReleased])
        _ = try await plant.execution.decline(
            dispositionOf: id,
            reason: "By the new one",
            by: plant.by("ed"),
            key: plant.key("ed")
        )
        #expect(await rework.dispose(id, .repair, by: second) == nil)
        // What is under way goes on by what was given.
        _ = try await plant.released(ReworkBench.blend("RW-3"))
        await rework.doRework()
        #expect(try rework.stand()[0] == .integer(10))
    }

    @Test("in a rework another one can begin; after it the unit goes on in the first")
    func nested() async throws {
        let rework = try await ReworkBench()
        let blend = try await rework.plant.released(ReworkBench.blend())
        let id = try await rework.tooDeep()
        #expect(await rework.dispose(id, .rework(from: 10), by: blend) == nil)
        #expect(await rework.bench.start(10_010) == nil)
        #expect(await rework.measure("4.0", 7, at: 10_010) == nil)
        let again = try await rework.report(7)
        // It has not reached that one.
        #expect(await rework.dispose(again, .rework(from: 10_020), by: blend) == [.noRework])
        #expect(await rework.dispose(again, .rework(from: 10_010), by: blend) == nil)
        #expect(try rework.stand()[0] == .integer(20_010))
        await rework.doRework(2)
        #expect(try rework.stand() == [.integer(10_010), .text("Blend"), .text("waiting"), .truth(true)])
        await rework.doRework()
        await rework.finish()
        let states = try await rework.record().filter { $0["goesOnAt"] != nil }
        #expect(states.map { "\($0["number"] ?? "") \($0["state"] ?? "")" } == ["1 complete", "2 complete"])
    }

    @Test("what is scrapped in a rework has given it up")
    func scrapped() async throws {
        let rework = try await ReworkBench()
        let blend = try await rework.plant.released(ReworkBench.blend())
        let id = try await rework.tooDeep()
        #expect(await rework.dispose(id, .rework(from: 10), by: blend) == nil)
        let other = try await rework.report()
        #expect(await rework.dispose(other, .scrap, by: nil) == nil)
        #expect(try await rework.record().first { $0["goesOnAt"] != nil }?["state"] == "givenUp")
        #expect(await rework.bench.start(10_010) == [.finished])
    }

    @Test("the load of the order has the rework as long as it is to be done")
    func load() async throws {
        let rework = try await ReworkBench()
        let plant = rework.plant
        func load() throws -> [[ViewValue]] {
            try plant.hull.rows(
                ViewQuery("work_load", columns: ["work_center", "minutes"], order: [.init("work_center")], limit: 10),
                in: CompartmentName("shop")
            )
        }
        let blend = try await plant.released(ReworkBench.blend())
        let id = try await rework.tooDeep()
        #expect(try load() == [[.text("bench"), .integer(15)], [.text("mill"), .integer(30)]])
        #expect(await rework.dispose(id, .rework(from: 10), by: blend) == nil)
        #expect(try load() == [[.text("bench"), .integer(35)], [.text("mill"), .integer(35)]])
        await rework.doRework()
        #expect(try load() == [[.text("bench"), .integer(15)], [.text("mill"), .integer(30)]])
        await rework.finish()
        #expect(try load() == [])
    }
}
