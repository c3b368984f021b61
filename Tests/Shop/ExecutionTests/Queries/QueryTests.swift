import Boundary
import Execution
import Storage
import TestPlant
import Testing

@Suite("Pages show what the asker may see, and nothing tells of the rest")
struct QueryTests {
    typealias Bench = OperationTests.Bench

    @Test("an operator sees instructions, limits, components and what was done so far")
    func operationPage() async throws {
        let bench = try await Bench()
        let plant = bench.plant
        #expect(await bench.start(10) == nil)
        #expect(await bench.measure("12.76") == nil)
        _ = try await plant.execution.report(
            .init(unit: bench.unit, characteristic: 1, description: "Too deep"),
            by: plant.by("olga"),
            key: plant.key("olga")
        )
        let release = try await plant.execution.operation(of: bench.unit, by: plant.by("olga"))
        let shown = try plant.shown(release, to: "olga")
        #expect(shown.count == 5)
        #expect(shown[0]["serial"] == "S-1")
        #expect(shown[0]["isHeld"] == "true")
        #expect(shown[1]["instructions"] == "Clamp. Mill to 12.70.\nDeburr.")
        #expect(shown[2]["lower"] == "12.65" && shown[2]["upper"] == "12.75")
        #expect(shown[3]["value"] == "12.76" && shown[3]["isWithinLimits"] == "false")
        #expect(shown[4]["description"] == "Too deep")
    }

    @Test("the dispatch list goes by due day, page by page, over all programs that one may see")
    func dispatch() async throws {
        let plant = try await ShopPlant()
        for (program, due, serial) in [
            ("MED", "2026-12-03", "M-1"), ("VEH", "2026-12-01", "V-1"), ("AGR", "2026-12-02", "A-1"),
            ("VEH", "2026-12-04", "V-2"),
        ] {
            let content = try ShopPlant.bracket("R-\(serial)")
            let master = try await plant.released(content, of: program)
            _ = try await plant.order(master, [serial], number: "O-\(serial)", due: due)
        }
        func page(_ person: String, after last: RecordID? = nil, limit: Int = 10) async throws -> [String] {
            let release = try await plant.execution.dispatch(
                at: "mill",
                after: last,
                limit: limit,
                by: plant.by(person)
            )
            return try plant.shown(release, to: person).compactMap { $0["serial"] }
        }
        #expect(try await page("olga") == ["V-1", "A-1", "M-1", "V-2"])
        #expect(try await page("fred") == ["A-1", "M-1"])
        let first = try await plant.execution.dispatch(at: "mill", limit: 2, by: plant.by("olga"))
        let last = first.records.last?.id.map { RecordID($0) }
        #expect(try await page("olga", after: last, limit: 2) == ["M-1", "V-2"])
        // A hidden record is no place to go on from: its place would tell of it.
        let veh = try await plant.execution.dispatch(at: "mill", limit: 1, by: plant.by("olga"))
        let hidden = veh.records.first?.id.map { RecordID($0) }
        #expect(await plant.refusal { _ = try await page("fred", after: hidden) } == [.invalid])
        #expect(await plant.refusal { _ = try await page("olga", limit: 0) } == [.invalid])
    }

    @Test("a scanned code shows its unit, or its order with the units; one of another program looks like none")
    func scan() async throws {
        let bench = try await Bench(of: "VEH")
        let plant = bench.plant
        let unit = try await plant.shown(plant.execution.scan(bench.unit, by: plant.by("olga")), to: "olga")
        #expect(unit.first?["serial"] == "S-1")
        guard case .bytes(let bytes) = try bench.column("job_order") else { throw TestFailure(message: "no order") }
        let order = try AggregateIDs.id(bytes)
        let shown = try await plant.shown(plant.execution.scan(order, by: plant.by("olga")), to: "olga")
        #expect(shown.map { $0["number"] ?? $0["serial"] ?? "" } == ["O-1", "S-1"])
        let unknown = try AggregateIDs.id(Array(repeating: 7, count: 16))
        for id in [bench.unit, order, unknown] {
            #expect(await plant.refusal { _ = try await plant.execution.scan(id, by: plant.by("fred")) } == [.notFound])
            #expect(
                await plant.refusal { _ = try await plant.execution.operation(of: id, by: plant.by("fred")) }
                    == [.notFound]
            )
        }
    }

    @Test("a unit's history has all that was done, and what was planned beside it")
    func history() async throws {
        let bench = try await Bench()
        let plant = bench.plant
        #expect(await bench.start(10) == nil)
        #expect(await bench.measure("12.7") == nil)
        #expect(await bench.complete(10) == nil)
        plant.clock.advance(minutes: 1)
        #expect(await bench.start(20) == nil)
        #expect(await bench.consume(4) == nil)
        #expect(await bench.complete(20) == nil)
        plant.clock.advance(minutes: 1)
        #expect(await bench.buyOff("quin") == nil)
        let shown = try await plant.shown(plant.execution.history(of: bench.unit, by: plant.by("quin")), to: "quin")
        #expect(shown.compactMap { $0["meaning"] } == ["performed", "performed", "boughtOff"])
        #expect(shown.compactMap { $0["printedName"] }.last == "Quin Example")
        #expect(shown.compactMap { $0["contentHash"] }.allSatisfy { $0.count == 64 })
        #expect(shown.compactMap { $0["activeSeconds"] }.count == 2)
        let bolts = shown.filter { $0["partNumber"] == "BOLT-6" }.compactMap { $0["quantity"] }
        #expect(bolts == ["4", "4"], "as planned and as built")
    }

    @Test("the queue of nonconformances is for those who may see them")
    func queue() async throws {
        let bench = try await Bench(of: "VEH")
        let plant = bench.plant
        _ = try await plant.execution.report(
            .init(unit: bench.unit, description: "Cracked"),
            by: plant.by("olga"),
            key: plant.key("olga")
        )
        func queue(_ person: String) async throws -> [String] {
            let release = try await plant.execution.openNonconformances(limit: 10, by: plant.by(person))
            return try plant.shown(release, to: person).compactMap { $0["description"] }
        }
        #expect(try await queue("quin") == ["Cracked"])
        #expect(try await queue("fred").isEmpty)
    }

    @Test("views that are made anew from the logs are what they were")
    func rebuilt() async throws {
        let bench = try await Bench()
        let plant = bench.plant
        #expect(await bench.start(10) == nil)
        #expect(await bench.measure("12.76") == nil)
        _ = try await plant.execution.report(
            .init(unit: bench.unit, characteristic: 1, description: "Too deep"),
            by: plant.by("olga"),
            key: plant.key("olga")
        )
        func rows() throws -> [String: [[ViewValue]]] {
            var all: [String: [[ViewValue]]] = [:]
            for place in ["shop", "common"] {
                for table in ExecutionProjection().tables {
                    let query = ViewQuery(table.name, columns: table.columns.map(\.name), limit: 1_000)
                    all["\(place) \(table.name)"] = try plant.hull.rows(query, in: CompartmentName(place)).map {
                        // What the writer keeps is the same, its members in another order.
                        zip(table.columns, $0).filter { $0.0.name != "writer_state" }.map(\.1)
                    }
                }
            }
            return all
        }
        let before = try rows()
        #expect(before.values.filter { !$0.isEmpty }.count > 8)
        for place in ["shop", "common"] { try await plant.hull.rebuildViews(of: CompartmentName(place)) }
        #expect(try rows() == before)
        #expect(await bench.complete(10) == [.held, .outOfLimits])
    }
}
