import Foundation
import PlanCheck
import PlanSolver
import Planning
import PlantModel
import Testing

@Suite("The optimum is the least placement, and its proof checks")
struct OptimumTests {
    /// A long run takes as many seeds as `BULKHEAD_SOAK` says, from `BULKHEAD_SEED` on.
    static func seeds(_ short: Int) -> ClosedRange<UInt64> {
        let environment = ProcessInfo.processInfo.environment
        guard let soak = environment["BULKHEAD_SOAK"].flatMap(UInt64.init) else { return 1...UInt64(short) }
        let first = environment["BULKHEAD_SEED"].flatMap(UInt64.init) ?? 1
        return first...(first + (soak > 1 ? soak : 20_000) - 1)
    }

    @Test("without capacity, every stage is the brute-force optimum and is proved", arguments: [false, true])
    func bruteForce(withCapacity: Bool) throws {
        let optimizer = PlacementOptimizer(solver: CoinSolver())
        for seed in Self.seeds(150) {
            let problem = PlacementProblem.random(seed: seed, withCapacity: withCapacity)
            let expected = BruteForce(problem).best
            let answer = try optimizer.solve(problem)
            guard let expected else {
                #expect(answer.status == .infeasible, "seed \(seed)")
                let check = try CertificateCheck(answer.certificate, problem: problem)
                try check.checkInfeasible(answer.certificate)
                continue
            }
            let placement = try #require(answer.placement, "seed \(seed)")
            #expect(answer.objective == expected, "seed \(seed)")
            #expect(answer.status == .proved, "seed \(seed)")
            #expect(try PlacementCheck.check(placement, of: problem) == expected, "seed \(seed)")
            let check = try CertificateCheck(answer.certificate, problem: problem)
            try check.check(answer.certificate, values: answer.objective, bounds: answer.bound)
        }
    }

    @Test("a claimed bound above the truth is refused, and so is the certificate of another problem")
    func tampered() throws {
        let optimizer = PlacementOptimizer(solver: CoinSolver())
        let solved = try (1...20).map { PlacementProblem.random(seed: $0, withCapacity: false) }.map {
            ($0, try optimizer.solve($0))
        }
        let (problem, answer) = try #require(solved.first { $0.1.status == .proved })
        var lying = answer.certificate
        lying.stages[0].bound += 1
        let bounds = [answer.bound[0] + 1] + answer.bound.dropFirst()
        let values = [answer.objective[0] + 1] + answer.objective.dropFirst()
        #expect(throws: CheckFailure.self) {
            let check = try CertificateCheck(lying, problem: problem)
            try check.check(lying, values: values, bounds: Array(bounds))
        }
        var elsewhere = answer.certificate
        elsewhere.outline[0] += "x"
        #expect(throws: CheckFailure.self) { _ = try CertificateCheck(elsewhere, problem: problem) }
    }
}

/// All placements of a small problem.
struct BruteForce {
    let problem: PlacementProblem
    private let count: Int?
    private(set) var best: [Int]?

    /// - Parameter instances: exactly this many instances; nil for any number.
    init(_ problem: PlacementProblem, instances count: Int? = nil) {
        self.problem = problem
        self.count = count
        var instances: [Placement.Instance] = []
        extend(0, &instances)
    }

    private mutating func extend(_ unit: Int, _ instances: inout [Placement.Instance]) {
        guard unit < problem.units.count else {
            if count ?? instances.count == instances.count,
                let values = try? PlacementCheck.check(Placement(instances: instances), of: problem)
            {
                if let current = best, !values.lexicographicallyPrecedes(current) { return }
                best = values
            }
            return
        }
        for index in instances.indices where problem.units[unit].eligible.contains(instances[index].environment) {
            for compartment in instances[index].compartments.indices {
                instances[index].compartments[compartment].append(unit)
                extend(unit + 1, &instances)
                instances[index].compartments[compartment].removeLast()
            }
            instances[index].compartments.append([unit])
            extend(unit + 1, &instances)
            instances[index].compartments.removeLast()
        }
        for environment in problem.units[unit].eligible {
            instances.append(Placement.Instance(environment: environment, compartments: [[unit]]))
            extend(unit + 1, &instances)
            instances.removeLast()
        }
    }
}
