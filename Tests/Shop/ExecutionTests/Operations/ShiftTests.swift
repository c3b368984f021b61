import Boundary
import Execution
import Foundation
import Journal
import SeededGeneration
import Storage
import TestPlant
import Testing

@Suite("A shift of whatever people do leaves no unit where it may not be")
struct ShiftTests {
    static let isSoak = ProcessInfo.processInfo.environment["BULKHEAD_SOAK"] == "1"

    /// A unit as its row shows it.
    struct Seen: Equatable {
        let sequence: ViewValue
        let state: ViewValue
        let isHeld: Bool
        let version: Int64

        var isOver: Bool { state == .text("finished") || state == .text("scrapped") }
    }

    /// What is done next: by whom, to which unit, what.
    struct Step {
        let unit: RecordID
        let person: String
        let what: Int
        let sequence: Int
    }

    final class Shift {
        let plant: ShopPlant
        let units: [RecordID]
        var reports: [RecordID] = []
        var accepted = 0
        var refused = 0
        private var generator: SeededGenerator

        init(_ plant: ShopPlant, _ units: [RecordID], seed: UInt64) {
            self.plant = plant
            self.units = units
            generator = SeededGenerator(seed: seed)
        }

        func seen(_ unit: RecordID) throws -> Seen {
            let query = ViewQuery(
                "work_unit",
                columns: ["sequence", "state", "is_held", "version"],
                matches: [.init("id", .equal, [.bytes(unit.aggregate.bytes)])],
                limit: 1
            )
            let row = try plant.hull.rows(query, in: CompartmentName("shop")).first.orThrow("no unit")
            guard case .truth(let isHeld) = row[2], case .integer(let version) = row[3] else {
                throw TestFailure(message: "a unit without its columns")
            }
            return Seen(sequence: row[0], state: row[1], isHeld: isHeld, version: version)
        }

        func step() async throws {
            let unit = generator.pick(units)
            let what = generator.pick([0, 0, 0, 2, 3, 3, 4, 4, 4, 5, 5, 5, 6, 6, 6, 7, 8, 8])
            // Mostly those who may, at the operation where the unit is; sometimes anybody, anywhere.
            let fitting = what == 6 || what == 8 ? ["quin", "quest"] : ["olga", "omar"]
            let all = ["olga", "omar", "quin", "quest", "eve", "fred"]
            let person = generator.pick(generator.oneIn(8) ? all : fitting)
            var sequence = generator.pick([10, 20])
            if !generator.oneIn(8), case .integer(let own) = try seen(unit).sequence { sequence = Int(own) }
            let before = try seen(unit)
            let everything = try units.map(seen)
            do {
                let isRepeated = try await act(Step(unit: unit, person: person, what: what, sequence: sequence))
                let after = try seen(unit)
                accepted += 1
                if isRepeated {
                    #expect(after == before)
                } else {
                    // A disposition is of some unit, the others of this one.
                    if what != 8 { #expect(after.version == before.version + 1) }
                    if before.isHeld, what != 8 {
                        #expect(after.sequence == before.sequence, "a held unit moved")
                        #expect(!after.isOver || before.isOver, "a held unit was finished")
                    }
                    if before.isOver, what != 8 { #expect(after.state == before.state) }
                }
            } catch is ExecutionRefusal {
                refused += 1
                #expect(try units.map(seen) == everything, "a refused command changed something")
            }
        }

        func act(_ step: Step) async throws -> Bool {
            let shop = plant.execution
            let at = UnitOperation(unit: step.unit, sequence: step.sequence)
            let (by, key) = (plant.by(step.person), try plant.key(step.person))
            let signing = SignatureStatement(printedName: step.person)
            switch step.what {
            case 0, 1: return try await shop.start(at, by: by, key: key).isRepeated
            case 2: return try await shop.pause(at, by: by, key: key).isRepeated
            case 3:
                let value = try ShopPlant.number(generator.oneIn(5) ? "12.80" : "12.70")
                return try await shop.measure(1, value, gauge: "G-7", at: at, by: by, key: key).isRepeated
            case 4:
                let item = ConsumedItem.lot("L-55", quantity: generator.pick([1, 2, 2, 4, 4, 5]))
                return try await shop.consume(item, of: "BOLT-6", at: at, by: by, key: key).isRepeated
            case 5: return try await shop.complete(at, signing: signing, by: by, key: key).isRepeated
            case 6: return try await shop.buyOff(at, signing: signing, by: by, key: key).isRepeated
            case 7:
                guard generator.oneIn(5) else { throw ExecutionRefusalOfTest() }
                let made = try await shop.report(
                    .init(unit: step.unit, characteristic: generator.chance(50) ? 1 : nil, description: "x"),
                    by: by,
                    key: key
                )
                reports.append(made.record)
                return made.isRepeated
            default:
                guard !reports.isEmpty else { throw ExecutionRefusalOfTest() }
                let disposition = generator.pick([
                    Disposition.useAsIs, .useAsIs, .useAsIs, .useAsIs, .useAsIs, .repair, .repair, .repair,
                    .rework(from: 10), .rework(from: 20), .scrap,
                ])
                return try await shop.dispose(
                    of: generator.pick(reports),
                    disposition,
                    reason: "y",
                    signing: signing,
                    by: by,
                    key: key
                ).isRepeated
            }
        }
    }

    /// Brings a unit to its end by what the persons may do, whatever it was left in.
    func finish(_ unit: RecordID, _ shift: Shift) async throws {
        let (plant, shop) = (shift.plant, shift.plant.execution)
        func attempt(_ body: () async throws -> Void) async throws {
            do { try await body() } catch is ExecutionRefusal { return }
        }
        func dispose(_ report: RecordID) async throws {
            for person in ["quin", "quest"] {
                try await attempt {
                    _ = try await shop.dispose(
                        of: report,
                        .useAsIs,
                        reason: "end",
                        signing: .init(printedName: person),
                        by: plant.by(person),
                        key: plant.key(person)
                    )
                }
            }
        }
        for _ in 0..<4 where try !shift.seen(unit).isOver {
            for report in shift.reports { try await dispose(report) }
            guard case .integer(let sequence) = try shift.seen(unit).sequence else { return }
            let at = UnitOperation(unit: unit, sequence: Int(sequence))
            for person in ["olga", "omar"] {
                let by = plant.by(person)
                try await attempt { _ = try await shop.start(at, by: by, key: plant.key(person)) }
                try await attempt {
                    let value = try ShopPlant.number("12.70")
                    _ = try await shop.measure(1, value, gauge: "G-7", at: at, by: by, key: plant.key(person))
                }
                for quantity in [4, 3, 2, 1] {
                    try await attempt {
                        let item = ConsumedItem.lot("L-55", quantity: quantity)
                        _ = try await shop.consume(item, of: "BOLT-6", at: at, by: by, key: plant.key(person))
                    }
                }
                try await attempt {
                    let report = try await shop.report(
                        .init(unit: unit, characteristic: 1, description: "z"),
                        by: by,
                        key: plant.key(person)
                    )
                    try await dispose(report.record)
                }
                try await attempt {
                    let signing = SignatureStatement(printedName: person)
                    _ = try await shop.complete(at, signing: signing, by: by, key: plant.key(person))
                }
            }
            try await attempt {
                let signing = SignatureStatement(printedName: "quest")
                _ = try await shop.buyOff(at, signing: signing, by: plant.by("quest"), key: plant.key("quest"))
            }
        }
    }

    /// Nothing was to be done.
    struct ExecutionRefusalOfTest: Error {}

    @Test(
        "refusals change nothing, holds hold, and what is finished was measured, built and bought off",
        arguments: [1, 2]
    )
    func walk(_ seed: UInt64) async throws {
        let plant = try await ShopPlant()
        try await plant.stateFacts()
        let master = try await plant.released(ShopPlant.bracket())
        let units = try plant.units(of: await plant.order(master, ["S-1", "S-2", "S-3", "S-4"]))
        let shift = Shift(plant, units, seed: seed)
        for _ in 0..<(Self.isSoak ? 20_000 : 200) {
            do { try await shift.step() } catch is ExecutionRefusalOfTest { continue }
        }
        #expect(shift.accepted > 20 && shift.refused > 50, "\(shift.accepted) accepted, \(shift.refused) refused")
        // From wherever it was left, every unit comes to its end.
        for unit in units {
            try await finish(unit, shift)
            #expect(try shift.seen(unit).isOver)
        }
        let finished = try units.filter { try shift.seen($0).state == .text("finished") }
        #expect(!finished.isEmpty)
        for unit in finished { try check(unit, plant) }
    }

    /// What a finished bracket has to have, from its records alone.
    func check(_ unit: RecordID, _ plant: ShopPlant) throws {
        func rows(_ table: String, _ columns: [String]) throws -> [[ViewValue]] {
            try plant.hull.rows(
                ViewQuery(
                    table,
                    columns: columns,
                    matches: [.init("unit", .equal, [.bytes(unit.aggregate.bytes)])],
                    limit: 1_000
                ),
                in: CompartmentName("shop")
            )
        }
        let measured = try rows("measurement", ["pass", "is_within_limits"])
        let passes = measured.compactMap { row -> Int64? in
            if case .integer(let pass) = row[0] { pass } else { nil }
        }
        let reports = try rows("nonconformance", ["state", "disposition", "characteristic"])
        let last = passes.max() ?? 0
        let isGood = measured.contains { $0[0] == .integer(last) && $0[1] == .truth(true) }
        let isAccepted = reports.contains {
            $0[2] == .integer(1) && [.text("useAsIs"), .text("repair")].contains($0[1])
        }
        #expect(isGood || isAccepted)
        #expect(!reports.contains { $0[0] == .text("open") && $0[1] != .null })
        let meanings = try rows("signature", ["meaning", "signer"])
        #expect(meanings.contains { $0[0] == .text("boughtOff") })
        #expect(meanings.count { $0[0] == .text("performed") } >= 2)
        let bolts = try rows("consumption", ["quantity"]).compactMap { row -> Int64? in
            if case .integer(let quantity) = row[0] { quantity } else { nil }
        }
        #expect(bolts.reduce(0, +) >= 4)
    }
}
