import Boundary
import Foundation
import PlantModel
import Storage
import TestPlant
import Testing

@testable import Execution

@Suite(
    "Which units a characteristic is measured on follows its sampling plan, decided and recorded where the operation is started"
)
struct SamplingTests {
    typealias Bench = OperationTests.Bench

    /// An order of brackets whose depth is measured by a plan.
    struct Line {
        let plant: ShopPlant
        let order: RecordID
        let benches: [Bench]

        init(_ plan: String, count: Int) async throws {
            plant = try await ShopPlant()
            try await plant.stateFacts()
            var content = try ShopPlant.bracket()
            content.operations[0].characteristics[0].sampling = try SamplingPlan(plan).orThrow("a plan: \(plan)")
            let master = try await plant.released(content)
            order = try await plant.order(master, (0..<count).map { String(format: "S-%04d", $0) })
            benches = try plant.units(of: order).map { [plant] in Bench(at: $0, in: plant) }
        }

        /// Starts operation 10 of a unit, and completes it: measured where it is due.
        /// - Returns: whether it was due.
        func build(_ place: Int, _ value: String = "12.70") async throws -> Bool {
            let bench = benches[place]
            plant.clock.advance(minutes: 1)
            #expect(await bench.start(10) == nil)
            let missing = await bench.complete(10)
            if missing == nil { return false }
            #expect(missing == [.notMeasured])
            #expect(await bench.measure(value) == nil)
            if value == "12.70" { #expect(await bench.complete(10) == nil) }
            return true
        }

        func skipped() throws -> [[ViewValue]] {
            let query = ViewQuery("skipped_measurement", columns: ["characteristic", "plan", "sequence"], limit: 500)
            return try plant.hull.rows(query, in: CompartmentName("shop"))
        }
    }

    private func due(_ line: Line, _ places: Range<Int>) async throws -> [Int] {
        var found: [Int] = []
        for place in places where try await line.build(place) { found.append(place) }
        return found
    }

    @Test("every nth unit is measured, from the first on, and the others are recorded as skipped by the plan")
    func every() async throws {
        let line = try await Line("every 3", count: 8)
        #expect(try await due(line, 0..<8) == [0, 3, 6])
        #expect(try line.skipped() == Array(repeating: [.integer(1), .text("every 3"), .integer(10)], count: 5))
        let record = try await line.plant.execution.record(of: line.benches[1].unit, by: line.plant.by("quin"))
        #expect(try line.plant.shown(record.records(), to: "quin").contains { $0["plan"] == "every 3" })
    }

    @Test("first and last are those of the units that were not cancelled")
    func ends() async throws {
        let line = try await Line("first and last", count: 6)
        _ = try await line.plant.execution.cancel(
            order: line.order,
            units: [line.benches[0].unit, line.benches[5].unit],
            reason: "Fewer are wanted",
            signing: .init(printedName: "Pia"),
            by: line.plant.by("pia"),
            key: line.plant.key("pia")
        )
        #expect(try await due(line, 1..<5) == [1, 4])
    }

    @Test("by a table as many are measured as it says for the order's size, by chance that stays the same")
    func table() async throws {
        let line = try await Line("table 8:2, 20:5 by ANSI/ASQ Z1.4 II", count: 12)
        let found = try await due(line, 0..<12)
        #expect(found.count == 5)
        let small = try await Line("table 8:2, 20:5 by ANSI/ASQ Z1.4 II", count: 8)
        #expect(try await due(small, 0..<8).count == 2)
        let large = try await Line("table 2:1 by a drawing note", count: 3)
        #expect(try await due(large, 0..<3) == [0, 1, 2])
    }

    @Test("where units of the sample are cancelled, others that were not passed over yet are measured for them")
    func cancelled() async throws {
        // With each cut somewhere else in the order: whoever was drawn and is cancelled, three are measured in the end.
        for begun in 1...6 {
            let line = try await Line("table 20:3 by a drawing note", count: 12)
            var found = try await due(line, 0..<begun)
            _ = try await line.plant.execution.cancel(
                order: line.order,
                units: [line.benches[begun].unit, line.benches[begun + 1].unit],
                reason: "Fewer are wanted",
                signing: .init(printedName: "Pia"),
                by: line.plant.by("pia"),
                key: line.plant.key("pia")
            )
            found += try await due(line, (begun + 2)..<12)
            #expect(found.count == 3, "after \(begun)")
        }
    }

    @Test("after a failure every unit is measured until so many in a row are good, where the plan says so")
    func tightened() async throws {
        let line = try await Line("every 10; all after a failure until 3 good", count: 9)
        #expect(try await line.build(0, "12.90"))
        #expect(try await due(line, 1..<9) == [1, 2, 3])
        let loose = try await Line("every 10", count: 4)
        #expect(try await loose.build(0, "12.90"))
        #expect(try await due(loose, 1..<4) == [])
    }

    @Test("what is not due can be measured all the same; it is skipped no longer, and a value out of limits stops it")
    func voluntary() async throws {
        let line = try await Line("every 5", count: 3)
        let bench = line.benches[1]
        #expect(await bench.start(10) == nil)
        #expect(try line.skipped().count == 1)
        #expect(await bench.measure("12.90") == nil)
        #expect(try line.skipped().isEmpty)
        #expect(await bench.complete(10) == [.outOfLimits])
    }

    @Test("it is decided once for the operation, also where somebody else goes on with it, and anew after a rework")
    func once() async throws {
        let line = try await Line("every 2; all after a failure until 5 good", count: 3)
        let (first, second) = (line.benches[0], line.benches[1])
        #expect(await second.start(10) == nil)
        #expect(await second.pause(10) == nil)
        #expect(try await line.build(0, "12.90"))
        #expect(await second.start(10, "omar") == nil)
        #expect(await second.complete(10, "omar") == nil)
        let report = try await line.plant.execution.report(
            .init(unit: second.unit, description: "Burr"),
            by: line.plant.by("olga"),
            key: line.plant.key("olga")
        ).record
        _ = try await line.plant.execution.dispose(
            of: report,
            .rework(from: 10),
            reason: "Deburr",
            signing: .init(printedName: "Quin"),
            by: line.plant.by("quin"),
            key: line.plant.key("quin")
        )
        #expect(await second.start(10) == nil)
        #expect(await second.complete(10) == [.notMeasured])
        #expect(try first.column("state") == .text("running"))
    }

    @Test("a first article takes every characteristic, whatever the plan")
    func firstArticle() async throws {
        let line = try await Line("every 5", count: 2)
        #expect(try await !line.build(1))
        let plant = line.plant
        let request = FirstArticleRequest(
            extent: .full,
            trigger: .firstProduction,
            reason: "First delivery",
            drawing: "",
            drawingRevision: "",
            organization: "Example",
            supplierCode: "",
            purchaseOrder: ""
        )
        let article = try await plant.execution.openFirstArticle(
            request,
            of: line.benches[1].unit,
            by: plant.by("quin"),
            key: plant.key("quin")
        ).record
        let refused = await plant.refusal {
            _ = try await plant.execution.verify(
                firstArticle: article,
                signing: .init(printedName: "Quin"),
                by: plant.by("quin"),
                key: plant.key("quin")
            )
        }
        #expect(refused == [.notMeasured])
        let shown = try plant.shown(await plant.execution.firstArticle(article, by: plant.by("quin")), to: "quin")
        #expect(shown.contains { $0["plan"] == "every 5" })
    }

    @Test("what one may not see says nothing of its plan")
    func hidden() async throws {
        let bench = try await Bench(of: "VEH")
        let plant = bench.plant
        var content = try ShopPlant.bracket("B", part: "BRK-2")
        content.operations[0].characteristics[0].sampling = SamplingPlan("every 2")
        let master = try await plant.released(content, of: "VEH")
        let units = try plant.units(of: await plant.order(master, ["V-1", "V-2"], number: "O-2"), "VEH")
        let second = Bench(at: units[1], in: plant, of: "VEH")
        #expect(await second.start(10) == nil)
        let seen = try await plant.execution.operation(of: units[1], by: plant.by("quin"))
        #expect(try plant.shown(seen, to: "quin").contains { $0["plan"] == "every 2" })
        #expect(
            await plant.refusal { _ = try await plant.execution.operation(of: units[1], by: plant.by("fred")) } == [
                .notFound
            ]
        )
    }

    @Test("a plan is written in one way, and read back as it was written")
    func written() throws {
        for text in [
            "every 1", "every 1000", "first and last", "table 8:2 by X", "table 8:2, 50:8, 500:13 by ANSI/ASQ Z1.4 II",
            "first and last; all after a failure until 5 good",
        ] {
            #expect(SamplingPlan(text)?.description == text)
        }
        for text in [
            "", "every", "every 0", "every -1", "every 1001", "every 05", "every \u{0665}", "Every 5", "first",
            "table by X",
            "table 8:2", "table 8:9 by X", "table 8:2, 8:3 by X", "table 8:3, 9:2 by X", "table 8:2 by ",
            "every 5; all",
            "every 5; all after a failure until 0 good", "every 5; every 6; every 7", "every 5\n",
            "table " + Array(repeating: "1:1", count: 21).joined(separator: ", ") + " by X",
            String(repeating: "every 5", count: 100), "every 99999999999999999999",
        ] {
            #expect(SamplingPlan(text) == nil, "\(text.prefix(60))")
        }
    }
}
