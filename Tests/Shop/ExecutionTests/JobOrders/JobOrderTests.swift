import Boundary
import Execution
import Storage
import Testing

@Suite("Units are ordered by a released work master")
struct JobOrderTests {
    @Test("each unit with a serial number waits at the first operation")
    func units() async throws {
        let plant = try await ShopPlant()
        let master = try await plant.released(ShopPlant.bracket())
        let order = try await plant.order(master, ["S-1", "S-2", "S-3"])
        let units = try plant.units(of: order)
        #expect(units.count == 3)
        for unit in units {
            #expect(try plant.unit(unit, "work_center") == .text("mill"))
            #expect(try plant.unit(unit, "state") == .text("waiting"))
        }
    }

    @Test("a command that is sent twice makes one order, and names of others' keys are their own")
    func once() async throws {
        let plant = try await ShopPlant()
        let master = try await plant.released(ShopPlant.bracket())
        let request = JobOrderRequest(
            number: "O-1",
            workMaster: master,
            serials: ["S-1"],
            due: try ShopPlant.day("2026-12-10")
        )
        let key = try plant.key("same", "pia")
        let first = try await plant.execution.order(request, by: plant.by("pia"), key: key)
        let second = try await plant.execution.order(request, by: plant.by("pia"), key: key)
        #expect(!first.isRepeated && second.isRepeated)
        #expect(first.record == second.record)
        #expect(try plant.units(of: first.record).count == 1)
        #expect(try plant.key("same", "olga").made(elsewhereThan: key))
    }

    @Test("numbers are free once in a program, and say nothing of another one")
    func taken() async throws {
        let plant = try await ShopPlant()
        let med = try await plant.released(ShopPlant.bracket())
        let agr = try await plant.released(ShopPlant.bracket(), of: "AGR")
        _ = try await plant.order(med, ["S-1", "S-2"])
        #expect(await plant.refusal { _ = try await plant.order(med, ["S-3"]) } == [.orderTaken])
        #expect(
            await plant.refusal { _ = try await plant.order(med, ["S-3", "S-2"], number: "O-2") } == [.serialTaken]
        )
        // Nothing half done.
        #expect(await plant.refusal { _ = try await plant.order(med, ["S-3"], number: "O-2") } == nil)
        #expect(await plant.refusal { _ = try await plant.order(agr, ["S-1"]) } == nil)
    }

    @Test("by ten at once, one gets the number")
    func race() async throws {
        let plant = try await ShopPlant()
        let master = try await plant.released(ShopPlant.bracket())
        let outcomes = await withTaskGroup(of: [ExecutionRefusal.Code]?.self) { group in
            for index in 0..<10 {
                group.addTask { await plant.refusal { _ = try await plant.order(master, ["S-\(index)"]) } }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count { $0 == nil } == 1)
        #expect(outcomes.count { $0 == [.orderTaken] } == 9)
    }

    @Test("what is wrong with a request is said at once, and a huge one is refused before it is read")
    func problems() async throws {
        let plant = try await ShopPlant()
        let master = try await plant.released(ShopPlant.bracket())
        func places(_ serials: [String], number: String = "O-1", priority: Int = 0) async -> [String] {
            do {
                let request = JobOrderRequest(
                    number: number,
                    workMaster: master,
                    serials: serials,
                    due: try ShopPlant.day("2026-12-10"),
                    priority: priority
                )
                _ = try await plant.execution.order(request, by: plant.by("pia"), key: plant.key("pia"))
                return []
            } catch {
                return (error as? ExecutionRefusal)?.reasons.map(\.place) ?? ["\(error)"]
            }
        }
        #expect(
            await places(["S-1", "", "S-1"], number: "a\nb", priority: 10) == [
                "number: it holds a control character", "priority: 10 is not within 0 and 9",
                "serial \"\": it is empty", "serial \"S-1\": it stands twice",
            ]
        )
        #expect(await places([]) == ["serials: there are 0; an order has 1 to 5000 units"])
        #expect(
            await places((0...5_000).map { "S-\($0)" })
                == ["serials: there are 5001; an order has 1 to 5000 units"]
        )
        #expect(await places([String(repeating: "9", count: 201)]).count == 1)
    }

    @Test("who may not order is told by which policy, and who may not know of the program that there is nothing")
    func permissions() async throws {
        let plant = try await ShopPlant()
        let med = try await plant.released(ShopPlant.bracket())
        let veh = try await plant.released(ShopPlant.bracket(), of: "VEH")
        func order(_ master: RecordID, _ person: String) async -> [ExecutionRefusal.Code]? {
            await plant.refusal {
                let request = JobOrderRequest(
                    number: "O-9",
                    workMaster: master,
                    serials: ["S-9"],
                    due: try ShopPlant.day("2026-12-10")
                )
                _ = try await plant.execution.order(request, by: plant.by(person), key: plant.key(person))
            }
        }
        #expect(await order(med, "quin") == [.denied])
        #expect(await order(veh, "fred") == [.notFound])
        // A planner may know of what is ordered, though not what it says.
        #expect(await order(veh, "flora") == [.denied])
        #expect(await order(med, "flora") == nil)
    }
}

extension CommandKey {
    /// Whether another key makes another record.
    func made(elsewhereThan other: CommandKey) -> Bool { "\(self)" != "\(other)" }
}
