import Boundary
import Execution
import Foundation
import Journal
import PlantModel
import Storage
import TestPlant
import Testing

@Suite("A bad gauge or lot is said once and held everywhere, and who said it learns no more")
struct ContainmentTests {
    typealias Bench = OperationTests.Bench

    private func contain(
        _ plant: ShopPlant,
        _ suspect: ContainmentReport.Suspect,
        by person: String = "quin",
        key: String? = nil
    )
        async throws -> RecordID
    {
        let made = try await plant.execution.contain(
            ContainmentReport(suspect, reason: "Found 0.04 mm off."),
            by: plant.by(person),
            key: key.map { try plant.key($0, person) } ?? plant.key(person)
        ).record
        await plant.execution.placingSettled()
        #expect(!plant.execution.isPlacing(containment: made))
        return made
    }

    private func gauge(_ since: String = "2026-11-01") throws -> ContainmentReport.Suspect {
        .gauge(tag: "G-7", lastGood: try ShopPlant.day(since))
    }

    private func reports(_ plant: ShopPlant, _ person: String = "quin") async throws -> [[String: String]] {
        try plant.shown(await plant.execution.openNonconformances(limit: 100, by: plant.by(person)), to: person)
    }

    private func containment(_ plant: ShopPlant, _ id: RecordID, _ person: String = "quin") async throws -> [String:
        String]
    {
        try plant.shown(await plant.execution.containment(id, by: plant.by(person)), to: person).first.orThrow("none")
    }

    @Test("what a gauge measured since its last good calibration is held in every program, and nothing else")
    func gauges() async throws {
        let plant = try await ShopPlant()
        try await plant.stateFacts()
        var units: [String: [RecordID]] = [:]
        for program in ["MED", "VEH"] {
            let master = try await plant.released(ShopPlant.bracket(), of: program)
            let order = try await plant.order(master, ["S-1", "S-2", "S-3"], number: "O-\(program)")
            units[program] = try plant.units(of: order, program)
        }
        func measure(_ unit: RecordID) async throws {
            let at = UnitOperation(unit: unit, sequence: 10)
            _ = try await plant.execution.start(at, by: plant.by("olga"), key: plant.key("olga"))
            _ = try await plant.execution.measure(
                1,
                ShopPlant.number("12.70"),
                gauge: "G-7",
                at: at,
                by: plant.by("olga"),
                key: plant.key("olga")
            )
        }
        let (med, veh) = (try units["MED"].orThrow("MED"), try units["VEH"].orThrow("VEH"))
        try await measure(med[0])
        plant.clock.set("2026-11-26")
        try await measure(med[1])
        try await measure(veh[0])
        let made = try await contain(plant, gauge("2026-11-25"), key: "once")
        #expect(try await contain(plant, gauge("2026-11-25"), key: "once") == made)
        #expect(try await containment(plant, made)["state"] == "placed")
        let held = try await reports(plant)
        #expect(held.count == 2 && held.allSatisfy { $0["raisedBy"] == "system:containment" })
        #expect(held[0]["description"]?.contains("last good calibration on 2026-11-25") == true)
        #expect(try plant.unit(med[0], "is_held") == .truth(false))
        #expect(try plant.unit(med[1], "is_held") == .truth(true))
        #expect(try plant.unit(veh[0], "is_held", "VEH") == .truth(true))
        #expect(try plant.unit(veh[1], "is_held", "VEH") == .truth(false))
        let refused = await plant.refusal { try await measure(med[2]) }
        #expect(refused == [.gaugeUnusable])
        // Quality disposes of them as of any other.
        let row = try plant.hull.rows(
            ViewQuery("nonconformance", columns: ["id"], limit: 9),
            in: CompartmentName("shop")
        )
        guard case .bytes(let id)? = row.first?.first else { throw TestFailure(message: "no report") }
        _ = try await plant.execution.dispose(
            of: AggregateIDs.id(id),
            .rework(from: 10),
            reason: "Measure anew",
            signing: .init(printedName: "Quin Example"),
            by: plant.by("quin"),
            key: plant.key("quin")
        )
        #expect(try plant.unit(med[1], "is_held") == .truth(false))
    }

    @Test("a lot is held in what it went into, up to the last assembly")
    func lots() async throws {
        let plant = try await ShopPlant()
        try await plant.stateFacts()
        let chain = try await GenealogyTests().chain(plant, 3, of: "VEH")
        _ = try await contain(plant, .lot(number: "L-55", partNumber: "BOLT-6"))
        for unit in chain { #expect(try plant.unit(unit, "is_held", "VEH") == .truth(true)) }
        #expect(try await reports(plant).count == 1)
    }

    @Test("more units than one event holds are all held, each once")
    func many() async throws {
        let plant = try await ShopPlant()
        try await plant.stateFacts()
        let master = try await plant.released(GenealogyTests().level(0))
        let order = try await plant.order(master, (1...230).map { "S-\($0)" })
        for unit in try plant.units(of: order) {
            try await GenealogyTests().run(plant, unit, .lot("L-55", quantity: 1), of: "BOLT-6")
        }
        _ = try await contain(plant, .lot(number: "L-55", partNumber: "BOLT-6"))
        let query = ViewQuery("nonconformance", columns: ["unit"], limit: 1_000)
        let rows = try plant.hull.rows(query, in: CompartmentName("shop"))
        #expect(rows.count == 230 && Set(rows).count == 230)
    }

    @Test("what is not there, not said, or not theirs to say is refused, and nothing happens")
    func refused() async throws {
        let plant = try await ShopPlant()
        try await plant.stateFacts()
        func refusal(_ suspect: ContainmentReport.Suspect, by person: String = "quin", _ reason: String = "x") async
            -> [ExecutionRefusal.Code]?
        {
            await plant.refusal {
                _ = try await plant.execution.contain(
                    ContainmentReport(suspect, reason: reason),
                    by: plant.by(person),
                    key: plant.key(person)
                )
            }
        }
        #expect(await refusal(.gauge(tag: "G-99", lastGood: try! ShopPlant.day("2026-11-01"))) == [.gaugeMissing])
        #expect(await refusal(.gauge(tag: "G-7", lastGood: try! ShopPlant.day("2026-12-01"))) == [.invalid])
        #expect(await refusal(.lot(number: "L-55", partNumber: "NUT-6")) == [.lotMissing])
        #expect(await refusal(.lot(number: "L-55", partNumber: "BOLT-6"), "") == [.invalid])
        #expect(await refusal(.lot(number: "L-55", partNumber: "BOLT-6"), by: "pia") == [.denied])
        #expect(await refusal(.lot(number: "L-55", partNumber: "BOLT-6"), by: "olga") == [.notQuality])
        #expect(try await reports(plant).isEmpty)
    }

    /// What who said it sees, and what whoever reads all of the common log sees, in a world where the other program used the gauge or did not.
    private func world(isUsed: Bool) async throws -> (seen: [[String: String]], kinds: [String], citations: [Int]) {
        let bench = try await Bench(of: "VEH")
        let plant = bench.plant
        try await plant.hull.boundary.learn(ShopPlant.french("franz", role: "quality"), by: .system("console"))
        if isUsed {
            #expect(await bench.start(10) == nil)
            #expect(await bench.measure("12.70") == nil)
        }
        let made = try await contain(plant, gauge(), by: "franz")
        #expect(try bench.column("is_held") == .truth(isUsed))
        var seen = [try await containment(plant, made, "franz")] + (try await reports(plant, "franz"))
        seen += try plant.shown(await plant.execution.containments(limit: 10, by: plant.by("franz")), to: "franz")
        let store = try plant.hull.writer(of: CompartmentName("common")).log.store
        let events = try store.entries(0..<store.head().size).map { try Event(encoded: $0.entry) }
        return (seen, events.map(\.kind), events.map(\.citations.count))
    }

    @Test(
        "who said it cannot tell whether a program that is hidden holds something, nor can whoever reads the common log"
    )
    func blind() async throws {
        let (used, unused) = (try await world(isUsed: true), try await world(isUsed: false))
        #expect(used.seen == unused.seen)
        #expect(used.kinds == unused.kinds && used.citations == unused.citations)
        #expect(used.kinds.suffix(3).contains("containment.placed"))
        #expect(used.citations.max() == 2)
    }

    @Test("each log cites the other by commitments that the other one opens")
    func citations() async throws {
        let bench = try await Bench()
        let plant = bench.plant
        #expect(await bench.start(10) == nil)
        #expect(await bench.measure("12.70") == nil)
        let made = try await contain(plant, gauge())
        func events(_ name: String) throws -> [Event] {
            let store = try plant.hull.writer(of: CompartmentName(name)).log.store
            return try store.entries(0..<store.head().size).map { try Event(encoded: $0.entry) }
                .filter { $0.aggregate == made.aggregate && $0.kind.hasPrefix("containment.") }
        }
        let (common, shop, veh) = (try events("common"), try events("shop"), try events("veh"))
        #expect(common.map(\.kind) == ["containment.raised", "containment.spread", "containment.placed"])
        #expect(shop.map(\.kind) == ["containment.received", "containment.cited"])
        #expect(veh.map(\.kind) == shop.map(\.kind))
        let cited = shop[0].citations + veh[0].citations + common[2].citations
        #expect(cited.count == 4 && Set(cited).count == 4)
    }

    @Test("an instance that ends while holds are placed goes on with them at its next start, and each is there once")
    func cutOff() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "bulkhead-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let site = MemorySiteKey()
        func opened() async throws -> ShopPlant {
            try await ShopPlant(
                SQLiteEngine(
                    directory: folder.appending(path: "data").path(percentEncoded: false),
                    keyDirectory: folder.appending(path: "keys").path(percentEncoded: false)
                ),
                key: site
            )
        }
        /// Its files are held until nothing of the ended one works at them any more.
        func reopened() async throws -> ShopPlant {
            let end = ContinuousClock.now + .seconds(300)
            while ContinuousClock.now < end {
                if let plant = try? await opened() { return plant }
                try await Task.sleep(for: .milliseconds(50))
            }
            return try await opened()
        }
        let plant = try await opened()
        try await plant.stateFacts()
        let master = try await plant.released(GenealogyTests().level(0))
        let order = try await plant.order(master, (1...3).map { "S-\($0)" })
        for unit in try plant.units(of: order) {
            try await GenealogyTests().run(plant, unit, .lot("L-55", quantity: 1), of: "BOLT-6")
        }
        let made = try await plant.execution.contain(
            ContainmentReport(.lot(number: "L-55", partNumber: "BOLT-6"), reason: "Wrong alloy."),
            by: plant.by("quin"),
            key: plant.key("quin")
        ).record
        // Wherever it is by now: recorded it is.
        await plant.hull.close()
        await plant.execution.placingSettled()
        let again = try await reopened()
        #expect(try await again.execution.placeContainments() == 0)
        #expect(try await containment(again, made)["state"] == "placed")
        #expect(try await reports(again).count == 3)
        await again.hull.close()
    }

    @Test("one that was cut off is gone on with, and holds nothing twice")
    func resumed() async throws {
        let bench = try await Bench()
        let plant = bench.plant
        #expect(await bench.start(10) == nil)
        #expect(await bench.measure("12.70") == nil)
        let made = try await contain(plant, gauge())
        #expect(try await plant.execution.placeContainments() == 0)
        try await plant.execution.place(containment: made, by: plant.by("quin"))
        await plant.execution.placingSettled()
        #expect(try await reports(plant).count == 1)
        try await plant.hull.rebuildViews(of: CompartmentName("common"))
        try await plant.hull.rebuildViews(of: CompartmentName("shop"))
        #expect(try await containment(plant, made)["state"] == "placed")
        #expect(try bench.column("is_held") == .truth(true))
    }
}
