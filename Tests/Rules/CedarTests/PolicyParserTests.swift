import Cedar
import Testing

@Suite("Policy text")
struct PolicyParserTests {
    @Test(
        "an error says where and what to do",
        arguments: [
            (
                "permit(principal, action);",
                "1:25: the scope must name `principal`, `action` and `resource`; `resource` is missing"
            ),
            ("permit();", "1:8: the scope must name `principal`, `action` and `resource`; `principal` is missing"),
            (
                "permit(action, principal, resource);",
                "1:8: expected `principal`, found `action`; the order is `principal, action, resource`"
            ),
            (
                "permit(principle, action, resource);",
                "1:8: expected `principal`, found `principle`; did you mean `principal`?"
            ),
            (
                "permit(principal, action, resource, context);",
                "1:37: the scope has exactly `principal`, `action` and `resource`; found `context` after them"
            ),
            ("permit(principal = A::\"x\", action, resource);", "1:18: `=` is no operator; write `==`"),
            (
                "permit(principal is A == A::\"x\", action, resource);",
                "1:23: `is` and `==` cannot stand together; write `principal == …` alone"
            ),
            (
                "permit(principal is == A::\"x\", action, resource);",
                "1:21: `is` and `==` cannot stand together; write one of them"
            ),
            (
                "permit(principal in A::\"x\" is A, action, resource);",
                "1:28: `is` comes before `in`; write `principal is Type in …`"
            ),
            (
                "permit(principal in [A::\"x\"], action, resource);",
                "1:21: `principal` takes one entity; a list stands only after `action in`"
            ),
            (
                "permit(principal, action is Action, resource);",
                "1:26: `is` cannot stand after `action`; use `==` or `in`"
            ),
            (
                "permit(principal, action == A::\"x\", resource);",
                "1:29: `A::\"x\"` is no action; its type must be `Action`, in a namespace or not"
            ),
            (
                "permit(principal, action == ?action, resource);",
                "1:29: a slot cannot stand for an action; slots are `?principal` and `?resource`"
            ),
            (
                "permit(principal == ?resource, action, resource);",
                "1:21: `?resource` cannot stand for the principal; write `?principal`"
            ),
            (
                "permit(principal == ?who, action, resource);",
                "1:21: `?who` is no slot; slots are `?principal` and `?resource`"
            ),
            (
                "permit(principal != A::\"x\", action, resource);",
                "1:18: `!=` cannot stand in the scope; move the condition on `principal` into a `when` clause"
            ),
            (
                "permit(principal: A, action, resource);",
                "1:17: a type is not written after `:`; write `principal is Type`"
            ),
            (
                "permit(principal is if, action, resource);",
                "1:21: `if` is a reserved word and cannot be part of a type name; write it in quotes where a string may stand"
            ),
            (
                "permit(principal is __cedar::A, action, resource);",
                "1:21: `__cedar` is kept for built-in definitions and cannot be part of a type name"
            ),
            (
                "permit(principal == A, action, resource);",
                "1:22: expected `::` and a string to complete an entity, found `,`"
            ),
            (
                "permt(principal, action, resource);",
                "1:1: expected `permit` or `forbid`, found `permt`; did you mean `permit`?"
            ),
            (
                "@id(\"a\") @id(\"b\") permit(principal, action, resource);",
                "1:10: the policy has two annotations `@id`; keep one"
            ),
            (
                "permit(principal, action, resource)",
                "1:36: expected `when`, `unless` or `;`, found the end of the text"
            ),
            (
                "permit(principal, action, resource) wen { true };",
                "1:37: expected `when`, `unless` or `;`, found `wen`; did you mean `when`?"
            ),
            (
                "permit(principal, action, resource) when { };",
                "1:44: the body of `when` is empty; write a condition or leave the clause out"
            ),
            ("permit(principal, action, resource) when { true ;", "1:49: expected `}` to close the clause, found `;`"),
        ] as [(String, String)]
    )
    func scopeErrors(text: String, message: String) {
        #expect(Fixture.errors(text) == "p.cedar:" + message)
    }

    @Test(
        "an error in an expression says where and what to do",
        arguments: [
            ("1 < 2 < 3", "1:7: `<` cannot follow another comparison; put one of them in parentheses"),
            ("1 < 2 == true", "1:7: `==` cannot follow another comparison; put one of them in parentheses"),
            ("context has a has b", "1:15: `has` cannot follow another comparison; put one of them in parentheses"),
            (
                "9223372036854775808",
                "1:1: 9223372036854775808 is greater than the greatest integer, 9223372036854775807"
            ),
            ("-9223372036854775809", "1:2: -9223372036854775809 is less than the least integer, -9223372036854775808"),
            ("!!!!!true", "1:1: more than four `!` in a row; write at most four"),
            ("-----1", "1:1: more than four `-` in a row; write at most four"),
            ("!-1", "1:2: `!` and `-` cannot be mixed; use parentheses"),
            ("4 / 2", "1:3: Cedar has no `/`"),
            ("4 % 2", "1:3: Cedar has no `%`"),
            (
                "principal.in",
                "1:11: `in` is a reserved word and cannot be an attribute after `.`; write it in quotes where a string may stand"
            ),
            (
                "context has if",
                "1:13: `if` is a reserved word and cannot be an attribute after `has`; write it in quotes where a string may stand"
            ),
            (
                "{in: 1}",
                "1:2: `in` is a reserved word and cannot be a key of a record; write it in quotes where a string may stand"
            ),
            ("{a: 1, \"a\": 2}", "1:8: the key \"a\" stands twice in the record"),
            ("context[1]", "1:9: expected a string as the attribute in brackets, found `1`"),
            ("context like context", "1:14: expected a string as the pattern of `like`, found `context`"),
            ("?principal", "1:1: the slot `?principal` cannot stand in a condition; slots stand only in the scope"),
            ("principle", "1:1: `principle` is no variable; did you mean `principal`?"),
            ("foo", "1:1: `foo` is no variable; text is written in double quotes, an entity as `Type::\"id\"`"),
            ("context.contain(1)", "1:9: there is no method `contain`; did you mean `contains`?"),
            ("context.contains()", "1:9: `contains` takes one argument, found 0"),
            ("context.isEmpty(1)", "1:9: `isEmpty` takes no arguments, found 1"),
            ("contains(1)", "1:1: `contains` is a method; write `value.contains(…)`"),
            ("context.ip()", "1:9: `ip` is a function; write `ip(…)`"),
            ("durations(\"1s\")", "1:1: there is no function `durations`; did you mean `duration`?"),
            ("principal is User::\"a\"", "1:14: `is` takes a type, not an entity; leave out the id"),
            ("\"abc", "1:1: the string that begins here is not closed; add `\"`"),
            ("\"a\\q\"", "1:3: `\\q` is no escape; the escapes are \\n \\r \\t \\\\ \\0 \\' \\\" \\xHH \\u{H…}"),
            ("\"\\x80\"", "1:2: `\\x` takes two hexadecimal digits up to 7F"),
            ("\"\\u{d800}\"", "1:2: `\\u{d800}` is no Unicode scalar"),
            ("\"\\u{1234567}\"", "1:2: `\\u` takes one to six hexadecimal digits in braces, as `\\u{1F600}`"),
            ("\"a\\*\"", "1:5: `\\*` stands only in the pattern of `like`"),
            ("\"a\\\nb\"", "1:4: a backslash before a line break is no escape; write `\\n` for a line break"),
            ("1 == true & false", "1:11: \"&\" has no meaning here; write `&&`"),
            ("'a'", "1:1: \"'\" has no meaning here; strings are written in double quotes"),
            ("if true then 1", "1:15: expected `else` because `if` needs both branches, found the end of the text"),
            ("1 == if true then 1 else 2", "1:6: `if` inside an operation must stand in parentheses"),
            ("context = 1", "1:9: `=` is no operator; write `==`"),
            ("", "1:1: expected an expression, found the end of the text"),
            ("1 2", "1:3: expected an operator or the end of the text, found `2`"),
        ] as [(String, String)]
    )
    func expressionErrors(text: String, message: String) {
        let error = #expect(throws: ParseError.self) { _ = try Expression(parsing: text, file: "e") }
        #expect(error?.description == "e:" + message)
    }

    @Test("all errors of a text are reported, each located")
    func severalErrors() {
        let text = """
            permit(principal, action);
            permit(principal, action, resource);
            forbid(principal, action, resource)
                when { "ä" == principl };
            """
        #expect(
            Fixture.errors(text) == """
                p.cedar:1:25: the scope must name `principal`, `action` and `resource`; `resource` is missing
                p.cedar:4:19: `principl` is no variable; did you mean `principal`?
                """
        )
    }

    @Test("every construct of the grammar is read")
    func grammar() throws {
        let text = """
            // A comment
            @id("first") @flag @if("x")
            permit (
                principal is A::B in A::C::"d",
                action in [Action::"a", N::Action::"b",],
                resource == R::"\\u{1F600}\\x41\\n",
            )
            when { if principal has a.b.c then context["in"] else resource.x.y("z") }
            unless { !true || false && (1 + 2 * -3 - -9223372036854775808 < 4) }
            when { {a: 1, "b c": [1, "x", true,], principal: {},}.a in [A::"x"] };
            forbid(principal, action, resource,);
            """
        let broken = Fixture.errors(text)
        #expect(broken == "p.cedar:8:66: there is no method `y`")
        let set = try PolicySet(
            parsing: text.split(separator: "\n").map(String.init).map {
                $0.contains(".y(") ? "when { true } unless { !!principal.a || --1 == 2 }" : $0
            }.joined(separator: "\n"),
            file: "p.cedar"
        )
        #expect(set.policies.map(\.id) == ["policy0", "policy1"])
        let first = try #require(set["policy0"])
        #expect(first.annotation("id") == "first")
        #expect(first.annotation("flag") == "")
        #expect(first.annotation("missing") == nil)
        #expect(first.annotations.map(\.name) == ["id", "flag", "if"])
        #expect(first.scope.principal == .isTypeIn("A::B", .entity(EntityUID(type: "A::C", id: "d"))))
        #expect(first.scope.resource == .equal(.entity(EntityUID(type: "R", id: "\u{1F600}A\n"))))
        #expect(first.conditions.map(\.kind) == [.when, .unless, .unless, .when])
        #expect(first.range.start.line == 2)
        #expect(set.policies[1].conditions.isEmpty)
    }

    @Test(
        "precedence and grouping",
        arguments: [
            ("1 + 2 * 3 == 7 && true || false", "true"), ("10 - 3 - 2", "5"), ("2 * 3 - 4 * 5 + 1", "-13"),
            ("--5", "5"), ("----5", "5"), ("-(-9223372036854775807)", "9223372036854775807"),
            ("-9223372036854775808", "-9223372036854775808"), ("false && false || true", "true"),
            ("true || true && false", "true"), ("(true || true) && false", "false"),
            ("if false then 1 else if true then 2 else 3", "2"), ("{\"in\": 3}[\"in\"]", "3"),
            ("{principal: 4}.principal", "4"),
            ("1 + (if true then 1 else 2)", "2"), ("[1, 1, 2,] == [2, 1]", "true"), ("[].isEmpty()", "true"),
        ]
    )
    func precedence(text: String, expected: String) throws {
        #expect(try Fixture.outcome(text) == expected)
    }

    @Test("an empty text is an empty set, an empty action list matches nothing")
    func empty() throws {
        #expect(try PolicySet(parsing: "  // nothing", file: "p").policies.isEmpty)
        #expect(try Fixture.authorize("permit(principal, action in [], resource);").decision == .deny)
    }

    @Test("text that is not UTF-8 is refused at the byte")
    func encoding() {
        let bytes = Array("permit\n(".utf8) + [0xC3, 0x28]
        let error = #expect(throws: CedarErrors.self) { _ = try PolicySet(bytes: bytes, file: "p.cedar") }
        #expect(error?.description == "p.cedar:2:2: the text is not UTF-8: byte 8 (0xc3) starts no valid sequence")
        for sequence: [UInt8] in [
            [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0x80], [0xFF],
        ] {
            #expect(throws: CedarErrors.self) { _ = try PolicySet(bytes: sequence, file: "p") }
        }
    }

    @Test("expressions are equal if written alike, wherever they stand")
    func equality() throws {
        let one = try Expression(parsing: "principal.a == 1")
        let two = try Expression(parsing: "  principal . a\n== (1)")
        #expect(one == two)
        #expect(Set([one, two]).count == 1)
        #expect(two.range.start.column == 3)
    }
}
