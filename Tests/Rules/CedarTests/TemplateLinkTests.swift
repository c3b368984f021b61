import Cedar
import Testing

@Suite("Template links")
struct TemplateLinkTests {
    static let text = """
        permit (principal in ?principal, action, resource == ?resource) when { principal.age > 18 };
        @id("static") forbid (principal, action, resource) unless { principal has age };
        @id("t") permit (principal == ?principal, action, resource);
        """

    private func errors(_ link: TemplateLink) throws -> String {
        var set = try PolicySet(parsing: Self.text, file: "p.cedar")
        do {
            try set.link(link)
            return "none"
        } catch {
            return "\(error)"
        }
    }

    private let staff = EntityUID(type: "Group", id: "staff")

    @Test("a link takes part in decisions under its own id")
    func decision() throws {
        var set = try PolicySet(parsing: Self.text, file: "p.cedar")
        let link = TemplateLink(
            template: "policy0",
            id: "staff-photo",
            values: [.principal: staff, .resource: Fixture.photo]
        )
        #expect(Authorizer().authorize(try Fixture.evaluator(), policies: set).decision == .deny)
        try set.link(link)
        let response = Authorizer().authorize(try Fixture.evaluator(), policies: set)
        #expect(response.decision == .allow)
        #expect(response.reasons == ["staff-photo"])
        #expect(set.links == [link])
    }

    @Test("a wrong link is refused with the template and the slot")
    func refused() throws {
        #expect(
            try errors(TemplateLink(template: "policy9", id: "x", values: [:]))
                == ":1:1: there is no template `policy9`; did you mean `policy0`?"
        )
        #expect(
            try errors(TemplateLink(template: "policy1", id: "x", values: [:])).hasPrefix(
                ":1:1: there is no template `policy1`"
            )
        )
        #expect(
            try errors(TemplateLink(template: "policy0", id: "x", values: [.principal: staff]))
                == "p.cedar:1:1: template `policy0`: the link `x` gives no entity for `?resource`"
        )
        #expect(
            try errors(TemplateLink(template: "policy2", id: "x", values: [.principal: staff, .resource: staff]))
                == "p.cedar:3:1: template `policy2`: the template has no slot `?resource`"
        )
        #expect(
            try errors(TemplateLink(template: "policy2", id: "policy1", values: [.principal: staff]))
                == "p.cedar:3:1: the id `policy1` is already that of the policy at p.cedar:2:1; ids must be unique"
        )
    }

    @Test("sets with links go through JSON, and their links keep their template when ids change")
    func json() throws {
        var set = try PolicySet(parsing: Self.text, file: "p.cedar")
        try set.link(TemplateLink(template: "policy2", id: "one", values: [.principal: Fixture.alice]))
        let renamed = try set.renamedByAnnotation()
        #expect(renamed.links == [TemplateLink(template: "t", id: "one", values: [.principal: Fixture.alice])])
        #expect(renamed["one"] != nil)
        let read = try PolicySet(json: Array(renamed.json.utf8))
        #expect(read.links == renamed.links)
        #expect(read.policies.map(\.id) == ["static", "one"])
        #expect(read.templates.map(\.id) == ["policy0", "t"])
        #expect(read.json == renamed.json)
    }

    @Test("links of a document are refused at their place")
    func located() throws {
        let json = """
            {"staticPolicies": {}, "templates": {"t": {"effect": "permit", "principal": {"op": "==", "slot": "?principal"},
             "action": {"op": "All"}, "resource": {"op": "All"}, "conditions": []}},
             "templateLinks": [
              {"templateId": "t", "newId": "a", "values": {"?principal": {"type": "A", "id": "b"}}},
              {"templateId": "t", "newId": "a", "values": {"?principal": {"__entity": {"type": "A", "id": "c"}}}},
              {"templateId": "u", "newId": "b", "values": {}},
              {"templateId": "t", "newId": "c", "values": {"?resource": {"type": "A", "id": "b"}}}]}
            """
        let error = #expect(throws: CedarErrors.self) { _ = try PolicySet(json: Array(json.utf8), file: "s.json") }
        #expect(
            error?.description == """
                s.json:5:3: $.templateLinks[1]: the id `a` is already that of the policy at s.json:1:43; ids must be unique
                s.json:6:3: $.templateLinks[2]: there is no template `u`; did you mean `t`?
                s.json:7:3: $.templateLinks[3]: template `t`: the link `c` gives no entity for `?principal`
                s.json:7:3: $.templateLinks[3]: template `t`: the template has no slot `?resource`
                """
        )
    }
}
