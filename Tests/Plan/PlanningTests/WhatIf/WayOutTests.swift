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
}
