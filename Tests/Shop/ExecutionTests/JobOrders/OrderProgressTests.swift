import Boundary
import Execution
import PlantModel
import Storage
import TestPlant
import Testing

@Suite("An order is released, begun, done or cancelled, and its load is what is left to do")
struct OrderProgressTests {
    /// A plant with an order of brackets.
    struct Ordered {
        let plant: ShopPlant
        let order: RecordID
        let units: [RecordID]

        init(_ serials: [String], isReleased: Bool = true) async throws {
            plant = try await ShopPlant()
            try await plant.stateFacts()
            let request = JobOrderRequest(
                number: "O-1",
                workMaster: try await plant.released(ShopPlant.bracket()),
                serials: serials,
                due: try ShopPlant.day("2026-12-10"),
                isReleased: isReleased
            )
            order = try await plant.execution.order(request, by: plant.by("pia"), key: plant.key("pia")).record
            units = try plant.units(of: order)
        }

        func state(_ columns: [String] = ["state", "quantity", "cancelled_units"]) throws -> [ViewValue] {
            try plant.hull.rows(
                ViewQuery("job_order", columns: columns, limit: 1),
                in: CompartmentName("shop")
            ).first.orThrow("no order")
        }

        /// Minutes of the order at each work center.
        func load() throws -> [String: Int64] {
            let rows = try plant.hull.rows(
                ViewQuery("work_load", columns: ["work_center", "minutes"], limit: 10),
                in: CompartmentName("shop")
            )
            return Dictionary(
                uniqueKeysWithValues: rows.compactMap { row in
                    if case (.text(let center), .integer(let minutes)) = (row[0], row[1]) {
                        (center, minutes)
                    } else {
                        nil
                    }
                }
            )
        }

        func start(_ unit: Int, _ sequence: Int = 10) async -> [ExecutionRefusal.Code]? {
            await plant.refusal {
                _ = try await plant.execution.start(
                    UnitOperation(unit: units[unit], sequence: sequence),
                    by: plant.by("olga"),
                    key: plant.key("olga")
                )
            }
        }

        func mill(_ unit: Int) async throws {
            let at = UnitOperation(unit: units[unit], sequence: 10)
            let olga = plant.by("olga")
            _ = try await plant.execution.start(at, by: olga, key: plant.key("olga"))
            _ = try await plant.execution.measure(
                1,
                ShopPlant.number("12.7"),
                gauge: "G-7",
                at: at,
                by: olga,
                key: plant.key("olga")
            )
            _ = try await plant.execution.complete(
                at,
                signing: .init(printedName: "Olga"),
                by: olga,
                key: plant.key("olga")
            )
        }

        func assemble(_ unit: Int) async throws {
            let at = UnitOperation(unit: units[unit], sequence: 20)
            let olga = plant.by("olga")
            _ = try await plant.execution.start(at, by: olga, key: plant.key("olga"))
            _ = try await plant.execution.consume(
                .lot("L-55", quantity: 4),
                of: "BOLT-6",
                at: at,
                by: olga,
                key: plant.key("olga")
            )
            _ = try await plant.execution.complete(
                at,
                signing: .init(printedName: "Olga"),
                by: olga,
                key: plant.key("olga")
            )
        }

        func buyOff(_ unit: Int) async throws {
            _ = try await plant.execution.buyOff(
                UnitOperation(unit: units[unit], sequence: 20),
                signing: .init(printedName: "Quin"),
                by: plant.by("quin"),
                key: plant.key("quin")
            )
        }

        func cancel(_ chosen: Set<RecordID>? = nil, by person: String = "pia", reason: String = "Not wanted") async
            -> [ExecutionRefusal.Code]?
        {
            await plant.refusal {
                _ = try await plant.execution.cancel(
                    order: order,
                    units: chosen,
                    reason: reason,
                    signing: .init(printedName: "Pia Example"),
                    by: plant.by(person),
                    key: plant.key(person)
                )
            }
        }

        func dispose(_ unit: Int, _ disposition: Disposition) async throws {
            let report = try await plant.execution.report(
                .init(unit: units[unit], description: "Bad"),
                by: plant.by("olga"),
                key: plant.key("olga")
            ).record
            _ = try await plant.execution.dispose(
                of: report,
                disposition,
                reason: "MRB",
                signing: .init(printedName: "Quin"),
                by: plant.by("quin"),
                key: plant.key("quin")
            )
        }
    }

    @Test("a planned order counts as load, and nobody works on it before it is released")
    func planned() async throws {
        let ordered = try await Ordered(["S-1", "S-2"], isReleased: false)
        #expect(try ordered.state() == [.text("planned"), .integer(2), .integer(0)])
        #expect(try ordered.load() == ["mill": 60, "bench": 30])
        #expect(await ordered.start(0) == [.orderPlanned])
        let plant = ordered.plant
        func waiting() async throws -> Int {
            let release = try await plant.execution.dispatch(at: "mill", limit: 10, by: plant.by("olga"))
            return try plant.shown(release, to: "olga").count
        }
        #expect(try await waiting() == 0)
        func release(_ person: String) async -> [ExecutionRefusal.Code]? {
            await plant.refusal {
                _ = try await plant.execution.release(
                    order: ordered.order,
                    by: plant.by(person),
                    key: plant.key(person)
                )
            }
        }
        #expect(await release("olga") == [.notFound])
        #expect(await release("quin") == [.denied])
        #expect(await release("pia") == nil)
        #expect(await release("pia") == nil)
        #expect(try await waiting() == 2)
        #expect(await ordered.start(0) == nil)
        #expect(try ordered.state().first == .text("running"))
        #expect(await release("pia") == [.orderReleased])
    }

    @Test(
        "the load shrinks as operations are done, goes with scrap and comes back with rework; the last unit ends the order"
    )
    func load() async throws {
        let ordered = try await Ordered(["S-1", "S-2", "S-3"])
        #expect(try ordered.load() == ["mill": 90, "bench": 45])
        try await ordered.mill(0)
        #expect(try ordered.load() == ["mill": 60, "bench": 45])
        try await ordered.assemble(0)
        #expect(try ordered.load() == ["mill": 60, "bench": 30])
        try await ordered.buyOff(0)
        #expect(try ordered.load() == ["mill": 60, "bench": 30])
        try await ordered.dispose(1, .scrap)
        #expect(try ordered.load() == ["mill": 30, "bench": 15])
        try await ordered.mill(2)
        try await ordered.assemble(2)
        // Of what is done there is no row: a program without load does not count among those that share a week.
        #expect(try ordered.load() == [:])
        #expect(try ordered.state().first == .text("running"))
        try await ordered.buyOff(2)
        #expect(try ordered.state().first == .text("done"))
        try await ordered.dispose(2, .rework(from: 20))
        #expect(try ordered.state().first == .text("running"))
        #expect(try ordered.load() == ["bench": 15])
    }

    @Test("work that is done at once by many leaves the load that is left")
    func concurrentLoad() async throws {
        let ordered = try await Ordered((0..<8).map { "S-\($0)" })
        try await withThrowingTaskGroup(of: Void.self) { group in
            for unit in 0..<6 { group.addTask { try await ordered.mill(unit) } }
            try await group.waitForAll()
        }
        #expect(try ordered.load() == ["mill": 60, "bench": 120])
    }

    @Test("what has not begun is cancelled, with reason and signature; what was begun stays, and capacity is free")
    func cancel() async throws {
        let ordered = try await Ordered(["S-1", "S-2", "S-3"])
        try await ordered.mill(0)
        #expect(await ordered.cancel(by: "olga") == [.notFound])
        #expect(await ordered.cancel(reason: "") == [.invalid])
        #expect(await ordered.cancel([ordered.units[0]]) == [.invalid])
        #expect(await ordered.cancel([ordered.units[1]]) == nil)
        #expect(try ordered.state() == [.text("running"), .integer(2), .integer(1)])
        #expect(try ordered.load() == ["mill": 30, "bench": 30])
        #expect(await ordered.cancel() == nil)
        #expect(await ordered.cancel() == [.allBegun])
        #expect(try ordered.load() == ["bench": 15])
        #expect(await ordered.start(1) == [.unitCancelled])
        let states = try ordered.units.map { try ordered.plant.unit($0, "state") }
        #expect(states == [.text("waiting"), .text("cancelled"), .text("cancelled")])
        try await ordered.assemble(0)
        try await ordered.buyOff(0)
        #expect(try ordered.state() == [.text("done"), .integer(1), .integer(2)])
        let rows = try ordered.plant.hull.rows(
            ViewQuery("job_order_correction", columns: ["field", "before", "after", "reason"], limit: 10),
            in: CompartmentName("shop")
        )
        #expect(Set(rows.map { $0[1] }) == [.text("3"), .text("2")] && rows.allSatisfy { $0[0] == .text("quantity") })
    }

    @Test("an order of which nothing was begun is cancelled as a whole; one whose rest was done is done")
    func cancelledWhole() async throws {
        let whole = try await Ordered(["S-1", "S-2"], isReleased: false)
        #expect(await whole.cancel() == nil)
        #expect(try whole.state() == [.text("cancelled"), .integer(0), .integer(2)])
        #expect(try whole.load() == [:])
        #expect(await whole.start(0) == [.unitCancelled])
        let rest = try await Ordered(["S-1", "S-2"])
        try await rest.mill(0)
        try await rest.assemble(0)
        try await rest.buyOff(0)
        #expect(await rest.cancel() == nil)
        #expect(try rest.state() == [.text("done"), .integer(1), .integer(1)])
    }

    @Test("of a start and a cancelling at once, one finds what the other did")
    func race() async throws {
        for _ in 0..<5 {
            let ordered = try await Ordered(["S-1"])
            async let started = ordered.start(0)
            async let cancelled = ordered.cancel()
            let outcomes = await [started, cancelled]
            #expect(outcomes == [nil, [.allBegun]] || outcomes == [[.unitCancelled], nil])
        }
    }

    @Test("orders are listed by how far they came")
    func listed() async throws {
        let ordered = try await Ordered(["S-1"])
        let plant = ordered.plant
        func count(_ phase: JobOrderPhase) async throws -> Int {
            let release = try await plant.execution.orders(in: phase, limit: 10, by: plant.by("pia"))
            return try plant.shown(release, to: "pia").count
        }
        #expect(try await count(.released) == 1)
        #expect(try await count(.running) == 0)
        #expect(await ordered.start(0) == nil)
        #expect(try await count(.released) == 0)
        #expect(try await count(.running) == 1)
    }

    @Test("a new day and priority go to the units that are left, and the load to the week")
    func corrected() async throws {
        let ordered = try await Ordered(["S-1", "S-2"])
        let plant = ordered.plant
        try await ordered.mill(0)
        func correct(_ due: String, _ priority: Int, by person: String = "pia") async -> [ExecutionRefusal.Code]? {
            await plant.refusal {
                _ = try await plant.execution.correct(
                    order: ordered.order,
                    due: ShopPlant.day(due),
                    priority: priority,
                    CorrectionStatement(reason: "The customer moved it", signing: .init(printedName: "Pia")),
                    by: plant.by(person),
                    key: plant.key(person)
                )
            }
        }
        #expect(await correct("2026-12-10", 0) == [.nothingCorrected])
        #expect(await correct("2026-12-10", 10) == [.invalid])
        #expect(await correct("2026-12-18", 3, by: "quin") == [.denied])
        #expect(await correct("2026-12-18", 3) == nil)
        for unit in ordered.units {
            #expect(try plant.unit(unit, "due") == .text("2026-12-18"))
            #expect(try plant.unit(unit, "priority") == .integer(3))
        }
        let weeks = try plant.hull.rows(
            ViewQuery("work_load", columns: ["week"], limit: 10),
            in: CompartmentName("shop")
        )
        #expect(Set(weeks) == [[.text("2026-12-14")]])
        #expect(try ordered.load() == ["mill": 30, "bench": 30])
        #expect(try ordered.state(["due", "priority"]) == [.text("2026-12-18"), .integer(3)])
    }
}
