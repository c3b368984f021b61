import Planning
import PlantModel
import Testing

@Suite("Reports as text")
struct ReportTextTests {
    @Test("what a plant file says does not become structure of the document")
    func escaping() throws {
        let plant = try PlanBlameTests.plant(
            enterprise: "'A | B # <script> [x](http://y)'",
            limits: "{ instances: 1 }",
            flowdown: ""
        )
        let plan = try PlanBlameTests.plan(plant)
        let report = ReportText.write(PlanReport(plan), style: .markdown)
        #expect(report.hasPrefix("# Plan for A \\| B # \\<script\\> \\[x\\](http://y), as of"))
        #expect(!(try ReportPage.write(PlanReport(plan))).contains("<script"))
    }

    @Test("a table too wide for columns is set row by row, nothing is cut")
    func wide() throws {
        let plan = try ExampleTests.plan("aerostructures").plan
        let text = ReportText.write(PlanReport(plan), style: .plain)
        for obligation in plan.admissibility.answers.flatMap(\.applying) {
            let says = try #require(plan.obligations.byID[obligation]).says
            #expect(text.contains(says), "\(obligation)")
        }
    }
}
