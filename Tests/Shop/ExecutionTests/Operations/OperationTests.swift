import Boundary
import Execution
import Storage
import TestPlant
import Testing

@Suite("Work is done in sequence, by one person at a time")
struct OperationTests {
    /// A plant with one unit at its first operation.
    struct Bench {
        let plant: ShopPlant
        let unit: RecordID
        let program: String

        init(_ content: WorkMasterContent? = nil, of program: String = "MED") async throws {
            plant = try await ShopPlant()
            self.program = program
            try await plant.stateFacts()
            let master = try await plant.released(content ?? ShopPlant.bracket(), of: program)
            unit = try plant.units(of: await plant.order(master, ["S-1"]), program)[0]
        }

        /// At another unit of a plant that is there.
        init(at unit: RecordID, in plant: ShopPlant, of program: String = "MED") {
            (self.plant, self.unit, self.program) = (plant, unit, program)
        }

        func at(_ sequence: Int, version: Int64? = nil) -> UnitOperation {
            UnitOperation(unit: unit, sequence: sequence, version: version)
        }

        func start(_ sequence: Int, _ person: String = "olga") async -> [ExecutionRefusal.Code]? {
            await plant.refusal {
                _ = try await plant.execution.start(at(sequence), by: plant.by(person), key: plant.key(person))
            }
        }

        func pause(_ sequence: Int, _ person: String = "olga") async -> [ExecutionRefusal.Code]? {
            await plant.refusal {
                _ = try await plant.execution.pause(at(sequence), by: plant.by(person), key: plant.key(person))
            }
        }

        func complete(_ sequence: Int, _ person: String = "olga") async -> [ExecutionRefusal.Code]? {
            await plant.refusal {
                _ = try await plant.execution.complete(
                    at(sequence),
                    signing: .init(printedName: "Olga Example"),
                    by: plant.by(person),
                    key: plant.key(person)
                )
            }
        }

        func measure(_ value: String, gauge: String? = "G-7", _ number: Int = 1, _ person: String = "olga") async
            -> [ExecutionRefusal.Code]?
        {
            await plant.refusal {
                _ = try await plant.execution.measure(
                    number,
                    ShopPlant.number(value),
                    gauge: gauge,
                    at: at(10),
                    by: plant.by(person),
                    key: plant.key(person)
                )
            }
        }

        func consume(_ quantity: Int, lot: String = "L-55", of part: String = "BOLT-6") async
            -> [ExecutionRefusal.Code]?
        {
            await plant.refusal {
                _ = try await plant.execution.consume(
                    .lot(lot, quantity: quantity),
                    of: part,
                    at: at(20),
                    by: plant.by("olga"),
                    key: plant.key("olga")
                )
            }
        }

        func buyOff(_ person: String) async -> [ExecutionRefusal.Code]? {
            await plant.refusal {
                _ = try await plant.execution.buyOff(
                    at(20),
                    signing: .init(printedName: "Quin Example"),
                    by: plant.by(person),
                    key: plant.key(person)
                )
            }
        }

        func column(_ name: String) throws -> ViewValue { try plant.unit(unit, name, program) }
    }

    @Test("from the first operation to the last, an order is built")
    func whole() async throws {
        let bench = try await Bench()
        #expect(await bench.start(10) == nil)
        #expect(await bench.measure("12.70") == nil)
        #expect(await bench.complete(10) == nil)
        #expect(try bench.column("sequence") == .integer(20))
        #expect(try bench.column("work_center") == .text("bench"))
        #expect(await bench.start(20) == nil)
        #expect(await bench.consume(3) == nil)
        #expect(await bench.consume(1) == nil)
        #expect(await bench.complete(20) == nil)
        #expect(try bench.column("state") == .text("awaitingBuyOff"))
        #expect(await bench.buyOff("quin") == nil)
        #expect(try bench.column("state") == .text("finished"))
        #expect(await bench.start(20) == [.finished])
    }

    @Test("no operation is started before its turn, or once it is done")
    func sequence() async throws {
        let bench = try await Bench()
        #expect(await bench.start(20) == [.otherOperation])
        #expect(await bench.complete(10) == [.notRunning])
        #expect(await bench.start(10) == nil)
        #expect(await bench.measure("12.7") == nil)
        #expect(await bench.complete(10) == nil)
        #expect(await bench.start(10) == [.otherOperation])
    }

    @Test("two do not work on one operation, until the one pauses")
    func concurrency() async throws {
        let bench = try await Bench()
        #expect(await bench.start(10) == nil)
        #expect(await bench.start(10, "omar") == [.runsElsewhere])
        #expect(await bench.pause(10, "omar") == [.runsElsewhere])
        #expect(await bench.measure("12.7", 1, "omar") == [.runsElsewhere])
        #expect(await bench.pause(10) == nil)
        #expect(await bench.start(10, "omar") == nil)
        #expect(await bench.complete(10, "olga") == [.runsElsewhere])
    }

    @Test("of two who start at once one works, and a double scan is one start")
    func race() async throws {
        let bench = try await Bench()
        let outcomes = await withTaskGroup(of: [ExecutionRefusal.Code]?.self) { group in
            for person in ["olga", "omar", "olga", "omar", "olga", "omar"] {
                group.addTask { await bench.start(10, person) }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count { $0 == nil } == 3)
        #expect(outcomes.count { $0 == [.runsElsewhere] } == 3)
        #expect(try bench.column("version") == .integer(2))
    }

    @Test("pausing twice is one pause, and time that was paused does not count")
    func times() async throws {
        let bench = try await Bench()
        #expect(await bench.start(10) == nil)
        bench.plant.clock.advance(minutes: 10)
        #expect(await bench.pause(10) == nil)
        #expect(await bench.pause(10) == nil)
        bench.plant.clock.advance(minutes: 60)
        #expect(await bench.start(10) == nil)
        bench.plant.clock.advance(minutes: 5)
        #expect(await bench.measure("12.7") == nil)
        #expect(await bench.complete(10) == nil)
        let rows = try bench.plant.hull.rows(
            ViewQuery("job_response", columns: ["active_seconds", "state", "worker"], limit: 10),
            in: CompartmentName("shop")
        )
        #expect(rows == [[.integer(900), .text("finished"), .text("person:olga")]])
    }

    @Test("a double scan completes once; after rework it is done again")
    func completedTwice() async throws {
        let bench = try await Bench()
        #expect(await bench.start(10) == nil)
        #expect(await bench.measure("12.7") == nil)
        #expect(await bench.complete(10) == nil)
        let version = try bench.column("version")
        #expect(await bench.complete(10) == nil)
        #expect(try bench.column("version") == version)
        #expect(await bench.complete(10, "omar") == [.otherOperation])
        #expect(await bench.start(20) == nil)
        #expect(await bench.consume(4) == nil)
        #expect(await bench.complete(20) == nil)
        #expect(await bench.complete(20) == nil)
        let report = try await bench.plant.execution.report(
            .init(unit: bench.unit, description: "Loose"),
            by: bench.plant.by("olga"),
            key: bench.plant.key("olga")
        ).record
        _ = try await bench.plant.execution.dispose(
            of: report,
            .rework(from: 10),
            reason: "Mill again",
            signing: .init(printedName: "Quin"),
            by: bench.plant.by("quin"),
            key: bench.plant.key("quin")
        )
        #expect(await bench.complete(10) == [.notRunning])
    }

    @Test("who looked at an earlier state is told that it has changed")
    func stale() async throws {
        let bench = try await Bench()
        #expect(await bench.start(10) == nil)
        #expect(
            await bench.plant.refusal {
                _ = try await bench.plant.execution.pause(
                    bench.at(10, version: 1),
                    by: bench.plant.by("olga"),
                    key: bench.plant.key("olga")
                )
            } == [.stale]
        )
        _ = try await bench.plant.execution.pause(
            bench.at(10, version: 2),
            by: bench.plant.by("olga"),
            key: bench.plant.key("olga")
        )
    }

    @Test("all that is missing is said at once")
    func gaps() async throws {
        let bench = try await Bench()
        #expect(await bench.start(10) == nil)
        #expect(await bench.complete(10) == [.notMeasured])
        #expect(await bench.measure("12.7") == nil)
        #expect(await bench.measure("12.7") == [.alreadyMeasured])
        #expect(await bench.complete(10) == nil)
        #expect(await bench.start(20) == nil)
        #expect(await bench.complete(20) == [.notConsumed])
    }

    @Test("a buy-off is somebody else's, who may")
    func buyOff() async throws {
        let bench = try await Bench()
        #expect(await bench.start(10) == nil)
        #expect(await bench.measure("12.7") == nil)
        #expect(await bench.complete(10) == nil)
        #expect(await bench.start(20) == nil)
        #expect(await bench.buyOff("quin") == [.noBuyOff])
        #expect(await bench.consume(4) == nil)
        #expect(await bench.pause(20) == nil)
        #expect(await bench.start(20, "omar") == nil)
        #expect(await bench.complete(20, "omar") == nil)
        #expect(await bench.start(20, "olga") == [.awaitsBuyOff])
        // Who holds two roles now did a part of it before.
        try await bench.plant.hull.boundary.learn(
            PersonFacts.american("olga", role: "quality"),
            by: .system("console")
        )
        #expect(await bench.buyOff("olga") == [.ownBuyOff])
        // An operator's role grants no signatures.
        #expect(await bench.buyOff("omar") == [.notFound])
        #expect(await bench.buyOff("quin") == nil)
    }

    @Test("an operation of a program whose instructions one may not see is not there")
    func hidden() async throws {
        let bench = try await Bench(of: "VEH")
        #expect(await bench.start(10, "fred") == [.notFound])
        #expect(await bench.start(10, "olga") == nil)
    }

    @Test("nobody who is not in the register does anything")
    func stranger() async throws {
        let bench = try await Bench()
        #expect(await bench.start(10, "nobody") == [.invalid])
    }
}
