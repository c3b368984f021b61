import Boundary
import Execution
import PlantModel
import Testing

@Suite("All capacity is seen without what is restricted")
struct CapacityTests {
    func cells(_ plant: ShopPlant, _ person: String, _ days: [String] = ["2026-12-10"]) async throws -> [[String:
        String]]
    {
        let release = try await plant.execution.capacity(
            of: ["mill", "bench"],
            weeksOf: days.map { try ShopPlant.day($0) },
            by: "capacity-hours",
            for: plant.by(person),
            key: plant.key(person)
        )
        return try plant.shown(release, to: person)
    }

    @Test("a cell that too few programs share is reserved, one that enough share is their sum")
    func threshold() async throws {
        let plant = try await ShopPlant()
        func order(_ program: String, _ count: Int) async throws {
            let master = try await plant.released(ShopPlant.bracket(), of: program)
            _ = try await plant.order(master, (0..<count).map { "\(program)-\($0)" }, number: "O-\(program)")
        }
        #expect(try await cells(plant, "flora").map { $0["outcome"] } == ["none", "none"])
        try await order("VEH", 2)
        try await order("MED", 3)
        let few = try await cells(plant, "flora")
        #expect(few.map { $0["outcome"] } == ["reserved", "reserved"])
        #expect(few.map { $0["plannedMinutes"] } == ["", ""])
        try await order("AGR", 1)
        let enough = try await cells(plant, "flora")
        #expect(enough.map { $0["plannedMinutes"] } == ["180", "90"])
        #expect(enough.map { $0["percent"] } == ["3", "2"] && enough.map { $0["band"] } == ["low", "low"])
        #expect(few.map { $0["percent"] } == ["", ""] && few.map { $0["band"] } == ["reserved", "reserved"])
        #expect(enough.map { $0["availableMinutes"] } == ["6000", "4800"])
        #expect(enough.map { $0["week"] } == ["2026-12-07", "2026-12-07"])
        #expect(try await cells(plant, "flora", ["2026-12-14"]).map { $0["outcome"] } == ["none", "none"])
    }

    @Test("without a determination nothing is summed, and a question is bounded")
    func refused() async throws {
        let plant = try await ShopPlant()
        func ask(_ rule: String, _ count: Int) async -> [ExecutionRefusal.Code]? {
            await plant.refusal {
                _ = try await plant.execution.capacity(
                    of: Array(repeating: "mill", count: count),
                    weeksOf: [ShopPlant.day("2026-12-10")],
                    by: rule,
                    for: plant.by("pia"),
                    key: plant.key("pia")
                )
            }
        }
        #expect(await ask("no-such", 1) == [.notDetermined])
        #expect(await ask("capacity-hours", 501) == [.invalid])
    }

    @Test(
        "a week is named by its Monday",
        arguments: [
            ("2026-12-07", "2026-12-07"), ("2026-12-13", "2026-12-07"), ("2027-01-01", "2026-12-28"),
            ("2028-03-01", "2028-02-28"),
        ]
    )
    func weeks(_ day: String, _ monday: String) async throws {
        let plant = try await ShopPlant()
        #expect(try await cells(plant, "pia", [day]).first?["week"] == monday)
    }
}
