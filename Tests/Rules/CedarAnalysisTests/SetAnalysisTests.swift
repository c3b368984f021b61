import Cedar
import Testing

@testable import CedarAnalysis

@Suite("Sets, pairs and differences")
struct SetAnalysisTests {
    static let text = """
        @id("open") permit (principal is User, action == Action::"view", resource is Doc) when { resource.open };
        @id("open-adult") permit (principal is User, action == Action::"view", resource is Doc) when { resource.open && principal.age >= 18 };
        @id("edit-sum") permit (principal is User, action == Action::"edit", resource is Doc) when { context.n + principal.age > 3 };
        @id("never") permit (principal is User, action == Action::"view", resource is Doc) when { context.n > 5 && context.n < 3 };
        @id("held") permit (principal is User, action == Action::"view", resource is Doc) when { context.n == 77 };
        @id("no-77") forbid (principal is User, action == Action::"view", resource is Doc) when { context.n >= 70 };
        @id("no-78") forbid (principal is User, action == Action::"view", resource is Doc) when { context.n >= 78 };
        """

    static func set(_ text: String = text) throws -> PolicySet {
        try PolicySet(parsing: text, file: "set.cedar").renamedByAnnotation()
    }

    @Test("each policy's place among the others")
    func properties() throws {
        let set = try Self.set()
        let analysis = SetAnalysis(try Shop.prover(), set, reading: .skips)
        func holds(_ property: PolicyProperty, _ id: PolicyID) throws -> Bool {
            let verdict = analysis.verdicts(property, of: try #require(set[id])).overall
            #expect(verdict.reason == nil)
            return verdict.isProved
        }
        for policy in set.policies {
            #expect(try holds(.neverErrors, policy.id) == (policy.id != "edit-sum"), "\(policy.id)")
        }
        for policy in set.policies { #expect(try holds(.vacuous, policy.id) == (policy.id == "never"), "\(policy.id)") }
        #expect(try holds(.shadowed, "open-adult"))
        #expect(try !holds(.shadowed, "open"))
        #expect(try holds(.overridden, "held"))
        #expect(try !holds(.overridden, "open"))
        #expect(try holds(.shadowed, "no-78"))
        #expect(try !holds(.shadowed, "no-77"))
        let redundant = try set.policies.filter { try holds(.redundant, $0.id) }.map(\.id.description)
        #expect(redundant == ["open-adult", "never", "held", "no-78"])
        #expect(try !holds(.alwaysMatches, "open"))
    }

    @Test("what sets always do, by environment")
    func always() throws {
        let prover = try Shop.prover()
        let analysis = SetAnalysis(
            prover,
            try Self.set(
                "permit (principal, action == Action::\"view\", resource); forbid (principal, action == Action::\"edit\", resource);"
            ),
            reading: .skips
        )
        let allows = Dictionary(
            uniqueKeysWithValues: analysis.verdicts(.alwaysAllows).map {
                ($0.environment.action.id.text, $0.verdict.isProved)
            }
        )
        let denies = Dictionary(
            uniqueKeysWithValues: analysis.verdicts(.alwaysDenies).map {
                ($0.environment.action.id.text, $0.verdict.isProved)
            }
        )
        #expect(allows == ["view": true, "edit": false, "join": false])
        #expect(denies == ["view": false, "edit": true, "join": true])
    }

    @Test("an erring forbid by both readings")
    func readings() throws {
        let old = try Self.set("permit (principal, action == Action::\"edit\", resource);")
        let new = try Self.set(
            """
            permit (principal, action == Action::"edit", resource);
            @id("f") forbid (principal, action == Action::"edit", resource) when { context.n + 1 < context.n };
            """
        )
        let prover = try Shop.prover()
        // The sum is never smaller than its part, so the forbid only ever errs.
        #expect(PolicyDiff(prover, from: old, to: new, reading: .skips).isUnchanged)
        let strict = PolicyDiff(prover, from: old, to: new, reading: .denies)
        let row = try #require(strict.rows.first { !$0.lost.isNone })
        let example = try #require(row.lost.example)
        #expect(example.counterexample.request.context["n"] == .long(.max))
        #expect(example.after.errors.map(\.policy) == ["f"])
        #expect(strict.rows.allSatisfy { $0.gained.isNone })
    }

    @Test("linked templates are policies like others")
    func links() throws {
        var set = try Self.set(
            "@id(\"t\") permit (principal == ?principal, action == Action::\"view\", resource in ?resource); @id(\"all\") permit (principal, action == Action::\"view\", resource in Team::\"a\");"
        )
        try set.link(
            template: "t",
            id: "l",
            principal: EntityUID(type: "User", id: "x"),
            resource: EntityUID(type: "Team", id: "a")
        )
        let analysis = SetAnalysis(try Shop.prover(), set, reading: .skips)
        #expect(analysis.verdicts(.shadowed, of: try #require(set["l"])).overall.isProved)
        #expect(!analysis.verdicts(.shadowed, of: try #require(set["all"])).overall.isProved)
    }

    @Test("pairs of policies")
    func pairs() throws {
        let prover = try Shop.prover()
        func proved(_ relation: Relation, _ one: String, _ two: String) throws -> Bool {
            let verdict = prover.verdicts(
                on: relation.claim(.satisfied(try Shop.when(one)), .satisfied(try Shop.when(two)))
            ).overall
            #expect(verdict.reason == nil)
            return verdict.isProved
        }
        #expect(try proved(.implies, "context.n > 5", "context.n > 4"))
        #expect(try !proved(.implies, "context.n > 4", "context.n > 5"))
        #expect(try proved(.equivalent, "context.n > 5", "!(context.n <= 5)"))
        #expect(try !proved(.equivalent, "context.n > 5", "context.n >= 5"))
        #expect(try proved(.disjoint, "context.n > 5", "context.n < 5"))
        #expect(try !proved(.disjoint, "context.n > 5", "context.n > 7"))
    }

    @Test("who gains and who loses, with what decides")
    func diff() throws {
        let old = try Self.set(
            "@id(\"a\") permit (principal, action == Action::\"view\", resource) when { resource.open };"
        )
        let new = try Self.set(
            "@id(\"b\") permit (principal, action == Action::\"view\", resource) when { principal in Team::\"staff\" };"
        )
        let prover = try Shop.prover()
        let diff = PolicyDiff(prover, from: old, to: new, reading: .skips)
        #expect(!diff.isUnchanged && diff.hasExample)
        let row = try #require(diff.rows.first { $0.environment.action.id.text == "view" })
        let gained = try #require(row.gained.example)
        #expect(gained.before.decision == .deny && gained.after.decision == .allow && gained.after.reasons == ["b"])
        let lost = try #require(row.lost.example)
        #expect(lost.before.reasons == ["a"] && lost.after.decision == .deny)
        #expect(diff.rows.count { $0.gained.isNone && $0.lost.isNone } == 2)
        #expect(PolicyDiff(prover, from: old, to: old, reading: .denies).isUnchanged)
    }

    @Test("a counterexample shows no more than it must")
    func reduced() throws {
        let policy = try Shop.when("!(principal in resource.readers && context.asked.contains(\"secret\"))")
        let prover = try Shop.prover()
        let verdict = prover.verdict(on: .satisfied(policy), in: prover.schema.requestEnvironments(of: policy)[0])
        let example = try #require(verdict.counterexample)
        #expect(example.request.context["asked"] == .strings(["secret"]))
        #expect(example.request.context["mfa"] == nil)
        let readers = example.entities.first { $0.uid == example.request.resource }?.attributes["readers"]
        #expect(readers == .set([.entity(example.request.principal)]))
    }
}
