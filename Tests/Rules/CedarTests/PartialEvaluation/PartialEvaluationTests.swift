import Cedar
import CedarCases
import Testing

@Suite("Partial evaluation")
struct PartialEvaluationTests {
    let ann = EntityUID(type: "User", id: "ann")
    let view = EntityUID(type: "Action", id: "view")

    /// What is left of a condition with the context unknown, the principal known wholly, and of the resource what `facts` says.
    func residual(_ condition: String, _ facts: EntityFacts? = EntityFacts()) throws -> String {
        try response("permit (principal, action, resource) when { \(condition) };", facts).policies[0].condition
            .description
    }

    func response(_ policies: String, _ facts: EntityFacts? = EntityFacts()) throws -> PartialResponse {
        let schema = try CaseSchema.schema()
        let environment = try #require(
            schema.requestEnvironment(principal: "User", action: view, resource: "Doc")
        )
        var writer = StoreWriter(seed: 1)
        let group = EntityUID(type: "Group", id: "g1")
        let user = try writer.user(ann, docs: [])
        var attributes = user.attributes
        attributes["age"] = .long(30)
        attributes["admin"] = .bool(false)
        let store = try Entities([
            Entity(uid: ann, attributes: attributes, parents: [group]),
            Entity(uid: group, attributes: ["level": .long(1)]),
        ])
        let request = PartialRequest(principal: .known(ann), action: view, resource: .unknown("Doc", facts))
        let set = try TypedPolicies(
            try PolicySet(parsing: policies, file: "p.cedar"),
            schema: schema,
            environment: environment
        )
        return try set.evaluate(request, entities: try PartialEntities(store, schema: schema))
    }

    @Test("what is known is computed, what is not stays as it was written")
    func folding() throws {
        #expect(try residual("principal.age + 1 > resource.size") == "(31 > resource.size)")
        #expect(try residual("principal.admin || resource.secret") == "resource.secret")
        #expect(try residual("principal in Group::\"g1\" && context.mfa") == "context.mfa")
        #expect(try residual("principal.age > 20 || resource.secret") == "true")
    }

    @Test("an error that cannot be avoided is an error; one that can be stays a residual")
    func errors() throws {
        #expect(try residual("9223372036854775807 + principal.age > 0 && resource.secret").hasPrefix("error("))
        #expect(
            try residual("resource.secret && 9223372036854775807 + principal.age > 0")
                == "(resource.secret && error(\"9223372036854775807 + 30 leaves the range of 64-bit integers\"))"
        )
    }

    @Test("`x && false` is false only where x cannot err")
    func soundPruning() throws {
        #expect(try residual("resource.secret && principal.admin") == "false")
        #expect(try residual("resource.size + 1 > 0 && principal.admin") == "(((resource.size + 1) > 0) && false)")
        // Nothing says that the resource is in the store, so that reading it can err.
        #expect(try residual("resource.secret && principal.admin", nil) == "(resource.secret && false)")
        #expect(try residual("resource has note && resource.note == \"a\" && principal.admin", nil) == "false")
    }

    @Test("of an `if` whose test is false or errs, the `else` is left")
    func testThatIsFalseOrErrs() throws {
        #expect(
            try residual("if resource.size + 1 > 0 && principal.admin then !resource.secret else resource.secret")
                == "(if (((resource.size + 1) > 0) && false) then resource.secret else resource.secret)"
        )
    }

    @Test("an entity that is there has what its type requires")
    func requiredAttributes() throws {
        #expect(try residual("resource has size && resource.size > 1") == "(resource.size > 1)")
        #expect(try residual("resource has size && resource.size > 1", nil) != "(resource.size > 1)")
        #expect(try residual("resource has note") == "(resource has \"note\")")
    }

    @Test("with its ancestors known, a resource without id is in them and in itself alone")
    func knownAncestors() throws {
        let facts = EntityFacts(ancestors: [EntityUID(type: "Folder", id: "f1")])
        #expect(try residual("resource in Folder::\"f1\"", facts) == "true")
        #expect(try residual("resource in Folder::\"f2\"", facts) == "false")
        #expect(try residual("resource in Doc::\"d\"", facts) == "[Doc::\"d\"].contains(resource)")
        #expect(try residual("resource in Folder::\"f1\"") == "(resource in Folder::\"f1\")")
        #expect(try residual("principal in resource.readers") == "resource.readers.containsAny([User::\"ann\"])")
    }

    @Test("a partly known record says of each name whether it is there")
    func partialRecords() throws {
        let facts = EntityFacts(
            attributes: PartialRecord(["size": .long(3)], rest: .anything),
            tags: [:]
        )
        #expect(try residual("resource.size > 2 && resource has note", facts) == "(resource has \"note\")")
        #expect(try residual("resource.hasTag(\"a\")", facts) == "false")
    }

    @Test("the decision is told as soon as nothing unknown can change it, in both readings of a forbid that errs")
    func decisions() throws {
        let permit = "permit (principal, action, resource);"
        let erring = "forbid (principal, action, resource) when { principal.age + 9223372036854775807 > 0 };"
        let open = "forbid (principal, action, resource) when { resource.secret };"
        #expect(try response(permit).decision() == .allow)
        #expect(try response(permit + open).decision() == nil)
        #expect(try response(open).decision() == .deny)
        #expect(try response(permit + erring).decision() == .allow)
        #expect(try response(permit + erring).decision(erringForbid: .denies) == .deny)
        #expect(try response(permit + erring).ids(.forbid, .error) == ["policy1"])
        #expect(try response(permit + open).ids(.forbid, .residual) == ["policy1"])
    }

    @Test("what does not conform to the schema is refused, with all that is wrong")
    func nonconforming() throws {
        let schema = try CaseSchema.schema()
        let doc = EntityUID(type: "Doc", id: "d")
        let facts = EntityFacts(attributes: ["size": .string("big"), "colour": .bool(true)])
        do {
            _ = try PartialEntities(partly: [doc: facts], schema: schema)
            Issue.record("was accepted")
        } catch {
            #expect(error.description.contains("expected Long, found string"))
            #expect(error.description.contains("`title` is missing"))
            #expect(error.description.contains("there is no attribute of `Doc` `colour`"))
        }
        let request = PartialRequest(principal: .unknown("Doc"), action: view, resource: .unknown("Doc"))
        #expect(schema.problems(of: request) == ["the action `Action::\"view\"` takes no `Doc` as its principal"])
    }

    @Test("policies without a type are refused, each with its place")
    func untyped() throws {
        #expect(throws: UntypedPolicies.self) {
            try response("permit (principal, action, resource) when { resource.colour };")
        }
        #expect(throws: UntypedPolicies.self) {
            try response("permit (principal, action, resource) when { resource.note == \"a\" };")
        }
    }

    @Test("an `if` nested in its own branches is not written out")
    func nestedConditionals() throws {
        var text = "resource.size"
        for _ in 0..<25 { text = "(if true then \(text) else 1)" }
        #expect(try residual("\(text) > 1") == "(resource.size > 1)")
    }

    @Test("searches answer for each action, resource and principal, or say that it hangs on the unknown")
    func searches() throws {
        let schema = try CaseSchema.schema()
        let policies = try PolicySet(
            parsing: """
                permit (principal, action == Action::"view", resource) when { !resource.secret };
                permit (principal, action == Action::"edit", resource) when { resource.owner == principal && context.mfa };
                """,
            file: "p.cedar"
        )
        let docs = (0..<4).map { EntityUID(type: "Doc", id: "d\($0)") }
        var writer = StoreWriter(seed: 5)
        let store = try writer.entities(docs: docs, schema: schema)
        let entities = try PartialEntities(store, schema: schema)
        let doc = docs[1]
        let owner = try #require(store[doc]?.attributes["owner"])
        let isSecret = store[doc]?.attributes["secret"] == .bool(true)
        let answers = try policies.actions(
            principal: .unknown("User"),
            resource: .known(doc),
            entities: entities,
            schema: schema
        )
        #expect(answers.map(\.candidate.id.text) == ["edit", "view"])
        #expect(answers[0].decision == nil)
        #expect(answers[1].decision == (isSecret ? .deny : .allow))
        let environment = try #require(schema.requestEnvironment(principal: "User", action: view, resource: "Doc"))
        let typed = try TypedPolicies(policies, schema: schema, environment: environment)
        for answer in try typed.resources(docs, principal: .unknown("User"), entities: entities) {
            let secret = store[answer.candidate]?.attributes["secret"] == .bool(true)
            #expect(answer.decision == (secret ? .deny : .allow))
        }
        let edit = try #require(
            schema.requestEnvironment(principal: "User", action: CaseSchema.actions[1], resource: "Doc")
        )
        let editing = try TypedPolicies(policies, schema: schema, environment: edit)
        for answer in try editing.principals(CaseSchema.users, resource: .known(doc), entities: entities) {
            #expect(answer.decision == (owner == .entity(answer.candidate) ? nil : .deny))
        }
    }
}
