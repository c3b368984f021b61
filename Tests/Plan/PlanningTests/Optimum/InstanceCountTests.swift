import PlanSolver
import Planning
import PlantModel
import Testing

@Suite("With a given number of instances the answer is the least of those, or says that it may not be")
struct InstanceCountTests {
    enum Family: CaseIterable {
        case uncapacitated, capacitated, crowded, alike
    }

    private func problem(_ family: Family, seed: UInt64) -> PlacementProblem {
        switch family {
        case .uncapacitated: .random(seed: seed, withCapacity: false)
        case .capacitated: .random(seed: seed, withCapacity: true)
        case .crowded: SetProofTests.crowded(seed: seed)
        case .alike: .alike(seed: seed)
        }
    }

    @Test("brute force over random problems finds no better one", arguments: Family.allCases)
    func bruteForce(family: Family) throws {
        let optimizer = PlacementOptimizer(solver: CoinSolver())
        var tried = 0
        let seeds = OptimumTests.seeds(25)
        for seed in seeds {
            let problem = problem(family, seed: seed)
            let least = try optimizer.solve(problem)
            guard least.status == .proved else { continue }
            for count in 1...problem.units.count {
                let answer = try optimizer.solve(problem, instances: count, least: least)
                let expected = BruteForce(problem, instances: count).best
                #expect(answer.status == (expected == nil ? .infeasible : .proved), "seed \(seed), \(count)")
                #expect(answer.placement?.instances.count ?? count == count, "seed \(seed), \(count)")
                #expect(
                    answer.placement == nil ? expected == nil : answer.objective == expected,
                    "seed \(seed), \(count)"
                )
                tried += 1
            }
        }
        #expect(tried > 2 * seeds.count)
    }

    /// Four units can each go to a place of their own or, once its price is paid, to `wide` for the price of an instance each.
    private var wide: PlacementProblem {
        let own = ["a", "b", "c"]
        let environments = own + ["wide"]
        return PlacementProblem(
            units: (0..<4).map {
                .init(program: "p\($0)", site: "s", load: 0, eligible: [min($0, 2), 3], separationClass: 0)
            },
            environments: environments.map {
                .init(id: $0, capacity: nil, maximumInstances: $0 == "wide" ? 4 : 1, enforcement: 0)
            },
            separations: [[[.shared]]],
            entangled: environments.indices.map { one in environments.indices.map { $0 == one } },
            features: [],
            controls: [],
            objectives: [
                .init(
                    name: "score",
                    instance: [1, 1, 1, 1],
                    environment: [1, 1, 1, 6],
                    compartment: 0,
                    feature: [],
                    overControl: 0,
                    unit: [],
                    constant: 0
                )
            ]
        )
    }

    @Test("a plan with one instance more may need four instances of one slot")
    func manyInstancesOfOneSlot() throws {
        let optimizer = PlacementOptimizer(solver: CoinSolver())
        let least = try optimizer.solve(wide)
        #expect(least.objective == [6])
        #expect(least.placement?.instances.count == 3)
        let more = try optimizer.solve(wide, instances: 4, least: least)
        #expect(more.objective == [10])
        #expect(more.status == .proved)
        #expect(Set(more.placement?.instances.map(\.environment) ?? []) == [3])
    }
}
