import PlanCheck
import PlanSolver
import Planning
import PlantModel
import Testing

@Suite("Where capacity binds, the choice among sets is the least placement, and no false proof of it checks")
struct SetProofTests {
    /// A small problem in which loads seldom fit into one instance.
    static func crowded(seed: UInt64) -> PlacementProblem {
        var problem = PlacementProblem.random(seed: seed, withCapacity: true)
        var generator = SeededGenerator(seed: seed &+ 7)
        for index in problem.environments.indices {
            problem.environments[index].capacity = Int.random(in: 4...7, using: &generator)
            problem.environments[index].maximumInstances += Int.random(in: 0...2, using: &generator)
        }
        for index in problem.units.indices { problem.units[index].load = Int.random(in: 1...4, using: &generator) }
        for enforcement in problem.separations.indices {
            for first in problem.separations[enforcement].indices {
                for second in problem.separations[enforcement].indices
                where problem.separations[enforcement][first][second] == .environment {
                    problem.separations[enforcement][first][second] = .compartment
                }
            }
        }
        // Every other problem has units that nothing tells apart.
        if seed.isMultiple(of: 2), problem.units.count > 2 {
            let first = problem.units[0]
            for index in 1...2 {
                problem.units[index].load = first.load
                problem.units[index].eligible = first.eligible
                problem.units[index].separationClass = first.separationClass
                for stage in problem.objectives.indices {
                    problem.objectives[stage].unit[index] = problem.objectives[stage].unit[0]
                }
            }
            for feature in problem.features.indices where problem.features[feature].units.contains(where: { $0 < 3 }) {
                problem.features[feature].units = Array(Set(problem.features[feature].units + [0, 1, 2])).sorted()
            }
            for control in problem.controls.indices where problem.controls[control].units.contains(where: { $0 < 3 }) {
                problem.controls[control].units = Array(Set(problem.controls[control].units + [0, 1, 2])).sorted()
            }
        }
        return problem
    }

    @Test("brute force over random problems with every term finds nothing better, and every proof checks")
    func bruteForce() throws {
        let optimizer = PlacementOptimizer(solver: CoinSolver())
        var forms: [PlacementCertificate.Form: Int] = [:]
        var infeasible = 0
        let seeds = OptimumTests.seeds(150)
        for seed in seeds {
            let problem = Self.crowded(seed: seed)
            let answer = try optimizer.solve(problem)
            forms[answer.certificate.form, default: 0] += 1
            let check = try CertificateCheck(answer.certificate, problem: problem)
            guard let expected = BruteForce(problem).best else {
                #expect(answer.status == .infeasible, "seed \(seed)")
                try check.checkInfeasible(answer.certificate)
                if answer.certificate.form == .sets { infeasible += 1 }
                continue
            }
            #expect(answer.objective == expected, "seed \(seed)")
            #expect(answer.status == .proved, "seed \(seed)")
            let placement = try #require(answer.placement, "seed \(seed)")
            #expect(try PlacementCheck.check(placement, of: problem) == expected, "seed \(seed)")
            try check.check(answer.certificate, values: answer.objective, bounds: answer.bound)
        }
        #expect(forms[.copies] == nil)
        #expect((forms[.sets] ?? 0) > seeds.count / 3)
        #expect(infeasible > 0)
    }

    @Test("no change to a proof makes it show more than is true")
    func tampered() throws {
        let optimizer = PlacementOptimizer(solver: CoinSolver())
        var generator = SeededGenerator(seed: 11)
        var tried = 0
        for seed in 1...UInt64(40) {
            let problem = Self.crowded(seed: seed)
            let answer = try optimizer.solve(problem)
            guard answer.certificate.form == .sets, answer.status == .proved else { continue }
            for stage in answer.objective.indices {
                for _ in 0..<40 {
                    var lying = answer.certificate
                    change(&lying.stages[stage], problem, &generator)
                    lying.stages[stage].bound = answer.certificate.stages[stage].bound + 1
                    var claimed = answer.objective
                    claimed[stage] += 1
                    let check = try CertificateCheck(lying, problem: problem)
                    #expect(throws: CheckFailure.self, "seed \(seed), stage \(stage)") {
                        try check.check(lying, values: claimed, bounds: claimed)
                    }
                    // A problem that has a placement is never shown to have none.
                    lying.stages = [lying.stages[stage]]
                    #expect(throws: CheckFailure.self) { try check.checkInfeasible(lying) }
                    tried += 1
                }
            }
        }
        #expect(tried > 500)
    }

    private func change(
        _ stage: inout PlacementCertificate.Stage,
        _ problem: PlacementProblem,
        _ generator: inout SeededGenerator
    ) {
        guard var prices = stage.prices else { return }
        func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
        let scale = PlacementCertificate.scale
        switch number(0...8) {
        case 0: stage.prices = nil
        case 1: prices.multipliers = []
        case 2: prices.cuts = [SetModel.Cut(classes: [number(-1...9), number(0...9), 0])]
        case 3: prices.cuts.append(SetModel.Cut(classes: [0, 0, 0]))
        case 4: prices.multipliers.append(number(0...9))
        case 5: prices.multipliers += [number(-1...12), number(-3...3) * scale]
        default:
            for _ in 0...number(0...2) where !prices.multipliers.isEmpty {
                let place = number(0...(prices.multipliers.count - 1))
                switch number(0...4) {
                case 0: prices.multipliers[place] &+= number(-2...2) * scale
                case 1: prices.multipliers[place] = 0 &- prices.multipliers[place]
                case 2: prices.multipliers[place] &+= number(-3...3)
                case 3: prices.multipliers[place] = number(0...1) == 0 ? Int.max : Int.min
                default: prices.multipliers[place] &*= 2
                }
            }
        }
        if stage.prices != nil { stage.prices = prices }
        switch number(0...5) {
        case 0: stage.proof = .end([])
        case 1: stage.proof = .end([.init(row: number(-1...30), times: number(-9...9) * scale)])
        case 2: stage.proof = .split(column: number(-1...9), at: number(-1...1), below: stage.proof, above: .end([]))
        default: break
        }
    }

    @Test("too small an environment is shown to hold too little")
    func infeasible() throws {
        var problem = Self.crowded(seed: 3)
        for index in problem.environments.indices {
            problem.environments[index].capacity = 4
            problem.environments[index].maximumInstances = 1
        }
        for index in problem.units.indices { problem.units[index].load = 3 }
        let answer = try PlacementOptimizer(solver: CoinSolver()).solve(problem)
        #expect(answer.status == .infeasible)
        try CertificateCheck(answer.certificate, problem: problem).checkInfeasible(answer.certificate)
    }
}
