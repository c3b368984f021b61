import Foundation
import PlanSolver
import Planning
import PlantModel
import PublishedSchemas
import Testing

@Suite("What is written as JSON is what schemas/ publishes")
struct PublishedSchemaTests {
    @Test("plan, report and roadmap keep to their schemas", arguments: ["aerostructures", "infeasible", "medical"])
    func plans(example: String) throws {
        let (_, catalogue, plan) = try ExampleTests.plan(example)
        try expect(ReportFile(plan), keepsTo: "report")
        if let file = plan.file { try expect(file, keepsTo: "plan") }
        try expect(RoadmapFile(Roadmap(plan, followingFlowsBy: catalogue)), keepsTo: "roadmap")
    }

    @Test("prices, comparisons, reviews and sheets keep to theirs", arguments: ["aerostructures", "over-separated"])
    func argument(example: String) throws {
        let (_, catalogue, plan) = try ExampleTests.plan(example)
        let search = PriceSearch(optimizer: PlacementOptimizer(solver: CoinSolver()))
        let prices = try search.prices(of: plan) + search.preferences(of: plan, catalogue: catalogue)
        try expect(prices, keepsTo: "prices")
        try expect(PlanComparison(plan, try ExampleTests.plan("infeasible").plan), keepsTo: "comparison")
        try expect(ClassificationReview(plan), keepsTo: "review")
        try expect(FactSheet.sheets(of: plan), keepsTo: "environments")
    }

    @Test("answers keep to theirs, found or infeasible")
    func answers() throws {
        let optimizer = PlacementOptimizer(solver: CoinSolver())
        for maximum in [2, 1] {
            let text = """
                {"sites":["s"],"systems":[],"environments":[{"id":"e","kind":"shared","capabilities":[],"residency":"US","admin":[],"rto":0,
                "rpo":0,"offline":false,"sites":null,"capacity":null,"max_instances":\(maximum),"cost_open":1,"cost_unit":1}],
                "requirement_sets":[{"id":"r","requires":[],"forbids":[],"residency":null,"admin":null,"kinds":null,"max_rto":null,
                "max_rpo":null,"offline":false}],"programs":[{"id":"p","req":"r","sites":["s"],"load":1,"systems":[],"tags":["a"]},
                {"id":"q","req":"r","sites":["s"],"load":1,"systems":[],"tags":["b"]}],"conflicts":[["a","b"]],"exclusive":[]}
                """
            let answer = optimizer.answer(try NeutralInstance(json: Array(text.utf8), file: "instance.json"))
            #expect(answer.status == (maximum == 2 ? "proved" : "infeasible"))
            try expect(answer, keepsTo: "answer")
        }
    }

    private func expect(_ value: some Encodable, keepsTo name: String) throws {
        #expect(try PublishedSchema(name).problems(of: JSONEncoder().encode(value)) == [])
    }

    @Test(
        "the whole argument keeps to its schema, with a plan, without one and as a copy",
        arguments: ["aerostructures", "infeasible"]
    )
    func rationale(example: String) throws {
        let (_, catalogue, plan) = try ExampleTests.plan(example)
        try expect(RationaleTests.file(plan, catalogue), keepsTo: "rationale")
        let copy = try AudienceCopyTests.planner.copy(of: plan, for: "analysts", catalogue: catalogue)
        try expect(RationaleTests.file(copy, catalogue), keepsTo: "rationale")
    }
}
