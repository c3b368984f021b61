import Cedar
import Testing

@Suite("Typed expressions")
struct TypecheckerTests {
    @Test("the environments of a policy are those that schema and scope allow")
    func environments() throws {
        let schema = try ValidationFixture.schema()
        #expect(schema.requestEnvironments.count == 6)
        func allowed(_ scope: String) throws -> [String] {
            schema.requestEnvironments(of: try PolicySet(parsing: "permit (\(scope));", file: "p").policies[0])
                .map(\.description)
        }
        #expect(
            try allowed("principal in Team::\"a\", action in Action::\"view\", resource") == [
                "Team does Action::\"paint\" on Color", "User does Action::\"paint\" on Color",
                "User does Action::\"view\" on Album", "User does Action::\"view\" on Photo",
            ]
        )
        #expect(try allowed("principal is Team, action, resource") == ["Team does Action::\"paint\" on Color"])
        #expect(try allowed("principal, action == Action::\"read\", resource") == [])
    }

    @Test(
        "every construct has its type",
        arguments: [
            ("1", "Long"), ("\"a\"", "String"), ("true", "true"), ("principal", "User"), ("action", "Action"),
            ("principal.address.city", "String"), ("principal.languages", "Set<String>"), ("!context.tls", "Bool"),
            ("!false", "true"), ("-principal.age", "Long"), ("principal.age * 2 - 1", "Long"),
            ("[principal, User::\"a\"]", "Set<User>"), ("{a: 1, b: {c: true}}", "{a: Long, b: {c: true}}"),
            ("if context.tls then 1 else 2", "Long"), ("if true then 1 else \"a\"", "Long"),
            ("[true, false]", "Set<Bool>"), ("context", "{from?: ipaddr, tls: Bool, who?: User}"),
            ("principal is User", "true"), ("principal is Team", "false"), ("resource in Album::\"a\"", "Bool"),
            ("resource in principal", "false"), ("action in Action::\"read\"", "true"),
            ("action == Action::\"edit\"", "false"),
            ("action in [Action::\"paint\", Action::\"view\"]", "true"), ("principal == resource", "false"),
            ("principal == User::\"a\"", "Bool"), ("1 == (true && true || false)", "false"),
            ("true != (true && (false || true))", "false"), ("1 == (1 < 2 && true)", "incompatibleTypes"),
            ("1 == 1", "true"), ("1 != 1", "false"), ("context has tls", "true"),
            ("principal has age", "Bool"), ("principal has nope", "false"), ("resource.hasTag(\"a\")", "false"),
            ("principal has name && principal has name", "Bool"), ("false && principal.nope", "false"),
            ("ip(\"::1\").isInRange(ip(\"::/8\"))", "Bool"), ("principal.born.offset(duration(\"1h\"))", "datetime"),
            ("principal.born.toTime().toSeconds()", "Long"),
            ("datetime(\"2024-01-01\").durationSince(principal.born)", "duration"),
            ("principal.nope", "unknownAttribute"), ("[]", "emptySet"),
        ]
    )
    func types(text: String, type: String) throws {
        #expect(try ValidationFixture.type(text) == type)
    }

    @Test(
        "permissive mode joins unlike entities and records",
        arguments: [
            ("[]", "an empty set"), ("if context.tls then principal else resource", "Photo or User"),
            ("if context.tls then {a: 1, b: 1} else {a: 2}", "{a: Long, …}"),
            ("(if context.tls then principal else resource) has age", "Bool"),
            ("(if context.tls then principal else resource) has nope", "false"),
            ("(if context.tls then resource else Album::\"a\").size", "Long"),
            ("(if context.tls then resource else Album::\"a\").owner", "unguardedAttribute"),
            ("(if context.tls then principal else resource).age", "unknownAttribute"),
            ("(if context.tls then principal else resource) is User", "Bool"),
        ]
    )
    func permissiveTypes(text: String, type: String) throws {
        #expect(try ValidationFixture.type(text, .permissive) == type)
    }

    @Test(
        "what a `has` has shown holds where it is known to be true, and nowhere else",
        arguments: [
            ("principal has name && principal.name == \"a\"", true),
            ("!(principal has name) || principal.name == \"a\"", false),
            ("principal has name || principal.name == \"a\"", false),
            ("if principal has name then principal.name == \"a\" else false", true),
            ("if principal has name then true else principal.name == \"a\"", false),
            ("(principal has name && context.tls) && principal.name == \"a\"", true),
            ("(principal has name || principal has manager) && principal.name == \"a\"", false),
            (
                "((principal has name && context.tls) || (context.tls && principal has name)) && principal.name == \"a\"",
                true
            ),
            ("(if context.tls then principal has name else principal has name) && principal.name == \"a\"", true),
            ("(principal has name || false) && principal.name == \"a\"", true),
            ("principal has manager.name && principal.manager.name == \"a\"", true),
            ("principal has manager.name && principal.name == \"a\"", false),
            ("principal has \"name\" && principal[\"name\"] == \"a\"", true),
            ("(principal has name) == true && principal.name == \"a\"", false),
            ("principal.hasTag(\"a\") && principal.getTag(\"a\") == \"x\"", true),
            ("principal.hasTag(\"a\") && principal.getTag(\"b\") == \"x\"", false),
            ("principal.hasTag(context.who.address.city) && true", false),
            ("principal.hasTag(principal.address.city) && principal.getTag(principal.address.city) == \"x\"", true),
            (
                "(if context.tls != true then principal else resource.owner) has name && "
                    + "(if !(context.tls == true) then principal else resource.owner).name == \"a\"", true
            ),
        ]
    )
    func capabilities(text: String, isValid: Bool) throws {
        #expect(try ValidationFixture.condition(text).isEmpty == isValid)
    }

    @Test("the typed tree leaves out what is never evaluated")
    func pruning() throws {
        let checker = Typechecker(try ValidationFixture.schema())
        func tree(_ text: String) throws -> TypedExpression {
            let result = checker.check(try Expression(parsing: text), in: try ValidationFixture.environment())
            return try #require(result.expression)
        }
        guard case .and(let parts) = try tree("context.tls && resource is Album && principal.nope").kind else {
            Issue.record("expected a chain")
            return
        }
        #expect(parts.map(\.type.description) == ["Bool", "false"])
        guard case .variable(.principal) = try tree("if true then principal else principal.nope").children[2].kind
        else {
            Issue.record("expected the living branch in both places")
            return
        }
        guard case .and(let steps) = try tree("principal has manager.name").kind,
            case .has(let base, "name") = steps[1].kind
        else {
            Issue.record("expected `has` step by step")
            return
        }
        #expect(base.type.description == "User")
        #expect(base.isGuarded)
    }

    @Test("the outcome of a policy has the scope in its tree, and is false where the policy never applies")
    func outcomes() throws {
        let policy = try PolicySet(
            parsing: "permit (principal, action, resource is Photo) when { principal.age > 1 };",
            file: "p.cedar"
        ).policies[0]
        let checker = Typechecker(try ValidationFixture.schema())
        let outcomes = checker.check(policy)
        #expect(outcomes.map(\.isWellTyped) == [true, true])
        let others = checker.schema.requestEnvironments.filter { $0.resource != "Photo" }
        for environment in others {
            let outcome = checker.check(policy, in: environment)
            #expect(outcome.isAlwaysFalse)
            #expect(outcome.condition?.type.knownTruth == false)
        }
    }
}
