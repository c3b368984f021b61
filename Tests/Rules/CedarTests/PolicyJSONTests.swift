import Cedar
import Testing

@Suite("Policies in JSON")
struct PolicyJSONTests {
    private func set(_ json: String) throws -> PolicySet { try PolicySet(json: Array(json.utf8), file: "p.json") }

    private func errors(_ json: String) -> String {
        do {
            _ = try set(json)
            return "none"
        } catch {
            return "\(error)"
        }
    }

    /// A set of one policy whose only clause has this body, on lines of its own.
    private func policy(_ body: String, _ other: String = "") -> String {
        """
        {"staticPolicies": {"p": {"effect": "permit", "principal": {"op": "All"}, "action": {"op": "All"}, "resource": {"op": "All"},
        "conditions": [{"kind": "when", "body":
        \(body)
        }]\(other)}}}
        """
    }

    @Test(
        "text becomes JSON and the same text again",
        arguments: [
            "permit (principal, action, resource);",
            "@a(\"x\")\n@b\n@if(\"\\u{301}\")\nforbid (principal == A::\"b\", action == N::Action::\"é\", resource in C::D::\"\\n\");",
            "permit (principal in ?principal, action in Action::\"x\", resource == ?resource);",
            "permit (principal is A::B, action in [Action::\"x\", N::Action::\"y\"], resource is C in ?resource);",
            "permit (principal, action in [], resource is C in D::\"e\")\nwhen { true };",
            "permit (principal, action, resource)\nwhen { principal has a.b.c && principal has \"x y\" }\nunless { context has in_ };",
            "permit (principal, action, resource)\nwhen { resource.t like \"a*\\*b\\\\\" || resource[\"if\"].x like \"\" };",
            "permit (principal, action, resource)\nwhen { ip(\"::1\").isInRange(ip(\"::/8\")) && decimal(\"1.0\").lessThan(decimal(\"2.0\")) };",
            "permit (principal, action, resource)\nwhen { datetime(\"2026-01-01\").offset(duration(\"1d\")).toTime() < duration(\"1h\") };",
            "permit (principal, action, resource)\nwhen { [1, -2, -(3), \"a\", A::\"b\", true, {}, {a: 1, \"if\": [], \"é b\": context}].contains(-1) };",
            "permit (principal, action, resource)\nwhen { if principal is A then !(1 < 2) else principal is A in [B::\"x\"] };",
            "permit (principal, action, resource)\nwhen { (1 + 2 - (3 - 4)) * -context.x * (2 * 3) == -9223372036854775808 };",
            "permit (principal, action, resource)\nwhen { principal.hasTag(\"k\") && principal.getTag(\"k\").isEmpty() && [].containsAll([]) };",
            "permit (principal, action, resource)\nwhen { (if true then {a: 1} else {a: 2}).a in [] && (1 == 1 || !(!(-(-(-(1))) != 2))) };",
            "permit (principal, action, resource)\nwhen { context.a > 1 && (context.b >= 2 && context.c <= 3) };",
        ]
    )
    func roundTrip(text: String) throws {
        let original = try PolicySet(parsing: text, file: "p.cedar")
        let read = try set(original.json)
        let policies = read.policies + read.templates
        #expect(policies.map(\.description) == [text])
        #expect(policies[0].hasSameContent(as: (original.policies + original.templates)[0]))
        #expect(policies[0].id == "policy0")
        let alone = try Policy(json: Array(policies[0].json.utf8), id: "x")
        #expect(alone.hasSameContent(as: policies[0]))
    }

    @Test("a chain of three thousand links goes both ways, and its JSON grows with its length")
    func longChains() throws {
        for mark in [" && ", " || "] {
            let body = Array(repeating: "context.a == 1", count: 3_000).joined(separator: mark)
            let original = try PolicySet(parsing: "permit (principal, action, resource) when { \(body) };", file: "p")
            let json = original.json
            #expect(json.utf8.count < 600_000)
            #expect(try set(json).policies[0].hasSameContent(as: original.policies[0]))
        }
    }

    @Test("what the reference writes otherwise is read as well")
    func otherForms() throws {
        func text(_ body: String) throws -> String { try set(policy(body)).policies[0].conditions[0].body.description }
        #expect(try text(#"{"has": {"left": {"Var": "context"}, "attr": ["a"]}}"#) == "context has a")
        #expect(
            try text(#"{"has": {"left": {"Var": "context"}, "attr": ["if", "b"]}}"#)
                == "context has \"if\" && context[\"if\"] has b"
        )
        #expect(
            try text(
                #"{"like": {"left": {"Var": "context"}, "pattern": [{"Literal": "a"}, {"Literal": "*"}, "Wildcard"]}}"#
            )
                == #"context like "a\**""#
        )
        #expect(
            try text(
                #"{"Value": [1, {"__extn": {"fn": "ip", "arg": "::"}}, {"a": {"__entity": {"type": "A", "id": "b"}}}]}"#
            )
                == #"[1, ip("::"), {a: A::"b"}]"#
        )
        #expect(try text(#"{"Value": {"type": "A", "id": "b"}}"#) == #"{type: "A", id: "b"}"#)
    }

    @Test(
        "a wrong body is refused where it is wrong",
        arguments: [
            (
                #"{"Value": null}"#,
                "3:11: $.staticPolicies.p.conditions[0].body.Value: null is no Cedar value; leave the key out"
            ),
            (
                #"{"unknown": [{"Value": "x"}]}"#,
                "3:13: $.staticPolicies.p.conditions[0].body.unknown: `unknown` stands in residuals of partial evaluation only; a policy must know all its values"
            ),
            (
                #"{"error": []}"#,
                "3:11: $.staticPolicies.p.conditions[0].body.error: `error` stands in residuals of partial evaluation only; a policy cannot hold it"
            ),
            (
                #"{"Slot": "?principal"}"#,
                "3:10: $.staticPolicies.p.conditions[0].body.Slot: a slot cannot stand in a condition; slots stand only in the scope"
            ),
            (#"{"foo": []}"#, "3:9: $.staticPolicies.p.conditions[0].body.foo: there is no operator \"foo\""),
            (
                #"{"contain": []}"#,
                "3:13: $.staticPolicies.p.conditions[0].body.contain: there is no operator \"contain\"; did you mean `contains`?"
            ),
            (
                #"{"&&": {"left": {"Var": "context"}}}"#,
                "3:8: $.staticPolicies.p.conditions[0].body[\"&&\"]: the key \"right\" is missing"
            ),
            (
                #"{"!": {"arg": {"Var": "x"}}}"#,
                "3:23: $.staticPolicies.p.conditions[0].body[\"!\"].arg.Var: \"x\" is no variable"
            ),
            (
                #"{"!": {"arg": {"Var": "principal"}, "b": 1}}"#,
                "3:42: $.staticPolicies.p.conditions[0].body[\"!\"]: there is no key \"b\" here"
            ),
            (
                #"{"Value": 1, "Var": "context"}"#,
                "3:1: $.staticPolicies.p.conditions[0].body: expected an object with one key that names an operator, found 2 keys"
            ),
            (
                #"[]"#,
                "3:1: $.staticPolicies.p.conditions[0].body: expected an object with one key that names an operator, found an array"
            ),
            (
                #"{"isIpv4": []}"#,
                "3:12: $.staticPolicies.p.conditions[0].body.isIpv4: `isIpv4` is a method; its first argument, the receiver, is missing"
            ),
            (
                #"{"is": {"left": {"Var": "context"}, "entity_type": "if"}}"#,
                "3:52: $.staticPolicies.p.conditions[0].body.is.entity_type: \"if\" is no name of an entity type"
            ),
            (
                #"{"like": {"left": {"Var": "context"}, "pattern": ["x"]}}"#,
                "3:51: $.staticPolicies.p.conditions[0].body.like.pattern[0]: expected \"Wildcard\" or {\"Literal\": \"…\"}"
            ),
            (
                #"{"Value": {"__expr": "1"}}"#,
                "3:11: $.staticPolicies.p.conditions[0].body.Value: `__expr` is not accepted; use `__entity` or `__extn`"
            ),
        ]
    )
    func wrongBody(body: String, message: String) throws {
        let found = errors(policy(body))
        #expect(found.hasPrefix("p.json:" + message) || found == "p.json:" + message, "\(found)")
    }

    @Test(
        "a wrong set is refused where it is wrong",
        arguments: [
            ("{}", "1:1: $: the key \"staticPolicies\" is missing"),
            ("[]", "1:1: $: expected an object, found an array"),
            (
                #"{"staticPolicies": {}, "template": {}}"#,
                "1:36: $: there is no key \"template\" here; did you mean `templates`?"
            ),
            (
                #"{"staticPolicies": []}"#,
                "1:20: $.staticPolicies: expected an object from ids to policies, found an array"
            ),
            (#"{"staticPolicies": {"a b": {}}}"#, "1:28: $.staticPolicies[\"a b\"]: the key \"effect\" is missing"),
            (#"{"staticPolicies": {"a": 1, "a": 2}}"#, "1:29: the key \"a\" stands twice in the object"),
        ]
    )
    func wrongSet(json: String, message: String) {
        #expect(errors(json).hasSuffix("p.json:" + message), "\(errors(json))")
    }

    @Test("several errors are reported at once")
    func severalErrors() {
        let wrong = """
            {"staticPolicies": {
             "a": {"effect": "allow", "principal": {"op": "=="}, "action": {"op": "==", "entity": {"type": "A", "id": "b"}},
                   "resource": {"op": "is", "entity_type": "A", "z": 1}, "conditions": [{"kind": "if", "body": {}}], "annotations": {"a b": "x"}},
             "b": {"effect": "permit", "principal": {"op": "in", "slot": "?resource"}, "action": {"op": "All"}, "resource": {"op": "All"}, "conditions": []}
            }}
            """
        let places = errors(wrong).split(separator: "\n").map { $0.split(separator: " ")[1] }
        #expect(
            places == [
                "$.staticPolicies.a.effect:", "$.staticPolicies.a.principal:", "$.staticPolicies.a.action.entity:",
                "$.staticPolicies.a.resource:", "$.staticPolicies.a.conditions[0].kind:",
                "$.staticPolicies.a.annotations[\"a", "$.staticPolicies.b.principal.slot:",
            ]
        )
    }

    @Test("nesting is bounded, however it nests")
    func depth() {
        let deep = 4_000
        for (open, close) in [
            (#"{"!": {"arg": "#, "}}"), (#"{"Set": ["#, "]}"),
            (#"{"&&": {"right": {"Value": true}, "left": {"!": {"arg": "#, "}}}}"),
            (#"{"Value": ["#, "]}"), ("[", "]"), (#"{"Record": {"a": "#, "}}"),
            (#"{"||": {"left": {"Value": true}, "right": "#, "}}"),
        ] {
            let body = String(repeating: open, count: deep) + #"{"Value": 1}"# + String(repeating: close, count: deep)
            let found = errors(policy(body))
            #expect(found != "none")
            #expect(found.utf8.count < 2000, "\(found.prefix(300))")
        }
        #expect(errors(String(repeating: "[", count: 300_000)).contains("nests deeper than"))
    }
}
