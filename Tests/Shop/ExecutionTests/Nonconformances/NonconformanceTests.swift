import Boundary
import Execution
import Storage
import Testing

@Suite("A nonconformance holds the unit until somebody else has disposed of it")
struct NonconformanceTests {
    typealias Bench = OperationTests.Bench

    func report(_ bench: Bench, _ characteristic: Int? = 1, by person: String = "olga") async throws -> RecordID {
        try await bench.plant.execution.report(
            .init(unit: bench.unit, characteristic: characteristic, description: "Too deep"),
            by: bench.plant.by(person),
            key: bench.plant.key(person)
        ).record
    }

    func dispose(_ bench: Bench, _ id: RecordID, _ disposition: Disposition, by person: String = "quin") async
        -> [ExecutionRefusal.Code]?
    {
        await bench.plant.refusal {
            _ = try await bench.plant.execution.dispose(
                of: id,
                disposition,
                reason: "MRB 7",
                signing: .init(printedName: "Quin Example"),
                by: bench.plant.by(person),
                key: bench.plant.key(person)
            )
        }
    }

    @Test("a value out of limits cannot be measured away, and nothing is completed over it")
    func outOfLimits() async throws {
        let bench = try await Bench()
        #expect(await bench.start(10) == nil)
        #expect(await bench.measure("12.76") == nil)
        #expect(await bench.complete(10) == [.outOfLimits])
        #expect(await bench.measure("12.70") == [.outOfLimits])
        let id = try await report(bench)
        #expect(try bench.column("is_held") == .truth(true))
        #expect(await bench.complete(10) == [.held, .outOfLimits])
        #expect(await dispose(bench, id, .useAsIs) == nil)
        #expect(try bench.column("is_held") == .truth(false))
        #expect(await bench.complete(10) == nil)
        #expect(await dispose(bench, id, .scrap) == [.disposed])
    }

    @Test("limits are good values")
    func limits() async throws {
        for (value, isGood) in [("12.65", true), ("12.750", true), ("12.6499", false), ("12.750000001", false)] {
            let bench = try await Bench()
            #expect(await bench.start(10) == nil)
            #expect(await bench.measure(value) == nil)
            #expect(await bench.complete(10) == (isGood ? nil : [.outOfLimits]), "\(value)")
        }
    }

    @Test("a held unit does not move, and starts nowhere")
    func held() async throws {
        let bench = try await Bench()
        let id = try await report(bench, nil)
        #expect(await bench.start(10) == [.held])
        let other = try await report(bench, nil, by: "omar")
        #expect(await dispose(bench, id, .useAsIs) == nil)
        #expect(await bench.start(10) == [.held])
        #expect(await dispose(bench, other, .repair) == nil)
        #expect(await bench.start(10) == nil)
    }

    @Test("a unit that waits for its buy-off is held there")
    func buyOff() async throws {
        let bench = try await Bench()
        #expect(await bench.start(10) == nil)
        #expect(await bench.measure("12.7") == nil)
        #expect(await bench.complete(10) == nil)
        #expect(await bench.start(20) == nil)
        #expect(await bench.consume(4) == nil)
        #expect(await bench.complete(20) == nil)
        let id = try await report(bench, nil)
        #expect(await bench.buyOff("quin") == [.held])
        #expect(await dispose(bench, id, .useAsIs) == nil)
        #expect(await bench.buyOff("quin") == nil)
    }

    @Test("rework goes back, and all that was measured and built in there is done again")
    func rework() async throws {
        let bench = try await Bench()
        #expect(await bench.start(10) == nil)
        #expect(await bench.measure("12.70") == nil)
        #expect(await bench.complete(10) == nil)
        let id = try await report(bench, nil)
        #expect(await dispose(bench, id, .rework(from: 30)) == [.noRework])
        #expect(await dispose(bench, id, .rework(from: 15)) == [.noRework])
        #expect(await dispose(bench, id, .rework(from: 10)) == nil)
        #expect(try bench.column("sequence") == .integer(10))
        #expect(await bench.start(10) == nil)
        #expect(await bench.complete(10) == [.notMeasured])
        #expect(await bench.measure("12.71") == nil)
        #expect(await bench.complete(10) == nil)
        // Both measurements stay.
        let rows = try bench.plant.hull.rows(
            ViewQuery("measurement", columns: ["value", "pass"], order: [.init("pass")], limit: 10),
            in: CompartmentName("shop")
        )
        #expect(rows == [[.text("12.70"), .integer(1)], [.text("12.71"), .integer(2)]])
    }

    @Test("what was scrapped is never touched again")
    func scrap() async throws {
        let bench = try await Bench()
        let id = try await report(bench, nil)
        #expect(await dispose(bench, id, .scrap) == nil)
        #expect(try bench.column("state") == .text("scrapped"))
        #expect(await bench.start(10) == [.finished])
        #expect(await bench.plant.refusal { _ = try await report(bench, nil) } == [.finished])
    }

    @Test("nobody disposes of what they reported, or without the role; a hold stays then")
    func roles() async throws {
        let bench = try await Bench()
        let id = try await report(bench, nil, by: "quin")
        #expect(await dispose(bench, id, .useAsIs) == [.ownDisposition])
        #expect(await dispose(bench, id, .useAsIs, by: "eve") == [.notFound])
        #expect(try bench.column("is_held") == .truth(true))
        #expect(await dispose(bench, id, .useAsIs, by: "quest") == nil)
    }

    @Test("a description is text of a bounded length, and a characteristic is one that was measured")
    func reports() async throws {
        let bench = try await Bench()
        func code(_ description: String, _ characteristic: Int? = nil) async -> [ExecutionRefusal.Code]? {
            await bench.plant.refusal {
                _ = try await bench.plant.execution.report(
                    .init(unit: bench.unit, characteristic: characteristic, description: description),
                    by: bench.plant.by("olga"),
                    key: bench.plant.key("olga")
                )
            }
        }
        #expect(await code("") == [.invalid])
        #expect(await code("a\u{0}b") == [.invalid])
        #expect(await code(String(repeating: "x", count: 8_193)) == [.invalid])
        #expect(await code("Scratched", 77) == [.unknownCharacteristic])
        #expect(await code("Scratched\nat the edge") == nil)
    }

    @Test(
        "to use it as it is takes the design authority: proposed by quality, accepted by another person, held until then"
    )
    func designAuthority() async throws {
        let bench = try await Bench()
        let id = try await report(bench, nil)
        #expect(await accept(bench, id, "ed") == [.notProposed])
        #expect(await dispose(bench, id, .useAsIs, by: "mia") == nil)
        #expect(try bench.column("is_held") == .truth(true))
        #expect(await bench.start(10) == [.held])
        #expect(await dispose(bench, id, .scrap) == [.disposed])
        #expect(await accept(bench, id, "olga") == [.ownDisposition])
        #expect(await accept(bench, id, "mia") == [.notDesignAuthority])
        #expect(await accept(bench, id, "fred") == [.notDesignAuthority])
        #expect(await decline(bench, id, "ed") == nil)
        #expect(try bench.column("is_held") == .truth(true))
        #expect(await dispose(bench, id, .repair, by: "mia") == nil)
        #expect(await accept(bench, id, "ed") == nil)
        #expect(try bench.column("is_held") == .truth(false))
        #expect(await bench.start(10) == nil)
        let meanings = try bench.plant.hull.rows(
            ViewQuery("signature", columns: ["meaning", "signer"], order: [.init("signed")], limit: 10),
            in: CompartmentName("shop")
        )
        #expect(meanings.contains([.text("approved"), .text("person:ed")]))
    }

    private func accept(_ bench: Bench, _ id: RecordID, _ person: String) async -> [ExecutionRefusal.Code]? {
        await bench.plant.refusal {
            _ = try await bench.plant.execution.accept(
                dispositionOf: id,
                signing: .init(printedName: person),
                by: bench.plant.by(person),
                key: bench.plant.key(person)
            )
        }
    }

    private func decline(_ bench: Bench, _ id: RecordID, _ person: String) async -> [ExecutionRefusal.Code]? {
        await bench.plant.refusal {
            _ = try await bench.plant.execution.decline(
                dispositionOf: id,
                reason: "Cracks grow there",
                by: bench.plant.by(person),
                key: bench.plant.key(person)
            )
        }
    }

    @Test("who may not decide what becomes of it is told the same, whatever became of it")
    func sameAnswers() async throws {
        let bench = try await Bench()
        let id = try await report(bench, nil)
        func expectTheSame(_ state: String) async {
            for person in ["mia", "omar", "fred", "eve"] {
                #expect(await accept(bench, id, person) == [.notDesignAuthority], "\(person), \(state)")
                #expect(await decline(bench, id, person) == [.notDesignAuthority], "\(person), \(state)")
            }
            #expect(await dispose(bench, id, .scrap, by: "omar") == [.notQuality], "\(state)")
            #expect(await dispose(bench, id, .scrap, by: "olga") == [.ownDisposition], "\(state)")
            #expect(await accept(bench, id, "olga") == [.ownDisposition], "\(state)")
            #expect(await decline(bench, id, "olga") == [.ownDisposition], "\(state)")
        }
        await expectTheSame("reported")
        #expect(await dispose(bench, id, .useAsIs, by: "mia") == nil)
        await expectTheSame("proposed")
        #expect(await decline(bench, id, "ed") == nil)
        await expectTheSame("declined")
        #expect(await dispose(bench, id, .repair, by: "mia") == nil)
        #expect(await accept(bench, id, "ed") == nil)
        await expectTheSame("disposed of")
    }

    @Test("who may report may not dispose for that")
    func reporterIsNoJudge() async throws {
        let bench = try await Bench()
        let id = try await report(bench, nil)
        #expect(await dispose(bench, id, .scrap, by: "omar") == [.notQuality])
        #expect(try bench.column("is_held") == .truth(true))
    }

    @Test("a nonconformance of what was built in holds all that it went into, and its disposition lets all of them go")
    func builtIn() async throws {
        let (plant, parts, tops) = try await GenealogyTests().assembled()
        let execution = plant.execution
        func isHeld(_ unit: RecordID) throws -> Bool { try plant.unit(unit, "is_held") == .truth(true) }
        let id = try await execution.report(
            .init(unit: parts[0], description: "Crack"),
            by: plant.by("olga"),
            key: plant.key("olga")
        ).record
        #expect(try isHeld(parts[0]) && isHeld(tops[0]) && !isHeld(tops[1]))
        func dispose(_ disposition: Disposition) async -> [ExecutionRefusal.Code]? {
            await plant.refusal {
                _ = try await execution.dispose(
                    of: id,
                    disposition,
                    reason: "MRB 8",
                    signing: .init(printedName: "Quin"),
                    by: plant.by("quin"),
                    key: plant.key("quin")
                )
            }
        }
        #expect(await dispose(.scrap) == [.builtIn])
        #expect(await dispose(.rework(from: 10)) == [.noRework])
        #expect(try isHeld(tops[0]))
        #expect(await dispose(.useAsIs) == nil)
        #expect(try !isHeld(parts[0]) && !isHeld(tops[0]))
    }
}
