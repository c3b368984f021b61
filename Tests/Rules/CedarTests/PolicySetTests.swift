import Cedar
import Testing

@Suite("Policy sets, templates and links")
struct PolicySetTests {
    private static let templates = """
        @id("owner")
        permit(principal == ?principal, action, resource is Photo in ?resource);
        forbid(principal in ?principal, action, resource) when { context.blocked };
        permit(principal, action == Action::"edit", resource);
        """

    @Test("templates take part only when linked")
    func linking() throws {
        var set = try PolicySet(parsing: Self.templates, file: "p.cedar")
        #expect(set.templates.map(\.id) == ["policy0", "policy1"])
        #expect(set.policies.map(\.id) == ["policy2"])
        let evaluator = try Fixture.evaluator(context: ["blocked": .bool(true)])
        #expect(Authorizer().authorize(evaluator, policies: set).reasons.isEmpty)
        try set.link(template: "policy0", id: "a", principal: Fixture.alice, resource: Fixture.photo)
        #expect(
            Authorizer().authorize(evaluator, policies: set) == Response(decision: .allow, reasons: ["a"], errors: [])
        )
        try set.link(template: "policy1", id: "b", principal: EntityUID(type: "Group", id: "all"))
        #expect(
            Authorizer().authorize(evaluator, policies: set) == Response(decision: .deny, reasons: ["b"], errors: [])
        )
        #expect(set["b"]?.template == "policy1")
        #expect(set["b"]?.isTemplate == false)
    }

    @Test("a wrong link says what is missing")
    func wrongLinks() throws {
        var set = try PolicySet(parsing: Self.templates, file: "p.cedar")
        func message(_ template: PolicyID, _ id: PolicyID, _ principal: EntityUID?, _ resource: EntityUID?) -> String {
            do {
                try set.link(template: template, id: id, principal: principal, resource: resource)
                return "none"
            } catch {
                return error.description
            }
        }
        #expect(
            message("policy0", "x", Fixture.alice, nil)
                == "p.cedar:1:1: template `policy0`: the link `x` gives no entity for `?resource`"
        )
        #expect(
            message("policy1", "x", Fixture.alice, Fixture.photo)
                == "p.cedar:3:1: template `policy1`: the template has no slot `?resource`"
        )
        #expect(message("policy9", "x", nil, nil) == ":1:1: there is no template `policy9`; did you mean `policy0`?")
        #expect(
            message("policy1", "policy2", Fixture.alice, nil).hasSuffix(
                "is already that of the policy at p.cedar:4:1; ids must be unique"
            )
        )
        #expect(message("policy1", "x", Fixture.alice, nil) == "none")
    }

    @Test("a template evaluated by itself is an unlinked slot")
    func unlinked() throws {
        let set = try PolicySet(parsing: Self.templates, file: "p.cedar")
        guard case .error(let error) = try Fixture.evaluator().evaluate(set.templates[0]) else {
            Issue.record("expected an error")
            return
        }
        #expect(error.kind == .unlinkedSlot(.principal))
        #expect(error.range.start.line == 2)
    }

    @Test("policies are renamed by their annotation, and repeated ids are reported")
    func renaming() throws {
        let text = "@id(\"a\") permit(principal, action, resource); permit(principal, action, resource);"
        #expect(try PolicySet(parsing: text, file: "p").renamedByAnnotation().policies.map(\.id) == ["a", "policy1"])
        let twice = "@id(\"a\") permit(principal, action, resource);\n@id(\"a\") forbid(principal, action, resource);"
        let set = try PolicySet(parsing: twice, file: "p")
        let error = #expect(throws: CedarErrors.self) { _ = try set.renamedByAnnotation() }
        #expect(error?.description == "p:2:1: the id `a` is already that of the policy at p:1:1; ids must be unique")
    }

    @Test("sets merge when their ids differ")
    func merging() throws {
        let one = try PolicySet(parsing: "@id(\"a\") permit(principal, action, resource);", file: "1")
            .renamedByAnnotation()
        let two = try PolicySet(parsing: "@id(\"b\") forbid(principal, action, resource);", file: "2")
            .renamedByAnnotation()
        #expect(try PolicySet.merging([one, two]).policies.map(\.id) == ["a", "b"])
        #expect(throws: CedarErrors.self) { _ = try PolicySet.merging([one, one]) }
    }

    @Test("ids are compared by scalars")
    func idScalars() throws {
        let text =
            "@id(\"\u{e9}\") permit(principal, action, resource); @id(\"e\u{301}\") permit(principal, action, resource);"
        #expect(try PolicySet(parsing: text, file: "p").renamedByAnnotation().policies.count == 2)
    }
}
