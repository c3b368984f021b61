import Foundation
import Journal
import PlantModel
import Storage
import TestPlant
import Testing

@testable import Boundary

@Suite("Records are kept by the strictest duty, and destroyed by none in silence")
struct RetentionTests {
    static let keeping = BoundaryPlant.text.replacing(
        "sites: [main, abroad]",
        with: """
            flowdowns:
                  - { id: keep, from: contract, retain: 10y, trigger: delivery, cite: "SOW 7" }
                  - { id: destroy, from: contract, purge: 90d, trigger: completion, cite: "NDA 4" }
                sites: [main, abroad]
            """
    )
    static let grants =
        BoundaryPlant.grants + """
            @id("grant-purge") permit (principal is Person, action == Action::"purge", resource is Record)
            when { principal has role && principal.role == "engineer" };
            """

    private func day(_ text: String) throws -> Day { try BoundaryPlant.day(text) }

    private func schedule(_ program: String = "VEH", _ text: String = keeping) async throws -> RetentionSchedule {
        try await RunningPlant(text).boundary.retention(of: program, at: "main")
    }

    @Test("the duties come from the catalogue and from the contract, with their cites")
    func duties() async throws {
        let schedule = try await schedule()
        #expect(
            schedule.retain.map { "\($0.id) \($0.span?.description ?? "?") \($0.trigger)" }.sorted() == [
                "flow-retain:10y:delivery 10y delivery", "itar-records-approval 5y licenceExpiry",
                "itar-records-transaction 5y transaction",
            ]
        )
        #expect(schedule.purge.map(\.trigger) == ["completion"])
        #expect(schedule.retain.contains { $0.cite == "22 CFR 122.5(a)" })
    }

    @Test("the latest end counts, and an unknown event means keep")
    func latest() async throws {
        let schedule = try await schedule("VEH", BoundaryPlant.text)
        var triggers = ["licenceExpiry": try day("2015-06-30"), "transaction": try day("2014-01-01")]
        let ended = schedule.verdict(triggers, on: try day("2026-11-24"))
        #expect(!ended.isRetained)
        #expect(ended.keptUntil == (try day("2020-06-30")))
        triggers["licenceExpiry"] = try day("2021-11-24")
        #expect(schedule.verdict(triggers, on: try day("2026-11-24")).isRetained)
        #expect(!schedule.verdict(triggers, on: try day("2026-11-25")).isRetained)
        triggers["licenceExpiry"] = nil
        let unknown = schedule.verdict(triggers, on: try day("2026-11-24"))
        #expect(unknown.isRetained)
        #expect(unknown.keptUntil == nil)
        #expect(unknown.retainedBy.map(\.id) == ["itar-records-approval"])
    }

    @Test("a day that its month does not have is later for keeping and sooner for destroying")
    func calendar() throws {
        func end(_ span: RetentionDuty.Span, _ start: String, _ rounding: Rounding) throws -> String? {
            RetentionDuty(id: "d", cite: "", span: span, trigger: "t").end(["t": try day(start)], rounding: rounding)?
                .description
        }
        #expect(try end(.years(1), "2024-02-29", .later) == "2025-03-01")
        #expect(try end(.years(1), "2024-02-29", .sooner) == "2025-02-28")
        #expect(try end(.months(1), "2026-01-31", .later) == "2026-03-01")
        #expect(try end(.months(1), "2026-01-31", .sooner) == "2026-02-28")
        #expect(try end(.months(11), "2026-01-31", .later) == "2026-12-31")
        #expect(try end(.days(90), "2026-11-24", .later) == "2027-02-22")
        #expect(try end(.days(0), "2026-11-24", .later) == "2026-11-24")
        #expect(try end(.years(100), "2950-01-01", .later) == nil)
    }

    @Test("a quantity that cannot be read means keep", arguments: ["", "5", "-1y", "+5y", "200y", "ly", "5w", "٥y"])
    func unreadable(text: String) throws {
        #expect(RetentionDuty.Span(text) == nil)
        let schedule = RetentionSchedule(
            retain: [RetentionDuty(id: "d", cite: "", span: RetentionDuty.Span(text), trigger: "t")],
            purge: []
        )
        #expect(schedule.verdict(["t": try day("2000-01-01")], on: try day("2026-11-24")).isRetained)
    }

    @Test("the end of the calendar year follows from the transaction; the life of the product from its end")
    func followed() throws {
        func end(_ span: RetentionDuty.Span, _ trigger: String, _ triggers: [String: Day]) -> String? {
            RetentionDuty(id: "d", cite: "", span: span, trigger: trigger).end(triggers, rounding: .later)?.description
        }
        #expect(end(.years(5), "calendarYearEnd", ["transaction": try day("2020-03-04")]) == "2025-12-31")
        #expect(end(.life, "release", ["outOfService": try day("2030-01-01")]) == "2030-01-01")
        #expect(end(.life, "release", ["release": try day("2030-01-01")]) == nil)
    }

    @Test("destroying against keeping is told with the ways out")
    func clash() async throws {
        let verdict = try await schedule().verdict(
            ["delivery": day("2026-01-01"), "completion": day("2026-06-01"), "transaction": day("2010-01-01")],
            on: day("2026-11-24")
        )
        #expect(verdict.isRetained)
        #expect(
            verdict.clashes.map(\.retain.duty.id).sorted() == ["flow-retain:10y:delivery", "itar-records-approval"]
        )
        let text = try #require(verdict.clashes.first { $0.retain.day != nil }?.description)
        #expect(text.contains("by 2026-08-30"))
        #expect(text.contains("until 2036-01-01"))
        #expect(text.contains("return it to the customer"))
    }

    private func record(_ plant: RunningPlant) throws -> InspectionResult {
        try plant.boundary.records(
            InspectionResult.self,
            in: plant.compartment,
            limit: 1,
            for: .person("eve"),
            through: Screen()
        ).first.orThrow("no record")
    }

    @Test("what is kept or held is not destroyed, and each decision is recorded")
    func purge() async throws {
        let plant = try await RunningPlant(grants: Self.grants)
        try await plant.learn(BoundaryPlant.american("eve", role: "engineer"))
        try plant.store("VEH", ["V-1"])
        let schedule = try plant.boundary.retention(of: "VEH", at: "main")
        let over = ["licenceExpiry": try day("2015-06-30"), "transaction": try day("2014-01-01")]
        func decided(_ triggers: [String: Day], _ subject: Subject = .person("eve")) async throws -> PurgeDecision {
            try await plant.boundary.decidePurge(of: record(plant), under: schedule, triggers: triggers, by: subject)
        }
        #expect(try await decided(over).isPermitted)
        #expect(try await decided([:]).policies == ["retention-before-purge"])
        #expect(try await decided(over, .person("nobody")).policies == ["unknown-subject"])
        let hold = try #require(AggregateID(SwiftCryptoProvider().randomBytes(16)))
        try await plant.logs.hold(hold, "VEH", in: plant.compartment)
        let held = try await decided(over)
        #expect(!held.isPermitted)
        #expect(held.policies == ["ear-records-hold"])
        #expect(held.retention.holds == [hold])
        try await plant.logs.lift(hold, in: plant.compartment)
        try await plant.logs.hold(hold, "MED", in: plant.compartment)
        #expect(try await decided(over).isPermitted)
        #expect(await plant.logs.events("purge.decided", in: plant.compartment).count == 5)
    }
}
