import Boundary
import Execution
import PlantModel
import Storage
import TestPlant
import Testing

@Suite("Gates block, say all that blocks, and what lifts it")
struct GateTests {
    typealias Bench = OperationTests.Bench

    /// A unit whose first operation asks for two qualifications and a trained operator.
    func bench() async throws -> Bench {
        var content = try ShopPlant.bracket(training: true)
        content.operations[0].qualifications = ["milling", "coolant"]
        return try await Bench(content)
    }

    func qualify(_ bench: Bench, _ person: String, _ name: String, until: String?, asOf: String = "2026-11-20") async
        -> [ExecutionRefusal.Code]?
    {
        await bench.plant.refusal {
            _ = try await bench.plant.execution.state(
                qualification: .init(person: person, name: name, until: until),
                from: .init(source: "HR", asOf: asOf),
                by: bench.plant.by("quin"),
                key: bench.plant.key("quin")
            )
        }
    }

    @Test("a qualification that is missing or has expired, and a training that was not taken")
    func persons() async throws {
        let bench = try await bench()
        #expect(await bench.start(10) == [.qualificationMissing, .trainingMissing])
        #expect(await qualify(bench, "olga", "milling", until: "2026-11-23") == nil)
        #expect(await qualify(bench, "olga", "coolant", until: nil) == nil)
        #expect(await bench.start(10) == [.qualificationExpired, .trainingMissing])
        // It counts on its last day.
        #expect(await qualify(bench, "olga", "milling", until: "2026-11-24") == nil)
        #expect(await bench.start(10) == [.trainingMissing])
        let master = try bench.column("work_master")
        guard case .bytes(let bytes) = master else { throw TestFailure(message: "no work master") }
        let id = try AggregateIDs.id(bytes)
        _ = try await bench.plant.execution.state(
            training: "olga",
            on: id,
            day: "2026-11-24",
            from: .init(source: "LMS", asOf: "2026-11-24"),
            by: bench.plant.by("quin"),
            key: bench.plant.key("quin")
        )
        #expect(await bench.start(10) == nil)
        // The facts are hers alone.
        #expect(await bench.start(10, "omar") == [.runsElsewhere])
    }

    @Test("where the work center performs a special process, its site's accreditation for it, on the day of the work")
    func accreditations() async throws {
        let plant = try await ShopPlant(
            text: ShopPlant.text.replacing(
                "{ id: mill, site: main,",
                with: "{ id: mill, specialProcess: NDT, site: main,"
            )
        )
        try await plant.stateFacts()
        let master = try await plant.released(ShopPlant.bracket())
        let bench = Bench(at: try plant.units(of: await plant.order(master, ["S-1"]))[0], in: plant)
        func state(_ process: String, _ site: String, until: String, asOf: String = "2026-11-20") async throws {
            _ = try await plant.execution.state(
                accreditation: .init(process: process, site: site, accreditor: "Nadcap", until: until),
                from: .init(source: "QMS", asOf: asOf),
                by: plant.by("quin"),
                key: plant.key("quin")
            )
        }
        #expect(await bench.start(10) == [.accreditationMissing])
        try await state("NDT", "other", until: "2030-01-01")
        try await state("welding", "main", until: "2030-01-01")
        #expect(await bench.start(10) == [.accreditationMissing])
        try await state("NDT", "main", until: "2026-11-23")
        #expect(await bench.start(10) == [.accreditationExpired])
        try await state("NDT", "main", until: "2026-11-24", asOf: "2026-11-21")
        #expect(await bench.start(10) == nil)
        // Work that was begun is paused and does not go on after the last day; other work centers ask for none.
        #expect(await bench.pause(10) == nil)
        plant.clock.set("2026-11-25")
        #expect(await bench.start(10) == [.accreditationExpired])
        try await state("NDT", "main", until: "2027-11-24", asOf: "2026-11-25")
        #expect(await bench.start(10) == nil)
        #expect(await bench.measure("12.7") == nil)
        #expect(await bench.complete(10) == nil)
        #expect(await bench.start(20) == nil)
    }

    @Test("a gauge that is not registered, is overdue, or may not be used")
    func gauges() async throws {
        let bench = try await Bench()
        func state(_ due: String, usable: Bool = true, asOf: String) async -> [ExecutionRefusal.Code]? {
            await bench.plant.refusal {
                _ = try await bench.plant.execution.state(
                    gauge: .init(tag: "G-7", description: "Depth gauge", calibrationDue: due, isUsable: usable),
                    from: .init(source: "QMS", asOf: asOf),
                    by: bench.plant.by("quin"),
                    key: bench.plant.key("quin")
                )
            }
        }
        #expect(await bench.start(10) == nil)
        #expect(await bench.measure("12.7", gauge: nil) == [.gaugeMissing])
        #expect(await bench.measure("12.7", gauge: "G-8") == [.gaugeMissing])
        #expect(await state("2026-11-23", asOf: "2026-11-21") == nil)
        #expect(await bench.measure("12.7") == [.gaugeOverdue])
        #expect(await state("2027-01-31", usable: false, asOf: "2026-11-22") == nil)
        #expect(await bench.measure("12.7") == [.gaugeUnusable])
        // An older statement does not take the place of a newer one.
        #expect(await state("2027-01-31", asOf: "2026-11-21") == [.outdated])
        #expect(await state("2026-11-24", asOf: "2026-11-23") == nil)
        #expect(await bench.measure("12.7") == nil)
    }

    @Test("a gauge is due while the shift goes on")
    func overnight() async throws {
        let bench = try await Bench()
        #expect(await bench.start(10) == nil)
        bench.plant.clock.set("2027-01-01")
        #expect(await bench.measure("12.7") == [.gaugeOverdue])
    }

    @Test("a lot that is not registered, has expired, is blocked, or is another part; and more than is asked for")
    func lots() async throws {
        let bench = try await Bench()
        func state(_ lot: MaterialLotStatement) async throws {
            _ = try await bench.plant.execution.state(
                lot: lot,
                from: .init(source: "ERP", asOf: "2026-11-20"),
                by: bench.plant.by("pia"),
                key: bench.plant.key("pia")
            )
        }
        try await state(.init(number: "L-1", partNumber: "BOLT-6", supplier: "B", quantity: 9, expires: "2026-11-23"))
        try await state(.init(number: "L-2", partNumber: "BOLT-6", supplier: "B", quantity: 9, isUsable: false))
        try await state(.init(number: "L-3", partNumber: "NUT-6", supplier: "B", quantity: 9))
        #expect(await bench.start(10) == nil)
        #expect(await bench.measure("12.7") == nil)
        #expect(await bench.complete(10) == nil)
        #expect(await bench.consume(1) == [.notRunning])
        #expect(await bench.start(20) == nil)
        #expect(await bench.consume(1, lot: "L-0") == [.lotMissing])
        #expect(await bench.consume(1, lot: "L-1") == [.lotExpired])
        #expect(await bench.consume(1, lot: "L-2") == [.lotUnusable])
        #expect(await bench.consume(1, lot: "L-3") == [.otherPart])
        #expect(await bench.consume(1, of: "NUT-6") == [.unknownComponent])
        for quantity in [0, -1, 5, Int.max] { #expect(await bench.consume(quantity) == [.enough]) }
        #expect(await bench.consume(4) == nil)
        #expect(await bench.consume(1) == [.enough])
    }

    @Test("facts are stated by whom policies permit, with days that are days")
    func statements() async throws {
        let bench = try await Bench()
        #expect(
            await bench.plant.refusal {
                _ = try await bench.plant.execution.state(
                    gauge: .init(tag: "G-9", description: "x", calibrationDue: "2030-01-01"),
                    from: .init(source: "me", asOf: "2026-11-20"),
                    by: bench.plant.by("eve"),
                    key: bench.plant.key("eve")
                )
            } == [.notFound]
        )
        #expect(await qualify(bench, "olga", "milling", until: "soon", asOf: "2026-02-30") == [.invalid, .invalid])
    }
}
