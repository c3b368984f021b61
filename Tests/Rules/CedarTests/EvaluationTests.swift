import Cedar
import Testing

@Suite("Evaluation")
struct EvaluationTests {
    @Test(
        "expressions have the value that Cedar gives them",
        arguments: [
            ("principal.age + 1", "31"), ("principal[\"name\"]", "\"Alice\""), ("principal.manager.age", "50"),
            ("principal.address.city", "\"Ulm\""), ("principal has age", "true"), ("principal has nothing", "false"),
            ("principal.ghost has age", "false"), ("principal has manager.age", "true"),
            ("principal has ghost.age", "false"), ("principal has address.city", "true"),
            ("principal.address has \"in\"", "true"),
            ("principal.hasTag(\"role\")", "true"), ("principal.hasTag(\"x\")", "false"),
            ("principal.ghost.hasTag(\"x\")", "false"),
            ("principal.getTag(\"role\")", "\"admin\""), ("principal in Group::\"all\"", "true"),
            ("principal in principal", "true"),
            ("principal in []", "false"), ("principal in [Group::\"x\", Group::\"all\"]", "true"),
            ("principal.ghost in Group::\"all\"", "false"), ("principal.ghost in principal.ghost", "true"),
            ("principal is User", "true"), ("principal is User in Group::\"staff\"", "true"),
            ("principal is Group in 1", "false"), ("resource.owner == principal", "true"),
            ("1 == true", "false"), ("1 != \"1\"", "true"), ("[1, \"a\"].contains(\"a\")", "true"),
            ("[1, 2, 3].containsAll([3, 1])", "true"), ("[1].containsAll([])", "true"),
            ("[1].containsAny([])", "false"),
            ("[1, 2].containsAny([2, 9])", "true"), ("[[1, 2], [2, 1]] == [[1, 2]]", "true"),
            ("{a: 1, b: 2} == {b: 2, a: 1}", "true"), ("{a: 1} == {a: 1, b: 2}", "false"),
            ("false && (1 + \"a\" == 2)", "false"), ("true || 1", "true"), ("if true then 1 else 1 + \"a\"", "1"),
            ("1 <= 1 && 2 >= 2 && 1 < 2 && 2 > 1", "true"), ("context == {}", "true"),
            ("\"a*c\" like \"a\\*c\"", "true"), ("\"abc\" like \"a\\*c\"", "false"), ("\"\" like \"*\"", "true"),
            ("\"abab\" like \"*ab\"", "true"), ("\"aXbXc\" like \"a*b*c\"", "true"), ("\"aab\" like \"a*ab\"", "true"),
            ("\"ab\" like \"ab*b\"", "false"), ("\"ab\" like \"\"", "false"), ("\"\" like \"\"", "true"),
            ("\"x\" like \"**\"", "true"),
        ]
    )
    func values(text: String, expected: String) throws {
        #expect(try Fixture.outcome(text) == expected)
    }

    @Test(
        "what has no value is an error of its class",
        arguments: [
            ("principal.nothing", "`User::\"alice\"` has no attribute `nothing`"),
            ("principal.ghost.age", "the entity `User::\"nobody\"` does not exist"),
            ("principal.ghost.getTag(\"a\")", "the entity `User::\"nobody\"` does not exist"),
            ("principal.getTag(\"a\")", "`User::\"alice\"` has no tag \"a\""),
            ("context.a", "the record has no attribute `a`"), ("{a: 1}.b", "the record has no attribute `b`"),
            ("1.a", "expected record or entity, found long"), ("1 has a", "expected record or entity, found long"),
            ("principal has age.x", "expected record or entity, found long"),
            ("true && 1", "expected bool, found long"), ("false || \"x\"", "expected bool, found string"),
            ("1 && true", "expected bool, found long"), ("!1", "expected bool, found long"),
            ("if 1 then 2 else 3", "expected bool, found long"), ("1 + true", "expected long, found bool"),
            ("\"a\" < \"b\"", "expected long, datetime or duration, found string"),
            ("1 < \"b\"", "expected long, found string"),
            ("decimal(\"1.0\") < decimal(\"2.0\")", "expected long, datetime or duration, found decimal"),
            ("principal in 1", "expected entity or set of entities, found long"),
            ("principal in [principal, 1]", "expected set of entities, found long"),
            ("1 in principal", "expected entity, found long"),
            ("1 is User", "expected entity, found long"),
            ("principal is User in 1", "expected entity or set of entities, found long"),
            ("1.contains(1)", "expected set, found long"), ("[1].containsAll(1)", "expected set, found long"),
            ("1.isEmpty()", "expected set, found long"), ("1 like \"a\"", "expected string, found long"),
            ("principal.hasTag(1)", "expected string, found long"),
            ("{}.hasTag(\"a\")", "expected entity, found record"),
            ("9223372036854775807 + 1", "9223372036854775807 + 1 leaves the range of 64-bit integers"),
            ("-9223372036854775808 - 1", "-9223372036854775808 - 1 leaves the range of 64-bit integers"),
            ("4611686018427387904 * 2", "4611686018427387904 * 2 leaves the range of 64-bit integers"),
            ("-(-9223372036854775808)", "-(-9223372036854775808) leaves the range of 64-bit integers"),
            ("ip()", "`ip` takes 1 argument, found 0"),
            ("decimal(\"1.0\").lessThan()", "`lessThan` takes 2 arguments, found 1"),
            ("ip(1)", "expected string, found long"),
            ("ip(\"1.1.1.1\").lessThan(decimal(\"1.0\"))", "expected decimal, found ipaddr"),
        ]
    )
    func errors(text: String, expected: String) throws {
        #expect(try Fixture.outcome(text) == "error: " + expected)
    }

    @Test("an error carries the place of the culprit")
    func places() throws {
        let error = #expect(throws: EvaluationError.self) { _ = try Fixture.evaluate("true &&\n  principal.age") }
        #expect(error?.description == "2:3: expected bool, found long")
        #expect(error?.range.offsets == 10..<23)
    }

    @Test("an absent entity of the request has no attributes, which is an error, and is in nothing")
    func absentPrincipal() throws {
        let request = Request(
            principal: EntityUID(type: "User", id: "x"),
            action: Fixture.view,
            resource: Fixture.photo
        )
        let evaluator = Evaluator(request, Entities())
        #expect(
            try evaluator.evaluate(try Expression(parsing: "principal has a || principal in Group::\"g\""))
                == .bool(false)
        )
        let error = #expect(throws: EvaluationError.self) {
            _ = try evaluator.evaluate(try Expression(parsing: "principal.a"))
        }
        #expect(error?.kind == .entityDoesNotExist(request.principal))
    }

    @Test("strings are compared by scalars, never by canonical equivalence")
    func scalars() throws {
        let composed = "\u{e9}"
        let decomposed = "e\u{301}"
        #expect(composed == decomposed, "Swift itself takes them for equal")
        #expect(CedarString(composed) != CedarString(decomposed))
        #expect(Value.string(composed) != Value.string(decomposed))
        #expect(EntityUID(type: "A", id: composed) != EntityUID(type: "A", id: decomposed))
        #expect(try Fixture.outcome("\"\\u{e9}\" == \"e\\u{301}\"") == "false")
        #expect(try Fixture.outcome("[\"\\u{e9}\", \"e\\u{301}\"].contains(\"e\\u{301}\")") == "true")
        #expect(try Fixture.outcome("{\"\\u{e9}\": 1, \"e\\u{301}\": 2}[\"e\\u{301}\"]") == "2")
        #expect(try Fixture.outcome("\"e\\u{301}\" like \"e*\"") == "true")
        #expect(try Fixture.outcome("\"\\u{e9}\" like \"e*\"") == "false")
        #expect(try Fixture.outcome("\"\\r\\n\" like \"*\\n\"") == "true")
        #expect(try Fixture.outcome("A::\"\\u{e9}\" == A::\"e\\u{301}\"") == "false")
        let record = Record([CedarString(composed): .long(1), CedarString(decomposed): .long(2)])
        #expect(record.count == 2)
        #expect(record[CedarString(decomposed)] == .long(2))
    }

    @Test("records of any size find their fields")
    func records() {
        for size in [0, 1, 16, 17, 200] {
            var built = Record()
            for number in 0..<size { built[CedarString("k\(number)")] = .long(Int64(number)) }
            let whole = Record(
                Dictionary(uniqueKeysWithValues: (0..<size).map { (CedarString("k\($0)"), Value.long(Int64($0))) })
            )
            #expect(built == whole)
            #expect((0..<size).allSatisfy { whole[CedarString("k\($0)")] == .long(Int64($0)) })
            #expect(whole["absent"] == nil)
            built["k0"] = nil
            #expect(built.count == max(0, size - 1))
        }
    }

    @Test("descriptions read back to the same value")
    func descriptions() throws {
        let texts = [
            "\"a\\n\\u{301}\\\"\\\\\"", "-5", "[1, \"x\", A::B::\"c\\0\"]", "{\"a b\": {c: true}}",
            "decimal(\"-12.5\")", "ip(\"10.0.0.1/8\")",
            "ip(\"1::2\")", "ip(\"::/0\")", "datetime(\"2026-07-28T01:02:03.004Z\")", "datetime(\"0000-01-01\")",
            "duration(\"-1d2ms\")",
            "datetime(\"9999-12-31\").offset(duration(\"1d\"))",
        ]
        for text in texts {
            let value = try Fixture.evaluate(text)
            #expect(try Fixture.evaluate(value.description) == value)
        }
    }
}
