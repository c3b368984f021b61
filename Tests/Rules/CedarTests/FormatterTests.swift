import Cedar
import Testing

@Suite("The formatter")
struct FormatterTests {
    private func format(_ text: String, width: Int = 80, indent: Int = 2) throws -> String {
        try CedarFormatter(width: width, indent: indent).format(policies: SourceText(text, file: "p.cedar"))
    }

    private func format(schema text: String) throws -> String {
        try CedarFormatter().format(schema: SourceText(text, file: "s.cedarschema"))
    }

    @Test("what fits stands on one line, what does not is broken at its outermost places")
    func layout() throws {
        let text = """
            @id("x")@b permit(principal,action,resource);
            forbid(principal in Group::"a very long group name that goes on and on and on", action in [Action::"one",
            Action::"two",], resource is Foo in Bar::"x",) when { if principal.aaaaaaaaaaaaaaaaaaaaaaaaaa then
            resource.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb else context.ccccccccccccccccccccccccc } unless
            { principal.aaaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbbbb.contains({a: 1, b: [1,2,3,4], "cccccccccccccccc":
            "ddddddddddddddddddddddddd"}) };
            permit(principal,action,resource) when { (principal.aaaaaaaaaaaaaaaaaaaaaaaaaa || principal has bbbbbbbbbbbbbbbbbbbb.ccccccc)
            && [1,2].containsAll([-principal.cccc, - 3, !(principal.d)]) && 1+2*3-4>5 && {}==[ ] && ip("::").isInRange(x::y::"")
            && principal is A::B in C::"d" && principal["e"].f like "g*" };
            """
            .replacing("x::y::\"\"", with: "ip(\"::/8\")")
        let expected = """
            @id("x")
            @b
            permit (principal, action, resource);

            forbid (
              principal in Group::"a very long group name that goes on and on and on",
              action in [Action::"one", Action::"two"],
              resource is Foo in Bar::"x"
            )
            when
            {
              if
                principal.aaaaaaaaaaaaaaaaaaaaaaaaaa
              then
                resource.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
              else
                context.ccccccccccccccccccccccccc
            }
            unless
            {
              principal.aaaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbbbb.contains(
                { a: 1, b: [1, 2, 3, 4], "cccccccccccccccc": "ddddddddddddddddddddddddd" }
              )
            };

            permit (principal, action, resource)
            when
            {
              (
                principal.aaaaaaaaaaaaaaaaaaaaaaaaaa ||
                principal has bbbbbbbbbbbbbbbbbbbb.ccccccc
              ) &&
              [1, 2].containsAll([-principal.cccc, -3, !(principal.d)]) &&
              1 + 2 * 3 - 4 > 5 &&
              {} == [] &&
              ip("::").isInRange(ip("::/8")) &&
              principal is A::B in C::"d" &&
              principal["e"].f like "g*"
            };

            """
        #expect(try format(text) == expected)
        #expect(try format(expected) == expected)
    }

    @Test("every comment is kept where it stands")
    func comments() throws {
        let text = """
            // licence

            // head
            @id("x") // behind annotation
            // before permit
            permit( // a
             principal, // b
             action == Action::"x" // c
             , // d
             resource // e
             , // f
            ) // g
            when { // h
             // i
             principal.a && // j
             // k
             principal.b // l
             == [ // m
               1 // n
             , // o
             ] // p
            } // q
            // r
            ; // s
            // t


            // u
            permit(principal,action,resource);// v
            // w


            """
        let formatted = try format(text)
        #expect(
            formatted == """
                // licence

                // head
                @id("x") // behind annotation
                // before permit
                permit ( // a
                  principal, // b
                  action == Action::"x" // c
                  , // d
                  resource // e
                  , // f
                ) // g
                when
                { // h
                  // i
                  principal.a && // j
                  // k
                  principal.b // l
                  ==
                    [ // m
                      1 // n
                      , // o
                    ] // p
                } // q
                // r
                ; // s

                // t

                // u
                permit (principal, action, resource); // v
                // w

                """
        )
        #expect(try format(formatted) == formatted)
    }

    @Test("a text without policies keeps its comments")
    func noPolicies() throws {
        #expect(try format("") == "")
        #expect(try format("  \n ") == "")
        #expect(try format("// a\r\n\r\n// b  \n\n") == "// a\n\n// b\n")
    }

    @Test("width and indentation can be set")
    func settings() throws {
        let text = "permit (principal, action, resource) when { context.a == 1 };"
        #expect(
            try format(text, width: 20, indent: 4) == """
                permit (
                    principal,
                    action,
                    resource
                )
                when
                {
                    context.a == 1
                };

                """
        )
    }

    @Test("schemas are laid out with their comments")
    func schemas() throws {
        let text = """
            // top
            @doc("x") entity A,B in [C]={a:Long,b?:Set<{c:String}>, // c
            "d e":__cedar::ipaddr,} tags Long; entity C enum ["x","y"]; // d

            namespace N{ // e
            type T={@a x:Long};
            // f

            action a,"b c" in [d,N::Action::"e"] appliesTo{principal:[A,B],resource:C,context:{}};action d,e;
            // g
            }
            // h
            """
        let formatted = try format(schema: text)
        #expect(
            formatted == """
                // top
                @doc("x")
                entity A, B in [C] = {
                  a: Long,
                  b?: Set<{ c: String }>, // c
                  "d e": __cedar::ipaddr
                } tags Long;
                entity C enum ["x", "y"]; // d

                namespace N { // e
                  type T = { @a x: Long };
                  // f

                  action a, "b c" in [d, N::Action::"e"] appliesTo {
                    principal: [A, B],
                    resource: C,
                    context: {}
                  };
                  action d, e;
                // g
                }
                // h

                """
        )
        #expect(try format(schema: formatted) == formatted)
    }

    @Test("a wrong text is refused with its errors")
    func wrong() throws {
        let error = #expect(throws: CedarErrors.self) { _ = try format("permit (principal") }
        #expect(error?.errors.first?.range.start.column == 18)
    }

    @Test("a set read from JSON is written as text with its ids")
    func sets() throws {
        let text =
            "@id(\"a\")\npermit (principal == ?principal, action, resource);\n\nforbid (principal, action, resource);\n"
        let numbered = try PolicySet(parsing: text, file: "p")
        #expect(try PolicySet(json: Array(numbered.json.utf8)).text() == text)
        let named = try numbered.renamedByAnnotation()
        let written = try PolicySet(json: Array(named.json.utf8)).text()
        #expect(
            written
                == "@id(\"policy1\")\nforbid (principal, action, resource);\n\n@id(\"a\")\npermit (principal == ?principal, action, resource);\n"
        )
        let ids = try PolicySet(parsing: written, file: "p").renamedByAnnotation()
        #expect(ids["policy1"]?.effect == .forbid)
        #expect(ids["a"]?.isTemplate == true)
        var linked = numbered
        try linked.link(template: "policy0", id: "l", principal: Fixture.alice)
        let error = #expect(throws: CedarErrors.self) { _ = try linked.text() }
        #expect(error?.description.contains("the policy `l` is linked from the template `policy0`") == true)
    }
}
