import Cedar
import Testing

@Suite("Validation of policies")
struct ValidatorTests {
    @Test("a policy that agrees with the schema has no problem in either mode", arguments: ValidationMode.allCases)
    func agreeing(mode: ValidationMode) throws {
        let policies = """
            permit (principal is User in Team::"a", action in [Action::"view", Action::"edit"], resource is Photo)
            when { context.tls && resource.owner == principal && resource.meta has deep.depth && resource.meta.deep.depth < 3 }
            unless { principal has manager && principal.manager has name && principal.manager.name like "a*" };
            forbid (principal, action == Action::"paint", resource == Color::"red") when { principal in Team::"x" };
            permit (principal, action, resource) when { principal is User && principal.hasTag("k") && principal.getTag("k") == "v" };
            """
        let report = try ValidationFixture.report(policies, mode)
        #expect(report.problems.map(\.description) == [])
        #expect(report.warnings.isEmpty)
        #expect(report.passes)
    }

    @Test("names that the schema lacks are found wherever they stand, with the nearest name")
    func names() throws {
        let report = try ValidationFixture.report(
            """
            permit (principal is Usr, action == Action::"veiw", resource == Color::"rd")
            when { false && principal in Teem::"a" };
            """
        )
        #expect(
            report.problems.map(\.description) == [
                "p.cedar:1:1: policy `policy0`: no action applies to a principal and a resource that the scope allows",
                "p.cedar:1:9: policy `policy0`: there is no entity type `Usr`; did you mean `User`?",
                "p.cedar:1:27: policy `policy0`: there is no action `Action::\"veiw\"`; did you mean `Action::\"view\"`?",
                "p.cedar:1:53: policy `policy0`: `Color::\"rd\"` is none of the entities listed for its type; "
                    + "did you mean `Color::\"red\"`?",
                "p.cedar:2:30: policy `policy0`: there is no entity type `Teem`; did you mean `Team`?",
            ]
        )
    }

    @Test("a scope that no action applies to is told, with `in` where `==` is the cause")
    func applicability() throws {
        func message(_ scope: String) throws -> String? {
            try ValidationFixture.report("permit (\(scope));").problems.first.map { $0.kind.help ?? "no help" }
        }
        #expect(try message("principal, action == Action::\"view\", resource == Team::\"a\"") == "no help")
        #expect(
            try message("principal == Team::\"a\", action == Action::\"view\", resource")
                == "try `in` in place of `==` for the principal"
        )
        #expect(try message("principal in Team::\"a\", action == Action::\"view\", resource") == nil)
        #expect(try message("principal, action == Action::\"read\", resource") == "no help")
        #expect(try message("principal, action in Action::\"read\", resource") == nil)
    }

    @Test(
        "an operand of another type than its place asks for is told, with advice",
        arguments: [
            ("principal.age && true", "expected Bool, found Long"),
            ("principal.age + \"1\" == 2", "expected Long, found String; Cedar does not join strings"),
            ("\"a\".contains(1)", "expected a set, found String; `like` looks into a string"),
            ("resource like \"a\"", "expected String, found Photo; `is` asks for an entity's type"),
            ("principal in \"a\"", "expected an entity or a set of entities, found String; `like` looks into a string"),
            ("principal.age is User", "expected an entity, found Long; only entities can be asked for their type"),
            ("principal.age has x", "expected an entity or a record, found Long"),
            (
                "principal.languages has x",
                "expected an entity or a record, found Set<String>; `contains`, "
                    + "`containsAny` and `containsAll` look into a set"
            ),
            ("principal.age < \"1\"", "expected Long, found String"),
            ("datetime(\"2024-01-01\") < duration(\"1h\")", "expected datetime, found duration"),
            ("principal.score < principal.score", "expected Long, datetime or duration, found decimal"),
            (
                "principal.languages.containsAll(\"a\")",
                "expected a set, found String; `contains` asks whether one value is in a set"
            ),
            ("principal.score.lessThan(1)", "expected decimal, found Long"),
            ("principal.address.city.isEmpty()", "expected a set, found String; a string is empty if it is `== \"\"`"),
        ]
    )
    func unexpectedTypes(condition: String, message: String) throws {
        #expect(try ValidationFixture.messages(condition).first == message)
        let codes = Set(try ValidationFixture.condition(condition))
        #expect(codes == ["unexpectedType"], "\(condition)")
    }

    @Test("attributes and tags are safe only where they are there")
    func attributes() throws {
        #expect(
            try ValidationFixture.messages("principal.agee == 1 && principal.name == \"x\" && context.from.isIpv4()")
                == [
                    "`User` has no attribute `agee`; did you mean `age`?",
                    "the attribute `name` of `User` is optional; ask for it first, as in `principal has name && …`",
                    "the attribute `from` of `context` is optional; ask for it first, as in `context has from && …`",
                ]
        )
        #expect(
            try ValidationFixture.messages("principal.getTag(\"a\") == \"b\" || resource.hasTag(\"a\")") == [
                "a tag of `User` may be absent; ask for it first with `hasTag` of the same entity and the same key"
            ]
        )
        #expect(try ValidationFixture.condition("resource.owner has name && resource.owner.name == \"a\"") == [])
        #expect(
            try ValidationFixture.condition("(resource.hasTag(\"a\") || true) && resource.getTag(\"a\") == 1")
                == ["unguardedTag"]
        )
        let empty = "(if resource.hasTag(\"a\") then resource.getTag(\"a\") == 1 else true)"
        #expect(try ValidationFixture.condition(empty) == [])
    }

    @Test("a tag of a type that has none is not told where its guard, which is false, keeps it from being read")
    func noTags() throws {
        let schema = try ValidationFixture.schema()
        let text = "(resource.hasTag(\"a\") || resource.owner.hasTag(\"a\")) && true"
        #expect(try ValidationFixture.condition(text) == [])
        // In permissive mode an entity may be of two types, one of which has tags of its own.
        let either = "(if context.tls then resource else principal)"
        #expect(
            try ValidationFixture.condition("\(either).hasTag(\"a\") && \(either).getTag(\"a\") == \"x\"", .permissive)
                == []
        )
        #expect(schema.entityType("Photo")?.tags == nil)
    }

    @Test("a tag of a type that has none is refused wherever it is read, as one that may be absent")
    func tagOfTaglessType() throws {
        let atoms = [
            "resource.hasTag(\"a\")", "!resource.hasTag(\"a\")", "resource.getTag(\"a\") == resource.getTag(\"a\")",
            "context.tls", "true", "principal.hasTag(\"a\")",
        ]
        var codes: [String: Int] = [:]
        func count(_ text: String) throws {
            for code in Set(try ValidationFixture.condition(text)) { codes[code, default: 0] += 1 }
        }
        for one in atoms {
            for two in atoms {
                try count("(\(one)) && (\(two))")
                try count("(\(one)) || (\(two))")
                for three in atoms {
                    try count("if \(one) then \(two) else \(three)")
                    try count("((\(one)) || (\(two))) && (\(three))")
                    try count("(if context.tls then \(one) else \(two)) && \(three)")
                }
            }
        }
        // A guard makes the read unreachable, so `noTags` stands only for what no text was found to reach.
        #expect(codes.keys.sorted() == ["unguardedTag"])
        #expect(codes["unguardedTag", default: 0] > 100)
        let problem = ValidationProblem(.noTags([EntityTypeName("Photo")]), policy: "p", file: "p.cedar", range: .none)
        #expect(problem.kind.code == "noTags")
        #expect(problem.message.hasPrefix("policy `p`: `Photo` has no tags"))
    }

    @Test("types that meet must be alike in strict mode alone")
    func incompatibleTypes() throws {
        let cases: [(String, String)] = [
            (
                "[1, \"a\"].contains(2)",
                "the members of a set have no common type, found `Long` and `String`: "
                    + "the types must be the same"
            ),
            (
                "principal.age == \"a\"",
                "both sides of `==` have no common type, found `Long` and `String`: "
                    + "the types must be the same"
            ),
            (
                "(if context.tls then principal else resource) == principal",
                "both branches of an `if` have no common type, found `User` and `Photo`: entities must be of the same type"
            ),
            (
                "principal.languages.contains(1)",
                "the members of the set and the operand of `contains` have no common type, found `String` and `Long`: "
                    + "the types must be the same"
            ),
            (
                "principal.languages.containsAny([1])",
                "the members of both sets of `containsAny` have no common type, found `Set<String>` and `Set<Long>`: "
                    + "the types must be the same"
            ),
            (
                "[{a: 1}, {a: 1, b: 2}].contains({a: 1})",
                "the members of a set have no common type, found `{a: Long}` and `{a: Long, b: Long}`: "
                    + "records must have the same attributes"
            ),
            (
                "principal.address == {city: \"a\", zip: 1}",
                "both sides of `==` have no common type, found `{city: String, zip?: Long}` and `{city: String, zip: Long}`: "
                    + "an attribute must be required in both or optional in both"
            ),
            (
                "[principal].contains(principal.address)",
                "the members of the set and the operand of `contains` have no common type, found `User` and "
                    + "`{city: String, zip?: Long}`: an entity is no record, whatever attributes both have"
            ),
        ]
        for (condition, message) in cases {
            #expect(try ValidationFixture.messages(condition) == [message])
        }
        for condition in ["principal.age == \"a\"", "(if context.tls then principal else resource) == principal"] {
            #expect(try ValidationFixture.condition(condition, .permissive) == [], "\(condition)")
        }
        #expect(try ValidationFixture.condition("[1, \"a\"].contains(2)", .permissive) == ["incompatibleTypes"])
        // Literals and unlike entity types are compared; that gives a truth value, not an error.
        #expect(try ValidationFixture.condition("1 == \"a\" || principal == resource || context.tls") == [])
    }

    @Test("empty sets and values made at run time are refused in strict mode alone")
    func strictOnly() throws {
        let empty = "principal.languages == []"
        let nonLiteral = "ip(principal.address.city).isIpv4()"
        #expect(try ValidationFixture.condition(empty) == ["emptySet"])
        #expect(try ValidationFixture.condition(nonLiteral) == ["nonLiteralArgument"])
        #expect(try ValidationFixture.condition(empty, .permissive) == [])
        #expect(try ValidationFixture.condition(nonLiteral, .permissive) == [])
        #expect(
            try ValidationFixture.codes("permit (principal, action in [], resource);") == [
                "1:1 inapplicableScope", "1:20 emptySet",
            ]
        )
    }

    @Test("calls are checked for the number and the text of their arguments")
    func calls() throws {
        #expect(try ValidationFixture.messages("ip(\"1\", \"2\").isIpv4()") == ["`ip` takes 1 argument, found 2"])
        #expect(try ValidationFixture.condition("ip(\"1.2.3\").isIpv4()") == ["invalidArgument"])
        #expect(
            try ValidationFixture.condition("decimal(\"1\").lessThan(decimal(\"1.00000\"))")
                == ["invalidArgument", "invalidArgument"]
        )
        #expect(try ValidationFixture.condition("ip(1).isIpv4()") == ["unexpectedType"])
        #expect(try ValidationFixture.condition("principal.score.lessThan()") == ["wrongArity"])
    }

    @Test("what is never evaluated is not checked, apart from its names")
    func deadBranches() throws {
        for dead in [
            "resource is Album && resource.nope", "action == Action::\"edit\" && principal.nope",
            "if resource has nope then resource.nope else true", "true || principal.nope",
            "action in Action::\"paint\" && principal.nope",
        ] {
            #expect(try ValidationFixture.condition(dead) == [], "\(dead)")
        }
    }

    @Test("the same problem in many environments is told once, with an environment unless it is in all")
    func merging() throws {
        let report = try ValidationFixture.report(
            "permit (principal, action in Action::\"view\", resource) when { principal.agee == 1 || resource.owner == principal };"
        )
        #expect(
            report.problems.map(\.message) == [
                "policy `policy0`: `Team` has no attribute `agee` (where Team does Action::\"paint\" on Color)",
                "policy `policy0`: `User` has no attribute `agee`; did you mean `age`? "
                    + "(where User does Action::\"paint\" on Color)",
                "policy `policy0`: `Color` has no attribute `owner` (where Team does Action::\"paint\" on Color)",
                "policy `policy0`: the attribute `owner` of `Album` is optional; ask for it first, as in "
                    + "`resource has owner && …` (where User does Action::\"view\" on Album)",
            ]
        )
    }

    @Test("a problem is shown with its line and a mark below")
    func excerpts() throws {
        let text = "permit (principal, action, resource)\nwhen { principal.äge == 1 && \tprincipal.nope }; // é\n"
        let source = try SourceText(text, file: "p.cedar")
        let start = SourceText.position(of: 44, in: source.bytes)
        let end = SourceText.position(of: 59, in: source.bytes)
        #expect(
            source.excerpt(of: SourceRange(start: start, end: end)) == """
                2 | when { principal.äge == 1 &&  principal.nope }; // é
                  |        ^^^^^^^^^^^^^^
                """
        )
        let long = try SourceText(String(repeating: "x", count: 10_000), file: "p.cedar")
        let middle = SourceText.position(of: 5_000, in: long.bytes)
        let shown = long.excerpt(of: SourceRange(start: middle, end: SourceText.position(of: 9_000, in: long.bytes)))
        #expect(shown.utf8.count < 500)
        #expect(shown.hasPrefix("1 | …x"))
        #expect(long.excerpt(of: .none).hasPrefix("1 | x"))
    }

    @Test("an attribute may hold an action, which must be one that the schema declares")
    func actionsAsValues() throws {
        let text = """
            namespace N {
              entity User = {last: Action};
              action view, edit appliesTo {principal: User, resource: User};
            }
            """
        let report = try ValidationFixture.report(
            "permit (principal, action, resource) when { principal.last == action && !(principal.last has x) };",
            schema: text
        )
        #expect(report.problems.map(\.description) == [])
        let schema = try ValidationFixture.schema(text)
        func problems(_ id: String) -> [String] {
            let last = Value.entity(EntityUID(type: "N::Action", id: id))
            return schema.problems(of: Entity(uid: EntityUID(type: "N::User", id: "u"), attributes: ["last": last]))
        }
        #expect(problems("view") == [])
        #expect(problems("veiw") == ["there is no action `N::Action::\"veiw\"`"])
        #expect(
            Fixture.schemaErrors("entity User = {last: Action};") == "s.cedarschema:1:22: there is no type `Action`"
        )
    }
}
