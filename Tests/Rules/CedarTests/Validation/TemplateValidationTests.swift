import Cedar
import Testing

@Suite("Validation of templates and links")
struct TemplateValidationTests {
    @Test("a slot ranges over all types that its scope can hold for")
    func slots() throws {
        func environments(_ scope: String) throws -> [String] {
            let set = try PolicySet(parsing: "permit (\(scope));", file: "p.cedar")
            return try ValidationFixture.schema().requestEnvironments(of: set.templates[0]).map(\.description)
        }
        #expect(
            try environments("principal in ?principal, action == Action::\"view\", resource is Photo in ?resource") == [
                "User does Action::\"view\" on Photo, ?principal a Team, ?resource a Album",
                "User does Action::\"view\" on Photo, ?principal a Team, ?resource a Photo",
                "User does Action::\"view\" on Photo, ?principal a User, ?resource a Album",
                "User does Action::\"view\" on Photo, ?principal a User, ?resource a Photo",
            ]
        )
        #expect(
            try environments("principal == ?principal, action == Action::\"paint\", resource") == [
                "Team does Action::\"paint\" on Color, ?principal a Team",
                "User does Action::\"paint\" on Color, ?principal a User",
            ]
        )
    }

    @Test("a template is validated as it stands, and once, however often it is linked")
    func template() throws {
        var set = try PolicySet(
            parsing: "permit (principal == ?principal, action == Action::\"view\", resource) when { principal.nope };",
            file: "p.cedar"
        )
        for id in ["a", "b"] {
            try set.link(template: "policy0", id: PolicyID(id), principal: EntityUID(type: "User", id: id))
        }
        let problems = Validator(try ValidationFixture.schema()).validate(set).problems
        #expect(problems.map(\.policy) == ["policy0"])
        #expect(problems.map(\.kind.code) == ["unknownAttribute"])
    }

    @Test("a link is held to entity types that exist and that some action applies to")
    func links() throws {
        var set = try PolicySet(
            parsing: "permit (principal == ?principal, action == Action::\"view\", resource in ?resource);",
            file: "p.cedar"
        )
        func link(_ id: String, _ principal: EntityTypeName, _ resource: EntityTypeName) throws {
            try set.link(
                template: "policy0",
                id: PolicyID(id),
                principal: EntityUID(type: principal, id: "x"),
                resource: EntityUID(type: resource, id: "x")
            )
        }
        try link("good", "User", "Album")
        try link("unknown", "Usr", "Album")
        try link("inapplicable", "Team", "Album")
        let problems = Validator(try ValidationFixture.schema()).validate(set).problems
        #expect(
            problems.map(\.message) == [
                "policy `unknown`: there is no entity type `Usr`; did you mean `User`?",
                "policy `unknown`: no action applies to a principal and a resource that the scope allows",
                "policy `inapplicable`: no action applies to a principal and a resource that the scope allows; "
                    + "try `in` in place of `==` for the principal",
            ]
        )
    }
}
