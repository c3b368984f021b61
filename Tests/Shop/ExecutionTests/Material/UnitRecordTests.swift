import Boundary
import Execution
import Journal
import PlantModel
import Storage
import TestPlant
import Testing

@Suite("A unit's record says what it is made of, what it went into and what differs from the plan, within clearance")
struct UnitRecordTests {
    private func record(_ plant: ShopPlant, _ unit: RecordID, _ person: String) async throws -> (
        fields: [[String: String]], down: Int
    ) {
        let found = try await plant.execution.record(of: unit, by: plant.by(person))
        let (down, isComplete) = (found.edgesDown, found.isComplete)
        #expect(isComplete)
        return (try plant.shown(found.records(), to: person), down)
    }

    @Test("down to the lot and up to the last assembly, with the units on both ways")
    func both() async throws {
        let plant = try await ShopPlant()
        try await plant.stateFacts()
        let chain = try await GenealogyTests().chain(plant, 4, of: "MED")
        let (records, down) = try await record(plant, chain[1], "olga")
        let edges = records.compactMap { $0["itemNumber"] }
        #expect(Array(edges.prefix(down)) == ["MED-0", "L-55"])
        #expect(Array(edges.dropFirst(down)) == ["MED-1", "MED-2"])
        #expect(Set(records.compactMap { $0["serial"] }) == ["MED-0", "MED-1", "MED-2", "MED-3"])
        let built = records.filter { $0["outcome"] != nil }
        #expect(built.count == 1 && built[0]["outcome"] == "asPlanned" && built[0]["built"] == "1")
    }

    @Test("what was planned and what was built in are compared part by part")
    func differences() async throws {
        let bench = try await OperationTests.Bench()
        func outcome() async throws -> [String] {
            try await record(bench.plant, bench.unit, "olga").fields
                .filter { $0["outcome"] != nil }
                .map { "\($0["planned"] ?? "") \($0["built"] ?? "") \($0["outcome"] ?? "")" }
        }
        #expect(try await outcome() == ["4 0 missing"])
        #expect(await bench.start(10) == nil)
        #expect(await bench.measure("12.70") == nil)
        #expect(await bench.complete(10) == nil)
        #expect(await bench.start(20) == nil)
        #expect(await bench.consume(1) == nil)
        #expect(try await outcome() == ["4 1 less"])
        #expect(await bench.consume(3) == nil)
        #expect(try await outcome() == ["4 4 asPlanned"])
    }

    @Test("a recall of a lot reaches the units of every program that one may see, and of no other")
    func recall() async throws {
        let plant = try await ShopPlant()
        try await plant.stateFacts()
        _ = try await GenealogyTests().chain(plant, 2, of: "MED")
        _ = try await GenealogyTests().chain(plant, 2, of: "VEH")
        let lots = try plant.shown(await plant.execution.lots(number: "L-55", by: plant.by("olga")), to: "olga")
        #expect(lots.compactMap { $0["number"] } == ["L-55"])
        let rows = try plant.hull.rows(
            ViewQuery("material_lot", columns: ["id"], limit: 10),
            in: CompartmentName("common")
        )
        guard case .bytes(let bytes)? = rows.first?.first else { throw TestFailure(message: "no lot") }
        let lot = try AggregateIDs.id(bytes)
        func serials(_ person: String) async throws -> Set<String> {
            let found = try await plant.execution.use(ofLot: lot, by: plant.by(person))
            return Set(try plant.shown(found.records(), to: person).compactMap { $0["serial"] })
        }
        #expect(try await serials("olga") == ["MED-0", "MED-1", "VEH-0", "VEH-1"])
        #expect(try await serials("fred") == ["MED-0", "MED-1"])
        let nothing = RecordID(try AggregateID([UInt8](repeating: 9, count: 16)).orThrow("16 bytes"))
        let refused = await plant.refusal {
            _ = try await plant.execution.use(ofLot: nothing, by: plant.by("olga"))
        }
        #expect(refused == [.notFound])
    }

    @Test("who may not know of the unit is told what is told of nothing")
    func hidden() async throws {
        let plant = try await ShopPlant()
        try await plant.stateFacts()
        let chain = try await GenealogyTests().chain(plant, 1, of: "VEH")
        for id in [chain[0], RecordID(try AggregateID([UInt8](repeating: 9, count: 16)).orThrow("16 bytes"))] {
            let refused = await plant.refusal { _ = try await plant.execution.record(of: id, by: plant.by("fred")) }
            #expect(refused == [.notFound])
        }
    }
}
