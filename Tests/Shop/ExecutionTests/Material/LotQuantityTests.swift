import Boundary
import Execution
import Journal
import PlantModel
import Storage
import TestPlant
import Testing

@Suite("A lot gives what it has, and no more")
struct LotQuantityTests {
    typealias Bench = OperationTests.Bench

    /// Units of a program at the operation that takes bolts, and a lot of so many.
    private func benches(_ count: Int, in plant: ShopPlant, of program: String) async throws -> [Bench] {
        let master = try await plant.released(ShopPlant.bracket(part: "BRK-\(program)"), of: program)
        let order = try await plant.order(master, (1...count).map { "\(program)-\($0)" }, number: "O-\(program)")
        var benches: [Bench] = []
        for unit in try plant.units(of: order, program) {
            let bench = Bench(at: unit, in: plant, of: program)
            #expect(await bench.start(10) == nil)
            #expect(await bench.measure("12.7") == nil)
            #expect(await bench.complete(10) == nil)
            #expect(await bench.start(20) == nil)
            benches.append(bench)
        }
        return benches
    }

    private func receive(_ quantity: Int, _ plant: ShopPlant, asOf: String = "2026-11-20") async throws {
        _ = try await plant.execution.state(
            lot: .init(number: "L-1", partNumber: "BOLT-6", supplier: "B", quantity: quantity),
            from: .init(source: "ERP", asOf: asOf),
            by: plant.by("pia"),
            key: plant.key("pia")
        )
    }

    private func plant() async throws -> ShopPlant {
        let plant = try await ShopPlant()
        try await plant.stateFacts()
        return plant
    }

    /// What each compartment built in of the lot, by what a person may see.
    private func used(_ plant: ShopPlant, _ person: String) async throws -> [String?] {
        let lots = try await plant.execution.lots(number: "L-1", by: plant.by(person))
        let lot = try RecordID(#require(lots.records.first?.id))
        return try plant.shown(await plant.execution.use(ofLot: lot, by: plant.by(person)).records(), to: person)
            .filter { $0["used"] != nil }.map { $0["used"] }
    }

    @Test(
        "more than what is left is refused, whichever program took the rest; a new statement of the quantity lifts it"
    )
    func spent() async throws {
        let plant = try await plant()
        try await receive(6, plant)
        let med = try await benches(2, in: plant, of: "MED")
        let veh = try await benches(1, in: plant, of: "VEH")
        #expect(await med[0].consume(4, lot: "L-1") == nil)
        #expect(await veh[0].consume(3, lot: "L-1") == [.lotSpent])
        #expect(await veh[0].consume(2, lot: "L-1") == nil)
        #expect(await med[1].consume(1, lot: "L-1") == [.lotSpent])
        try await receive(7, plant, asOf: "2026-11-21")
        #expect(await med[1].consume(1, lot: "L-1") == nil)
        #expect(await med[1].consume(1, lot: "L-1") == [.lotSpent])
        // Fewer than are built in by now: nothing more is taken.
        try await receive(3, plant, asOf: "2026-11-22")
        #expect(await med[1].consume(1, lot: "L-1") == [.lotSpent])
    }

    @Test("each compartment's use is shown by what one may see of it")
    func shown() async throws {
        let plant = try await plant()
        try await receive(9, plant)
        #expect(try await used(plant, "quin") == [])
        let med = try await benches(1, in: plant, of: "MED")
        let veh = try await benches(1, in: plant, of: "VEH")
        #expect(await med[0].consume(4, lot: "L-1") == nil)
        #expect(await veh[0].consume(2, lot: "L-1") == nil)
        #expect(try await used(plant, "quin") == ["4", "2"])
        // What a program that is hidden took is not there.
        #expect(try await used(plant, "fred") == ["4"])
    }

    @Test("a correction gives back, and draws what it adds")
    func corrected() async throws {
        let plant = try await plant()
        try await receive(4, plant)
        let med = try await benches(2, in: plant, of: "MED")
        #expect(await med[0].consume(4, lot: "L-1") == nil)
        #expect(await med[1].consume(1, lot: "L-1") == [.lotSpent])
        func correct(_ seen: String, _ item: ConsumedItem?) async throws -> [ExecutionRefusal.Code]? {
            let query = ViewQuery(
                "consumption",
                columns: ["id"],
                matches: [.init("unit", .equal, [.bytes(med[0].unit.aggregate.bytes)])],
                limit: 1
            )
            let row = try plant.hull.rows(query, in: CompartmentName("shop")).first.orThrow("no consumption")
            guard case .bytes(let bytes) = row[0] else { throw TestFailure(message: "no id") }
            let id = try AggregateIDs.id(bytes)
            return await plant.refusal {
                _ = try await plant.execution.correct(
                    consumption: id,
                    to: ConsumptionCorrection(seen: seen, item: item),
                    CorrectionStatement(reason: "Miscounted", signing: .init(printedName: "Quin Example")),
                    by: plant.by("quin"),
                    key: plant.key("quin")
                )
            }
        }
        #expect(try await correct("L-1", .lot("L-1", quantity: 2)) == nil)
        #expect(await med[1].consume(2, lot: "L-1") == nil)
        #expect(try await correct("L-1", .lot("L-1", quantity: 3)) == [.lotSpent])
        #expect(try await correct("L-1", .lot("L-55", quantity: 2)) == nil)
        #expect(await med[1].consume(2, lot: "L-1") == nil)
        #expect(try await used(plant, "quin") == ["4"])
    }

    @Test("of many who take the last pieces at once, in two compartments, as many get them as there are")
    func race() async throws {
        let plant = try await plant()
        try await receive(10, plant)
        let all =
            try await benches(8, in: plant, of: "MED") + benches(8, in: plant, of: "VEH")
        let refusals = await withTaskGroup(of: [ExecutionRefusal.Code]?.self) { group in
            for bench in all { group.addTask { await bench.consume(1, lot: "L-1") } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(refusals.count { $0 == nil } == 10)
        #expect(refusals.count { $0 == [.lotSpent] } == 6)
        let used = try await used(plant, "quin").compactMap { $0.flatMap(Int.init) }
        #expect(used.count == 2 && used.reduce(0, +) == 10)
    }

    @Test("a new start counts what was built in before")
    func restarted() async throws {
        let plant = try await plant()
        try await receive(5, plant)
        let med = try await benches(1, in: plant, of: "MED")
        #expect(await med[0].consume(3, lot: "L-1") == nil)
        let again = try Execution(
            hull: plant.hull,
            common: CompartmentName("common"),
            places: ShopPlant.places.mapValues { try CompartmentName($0) },
            workCenters: ["mill": 100, "bench": 80],
            approval: TwoPersonApproval()
        )
        let veh = try await benches(1, in: plant, of: "VEH")
        let refused = await plant.refusal {
            _ = try await again.consume(
                .lot("L-1", quantity: 3),
                of: "BOLT-6",
                at: veh[0].at(20),
                by: plant.by("olga"),
                key: plant.key("olga")
            )
        }
        #expect(refused == [.lotSpent])
    }

    @Test("the same scan sent twice draws once")
    func repeated() async throws {
        let plant = try await plant()
        try await receive(4, plant)
        let med = try await benches(2, in: plant, of: "MED")
        let key = try plant.key("scan", "olga")
        for _ in 0..<3 {
            _ = try await plant.execution.consume(
                .lot("L-1", quantity: 2),
                of: "BOLT-6",
                at: med[0].at(20),
                by: plant.by("olga"),
                key: key
            )
        }
        #expect(await med[1].consume(2, lot: "L-1") == nil)
        #expect(await med[1].consume(1, lot: "L-1") == [.lotSpent])
    }
}
