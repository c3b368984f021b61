import Boundary
import Execution
import Storage
import TestPlant
import Testing

@Suite("Another part is built in where the definition approved it as an alternate, and nowhere else")
struct SubstitutionTests {
    typealias Bench = OperationTests.Bench

    static func content(alternates: [String]) throws -> WorkMasterContent {
        var content = try ShopPlant.bracket()
        content.operations[1].components = [.init(partNumber: "BOLT-6", quantity: 4, alternates: alternates)]
        return content
    }

    /// A unit at its second operation.
    private func bench(alternates: [String]) async throws -> Bench {
        let bench = try await Bench(Self.content(alternates: alternates))
        for (number, part) in [("L-60", "BOLT-6A"), ("L-61", "BOLT-7")] {
            _ = try await bench.plant.execution.state(
                lot: .init(number: number, partNumber: part, supplier: "Bolts Inc", quantity: 9),
                from: FactSource(source: "ERP", asOf: "2026-11-20"),
                by: bench.plant.by("pia"),
                key: bench.plant.key("pia")
            )
        }
        #expect(await bench.start(10) == nil)
        #expect(await bench.measure("12.7") == nil)
        #expect(await bench.complete(10) == nil)
        #expect(await bench.start(20) == nil)
        return bench
    }

    @Test("an approved alternate counts for the part that is planned, and is recorded as what it is")
    func approved() async throws {
        let bench = try await bench(alternates: ["BOLT-6A"])
        #expect(await bench.consume(1, lot: "L-61") == [.otherPart])
        #expect(await bench.consume(3, lot: "L-60") == nil)
        #expect(await bench.consume(1, lot: "L-55") == nil)
        #expect(await bench.consume(1, lot: "L-60") == [.enough])
        let rows = try bench.plant.hull.rows(
            ViewQuery("consumption", columns: ["part_number", "substitute", "quantity"], limit: 9),
            in: CompartmentName("shop")
        )
        #expect(
            Set(rows) == [
                [.text("BOLT-6"), .text("BOLT-6A"), .integer(3)], [.text("BOLT-6"), .null, .integer(1)],
            ]
        )
        #expect(await bench.complete(20) == nil)
    }

    @Test("where none is approved, no other part is built in")
    func none() async throws {
        let bench = try await bench(alternates: [])
        #expect(await bench.consume(1, lot: "L-60") == [.otherPart])
        #expect(await bench.consume(4, lot: "L-55") == nil)
    }

    @Test("what was built in is corrected to a lot of an alternate, and to none of another part")
    func corrected() async throws {
        let bench = try await bench(alternates: ["BOLT-6A"])
        #expect(await bench.consume(4, lot: "L-55") == nil)
        let rows = try bench.plant.hull.rows(
            ViewQuery("consumption", columns: ["id"], limit: 1),
            in: CompartmentName("shop")
        )
        guard case .bytes(let bytes)? = rows.first?.first else { throw TestFailure(message: "no consumption") }
        let id = try AggregateIDs.id(bytes)
        func correct(_ lot: String) async -> [ExecutionRefusal.Code]? {
            await bench.plant.refusal {
                _ = try await bench.plant.execution.correct(
                    consumption: id,
                    to: ConsumptionCorrection(seen: "L-55", item: .lot(lot, quantity: 4)),
                    CorrectionStatement(reason: "Wrong bin", signing: .init(printedName: "Quin")),
                    by: bench.plant.by("quin"),
                    key: bench.plant.key("quin")
                )
            }
        }
        #expect(await correct("L-61") == [.otherPart])
        #expect(await correct("L-60") == nil)
        let substitutes = try bench.plant.hull.rows(
            ViewQuery("consumption", columns: ["substitute"], limit: 9),
            in: CompartmentName("shop")
        )
        #expect(substitutes == [[.text("BOLT-6A")]])
    }

    @Test(
        "alternates are parts, each once, and not the part itself",
        arguments: [["BOLT-6"], ["A", "A"], [""], ["A,B"], ["A\nB"], (0...20).map { "A\($0)" }]
    )
    func malformed(_ alternates: [String]) async throws {
        let plant = try await ShopPlant()
        let content = try Self.content(alternates: alternates)
        #expect(
            await plant.refusal {
                _ = try await plant.execution.draft(content, of: "MED", by: plant.by("eve"), key: plant.key("eve"))
            }?.first == .invalid
        )
    }

    @Test("a definition without alternates has the hash that it had before there were any")
    func hash() throws {
        let bare = WorkMasterContent(
            partNumber: "P",
            revision: "A",
            title: "T",
            operations: [
                OperationSegment(
                    sequence: 10,
                    name: "Do",
                    workCenter: "mill",
                    instructions: "",
                    standardMinutes: 1,
                    components: [.init(partNumber: "B", quantity: 1)]
                )
            ]
        )
        var with = bare
        with.operations[0].components[0].alternates = ["C"]
        #expect(try bare.approvalHash() != with.approvalHash())
        with.operations[0].components[0].alternates = nil
        #expect(try bare.approvalHash() == with.approvalHash())
    }
}
