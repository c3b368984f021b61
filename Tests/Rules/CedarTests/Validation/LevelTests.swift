import Cedar
import Testing

/// RFC 76: how many steps from entity to entity a policy takes, counted from the request.
@Suite("Levels of validation")
struct LevelTests {
    /// The least level at which a condition about `view` of a `Photo` validates; nil where no level does.
    private func level(of condition: String) throws -> Int? {
        for level in 0...5 {
            let report = try ValidationFixture.report(ValidationFixture.policy(condition), level: level)
            if report.passes { return level }
        }
        return nil
    }

    @Test(
        "each attribute, tag and `in` of an entity is a step, fields of records are none",
        arguments: [
            ("true", 0), ("context.tls", 0), ("principal == resource.owner", 1), ("principal.age > 1", 1),
            ("principal.address.city == \"a\"", 1), ("resource.meta.width > 1", 1), ("resource.owner.age > 1", 2),
            ("resource.owner has name", 2), ("resource.owner in Team::\"a\"", 2), ("principal in Team::\"a\"", 1),
            ("principal.hasTag(\"a\")", 1),
            ("resource.owner.hasTag(\"a\") && resource.owner.getTag(\"a\") == \"b\"", 2),
            ("context has who && context.who.age > 1", 1),
            ("resource.owner has manager && resource.owner.manager.age > 1", 3),
            ("(if context.tls then principal else resource.owner).age > 1", 2),
            ("(if resource.owner.age > 1 then principal else principal).age > 1", 2),
            ("{a: principal}.a.age > 1", 1), ("{a: resource.owner, b: 1}.a.age > 1", 2),
            ("{a: {b: resource.owner}}.a.b.age > 1", 2), ("[principal].contains(resource.owner)", 1),
            ("principal is User", 0), ("principal == User::\"a\"", 0), ("action in Action::\"read\"", 1),
        ]
    )
    func steps(condition: String, level: Int) throws {
        #expect(try self.level(of: condition) == level)
    }

    @Test("nothing may be read of an entity that only the policy names, at any level")
    func literals() throws {
        for condition in [
            "User::\"a\".age > 1", "User::\"a\" has name", "User::\"a\" in Team::\"b\"", "User::\"a\".hasTag(\"k\")",
            "(if context.tls then principal else User::\"a\").age > 1",
        ] {
            #expect(try level(of: condition) == nil, "\(condition)")
            let report = try ValidationFixture.report(ValidationFixture.policy(condition), level: 5)
            #expect(report.problems.map(\.kind) == [.literalDereference])
        }
        #expect(try level(of: "principal.age > 1 && User::\"a\" == principal") == 1)
    }

    @Test("the scope takes steps too, and dead branches none")
    func scope() throws {
        func passes(_ text: String, _ level: Int) throws -> Bool {
            try ValidationFixture.report(text, level: level).passes
        }
        let scope = "permit (principal in Team::\"a\", action == Action::\"view\", resource);"
        #expect(try !passes(scope, 0))
        #expect(try passes(scope, 1))
        let dead = "permit (principal, action == Action::\"view\", resource) when { false && resource.owner.age > 1 };"
        #expect(try passes(dead, 0))
    }

    @Test("a violation says how many steps it takes and where")
    func message() throws {
        let report = try ValidationFixture.report(
            ValidationFixture.policy("resource.owner.age > 1 && principal.nope"),
            level: 1
        )
        // Where types are wrong, steps are not counted.
        #expect(report.problems.map(\.kind.code) == ["unknownAttribute"])
        let typed = try ValidationFixture.report(ValidationFixture.policy("resource.owner.age > 1"), level: 1)
        #expect(
            typed.problems.map(\.description) == [
                "p.cedar:1:72: policy `policy0`: this reads 2 steps from the request into the entities, at most 1 allowed"
            ]
        )
    }
}
