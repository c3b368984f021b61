import Boundary
import Execution
import PlantModel
import Storage
import TestPlant
import Testing

@Suite("Two persons lift a gate that may be lifted, for one unit")
struct GateLiftTests {
    typealias Bench = OperationTests.Bench

    private func ask(
        _ bench: Bench,
        _ gate: LiftableGate,
        _ about: String,
        by person: String = "quin",
        at sequence: Int = 10,
        reason: String = "The next course is on Monday.",
        until: String = "2026-11-26"
    ) async throws -> RecordID {
        try await bench.plant.execution.ask(
            lift: GateLiftRequest(
                gate,
                about: about,
                at: bench.at(sequence),
                reason: reason,
                until: ShopPlant.day(until)
            ),
            signing: .init(printedName: "Quin Example"),
            by: bench.plant.by(person),
            key: bench.plant.key(person)
        ).record
    }

    private func confirm(_ bench: Bench, _ lift: RecordID, by person: String = "mia") async -> [ExecutionRefusal.Code]?
    {
        await bench.plant.refusal {
            _ = try await bench.plant.execution.confirm(
                lift: lift,
                signing: .init(printedName: "Mia Example"),
                by: bench.plant.by(person),
                key: bench.plant.key(person)
            )
        }
    }

    @Test("a training that was not taken is lifted once a second person confirms, for that person, until its last day")
    func training() async throws {
        let bench = try await Bench(ShopPlant.bracket(training: true))
        #expect(await bench.start(10) == [.trainingMissing])
        let lift = try await ask(bench, .training, "olga")
        #expect(await bench.start(10) == [.trainingMissing])
        #expect(await confirm(bench, lift, by: "quin") == [.ownLift])
        #expect(await confirm(bench, lift) == nil)
        #expect(await confirm(bench, lift, by: "quest") == [.liftOver])
        #expect(await bench.start(10, "omar") == [.trainingMissing])
        #expect(await bench.start(10) == nil)
        #expect(await bench.pause(10) == nil)
        bench.plant.clock.set("2026-11-27")
        #expect(await bench.start(10) == [.trainingMissing])
    }

    @Test("a calibration that is overdue is lifted for the gauge; a gauge that may not be used is not")
    func calibration() async throws {
        let bench = try await Bench()
        let plant = bench.plant
        #expect(await plant.refusal { _ = try await ask(bench, .calibration, "G-7") } == [.notBlocking])
        for (tag, usable) in [("G-7", true), ("G-9", false)] {
            _ = try await plant.execution.state(
                gauge: .init(tag: tag, description: "x", calibrationDue: "2026-11-23", isUsable: usable),
                from: .init(source: "QMS", asOf: "2026-11-21"),
                by: plant.by("quin"),
                key: plant.key("quin")
            )
        }
        #expect(await bench.start(10) == nil)
        #expect(await bench.measure("12.7") == [.gaugeOverdue])
        #expect(await plant.refusal { _ = try await ask(bench, .calibration, "G-9") } == [.gaugeUnusable])
        #expect(await plant.refusal { _ = try await ask(bench, .calibration, "G-8") } == [.gaugeMissing])
        let lift = try await ask(bench, .calibration, "G-7")
        #expect(await confirm(bench, lift) == nil)
        #expect(await bench.measure("12.7") == nil)
        let record = try plant.shown(
            await plant.execution.record(of: bench.unit, by: plant.by("quin")).records(),
            to: "quin"
        )
        let shown = try record.first { $0["gate"] != nil }.orThrow("no lift on the record")
        #expect(shown["gate"] == "calibration" && shown["about"] == "G-7" && shown["state"] == "lifted")
        #expect(shown["askedBy"] == "person:quin" && shown["liftedBy"] == "person:mia")
    }

    @Test("it is for one unit, and never for a hold, a qualification or an accreditation")
    func scope() async throws {
        var content = try ShopPlant.bracket(training: true)
        content.operations[0].qualifications = ["milling"]
        let plant = try await ShopPlant()
        try await plant.stateFacts()
        let order = try await plant.order(await plant.released(content), ["S-1", "S-2"])
        let benches = try plant.units(of: order).map { Bench(at: $0, in: plant) }
        #expect(await confirm(benches[0], try ask(benches[0], .training, "olga")) == nil)
        #expect(await benches[0].start(10) == [.qualificationMissing])
        #expect(await benches[1].start(10) == [.qualificationMissing, .trainingMissing])
        #expect(Set(LiftableGate.allCases) == [.training, .calibration])
    }

    @Test("who may not lift, a day too far, no reason, another operation, oneself")
    func refused() async throws {
        let bench = try await Bench(ShopPlant.bracket(training: true))
        let plant = bench.plant
        func refusal(_ asking: () async throws -> RecordID) async -> [ExecutionRefusal.Code]? {
            await plant.refusal { _ = try await asking() }
        }
        // An operator may write nonconformances, and lifts nothing.
        #expect(await refusal { try await ask(bench, .training, "omar", by: "olga") } == [.notFound])
        #expect(await refusal { try await ask(bench, .training, "omar", until: "2026-12-01") } == [.invalid])
        #expect(await refusal { try await ask(bench, .training, "omar", until: "2026-11-23") } == [.invalid])
        #expect(await refusal { try await ask(bench, .training, "omar", reason: "") } == [.invalid])
        #expect(await refusal { try await ask(bench, .training, "omar", at: 20) } == [.otherOperation])
        #expect(await refusal { try await ask(bench, .training, "quin") } == [.ownLift])
        let lift = try await ask(bench, .training, "mia")
        #expect(await confirm(bench, lift, by: "mia") == [.ownLift])
        #expect(await confirm(bench, lift, by: "olga") == [.notFound])
        bench.plant.clock.set("2026-11-28")
        #expect(await confirm(bench, lift, by: "quest") == [.liftOver])
    }
}
