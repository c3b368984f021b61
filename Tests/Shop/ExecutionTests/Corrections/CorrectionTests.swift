import Boundary
import Execution
import PlantModel
import Storage
import TestPlant
import Testing

@Suite("A correction adds and never overwrites, and what stands on the value follows it")
struct CorrectionTests {
    typealias Bench = OperationTests.Bench

    static func statement(_ reason: String = "Read wrong") -> CorrectionStatement {
        CorrectionStatement(reason: reason, signing: .init(printedName: "Quin Example"))
    }

    func place(_ program: String) throws -> CompartmentName {
        try CompartmentName(ShopPlant.places[program].orThrow("a place"))
    }

    func rows(_ bench: Bench, _ table: String, _ columns: [String]) throws -> [[ViewValue]] {
        try bench.plant.hull.rows(ViewQuery(table, columns: columns, limit: 50), in: place(bench.program))
    }

    func only(_ bench: Bench, _ table: String) throws -> RecordID {
        guard case .bytes(let bytes)? = try rows(bench, table, ["id"]).first?.first else {
            throw TestFailure(message: "nothing in \(table)")
        }
        return try AggregateIDs.id(bytes)
    }

    func correct(
        _ bench: Bench,
        from seen: String,
        to value: String,
        gauge: String? = "G-7",
        by person: String = "quin",
        _ statement: CorrectionStatement = statement()
    ) async throws -> [ExecutionRefusal.Code]? {
        let id = try only(bench, "measurement")
        return await bench.plant.refusal {
            _ = try await bench.plant.execution.correct(
                measurement: id,
                to: MeasurementCorrection(seen: seen, value: ShopPlant.number(value), gauge: gauge),
                statement,
                by: bench.plant.by(person),
                key: bench.plant.key(person)
            )
        }
    }

    @Test("the value that was stays readable with who, when and why, under a signature of the content")
    func kept() async throws {
        let bench = try await Bench()
        #expect(await bench.start(10) == nil)
        #expect(await bench.measure("12.70") == nil)
        bench.plant.clock.advance(minutes: 5)
        #expect(try await correct(bench, from: "12.70", to: "12.71") == nil)
        #expect(
            try rows(bench, "measurement", ["value", "worker", "corrected_by"]) == [
                [.text("12.71"), .text("person:olga"), .text("person:quin")]
            ]
        )
        let columns = ["field", "before", "after", "reason", "corrected_by", "printed_name", "content_hash"]
        let found = try rows(bench, "measurement_correction", columns)
        #expect(found.count == 1)
        #expect(
            found[0].prefix(6) == [
                .text("value"), .text("12.70"), .text("12.71"), .text("Read wrong"), .text("person:quin"),
                .text("Quin Example"),
            ]
        )
        let signed = try rows(bench, "signature", ["meaning", "content_hash"]).filter { $0[0] == .text("corrected") }
        #expect(signed.map { $0[1] } == [found[0][6]])
        // Another correction stands beside the first.
        #expect(try await correct(bench, from: "12.71", to: "12.69", by: "quest") == nil)
        #expect(try rows(bench, "measurement_correction", ["before"]).count == 2)
        #expect(await bench.complete(10) == nil)
    }

    @Test("the gate of the operation follows the corrected value, in both directions")
    func gate() async throws {
        let bench = try await Bench()
        #expect(await bench.start(10) == nil)
        #expect(await bench.measure("17.20") == nil)
        #expect(await bench.complete(10) == [.outOfLimits])
        #expect(try await correct(bench, from: "17.20", to: "12.70") == nil)
        #expect(try await correct(bench, from: "12.70", to: "12.80", by: "quest") == nil)
        #expect(await bench.complete(10) == [.outOfLimits])
        // At the operation itself nothing holds it: whoever works there reports it.
        #expect(try bench.column("is_held") == .truth(false))
        #expect(try await correct(bench, from: "12.80", to: "12.70") == nil)
        #expect(await bench.complete(10) == nil)
    }

    @Test("what was accepted was the other value")
    func accepted() async throws {
        let bench = try await Bench()
        #expect(await bench.start(10) == nil)
        #expect(await bench.measure("12.76") == nil)
        let report = try await bench.plant.execution.report(
            .init(unit: bench.unit, characteristic: 1, description: "Deep"),
            by: bench.plant.by("olga"),
            key: bench.plant.key("olga")
        ).record
        _ = try await bench.plant.execution.dispose(
            of: report,
            .useAsIs,
            reason: "By 0.01",
            signing: .init(printedName: "Quin"),
            by: bench.plant.by("quin"),
            key: bench.plant.key("quin")
        )
        #expect(try await correct(bench, from: "12.76", to: "13.76") == nil)
        #expect(await bench.complete(10) == [.outOfLimits])
    }

    @Test("where the unit has passed the operation, a value out of limits holds it, and all that it went into")
    func hold() async throws {
        let bench = try await Bench()
        #expect(await bench.start(10) == nil)
        #expect(await bench.measure("12.70") == nil)
        #expect(await bench.complete(10) == nil)
        #expect(try await correct(bench, from: "12.70", to: "12.71") == nil)
        #expect(try bench.column("is_held") == .truth(false))
        #expect(try await correct(bench, from: "12.71", to: "12.91", by: "quest") == nil)
        #expect(try bench.column("is_held") == .truth(true))
        #expect(await bench.start(20) == [.held])
        let reports = try rows(bench, "nonconformance", ["state", "characteristic", "sequence", "raised_by"])
        #expect(reports == [[.text("open"), .integer(1), .integer(10), .text("person:quest")]])
    }

    @Test("a gauge that was not to be used holds the unit, and one that is not registered is refused")
    func gauge() async throws {
        let bench = try await Bench()
        let source = FactSource(source: "QMS", asOf: "2026-11-20")
        _ = try await bench.plant.execution.state(
            gauge: .init(tag: "G-8", description: "Old", calibrationDue: "2026-11-01"),
            from: source,
            by: bench.plant.by("quin"),
            key: bench.plant.key("quin")
        )
        #expect(await bench.start(10) == nil)
        #expect(await bench.measure("12.70") == nil)
        #expect(try await correct(bench, from: "12.70", to: "12.70", gauge: "G-9") == [.gaugeMissing])
        #expect(try await correct(bench, from: "12.70", to: "12.70", gauge: nil) == [.gaugeMissing])
        #expect(try await correct(bench, from: "12.70", to: "12.70") == [.nothingCorrected])
        #expect(try await correct(bench, from: "12.70", to: "12.70", gauge: "G-8") == nil)
        #expect(try bench.column("is_held") == .truth(true))
        #expect(try rows(bench, "measurement", ["gauge", "gauge_due"]) == [[.text("G-8"), .text("2026-11-01")]])
    }

    @Test("a value that was looked at before somebody else corrected it is refused, and words that say nothing")
    func hostile() async throws {
        let bench = try await Bench()
        #expect(await bench.start(10) == nil)
        #expect(await bench.measure("12.70") == nil)
        #expect(try await correct(bench, from: "12.7", to: "12.71") == [.stale])
        let long = String(repeating: "a", count: NonconformanceReport.descriptionBytesMax + 1)
        for reason in ["", long, "a\u{0}b"] {
            #expect(try await correct(bench, from: "12.70", to: "12.71", Self.statement(reason)) == [.invalid])
        }
        let nowhere = try AggregateIDs.id(Array(repeating: 7, count: 16))
        #expect(
            await bench.plant.refusal {
                _ = try await bench.plant.execution.correct(
                    measurement: nowhere,
                    to: MeasurementCorrection(seen: "1", value: ShopPlant.number("2"), gauge: nil),
                    Self.statement(),
                    by: bench.plant.by("quin"),
                    key: bench.plant.key("quin")
                )
            } == [.notFound]
        )
        #expect(try rows(bench, "measurement_correction", ["id"]).isEmpty)
    }

    @Test("a correction that is sent twice is made once")
    func once() async throws {
        let bench = try await Bench()
        #expect(await bench.start(10) == nil)
        #expect(await bench.measure("12.70") == nil)
        let id = try only(bench, "measurement")
        let key = try bench.plant.key("quin")
        for _ in 0..<2 {
            _ = try await bench.plant.execution.correct(
                measurement: id,
                to: MeasurementCorrection(seen: "12.70", value: ShopPlant.number("12.71"), gauge: "G-7"),
                Self.statement(),
                by: bench.plant.by("quin"),
                key: key
            )
        }
        #expect(try rows(bench, "measurement_correction", ["id"]).count == 1)
    }

    @Test(
        "who recorded it corrects it in a program of tier 1; from tier 2 on somebody else, in the capacity of quality"
    )
    func separation() async throws {
        let plain = try await Bench()
        #expect(await plain.start(10) == nil)
        #expect(await plain.measure("12.70") == nil)
        #expect(try await correct(plain, from: "12.70", to: "12.71", by: "omar") == [.notQuality])
        #expect(try await correct(plain, from: "12.70", to: "12.71", by: "olga") == nil)
        let strict = try await Bench(of: "AGR")
        #expect(await strict.start(10) == nil)
        #expect(await strict.measure("12.70") == nil)
        #expect(try await correct(strict, from: "12.70", to: "12.71", by: "olga") == [.ownCorrection])
        #expect(try await correct(strict, from: "12.70", to: "12.71") == nil)
        // Who corrected it recorded the value that stands there now.
        #expect(try await correct(strict, from: "12.71", to: "12.72") == [.ownCorrection])
        #expect(try await correct(strict, from: "12.71", to: "12.72", by: "quest") == nil)
    }

    @Test("of what one may not see there is nothing to correct, and corrections are as hidden as the record")
    func hidden() async throws {
        let bench = try await Bench(of: "VEH")
        #expect(await bench.start(10) == nil)
        #expect(await bench.measure("12.70") == nil)
        #expect(try await correct(bench, from: "12.70", to: "12.71", by: "fred") == [.notFound])
        #expect(try await correct(bench, from: "12.70", to: "12.71") == nil)
        let unit = bench.unit
        let seen = try await bench.plant.execution.corrections(about: unit, by: bench.plant.by("quin"))
        #expect(try bench.plant.shown(seen, to: "quin").compactMap { $0["before"] } == ["12.70"])
        #expect(
            await bench.plant.refusal {
                _ = try await bench.plant.execution.corrections(about: unit, by: bench.plant.by("fred"))
            } == [.notFound]
        )
    }

    // MARK: What was built in

    func consumed(_ bench: Bench, quantity: Int = 4) async throws {
        #expect(await bench.start(10) == nil)
        #expect(await bench.measure("12.70") == nil)
        #expect(await bench.complete(10) == nil)
        #expect(await bench.start(20) == nil)
        #expect(await bench.consume(quantity) == nil)
    }

    func correct(_ bench: Bench, to item: ConsumedItem?, seen: String = "L-55", by person: String = "quin") async throws
        -> [ExecutionRefusal.Code]?
    {
        let id = try only(bench, "consumption")
        return await bench.plant.refusal {
            _ = try await bench.plant.execution.correct(
                consumption: id,
                to: ConsumptionCorrection(seen: seen, item: item),
                Self.statement("Scanned the wrong bin"),
                by: bench.plant.by(person),
                key: bench.plant.key(person)
            )
        }
    }

    func lot(_ bench: Bench, _ number: String, part: String = "BOLT-6", isUsable: Bool = true) async throws {
        _ = try await bench.plant.execution.state(
            lot: .init(number: number, partNumber: part, supplier: "Bolts Inc", quantity: 9, isUsable: isUsable),
            from: FactSource(source: "ERP", asOf: "2026-11-20"),
            by: bench.plant.by("pia"),
            key: bench.plant.key("pia")
        )
    }

    @Test("the genealogy leads to the lot that it was, and the gate counts what is in it")
    func genealogy() async throws {
        let bench = try await Bench()
        try await lot(bench, "L-56")
        try await lot(bench, "N-1", part: "NUT-6")
        try await consumed(bench)
        #expect(try await correct(bench, to: .lot("L-99", quantity: 4)) == [.lotMissing])
        #expect(try await correct(bench, to: .lot("N-1", quantity: 4)) == [.otherPart])
        #expect(try await correct(bench, to: .lot("L-56", quantity: 5)) == [.enough])
        #expect(try await correct(bench, to: .lot("L-56", quantity: 0)) == [.invalid])
        #expect(try await correct(bench, to: .lot("L-55", quantity: 4)) == [.nothingCorrected])
        #expect(try await correct(bench, to: .lot("L-56", quantity: 3), seen: "L-54") == [.stale])
        #expect(try await correct(bench, to: .lot("L-56", quantity: 3)) == nil)
        let edges = try await bench.plant.execution.genealogy(
            of: bench.unit,
            .down,
            by: bench.plant.by("quin")
        ).edges()
        #expect(try bench.plant.shown(edges, to: "quin").map { $0["itemNumber"] } == ["L-56"])
        #expect(await bench.complete(20) == [.notConsumed])
        #expect(await bench.consume(1, lot: "L-56") == nil)
        #expect(await bench.complete(20) == nil)
        let found = try rows(bench, "consumption_correction", ["field", "before", "after"])
        #expect(
            Set(found) == [
                [.text("item"), .text("L-55"), .text("L-56")], [.text("quantity"), .text("4"), .text("3")],
            ]
        )
    }

    @Test(
        "quality corrects its own correction where changes are of the first tier, and nobody else's place is taken by that"
    )
    func ownCorrection() async throws {
        let bench = try await Bench()
        try await lot(bench, "L-56")
        try await consumed(bench)
        #expect(try await correct(bench, to: .lot("L-56", quantity: 4)) == nil)
        #expect(try await correct(bench, to: .lot("L-55", quantity: 4), seen: "L-56") == nil)
        // Who built it in is no longer who recorded what stands there, and quality's word is asked for.
        #expect(try await correct(bench, to: .lot("L-56", quantity: 4), by: "olga") == [.notQuality])
        #expect(
            try rows(bench, "consumption", ["item_number", "corrected_by"]) == [[.text("L-55"), .text("person:quin")]]
        )
        let strict = try await Bench(of: "AGR")
        try await lot(strict, "L-56")
        try await consumed(strict)
        #expect(try await correct(strict, to: .lot("L-56", quantity: 4)) == nil)
        #expect(try await correct(strict, to: .lot("L-55", quantity: 4), seen: "L-56") == [.ownCorrection])
    }

    @Test("what was not built in leaves the genealogy, and a unit that is past it is held")
    func notBuiltIn() async throws {
        let bench = try await Bench()
        try await consumed(bench)
        #expect(await bench.complete(20) == nil)
        #expect(await bench.buyOff("quin") == nil)
        #expect(try await correct(bench, to: nil) == nil)
        #expect(try rows(bench, "consumption", ["id"]).isEmpty)
        #expect(try bench.column("is_held") == .truth(true))
        #expect(try rows(bench, "consumption_correction", ["before", "after"]).contains([.text("4"), .text("0")]))
    }

    @Test("a lot that was not to be used is recorded, and holds what it went into")
    func blockedLot() async throws {
        let bench = try await Bench()
        try await lot(bench, "L-57", isUsable: false)
        try await consumed(bench)
        #expect(try await correct(bench, to: .lot("L-57", quantity: 4)) == nil)
        #expect(try bench.column("is_held") == .truth(true))
        #expect(await bench.complete(20) == [.held])
    }

    // MARK: Words

    @Test("the words of a nonconformance are corrected, and those before stay")
    func words() async throws {
        let bench = try await Bench()
        let report = try await bench.plant.execution.report(
            .init(unit: bench.unit, description: "Scrach on face A"),
            by: bench.plant.by("olga"),
            key: bench.plant.key("olga")
        ).record
        func correct(_ seen: String, _ text: String, by person: String) async -> [ExecutionRefusal.Code]? {
            await bench.plant.refusal {
                _ = try await bench.plant.execution.correct(
                    nonconformance: report,
                    seen: seen,
                    to: text,
                    Self.statement("Spelling"),
                    by: bench.plant.by(person),
                    key: bench.plant.key(person)
                )
            }
        }
        #expect(await correct("Scrach on face A", "Scratch on face B", by: "omar") == [.notQuality])
        #expect(await correct("Scrach on face A", "", by: "olga") == [.invalid])
        #expect(await correct("Scrach on face A", "Scratch on face A", by: "olga") == nil)
        #expect(await correct("Scrach on face A", "Scratch on face B", by: "quin") == [.stale])
        #expect(await correct("Scratch on face A", "Scratch on face B", by: "quin") == nil)
        #expect(
            try rows(bench, "nonconformance", ["description", "raised_by"]) == [
                [.text("Scratch on face B"), .text("person:olga")]
            ]
        )
        #expect(
            try Set(rows(bench, "nonconformance_correction", ["before"])) == [
                [.text("Scrach on face A")], [.text("Scratch on face A")],
            ]
        )
    }
}
