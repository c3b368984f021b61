import Boundary
import Execution
import PlantModel
import Storage
import TestPlant
import Testing

@Suite("Who states a fact that another system owns")
struct FactStatementTests {
    typealias Bench = OperationTests.Bench

    private static let systems = """
        @id("qms-states") permit (principal == System::"qms", action == Action::"state", resource is Record)
        when { ["inspectionRecords", "training"].contains(resource.kind) };
        @id("qms-knows") permit (principal == System::"qms", action == Action::"know", resource is Record)
        when { resource.kind == "workInstructions" };
        """

    private func gauge(_ due: String = "2027-12-31", usable: Bool = true) -> FactStatement {
        .gauge(GaugeStatement(tag: "G-7", description: "Depth gauge", calibrationDue: due, isUsable: usable))
    }

    private func state(
        _ plant: ShopPlant,
        _ statement: FactStatement,
        by person: String = "quin",
        from source: String,
        asOf: String = "2026-11-24"
    ) async -> [ExecutionRefusal.Code]? {
        await plant.refusal {
            _ = try await plant.execution.state(
                statement,
                from: FactSource(source: source, asOf: asOf),
                by: plant.by(person),
                key: plant.key(person)
            )
        }
    }

    private func state(_ plant: ShopPlant, _ statement: FactStatement, system: String) async
        -> [ExecutionRefusal.Code]?
    {
        await plant.refusal {
            _ = try await plant.execution.state(
                statement,
                from: FactSource(source: system, asOf: "2026-11-24"),
                by: plant.by(system: system),
                key: plant.key(system: system)
            )
        }
    }

    @Test("a system states what its grant says, and no other does")
    func systems() async throws {
        let plant = try await ShopPlant(grants: Self.systems)
        _ = try await plant.released(ShopPlant.bracket(), of: "VEH")
        let training = FactStatement.training(
            TrainingStatement(person: "olga", program: "VEH", partNumber: "BRK-1", revision: "A", day: "2026-11-20")
        )
        let lot = FactStatement.lot(.init(number: "L-9", partNumber: "BOLT-6", supplier: "B", quantity: 9))
        #expect(await state(plant, gauge(), system: "qms") == nil)
        #expect(await state(plant, training, system: "qms") == nil)
        #expect(await state(plant, lot, system: "qms") == [.notFound])
        for statement in [gauge(), training, lot] {
            #expect(await state(plant, statement, system: "bi") == [.notFound])
        }
    }

    @Test("a person needs the grant of stating beside that of writing: who measures registers no gauge")
    func persons() async throws {
        let plant = try await ShopPlant()
        #expect(await state(plant, gauge(), by: "olga", from: "QMS") == [.notFound])
        #expect(await state(plant, gauge(), by: "quin", from: "QMS") == nil)
        let other = try await ShopPlant(
            grants: """
                @id("all-state") permit (principal is Person, action == Action::"state", resource is Record);
                """
        )
        #expect(await state(other, gauge(), by: "olga", from: "QMS") == nil)
        #expect(await state(other, gauge(), by: "eve", from: "QMS") == [.notFound])
    }

    @Test("a person says by hand what no system owns; a system that owns it is not contradicted, and takes it over")
    func byHand() async throws {
        let plant = try await ShopPlant()
        #expect(await state(plant, gauge("2026-12-31"), from: "person:quin") == nil)
        #expect(await state(plant, gauge("2027-01-31"), by: "mia", from: "person:mia") == nil)
        #expect(await state(plant, gauge("2027-06-30"), from: "QMS") == nil)
        #expect(await state(plant, gauge("2029-01-31"), from: "person:quin") == [.ownedElsewhere])
        // Nobody speaks for somebody else, and nobody for a containment.
        #expect(await state(plant, gauge(), from: "person:mia") == [.invalid])
        #expect(await state(plant, gauge(), from: "containment") == [.invalid])
        #expect(await state(plant, gauge(), from: "QMS", asOf: "2026-11-25") == [.invalid])
    }

    @Test("what was contained here is made usable again by quality alone, not by a system that does not know")
    func contained() async throws {
        let plant = try await ShopPlant()
        try await plant.stateFacts()
        _ = try await plant.execution.contain(
            ContainmentReport(.gauge(tag: "G-7", lastGood: ShopPlant.day("2026-11-01")), reason: "Off"),
            by: plant.by("quin"),
            key: plant.key("quin")
        )
        #expect(await state(plant, gauge(), from: "QMS") == [.contained])
        #expect(await state(plant, gauge(), from: "person:quin") == nil)
        // A system that says itself that it may not be used owns that from then on.
        _ = try await plant.execution.contain(
            ContainmentReport(.gauge(tag: "G-7", lastGood: ShopPlant.day("2026-11-01")), reason: "Off again"),
            by: plant.by("quin"),
            key: plant.key("quin")
        )
        #expect(await state(plant, gauge(usable: false), from: "QMS") == nil)
        #expect(await state(plant, gauge(), from: "QMS") == nil)
    }

    @Test("a lot that is for a program is built into its units alone, and seen by who may see its material")
    func lotOfProgram() async throws {
        let bench = try await Bench(of: "VEH")
        let plant = bench.plant
        for program in ["VEH", "MED"] {
            let lot = MaterialLotStatement(
                number: "L-\(program)",
                partNumber: "BOLT-6",
                supplier: "B",
                quantity: 9,
                program: program
            )
            #expect(await state(plant, .lot(lot), by: "pia", from: "ERP") == nil)
        }
        #expect(await bench.start(10) == nil)
        #expect(await bench.measure("12.7") == nil)
        #expect(await bench.complete(10) == nil)
        #expect(await bench.start(20) == nil)
        #expect(await bench.consume(1, lot: "L-MED") == [.lotMissing])
        #expect(await bench.consume(1, lot: "L-VEH") == nil)
        #expect(await bench.consume(1, lot: "L-55") == nil)
        func seen(_ person: String, _ number: String) async throws -> [[String: String]] {
            try plant.shown(await plant.execution.lots(number: number, by: plant.by(person)), to: person)
        }
        #expect(try await seen("fred", "L-VEH").isEmpty)
        #expect(try await seen("fred", "L-MED").compactMap { $0["number"] } == ["L-MED"])
        #expect(try await seen("quin", "L-VEH").compactMap { $0["number"] } == ["L-VEH"])
        // Whether there is such a program is told by nothing.
        for program in ["NOT", "VEH"] {
            let lot = MaterialLotStatement(number: "L-1", partNumber: "P", supplier: "S", quantity: 1, program: program)
            let found = await state(plant, .lot(lot), by: "flora", from: "ERP")
            #expect(found == (program == "NOT" ? [.notHosted] : [.notFound]) || found == [.denied], "\(program)")
        }
    }
}
