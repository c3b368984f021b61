import PlanCheck
import PlanSolver
import Planning
import PlantModel
import Testing

@Suite("What runs today is a candidate")
struct TodayTests {
    private func host(_ enforces: String, flowdown: String = "") throws -> (environment: String, report: String) {
        let instances = """
            instances:
              - { id: old-mes, environment: only, hosts: [ { program: A-1, site: here }, { program: B-1, site: here } ], audiences: [staff], \
            enforces: \(enforces) }
            """
        let plant = try PlanBlameTests.plant(limits: "{ instances: 2 }", flowdown: flowdown, instances: instances)
        let plan = try PlanBlameTests.plan(plant)
        #expect(plan.status == .proved)
        let check = try PlantCheck(
            plant: plant,
            catalogue: ObligationCatalogue.load(directory: ExampleTests.path("Catalogue"))
        )
        try check.check(try #require(plan.file))
        let placed = try #require(plan.answer?.placement).instances
        #expect(placed.count == 1)
        return (plan.problem.environments[placed[0].environment].id, ReportText.write(PlanReport(plan), style: .plain))
    }

    @Test("an instance that enforces attribute and field rules stays as it is")
    func stays() throws {
        let host = try host("{ isolation: record, attributes: true, fields: true }")
        #expect(host.environment == "only/old-mes")
        #expect(host.report.contains("only/old-mes, which stays as it is"))
    }

    @Test("one that does not stays behind the gateway")
    func behindGateway() throws {
        let host = try host("{ isolation: role, fields: false }")
        #expect(host.environment == "only/old-mes")
        #expect(host.report.contains("only/old-mes, which stays behind the gateway"))
    }

    @Test("one whose store cannot keep customers apart by keys is replaced where a flowdown asks for that")
    func replaced() throws {
        let flowdown = """
            , flowdowns: [ { id: apart, from: customer, separation: compartment, against: otherCustomers, where: mes, \
            accepts: cryptographic, cite: "C 1" } ]
            """
        #expect(try host("{ isolation: role, fields: false }", flowdown: flowdown).environment == "only")
    }
}
