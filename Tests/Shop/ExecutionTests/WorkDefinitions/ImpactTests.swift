import Boundary
import Execution
import TestPlant
import Testing

@Suite("A revision that is to be released says what it touches, to each as far as they may see it")
struct ImpactTests {
    /// A plant with a revision in force that two orders are built by, one unit in work, and a draft of the next one.
    private struct Floor {
        let plant: ShopPlant
        let draft: RecordID
        let unit: RecordID
        let program: String

        init(_ program: String = "MED", training: Bool = true) async throws {
            self.program = program
            plant = try await ShopPlant()
            try await plant.stateFacts()
            let standard = try await plant.released(ShopPlant.bracket(), of: program)
            for person in ["olga", "omar"] {
                try await Self.train(plant, person, "A", program)
            }
            unit = try plant.units(of: await plant.order(standard, ["S-1", "S-2"]), program)[0]
            _ = try await plant.order(standard, ["S-3"], number: "O-2")
            let bench = OperationTests.Bench(at: unit, in: plant, of: program)
            #expect(await bench.start(10) == nil)
            draft = try await plant.execution.draft(
                ShopPlant.bracket("B", training: training),
                of: program,
                by: plant.by("eve"),
                key: plant.key("eve")
            ).record
        }

        static func train(_ plant: ShopPlant, _ person: String, _ revision: String, _ program: String) async throws {
            _ = try await plant.execution.state(
                training: .init(
                    person: person,
                    program: program,
                    partNumber: "BRK-1",
                    revision: revision,
                    day: "2026-11-20"
                ),
                from: FactSource(source: "LMS", asOf: "2026-11-20"),
                by: plant.by("quin"),
                key: plant.key("quin")
            )
        }

        func impact(_ person: String = "eve") async throws -> DefinitionImpact {
            try await plant.execution.impact(of: draft, by: plant.by(person))
        }
    }

    @Test("open orders by the revision before, and of their units those on which work began")
    func orders() async throws {
        let floor = try await Floor()
        let impact = try await floor.impact()
        #expect(impact.replaced.count == 1 && impact.orders.count == 2)
        #expect(impact.units.map(\.origin.id) == [floor.unit.aggregate])
        #expect(impact.characteristics.count == 1)
    }

    @Test("who is trained on the revision before and not on this one, where this one asks for training")
    func trainings() async throws {
        let floor = try await Floor()
        #expect(try await floor.impact().trainings.count == 2)
        try await Floor.train(floor.plant, "omar", "B", "MED")
        #expect(try await floor.impact().trainings.count == 1)
        let without = try await Floor(training: false)
        #expect(try await without.impact().trainings.isEmpty)
    }

    @Test("a first revision, and one that was released, touch nothing")
    func nothing() async throws {
        let floor = try await Floor()
        let first = try await floor.plant.execution.draft(
            ShopPlant.bracket(part: "BRK-9"),
            of: "MED",
            by: floor.plant.by("eve"),
            key: floor.plant.key("eve")
        ).record
        let none = try await floor.plant.execution.impact(of: first, by: floor.plant.by("eve"))
        #expect(none.replaced.isEmpty && none.orders.isEmpty && none.characteristics.isEmpty)
        let released = try await floor.plant.released(ShopPlant.bracket("C"))
        #expect(try await floor.plant.execution.impact(of: released, by: floor.plant.by("eve")).orders.isEmpty)
    }

    @Test("a revision for some orders touches what its like is for, and not what is for all")
    func effectivity() async throws {
        let floor = try await Floor()
        var content = try ShopPlant.bracket("C")
        content.effectivity = Effectivity(orders: ["O-9"])
        let draft = try await floor.plant.execution.draft(
            content,
            of: "MED",
            by: floor.plant.by("eve"),
            key: floor.plant.key("eve")
        ).record
        #expect(try await floor.plant.execution.impact(of: draft, by: floor.plant.by("eve")).orders.isEmpty)
    }

    @Test("who may not know of the program is told nothing, as of what is not there")
    func hidden() async throws {
        let floor = try await Floor("VEH")
        #expect(try await floor.impact().orders.count == 2)
        #expect(await floor.plant.refusal { _ = try await floor.impact("fred") } == [.notFound])
    }
}
