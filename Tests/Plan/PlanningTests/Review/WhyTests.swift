import Planning
import PlantModel
import Testing

@Suite("Why a program is where it is")
struct WhyTests {
    @Test("its home, its company, and every environment with its answer")
    func alone() throws {
        let plan = try ExampleTests.plan("aerostructures").plan
        let report = try #require(PlanReport(plan, why: "HYP-9"))
        let text = ReportText.write(report, style: .plain)
        #expect(text.contains("HYP-9 at huntsville is in instance 2 in huntsville-enclave, alone."))
        for environment in plan.problem.environments.map(\.id) { #expect(text.contains(environment)) }
    }

    @Test("every unit that is elsewhere is accounted for, by exactly one reason")
    func everyoneElse() throws {
        let plan = try ExampleTests.plan("machine-shop").plan
        let report = try #require(PlanReport(plan, why: "ENG-10"))
        let text = ReportText.write(report, style: .plain)
        #expect(text.contains("in a compartment with"))
        #expect(text.contains("[flow-separation-compartment") || text.contains("in compartments:"))
    }

    @Test("a program that the plant does not have has no answer")
    func unknown() throws {
        #expect(PlanReport(try ExampleTests.plan("medical").plan, why: "nobody") == nil)
    }
}
