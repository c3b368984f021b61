import Boundary
import Foundation
import Governance
import PlantModel
import TestPlant
import Testing

@Suite("What no longer is as plan and policies reckoned with is listed, with its place and what to do")
struct DriftTests {
    private func plan(_ programs: [String], holdsUntil: String? = nil) throws -> PlanFile {
        let units = programs.map { "[\"\($0)\", \"main\"]" }.joined(separator: ", ")
        let text = """
            { "format": "bulkhead-plan/1", "enterprise": "Test", "asOf": "2026-11-24", "status": "proved", "objective": [], "bound": [],
              \(holdsUntil.map { "\"holdsUntil\": \"\($0)\"," } ?? "")
              "instances": [ { "environment": "cellar", "compartments": [ [\(units)] ] } ],
              "certificate": { "form": "sets", "outline": [], "clique": [], "stages": [] } }
            """
        return try JSONDecoder().decode(PlanFile.self, from: Data(text.utf8))
    }

    private func drift(_ site: GovernedSite, _ plan: PlanFile?) throws -> [String] {
        try site.governance.drift(of: GovernedSite.draft().baseline, plan: plan, on: site.clock.today)
            .map { "\($0.code.rawValue) \($0.about)" }
    }

    @Test("nothing, on the day of the plan")
    func none() async throws {
        let site = try await GovernedSite.started()
        #expect(try drift(site, plan(["VEH", "MED"], holdsUntil: "2027-01-31")) == [])
    }

    @Test("a program without a place in the plan")
    func unassigned() async throws {
        let site = try await GovernedSite.started()
        let found = try site.governance.drift(
            of: GovernedSite.draft().baseline,
            plan: plan(["VEH"]),
            on: site.clock.today
        )
        #expect(found.map(\.code) == [.unassignedProgram])
        #expect(found.first?.place.hasPrefix("plant.yaml:") == true)
        #expect(found.first?.description.contains("Plan again") == true)
    }

    @Test("as time goes by: an authorization, a person's fact, an audience's screening, the plan itself")
    func lapsing() async throws {
        let site = try await GovernedSite.started()
        try await site.learn("tim", role: "engineer", until: Day(year: 2026, month: 12, day: 31))
        site.clock.advance(days: 40)
        #expect(try drift(site, nil) == ["BH-D004 role of 1"])
        site.clock.advance(days: 400)
        let late = try drift(site, plan(["VEH", "MED"], holdsUntil: "2027-01-31"))
        #expect(Set(late.map { $0.prefix(7) }) == ["BH-D001", "BH-D003", "BH-D004", "BH-D008"])
        #expect(late.contains("BH-D001 MLA-7") && late.contains("BH-D008 it held until 2027-01-31"))
        #expect(late.contains { $0.hasPrefix("BH-D003 audience staff") }, "\(late)")
    }

    @Test("every code says what it is and what to do", arguments: DriftFinding.Code.allCases)
    func codes(code: DriftFinding.Code) {
        #expect(!code.says.hasSuffix("."))
        #expect(code.remedy.hasSuffix("."))
    }
}
