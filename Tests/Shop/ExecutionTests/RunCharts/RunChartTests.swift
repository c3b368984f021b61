import Boundary
import PlantModel
import TestPlant
import Testing

@testable import Execution

@Suite("A run chart shows how a characteristic runs, as far as the asker may see it")
struct RunChartTests {
    /// Values that alternate around 1, so that sigma is near 1.8.
    private static let steady = (0..<30).map { $0.isMultiple(of: 2) ? 0.0 : 2.0 }

    private func rules(_ last: [Double]) -> [RunChart.Rule] {
        let chart = RunChart(Self.steady + last, limits: (nil, nil))
        return chart.rules(at: chart.values.count - 1)
    }

    @Test("the Western Electric rules are met where the handbook says, and on one side alone")
    func handbook() {
        #expect(rules([1]) == [])
        #expect(rules([8]) == [.beyondThree])
        #expect(rules([5.2, 1, 5.2]) == [.twoOfThree])
        #expect(rules([-3.6, 1, -3.6]) == [.twoOfThree])
        #expect(rules([5.2, 1, -3.2]) == [])
        #expect(rules([3.2, 3.2, 1, 3.2, 3.2]) == [.fourOfFive])
        #expect(rules(Array(repeating: 1.5, count: 9)) == [.eight])
        #expect(rules(Array(repeating: 1.5, count: 6)) == [])
    }

    @Test("of no values, one, or all alike nothing is said to be wrong, and the drawing has a scale")
    func few() {
        for values in [[], [5.0], Array(repeating: 5.0, count: 20)] {
            let chart = RunChart(values, limits: (nil, nil))
            #expect(values.indices.allSatisfy { chart.rules(at: $0).isEmpty })
            #expect(chart.scale.low < chart.scale.high)
            #expect(chart.rules(at: -1).isEmpty && chart.rules(at: 99).isEmpty)
        }
    }

    @Test("each point and line stands within the drawing")
    func drawing() throws {
        let chart = RunChart(Self.steady + [40], limits: (-20, 60))
        for (place, value) in chart.values.enumerated() {
            #expect((0...Int64(RunChart.height)).contains(chart.row(of: value)))
            #expect((0...Int64(RunChart.width)).contains(chart.column(of: place)))
        }
        let control = try chart.control.orThrow("control limits")
        for value in [chart.mean, control.lower, control.upper, -20, 60] {
            #expect((0...Int64(RunChart.height)).contains(chart.row(of: value)))
        }
    }

    /// A plant where units of a program were measured.
    private func measured(_ values: [String], of program: String) async throws -> (plant: ShopPlant, id: RecordID) {
        let plant = try await ShopPlant()
        try await plant.stateFacts()
        let master = try await plant.released(ShopPlant.bracket(), of: program)
        let order = try await plant.order(master, values.indices.map { "S-\($0)" })
        for (unit, value) in zip(try plant.units(of: order, program), values) {
            let at = UnitOperation(unit: unit, sequence: 10)
            _ = try await plant.execution.start(at, by: plant.by("olga"), key: plant.key("olga"))
            _ = try await plant.execution.measure(
                1,
                ShopPlant.number(value),
                gauge: "G-7",
                at: at,
                by: plant.by("olga"),
                key: plant.key("olga")
            )
            plant.clock.advance(minutes: 1)
        }
        let release = try await plant.execution.workMaster(master, by: plant.by("quin"))
        let found = release.records.first { $0.kind == CharacteristicDefinition.kind.name }?.id
        return (plant, RecordID(try found.orThrow("a characteristic")))
    }

    @Test("the chart has the values in their order with mean and control limits, and follows corrections")
    func chart() async throws {
        let values = Array(repeating: ["12.70", "12.72"], count: 4).flatMap { $0 }
        let (plant, id) = try await measured(values, of: "MED")
        func shown() async throws -> [[String: String]] {
            try plant.shown(await plant.execution.runChart(of: id, by: plant.by("quin")), to: "quin")
        }
        let records = try await shown()
        #expect(records.count == 10 && records[0]["name"] == "Depth")
        #expect(records[1]["mean"] == "12.7100" && records[1]["upper"] == "12.7632" && records[1]["lower"] == "12.6568")
        #expect(records.dropFirst(2).map { $0["value"] } == values)
        #expect(records[2]["column"] == "20" && records[9]["column"] == "980")
        #expect(records.dropFirst(2).allSatisfy { $0["rules"] == "" })
    }

    @Test("of fewer values than the rules look at there are no control limits, and no rule is met")
    func tooFew() async throws {
        let outlier = Array(repeating: 1.0, count: 6) + [1.1, 9]
        #expect(RunChart(outlier, limits: (nil, nil)).control != nil)
        let few = RunChart(Array(outlier.dropFirst()), limits: (nil, nil))
        #expect(few.control == nil && few.values.indices.allSatisfy { few.rules(at: $0).isEmpty })
        #expect(few.scale.high < 10)
        let (plant, id) = try await measured(["12.70", "12.72", "12.70"], of: "MED")
        let records = try plant.shown(await plant.execution.runChart(of: id, by: plant.by("quin")), to: "quin")
        #expect(records[1]["mean"] == "12.7067" && records[1]["upper"] == "" && records[1]["lowerRow"] == "")
    }

    @Test("what is measured in a rework has a chart too, over all units and each time that one goes through it")
    func rework() async throws {
        let bench = try await ReworkBench()
        let plant = bench.plant
        let blend = try await plant.released(ReworkBench.blend())
        let tooDeep = try await bench.tooDeep()
        #expect(await bench.dispose(tooDeep, .rework(from: 10), by: blend) == nil)
        await bench.doRework()
        #expect(await bench.dispose(try await bench.report(), .rework(from: 10), by: blend) == nil)
        await bench.doRework(2)
        let master = try await plant.execution.workMaster(blend, by: plant.by("quin"))
        let id = try master.records.first { $0.kind == CharacteristicDefinition.kind.name }?.id.orThrow("none")
        let chart = try await plant.execution.runChart(of: RecordID(id.orThrow("none")), by: plant.by("quin"))
        let records = try plant.shown(chart, to: "quin")
        #expect(records.first?["name"] == "Roughness")
        #expect(records.compactMap { $0["value"] } == ["1.6", "1.6"])
    }

    @Test("of a characteristic that one may not see there is no chart")
    func hidden() async throws {
        let (plant, id) = try await measured(["12.70", "12.71"], of: "VEH")
        #expect(
            await plant.refusal { _ = try await plant.execution.runChart(of: id, by: plant.by("fred")) } == [.notFound]
        )
        let nowhere = try AggregateIDs.id(Array(repeating: 7, count: 16))
        #expect(
            await plant.refusal { _ = try await plant.execution.runChart(of: nowhere, by: plant.by("quin")) } == [
                .notFound
            ]
        )
    }
}
