import Classification
import PlantModel
import Storage
import TestPlant
import Testing

@testable import Boundary

@Suite("A weaker label takes a determination that holds")
struct DeterminationTests {
    /// Hours of three programs of two customers may be shown as a sum.
    static func determination(
        approvals: [Determination.Approval] = [
            .init(capacity: "exportOffice", approver: "x1"), .init(capacity: "quality", approver: "q1"),
        ],
        programs: Set<String> = ["VEH", "NAV", "MED"],
        below: Determination.Below = .reserved,
        reviewBy: String = "2027-06-30"
    ) throws -> Determination {
        Determination(
            rule: "capacity-sum",
            kind: "capacitySum",
            author: "a1",
            approvals: approvals,
            date: try BoundaryPlant.day("2026-03-01"),
            reviewBy: try BoundaryPlant.day(reviewBy),
            cite: "EC-2026-20",
            programs: programs,
            threshold: .init(programsMin: 3, customersMin: 2),
            below: below,
            result: .unrestricted,
            resultClass: .capacity
        )
    }

    private func plant(_ determination: Determination) async throws -> RunningPlant {
        let plant = try await RunningPlant()
        try await plant.boundary.adopt(
            BoundaryPlant.baseline(determinations: [determination]),
            by: RunningPlant.console
        )
        return plant
    }

    private func hours(_ plant: RunningPlant, _ hours: [String: Int]) throws -> [Restricted<Int>] {
        try hours.sorted { $0.key < $1.key }.map { program, hours in
            let label = try plant.boundary.label(of: .technicalData, program: program)
            return Restricted(hours, label: label, fieldClass: .technicalData)
        }
    }

    private func determined(_ plant: RunningPlant, _ hours: [String: Int], rule: String = "capacity-sum") async throws
        -> Determined<Int>
    {
        try await plant.boundary.determine(
            sumOf: self.hours(plant, hours),
            by: rule,
            for: .person("ann"),
            in: plant.compartment
        )
    }

    @Test("where enough share the cell its sum is given, under the label and class of the determination")
    func enough() async throws {
        let plant = try await plant(Self.determination())
        guard case .value(let sum) = try await determined(plant, ["VEH": 10, "NAV": 20, "MED": 30]) else {
            Issue.record("no value")
            return
        }
        #expect(sum.value == 60)
        #expect(sum.label == .unrestricted)
        #expect(sum.classes.all == [.capacity])
        let event = try #require(await plant.logs.events("label.determined").first)
        #expect(event.label == "")
        for part in ["capacity-sum", "\"author\":\"a1\"", "exportOffice: x1", "EC-2026-20", "program=MED,NAV,VEH"] {
            #expect(event.payload.contains(part), "\(part)")
        }
    }

    @Test("where too few share it, it is reserved or nothing; a program with nothing in it does not share")
    func tooFew() async throws {
        let plant = try await plant(Self.determination())
        guard case .reserved = try await determined(plant, ["VEH": 10, "NAV": 20]) else {
            Issue.record("not reserved")
            return
        }
        guard case .reserved = try await determined(plant, ["VEH": 10, "NAV": 20, "MED": 0]) else {
            Issue.record("a program that has nothing counted")
            return
        }
        guard case .nothing = try await determined(plant, [:]) else {
            Issue.record("not nothing")
            return
        }
        let silent = try await self.plant(Self.determination(below: .nothing))
        guard case .nothing = try await determined(silent, ["VEH": 10]) else {
            Issue.record("not nothing")
            return
        }
        #expect(await plant.logs.events("label.determined").count == 3)
    }

    @Test("a determination that does not hold gives nothing")
    func doesNotHold() async throws {
        let all = ["VEH": 10, "NAV": 20, "MED": 30]
        let own = try Self.determination(approvals: [
            .init(capacity: "exportOffice", approver: "a1"), .init(capacity: "quality", approver: "a1"),
        ])
        let half = try Self.determination(approvals: [.init(capacity: "quality", approver: "q1")])
        let lapsed = try Self.determination(reviewBy: "2026-11-23")
        let narrow = try Self.determination(programs: ["VEH", "NAV"])
        for determination in [own, half, lapsed, narrow] {
            let plant = try await plant(determination)
            await #expect(throws: BoundaryError.self) { _ = try await determined(plant, all) }
            #expect(await plant.logs.events("label.determined").isEmpty)
        }
        let plant = try await plant(Self.determination())
        await #expect(throws: BoundaryError.self) { _ = try await determined(plant, all, rule: "another") }
        await #expect(throws: BoundaryError.self) { _ = try await determined(plant, ["no-such-program": 1]) }
    }

    @Test("policies say who has to approve, not the code")
    func policies() async throws {
        let plant = try await plant(Self.determination(approvals: [.init(capacity: "quality", approver: "q1")]))
        do throws(BoundaryError) {
            _ = try await plant.boundary.determine(
                sumOf: [Restricted(1, label: plant.boundary.label(of: .orders, program: "VEH"), fieldClass: .orders)],
                by: "capacity-sum",
                for: .person("ann"),
                in: plant.compartment
            )
            Issue.record("it held")
        } catch {
            #expect(error.message.contains("cui-determination"))
        }
    }

    @Test("a determination that is not recorded gives nothing")
    func notRecorded() async throws {
        let plant = try await plant(Self.determination())
        await plant.logs.fail(with: .init(.full, "no room"))
        await #expect(throws: BoundaryError.self) {
            _ = try await determined(plant, ["VEH": 10, "NAV": 20, "MED": 30])
        }
    }

    @Test("it is part of the policies: another determination is another digest")
    func digest() async throws {
        let one = try await plant(Self.determination()).boundary.epoch?.digest
        let other = try await plant(Self.determination(programs: ["VEH"])).boundary.epoch?.digest
        #expect(one != other)
    }
}
