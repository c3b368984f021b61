import PlanSolver
import Planning
import PlantModel
import Testing

@Suite("What obligations cost")
struct ObligationPriceTests {
    static let optimizer = PlacementOptimizer(solver: CoinSolver())

    @Test("the prices are the golden ones", arguments: ["aerostructures", "machine-shop", "over-separated"])
    func golden(example: String) throws {
        let (_, catalogue, plan) = try ExampleTests.plan(example)
        let search = PriceSearch(optimizer: Self.optimizer)
        let prices = try search.prices(of: plan) + search.preferences(of: plan, catalogue: catalogue)
        try ExampleTests.expect(PlanReport(plan, prices: prices), isGolden: "Examples/\(example)/prices.md")
    }

    @Test(
        "a price is what planning without the obligation saves, policies asked anew",
        arguments: ["over-separated", "machine-shop"]
    )
    func replanned(example: String) throws {
        let (plant, catalogue, plan) = try ExampleTests.plan(example)
        let now = try #require(plan.answer)
        for price in try PriceSearch(optimizer: Self.optimizer).prices(of: plan) {
            let without = try Planner(optimizer: Self.optimizer)
                .plan(plant, catalogue: catalogue, without: [price.id], neighbours: false)
            let then = try #require(without.answer)
            #expect(then.status == .proved)
            let saved = zip(now.objective, then.objective).map { $0 - $1 }
            let told = price.savings.isEmpty ? [0, 0, 0] : price.savings.map(\.least)
            #expect(told == saved, "\(price.id)")
            #expect(price.savings.allSatisfy { $0.least == $0.most })
        }
    }

    @Test("a name that no obligation has is refused, the nearest is told")
    func unknown() throws {
        let (plant, catalogue, _) = try ExampleTests.plan("medical")
        let error = #expect(throws: Planner.Failure.self) {
            try Planner(optimizer: Self.optimizer).plan(plant, catalogue: catalogue, without: ["resilience-outag"])
        }
        #expect(error?.description.contains("did you mean 'resilience-outage'?") == true)
    }
}
