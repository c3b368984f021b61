import Cedar
import Testing

@testable import CedarAnalysis

@Suite("What is too much for the solver is unknown, and soon")
struct HostileTests {
    static func verdict(_ condition: String, _ limits: SolverLimits) throws -> Verdict {
        let policy = try Shop.when(condition)
        let prover = try Shop.prover(limits)
        return prover.verdict(on: .not(.satisfied(policy)), in: prover.schema.requestEnvironments(of: policy)[0])
    }

    @Test("products of unknown numbers")
    func products() throws {
        // A product of two primes near 2^31: to refute it is to factor it.
        let condition =
            "context.n > 1 && principal.age > 1 && context.n < principal.age && context.n * principal.age == 4611685975477714963"
        let verdict = try Self.verdict(condition, SolverLimits(stepsMax: 300_000, millisecondsMax: 20_000))
        #expect(verdict.reason?.contains("gave up") == true, "\(verdict)")
    }

    @Test("long chains of wildcards, alone and together")
    func patterns() throws {
        let long = "*" + (0..<400).map { ["a", "b", "c"][$0 % 3] }.joined(separator: "*") + "*"
        let alone = try Self.verdict(
            "principal.name like \"\(long)\" && !(principal.name like \"*a*\")",
            SolverLimits()
        )
        #expect(alone.isProved, "\(alone)")
        let far = try Self.verdict("principal.name like \"\(long)\"", SolverLimits())
        #expect(far.counterexample != nil, "\(far)")
        // Each pattern has letters of its own, so that a string can be anywhere in each of them.
        let many = (0..<14).map { index in
            "principal.name like \"*"
                + (0..<8).map { "\\u{\(String(0x4E00 + index * 8 + $0, radix: 16))}" }.joined(separator: "*") + "*\""
        }
        let together = try Self.verdict(many.joined(separator: " && "), SolverLimits())
        #expect(together.reason?.contains("combine in too many ways") == true, "\(together)")
    }

    @Test("a query with too many terms is not put to the solver")
    func terms() throws {
        let condition = (0..<2_000).map { "context.asked.contains(\"\($0)\")" }.joined(separator: " || ")
        let verdict = try Self.verdict(condition, SolverLimits(termsMax: 1_000))
        #expect(verdict.reason?.contains("terms, more than the 1000") == true, "\(verdict)")
        #expect(try Self.verdict(condition, SolverLimits()).counterexample != nil)
    }

    @Test("expressions as deep as the language allows")
    func depth() throws {
        var condition = "context.n"
        for _ in 0..<40 { condition = "(\(condition) + 1)" }
        let verdict = try Self.verdict("\(condition) > 5", SolverLimits())
        #expect(verdict.counterexample != nil, "\(verdict)")
    }

    @Test("policies that are not strictly valid, and templates, are unknown with the reason")
    func invalid() throws {
        let prover = try Shop.prover()
        for (text, reason) in [
            ("permit (principal, action, resource) when { principal.nothing };", "not strictly valid"),
            ("permit (principal, action, resource) when { context.n == \"a\" };", "not strictly valid"),
            ("permit (principal == ?principal, action, resource);", "template"),
        ] {
            let set = try PolicySet(parsing: text, file: "t.cedar")
            let policy = try #require((set.policies + set.templates).first)
            let overall = prover.verdicts(on: .not(.satisfied(policy))).overall
            #expect(overall.reason?.contains(reason) == true, "\(text): \(overall)")
        }
    }

    @Test("a prover that was stopped answers no more")
    func stopped() throws {
        let interrupt = SolverInterrupt()
        let prover = Prover(schema: try Schema(parsing: Shop.schema, file: "s"), interrupt: interrupt)
        let claim = Claim.not(.satisfied(try Shop.when("context.n > 5")))
        #expect(prover.verdicts(on: claim).overall.counterexample != nil)
        interrupt.stop()
        #expect(prover.verdicts(on: claim).overall.reason == "it was stopped")
    }

    @Test("a query under way is stopped from another thread")
    func interrupted() async throws {
        let interrupt = SolverInterrupt()
        let prover = Prover(
            schema: try Schema(parsing: Shop.schema, file: "s"),
            limits: SolverLimits(stepsMax: .max, millisecondsMax: 600_000),
            interrupt: interrupt
        )
        let policy = try Shop.when(
            "context.n > 1 && principal.age > 1 && context.n < principal.age && context.n * principal.age == 4611685975477714963"
        )
        async let verdict = prover.verdict(
            on: .not(.satisfied(policy)),
            in: prover.schema.requestEnvironments(of: policy)[0]
        )
        try await Task.sleep(for: .milliseconds(300))
        interrupt.stop()
        #expect(await verdict.reason != nil)
    }
}
