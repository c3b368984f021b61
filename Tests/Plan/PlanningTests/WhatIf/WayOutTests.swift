import Foundation
import PlanSolver
import Planning
import PlantModel
import Testing

@Suite("Ways out of an infeasible plant")
struct WayOutTests {
    @Test("with the obligations of a way out gone and a limit raised there is a plan")
    func suffices() throws {
        let flowdown = """
            , flowdowns: [ { id: alone, from: customer, separation: instance, against: otherCustomers, where: mes, cite: "C 1" } ]
            """
        let plan = try PlanBlameTests.plan(try PlanBlameTests.plant(limits: "{ instances: 1 }", flowdown: flowdown))
        let wayOut = try #require(plan.waysOut.first)
        #expect(wayOut.isLeast)
        // Raising the limit takes less than renegotiating or leaving a program out.
        #expect(wayOut.steps.map(\.element) == [.limits(environment: "only")])
        let raised = try PlanBlameTests.plan(try PlanBlameTests.plant(limits: "{ instances: 2 }", flowdown: flowdown))
        #expect(raised.status == .proved)
    }

    @Test("where the least leaves a unit out, the least within the environments that there are is told, too")
    func both() throws {
        let plan = try ExampleTests.plan("infeasible").plan
        #expect(plan.waysOut.count == 2)
        #expect(plan.waysOut[0].effort < plan.waysOut[1].effort)
        let flowdowns = plan.waysOut[1].steps.compactMap { step -> String? in
            if case .obligation(let id) = step.element { id } else { nil }
        }
        #expect(flowdowns.contains("flow-persons-us-citizens"))
    }

    @Test("declared efforts rank the changes, and the report says who set them; without them it says that nobody did")
    func declared() throws {
        let text = try String(contentsOfFile: ExampleTests.path("Examples/infeasible/plant.yaml"), encoding: .utf8)
        let catalogue = try ObligationCatalogue.load(directory: ExampleTests.path("Catalogue"))
        func plan(_ more: String) throws -> Plan {
            let plant = try Plant.load("plant.yaml", files: ["plant.yaml": text + "\n" + more])
            return try AudienceCopyTests.planner.plan(plant, catalogue: catalogue)
        }
        let standard = try plan("")
        #expect(standard.waysOut[0].steps.map(\.remedy) == [.addEnvironment])
        #expect(ReportText.write(PlanReport(standard), style: .plain).contains("declares no `remedyEfforts`"))
        // With an environment dearer than everything else together the other way is the least, and the only one told.
        let dear = try plan("remedyEfforts: { addEnvironment: 400, renegotiate: 2, approvedBy: architecture-board }")
        #expect(dear.waysOut.count == 1)
        #expect(!dear.waysOut[0].steps.contains { $0.remedy == .addEnvironment })
        #expect(dear.waysOut[0].steps.filter { $0.remedy == .renegotiate }.allSatisfy { $0.effort == 2 })
        let report = ReportText.write(PlanReport(dear), style: .plain)
        #expect(report.contains("set by architecture-board") && report.contains("renegotiate 2"))
        let file = ReportFile(dear)
        #expect(file.efforts?.approvedBy == "architecture-board" && file.efforts?.points["renegotiate"] == 2)
        #expect(file.waysOut.map(\.effort) == dear.waysOut.map(\.effort))
    }

    @Test("an effort of nothing is refused where it stands")
    func nothing() throws {
        let text = try String(contentsOfFile: ExampleTests.path("Examples/infeasible/plant.yaml"), encoding: .utf8)
        let error = #expect(throws: PlantProblems.self) {
            _ = try Plant.load("plant.yaml", files: ["plant.yaml": text + "\nremedyEfforts: { renegotiate: 0 }\n"])
        }
        let problem = try #require(error?.problems.first { $0.message.contains("points") })
        #expect(problem.place.line > text.count { $0 == "\n" })
    }
}
