import Boundary
import Execution
import Journal
import PlantModel
import Storage
import TestPlant
import Testing

@Suite("What was built into what is found in both directions, to any depth, within clearance")
struct GenealogyTests {
    /// A part that takes one unit of another.
    func level(_ number: Int) -> WorkMasterContent {
        WorkMasterContent(
            partNumber: "P-\(number)",
            revision: "A",
            title: "Level \(number)",
            operations: [
                OperationSegment(
                    sequence: 10,
                    name: "Build",
                    workCenter: "bench",
                    instructions: "Build.",
                    standardMinutes: 1,
                    components: number == 0
                        ? [.init(partNumber: "BOLT-6", quantity: 1)]
                        : [.init(partNumber: "P-\(number - 1)", quantity: 1, isSerialised: true)]
                )
            ]
        )
    }

    func run(_ plant: ShopPlant, _ unit: RecordID, _ item: ConsumedItem, of part: String) async throws {
        let at = UnitOperation(unit: unit, sequence: 10)
        let olga = plant.by("olga")
        _ = try await plant.execution.start(at, by: olga, key: plant.key("olga"))
        _ = try await plant.execution.consume(item, of: part, at: at, by: olga, key: plant.key("olga"))
        _ = try await plant.execution.complete(
            at,
            signing: .init(printedName: "Olga"),
            by: olga,
            key: plant.key("olga")
        )
    }

    /// A chain of units of a program, each built into the next one, the first from a lot.
    func chain(_ plant: ShopPlant, _ count: Int, of program: String) async throws -> [RecordID] {
        var units: [RecordID] = []
        for number in 0..<count {
            let master = try await plant.released(level(number), of: program)
            let order = try await plant.order(master, ["\(program)-\(number)"], number: "O-\(program)-\(number)")
            let unit = try plant.units(of: order, program)[0]
            if let last = units.last {
                try await run(plant, unit, .unit(last), of: "P-\(number - 1)")
            } else {
                try await run(plant, unit, .lot("L-55", quantity: 1), of: "BOLT-6")
            }
            units.append(unit)
        }
        return units
    }

    func numbers(_ plant: ShopPlant, _ item: RecordID, _ way: GenealogyDirection, _ person: String, limit: Int = 1_000)
        async throws -> (numbers: [String], isComplete: Bool)
    {
        let found = try await plant.execution.genealogy(of: item, way, limit: limit, by: plant.by(person))
        let isComplete = found.isComplete
        return (try plant.shown(found.edges(), to: person).compactMap { $0["itemNumber"] }, isComplete)
    }

    @Test("down to the lot and up to the last assembly")
    func chain() async throws {
        let plant = try await ShopPlant()
        try await plant.stateFacts()
        let med = try await chain(plant, 5, of: "MED")
        let veh = try await chain(plant, 2, of: "VEH")
        let down = try await numbers(plant, med[4], .down, "olga")
        #expect(down.numbers == ["MED-3", "MED-2", "MED-1", "MED-0", "L-55"])
        #expect(down.isComplete)
        // The lot is common to both programs; who may see one of them finds what it went into there.
        let edges = try await plant.execution.genealogy(of: med[0], .down, by: plant.by("olga")).edges()
        let shown = try plant.shown(edges, to: "olga")
        let lot = try RecordID(text: shown[0]["item"].orThrow("an item")).orThrow("an id")
        let all = try await numbers(plant, lot, .up, "olga")
        #expect(all.numbers.count == 7)
        let seen = try await numbers(plant, lot, .up, "fred")
        #expect(seen.numbers == ["L-55", "MED-0", "MED-1", "MED-2", "MED-3"])
        #expect(seen.isComplete)
        #expect(try await numbers(plant, veh[1], .down, "fred").numbers.isEmpty)
    }

    @Test("a bound ends it and says so")
    func bound() async throws {
        let plant = try await ShopPlant()
        try await plant.stateFacts()
        let units = try await chain(plant, 4, of: "MED")
        let cut = try await numbers(plant, units[3], .down, "olga", limit: 2)
        #expect(cut.numbers == ["MED-2", "MED-1"])
        #expect(!cut.isComplete)
        #expect(try await numbers(plant, units[3], .down, "olga", limit: 4).isComplete)
    }

    @Test(
        "where something is that one may not know of is told by no command that names something one may see beside it"
    )
    func hiddenPlaces() async throws {
        let plant = try await ShopPlant()
        try await plant.stateFacts()
        let shown = try await RecallCountTests.build(plant, "MED", 1)[0]
        let hidden = try await RecallCountTests.build(plant, "VEH", 1)[0]
        let nowhere = RecordID(AggregateID(hashing: Array("nowhere".utf8)))
        let rows = try plant.hull.rows(ViewQuery("consumption", columns: ["id"], limit: 1), in: CompartmentName("veh"))
        guard case .bytes(let bytes) = try rows.first.orThrow("no consumption")[0] else {
            throw TestFailure(message: "no id")
        }
        for unit in [hidden, nowhere] {
            let refusal = await plant.refusal {
                _ = try await plant.execution.consume(
                    .unit(shown),
                    of: "P-0",
                    at: UnitOperation(unit: unit, sequence: 10),
                    by: plant.by("fred"),
                    key: plant.key("fred")
                )
            }
            #expect(refusal == [.notFound])
        }
        for consumption in [try AggregateIDs.id(bytes), nowhere] {
            let refusal = await plant.refusal {
                _ = try await plant.execution.correct(
                    consumption: consumption,
                    to: ConsumptionCorrection(seen: "L-55", item: .unit(shown)),
                    .init(reason: "Scanned the wrong bin", signing: .init(printedName: "Fred")),
                    by: plant.by("fred"),
                    key: plant.key("fred")
                )
            }
            #expect(refusal == [.notFound])
        }
    }

    @Test("a unit is built in once, finished, of the part that is asked for, and not into itself")
    func units() async throws {
        let plant = try await ShopPlant()
        try await plant.stateFacts()
        let low = try await plant.released(level(0))
        let high = try await plant.released(level(1))
        let parts = try plant.units(of: await plant.order(low, ["A", "B"], number: "O-low"))
        let tops = try plant.units(of: await plant.order(high, ["C", "D"], number: "O-high"))
        try await run(plant, parts[0], .lot("L-55", quantity: 1), of: "BOLT-6")
        for top in tops {
            _ = try await plant.execution.start(
                UnitOperation(unit: top, sequence: 10),
                by: plant.by("olga"),
                key: plant.key("olga")
            )
            if top == tops[0] {
                _ = try await plant.execution.pause(
                    UnitOperation(unit: top, sequence: 10),
                    by: plant.by("olga"),
                    key: plant.key("olga")
                )
                _ = try await plant.execution.start(
                    UnitOperation(unit: top, sequence: 10),
                    by: plant.by("olga"),
                    key: plant.key("olga")
                )
            }
        }
        func consume(_ item: RecordID, _ top: RecordID, of part: String = "P-0") async -> [ExecutionRefusal.Code]? {
            await plant.refusal {
                _ = try await plant.execution.consume(
                    .unit(item),
                    of: part,
                    at: UnitOperation(unit: top, sequence: 10),
                    by: plant.by("olga"),
                    key: plant.key("olga")
                )
            }
        }
        #expect(await consume(tops[0], tops[0]) == [.unknownComponent])
        #expect(await consume(tops[1], tops[0]) == [.otherPart])
        #expect(await consume(parts[1], tops[0]) == [.componentUnfinished])
        // Of two that want the same one, one gets it.
        async let first = consume(parts[0], tops[0])
        async let second = consume(parts[0], tops[1])
        let outcomes = await [first, second]
        #expect(outcomes.count { $0 == nil } == 1)
        #expect(outcomes.contains([.componentUsed]))
    }

    /// Two tops, the first of which has the first of two parts built into it.
    func assembled() async throws -> (plant: ShopPlant, parts: [RecordID], tops: [RecordID]) {
        let plant = try await ShopPlant()
        try await plant.stateFacts()
        let low = try await plant.released(level(0))
        let high = try await plant.released(level(1))
        let parts = try plant.units(of: await plant.order(low, ["A", "B"], number: "O-low"))
        let tops = try plant.units(of: await plant.order(high, ["C", "D"], number: "O-high"))
        try await run(plant, parts[0], .lot("L-55", quantity: 1), of: "BOLT-6")
        let at = UnitOperation(unit: tops[0], sequence: 10)
        _ = try await plant.execution.start(at, by: plant.by("olga"), key: plant.key("olga"))
        _ = try await plant.execution.consume(
            .unit(parts[0]),
            of: "P-0",
            at: at,
            by: plant.by("olga"),
            key: plant.key("olga")
        )
        return (plant, parts, tops)
    }
}
