import Boundary
import Execution
import Storage
import TestPlant
import Testing

/// A unit of a bracket, and definitions by which it is reworked.
struct ReworkBench {
    typealias Bench = OperationTests.Bench
    let bench: Bench
    var plant: ShopPlant { bench.plant }

    init(of program: String = "MED") async throws { bench = try await Bench(of: program) }

    /// Blends the pocket and measures it, then has it looked at by somebody else.
    static func blend(_ revision: String = "RW-1", for nonconformance: RecordID? = nil, part: String = "BRK-1") throws
        -> WorkMasterContent
    {
        WorkMasterContent(
            partNumber: part,
            revision: revision,
            title: "Blend the pocket",
            rework: ReworkScope(nonconformance: nonconformance),
            operations: [
                OperationSegment(
                    sequence: 10,
                    name: "Blend",
                    workCenter: "bench",
                    instructions: "Blend the floor by hand.",
                    standardMinutes: 20,
                    characteristics: [
                        .init(number: 7, name: "Roughness", unit: "um", upper: try ShopPlant.number("3.2"))
                    ]
                ),
                OperationSegment(
                    sequence: 20,
                    name: "Fill the bore",
                    workCenter: "mill",
                    instructions: "Press in the bushing.",
                    standardMinutes: 5,
                    components: [.init(partNumber: "BOLT-6", quantity: 1)],
                    needsBuyOff: true
                ),
            ]
        )
    }

    /// At the pocket, with a depth out of limits on report.
    func tooDeep() async throws -> RecordID {
        #expect(await bench.start(10) == nil)
        #expect(await bench.measure("12.90") == nil)
        return try await report(1)
    }

    func report(_ characteristic: Int? = nil) async throws -> RecordID {
        try await plant.execution.report(
            .init(unit: bench.unit, characteristic: characteristic, description: "Too deep"),
            by: plant.by("omar"),
            key: plant.key("omar")
        ).record
    }

    func dispose(_ id: RecordID, _ disposition: Disposition, by definition: RecordID?, _ person: String = "quin") async
        -> [ExecutionRefusal.Code]?
    {
        await plant.refusal {
            _ = try await plant.execution.dispose(
                of: id,
                disposition,
                following: definition,
                reason: "MRB 12",
                signing: .init(printedName: "Quin Example"),
                by: plant.by(person),
                key: plant.key(person)
            )
        }
    }

    func measure(_ value: String, _ number: Int, at sequence: Int) async -> [ExecutionRefusal.Code]? {
        await plant.refusal {
            _ = try await plant.execution.measure(
                number,
                ShopPlant.number(value),
                gauge: nil,
                at: bench.at(sequence),
                by: plant.by("olga"),
                key: plant.key("olga")
            )
        }
    }

    func consume(at sequence: Int) async -> [ExecutionRefusal.Code]? {
        await plant.refusal {
            _ = try await plant.execution.consume(
                .lot("L-55", quantity: 1),
                of: "BOLT-6",
                at: bench.at(sequence),
                by: plant.by("olga"),
                key: plant.key("olga")
            )
        }
    }

    func buyOff(_ sequence: Int, by person: String) async -> [ExecutionRefusal.Code]? {
        await plant.refusal {
            _ = try await plant.execution.buyOff(
                bench.at(sequence),
                signing: .init(printedName: "Quin Example"),
                by: plant.by(person),
                key: plant.key(person)
            )
        }
    }

    /// Goes through all operations of a rework.
    func doRework(_ number: Int = 1) async {
        let (first, second) = (number * 10_000 + 10, number * 10_000 + 20)
        #expect(await bench.start(first) == nil)
        #expect(await measure("1.6", 7, at: first) == nil)
        #expect(await bench.complete(first) == nil)
        #expect(await bench.start(second) == nil)
        #expect(await consume(at: second) == nil)
        #expect(await bench.complete(second) == nil)
        #expect(await buyOff(second, by: "quin") == nil)
    }

    /// Goes on from the pocket to the end.
    func finish() async {
        #expect(await bench.start(10) == nil)
        #expect(await bench.measure("12.70") == nil)
        #expect(await bench.complete(10) == nil)
        #expect(await bench.start(20) == nil)
        #expect(await bench.consume(4) == nil)
        #expect(await bench.complete(20) == nil)
        #expect(await bench.buyOff("quin") == nil)
    }

    /// Where the unit stands.
    func stand() throws -> [ViewValue] {
        try ["sequence", "operation", "state", "is_in_rework"].map { try bench.column($0) }
    }

    /// What the record of the unit says to somebody.
    func record(to person: String = "quin") async throws -> [[String: String]] {
        let found = try await plant.execution.record(of: bench.unit, by: plant.by(person))
        return try plant.shown(found.records(), to: person)
    }
}
