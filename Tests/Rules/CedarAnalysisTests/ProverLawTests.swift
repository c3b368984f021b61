import Cedar
import Foundation
import Testing

@testable import CedarAnalysis

@Suite("What the prover says of random policies stands up to attack")
struct ProverLawTests {
    static let isSoak = ProcessInfo.processInfo.environment["BULKHEAD_SOAK"] != nil

    /// Requests to attack proofs with.
    static func worlds(_ schema: Schema, _ count: Int, storeIsComplete: Bool) throws -> [Evaluator] {
        var random = RandomCedar(seed: 4711)
        return try (0..<count).map { _ in
            let (request, entities) = random.world(schema, storeIsComplete: storeIsComplete)
            return Evaluator(request, try Entities(entities))
        }
    }

    static func policy(_ random: inout RandomCedar, _ validator: Validator) throws -> (policy: Policy, text: String) {
        while true {
            let text = random.condition(2)
            let policy = try Shop.when(text)
            if validator.validate(policy).passes { return (policy, text) }
        }
    }

    @Test("a proof survives random requests, a refutation is one for the evaluator", arguments: [true, false])
    func attack(storeIsComplete: Bool) throws {
        let limits = SolverLimits(stepsMax: 1_000_000, millisecondsMax: 10_000)
        let prover = try Shop.prover(limits, storeIsComplete: storeIsComplete)
        let validator = Validator(prover.schema)
        let worlds = try Self.worlds(prover.schema, Self.isSoak ? 5_000 : 400, storeIsComplete: storeIsComplete)
        var counts = (proved: 0, refuted: 0, unknown: 0)
        for seed in 0..<UInt64(Self.isSoak ? 3_000 : 25) {
            var random = RandomCedar(seed: seed + 1_000_000)
            let (one, firstText) = try Self.policy(&random, validator)
            let (two, secondText) = try Self.policy(&random, validator)
            let environment = prover.schema.requestEnvironments(of: one)[0]
            let claims: [(String, Claim)] = [
                ("never errs", .not(.errs(one))), ("always matches", .satisfied(one)),
                ("never matches", .not(.satisfied(one))),
                ("implies", Relation.implies.claim(.satisfied(one), .satisfied(two))),
                ("equivalent", Relation.equivalent.claim(.satisfied(one), .satisfied(two))),
                ("disjoint", Relation.disjoint.claim(.satisfied(one), .satisfied(two))),
            ]
            for (name, claim) in claims {
                let place: Comment = "seed \(seed), \(name): \(firstText); \(secondText)"
                switch prover.verdict(on: claim, in: environment) {
                case .proved:
                    counts.proved += 1
                    #expect(worlds.allSatisfy { claim.holds($0) }, place)
                case .refuted(let example):
                    counts.refuted += 1
                    #expect(!claim.holds(Evaluator(example.request, try Entities(example.entities))), place)
                case .unknown(let reason):
                    counts.unknown += 1
                    #expect(reason.contains("gave up"), "\(place): \(reason)")
                }
            }
        }
        #expect(counts.proved > 5 && counts.refuted > 50 && counts.unknown * 20 < counts.refuted, "\(counts)")
    }

    @Test(
        "a model that settles a value by all elements of a type is read like another",
        arguments: [true, false]
    )
    func quantifiedModel(storeIsComplete: Bool) throws {
        let prover = try Shop.prover(
            SolverLimits(stepsMax: 1_000_000, millisecondsMax: 10_000),
            storeIsComplete: storeIsComplete
        )
        let one = try Shop.when("resource.owner == principal")
        let two = try Shop.when(
            """
            resource.levels.contains(if (-(context.n) + context.n) >=
                ((if Team::"a" in resource.owner.groups then context.wait.toDays() else context.wait.toMilliseconds())
                    + context.wait.toHours())
                then context.n else context.wait.toHours())
            """
        )
        let claim = Relation.disjoint.claim(.satisfied(one), .satisfied(two))
        let example = try #require(
            prover.verdict(on: claim, in: prover.schema.requestEnvironments(of: one)[0]).counterexample
        )
        #expect(!claim.holds(Evaluator(example.request, try Entities(example.entities))))
    }

    @Test("hierarchies: what the axioms leave possible is a store")
    func hierarchy() throws {
        let prover = try Shop.prover()
        let validator = Validator(prover.schema)
        let worlds = try Self.worlds(prover.schema, 400, storeIsComplete: true)
        var refuted = 0
        for seed in 0..<UInt64(Self.isSoak ? 2_000 : 80) {
            var random = RandomCedar(seed: seed + 9_000_000)
            func part() -> String {
                let pairs = [
                    "\(random.user()) in \(random.team())", "\(random.team()) in \(random.team())",
                    "resource in \(random.team())",
                    "\(random.team()) in \(random.teams())", "principal in \(random.teams())",
                    "\(random.user()) == \(random.user())",
                ]
                return (random.chance(3) ? "!(" : "(") + random.pick(pairs) + ")"
            }
            let policy = try Shop.when((0..<5).map { _ in part() }.joined(separator: " && "))
            guard validator.validate(policy).passes else { continue }
            let claim = Claim.not(.satisfied(policy))
            switch prover.verdict(on: claim, in: prover.schema.requestEnvironments(of: policy)[0]) {
            case .proved: #expect(worlds.allSatisfy { claim.holds($0) }, "seed \(seed)")
            case .refuted: refuted += 1
            case .unknown(let reason): Issue.record("seed \(seed): \(reason) of \(policy.conditions[0].body.kind)")
            }
        }
        #expect(refuted > 10)
    }
}
