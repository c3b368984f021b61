import AuthZEN
import Cedar
import Testing

@Suite("What a decision tells")
struct DecisionContextTests {
    private let policies = """
        @id("reading") permit (principal, action == Action::"read", resource);
        @id("secret") forbid (principal, action, resource) when { resource has secret && resource.secret };
        @id("broken") forbid (principal, action == Action::"read", resource) when { resource has level && resource.level > 1 };
        """
    private let things = [
        Entity("user", "u"), Entity("doc", "plain"), Entity("doc", "secret", ["secret": .bool(true)]),
        Entity("doc", "odd", ["level": .string("one")]),
    ]

    /// What is told of a denial for each reason there is, and of a permit.
    private func told(_ disclosure: Disclosure, _ forbids: ErringForbid = .denies) async throws -> [String] {
        let schema = """
            entity user; entity doc { secret?: Bool, level?: String }; entity other; action read appliesTo { principal: user, resource: doc };
            action write appliesTo { principal: user, resource: doc };
            """
        let set = try PolicySet(parsing: policies, file: "p.cedar").renamedByAnnotation()
        let declared = try Schema(parsing: schema, file: "s.cedarschema")
        var configuration = DecisionPointConfiguration()
        configuration.disclosure = disclosure
        configuration.erringForbid = forbids
        let client = DecisionPointClient(
            point: PolicyDecisionPoint(
                policies: set,
                entities: try Entities(things + [Entity("other", "o")] + declared.actionEntities),
                schema: declared,
                configuration: configuration
            )
        )
        var answers: [String] = []
        for (type, id, name) in [
            ("doc", "plain", "read"), ("doc", "secret", "read"), ("doc", "plain", "write"), ("doc", "odd", "read"),
            ("doc", "none", "read"), ("a b", "x", "read"), ("other", "o", "read"),
        ] {
            answers.append(await client.evaluate(entity("user", "u"), action(name), entity(type, id)).text)
        }
        return answers
    }

    @Test("by default all denials look the same: whether a resource exists or a rule covers it does not show")
    func outcome() async throws {
        let denied = #"{"decision":false,"context":{"reason":"not_permitted"}}"#
        #expect(try await told(.outcome) == [#"{"decision":true}"#] + Array(repeating: denied, count: 6))
    }

    @Test("a deployment may tell nothing, reasons, or the ids of policies, and never their texts")
    func levels() async throws {
        #expect(
            try await told(.decision) == [#"{"decision":true}"#] + Array(repeating: #"{"decision":false}"#, count: 6)
        )
        #expect(
            try await told(.reason) == [
                #"{"decision":true,"context":{"reason":"permitted"}}"#,
                #"{"decision":false,"context":{"reason":"forbidden"}}"#,
                #"{"decision":false,"context":{"reason":"no_permit"}}"#,
                #"{"decision":false,"context":{"reason":"policy_error"}}"#,
                #"{"decision":false,"context":{"reason":"unknown_entity"}}"#,
                #"{"decision":false,"context":{"reason":"unknown_type"}}"#,
                #"{"decision":false,"context":{"reason":"not_in_schema"}}"#,
            ]
        )
        let policies = try await told(.policies)
        #expect(policies[0] == #"{"decision":true,"context":{"reason":"permitted","policies":["reading"]}}"#)
        #expect(policies[1] == #"{"decision":false,"context":{"reason":"forbidden","policies":["secret"]}}"#)
        #expect(policies[2] == #"{"decision":false,"context":{"reason":"no_permit"}}"#)
        #expect(policies[3] == #"{"decision":false,"context":{"reason":"policy_error","policies":["broken"]}}"#)
    }

    @Test("a forbid that errs denies, unless the deployment wants Cedar's reading")
    func erringForbid() async throws {
        #expect(try await told(.decision)[3] == #"{"decision":false}"#)
        #expect(try await told(.decision, .skips)[3] == #"{"decision":true}"#)
    }
}
