import Cedar
import Testing

@Suite("Decisions")
struct AuthorizerTests {
    private static let permit = "permit(principal, action, resource);"
    private static let forbid = "forbid(principal, action, resource);"

    @Test("nothing permits: denied without a reason")
    func defaultDeny() throws {
        #expect(try Fixture.authorize("") == Response(decision: .deny, reasons: [], errors: []))
        let never = "permit(principal, action, resource) when { false };"
        #expect(try Fixture.authorize(never) == Response(decision: .deny, reasons: [], errors: []))
    }

    @Test("every satisfied permit is a reason of an allow")
    func permits() throws {
        let response = try Fixture.authorize(
            Self.permit + "permit(principal, action, resource) when { 1 > 2 };" + Self.permit
        )
        #expect(response == Response(decision: .allow, reasons: ["policy0", "policy2"], errors: []))
    }

    @Test("a forbid overrides permits, and forbids alone are the reasons")
    func forbids() throws {
        let response = try Fixture.authorize(Self.permit + Self.forbid + Self.permit)
        #expect(response == Response(decision: .deny, reasons: ["policy1"], errors: []))
        #expect(try Fixture.authorize(Self.forbid) == Response(decision: .deny, reasons: ["policy0"], errors: []))
    }

    @Test("an erring forbid is skipped and reported")
    func erringForbid() throws {
        let response = try Fixture.authorize(
            Self.permit + "\nforbid(principal, action, resource) when { context.itar };"
        )
        #expect(response.decision == .allow)
        #expect(response.reasons == ["policy0"])
        #expect(response.errors.map(\.policy) == ["policy1"])
        #expect(response.errors.first?.error.description == "2:44: the record has no attribute `itar`")
    }

    @Test("an erring permit does not permit, and errors are reported on denial too")
    func erringPermit() throws {
        let text =
            "permit(principal, action, resource) when { context.a };" + Self.forbid
            + "forbid(principal, action, resource) unless { 1 };"
        let response = try Fixture.authorize(text)
        #expect(response.decision == .deny)
        #expect(response.reasons == ["policy1"])
        #expect(response.errors.map(\.policy) == ["policy0", "policy2"])
    }

    @Test(
        "the scope admits by identity, hierarchy and type",
        arguments: [
            ("principal == User::\"alice\", action, resource", true),
            ("principal == User::\"bob\", action, resource", false),
            ("principal in Group::\"all\", action, resource", true),
            ("principal in User::\"alice\", action, resource", true),
            ("principal in Group::\"other\", action, resource", false), ("principal is User, action, resource", true),
            ("principal is Group, action, resource", false),
            ("principal is User in Group::\"staff\", action, resource", true),
            ("principal is Photo in Group::\"staff\", action, resource", false),
            ("principal, action == Action::\"view\", resource", true),
            ("principal, action == Action::\"read\", resource", false),
            ("principal, action in Action::\"read\", resource", true),
            ("principal, action in [Action::\"x\", Action::\"read\"], resource", true),
            ("principal, action in [Action::\"x\"], resource", false),
            ("principal, action, resource is Photo", true), ("principal, action, resource == Photo::\"q\"", false),
        ] as [(String, Bool)]
    )
    func scopes(scope: String, admitted: Bool) throws {
        #expect(try Fixture.authorize("permit(\(scope));").decision == (admitted ? .allow : .deny))
        let policy = try #require(try PolicySet(parsing: "permit(\(scope));", file: "p").policies.first)
        #expect(try Fixture.evaluator().scopeMatches(policy) == admitted)
        #expect(try Fixture.evaluator().evaluate(policy) == (admitted ? .satisfied : .notSatisfied))
    }

    @Test("an action in several listed groups counts once, in the order of the set")
    func indexed() throws {
        let text =
            "permit(principal, action in [Action::\"view\", Action::\"read\"], resource);" + Self.permit
            + "permit(principal, action in Action::\"read\", resource);"
        #expect(try Fixture.authorize(text).reasons == ["policy0", "policy1", "policy2"])
    }

    @Test("when and unless are evaluated apart for obligations")
    func obligations() throws {
        let text = """
            forbid(principal is Group, action, resource)
            when { principal.teams.contains("a") }
            unless { context.ok };
            """
        let policy = try #require(try PolicySet(parsing: text, file: "p").policies.first)
        let met = try Fixture.evaluator(context: ["ok": .bool(true)])
        #expect(met.whenConditions(of: policy) == .satisfied)
        #expect(met.unlessConditions(of: policy) == .satisfied)
        #expect(try !met.scopeMatches(policy))
        let unmet = try Fixture.evaluator(context: ["ok": .bool(false)])
        #expect(unmet.unlessConditions(of: policy) == .notSatisfied)
        guard case .error(let error) = try Fixture.evaluator().unlessConditions(of: policy) else {
            Issue.record("expected an error")
            return
        }
        #expect(error.kind == .attributeDoesNotExist("ok", of: nil))
        let bare = Policy(id: "bare", effect: .forbid)
        #expect(met.whenConditions(of: bare) == .satisfied)
        #expect(met.unlessConditions(of: bare) == .notSatisfied)
    }
}
