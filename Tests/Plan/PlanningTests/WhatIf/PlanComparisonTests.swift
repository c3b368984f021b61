import Planning
import Testing

@Suite("Two plans side by side")
struct PlanComparisonTests {
    @Test("a plan beside itself differs in nothing")
    func same() throws {
        let plan = try ExampleTests.plan("machine-shop").plan
        let comparison = PlanComparison(plan, plan)
        #expect(comparison.moves.isEmpty && comparison.terms.isEmpty)
        #expect(comparison.onlyFirst.isEmpty && comparison.onlySecond.isEmpty)
    }

    @Test("an environment that is gone is told by where its programs went, and by nothing else moving")
    func without() throws {
        let comparison = PlanComparison(
            try ExampleTests.plan("aerostructures").plan,
            try ExampleTests.plan("infeasible").plan
        )
        #expect(comparison.second.objective == nil)
        #expect(comparison.moves.map(\.to) == [nil, nil, nil, nil])
    }
}
