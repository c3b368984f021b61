import AuthZEN
import Cedar
import Testing

@Suite("Names of types and actions")
struct NameMappingTests {
    private let policies = """
        permit (principal is Plant::User, action == Plant::Action::"read", resource is Plant::Doc);
        permit (principal is Plant::User, action == Door::Action::"open", resource is Plant::Doc);
        permit (principal is Plant::User, action == Other::Action::"hidden", resource is Plant::Doc);
        """
    private let things = [Entity("Plant::User", "u"), Entity("Plant::Doc", "d")]

    private func client() throws -> DecisionPointClient {
        try decisionPoint(policies, things) {
            $0.names = try NameMapping(
                namespace: "Plant",
                types: ["todo-item": "Plant::Doc"],
                actions: ["can_open": EntityUID(type: "Door::Action", id: "open")]
            )
        }
    }

    @Test("names stand for themselves in the namespace, but for those listed")
    func mapping() async throws {
        let client = try client()
        for (type, name, decision) in [
            ("Doc", "read", true), ("todo-item", "read", true), ("todo-item", "can_open", true), ("Doc", "open", false),
            ("Plant::Doc", "read", false), ("Doc", "hidden", false), ("Do\u{301}c", "read", false),
        ] {
            let answer = await client.evaluate(entity("User", "u"), action(name), entity(type, "d"))
            #expect(answer.decision == decision, "\(type) \(name)")
        }
    }

    @Test("a search answers with the names that were asked for, and with no action that has no name")
    func searches() async throws {
        let client = try client()
        let docs = await client.send(
            object(["subject": entity("User", "u"), "action": action("read"), "resource": entity("todo-item")]),
            to: .resourceSearch
        )
        #expect(docs.text == #"{"results":[{"type":"todo-item","id":"d"}]}"#)
        let actions = await client.send(
            object(["subject": entity("User", "u"), "resource": entity("Doc", "d")]),
            to: .actionSearch
        )
        #expect(actions.names == ["can_open", "read"])
    }

    @Test("a name that is listed hides the action that it would stand for otherwise")
    func hidden() async throws {
        let client = try decisionPoint(
            #"permit (principal, action == Action::"open", resource); permit (principal, action == Action::"shut", resource);"#,
            [Entity("user", "u"), Entity("doc", "d")]
        ) {
            $0.names = try NameMapping(namespace: "", actions: ["open": EntityUID(type: "Door::Action", id: "open")])
        }
        let answer = await client.send(
            object(["subject": entity("user", "u"), "resource": entity("doc", "d")]),
            to: .actionSearch
        )
        #expect(answer.names == ["shut"])
        #expect(await client.evaluate(entity("user", "u"), action("open"), entity("doc", "d")).decision == false)
    }

    @Test("names are compared by their scalars, not by how they look")
    func scalars() async throws {
        let client = try decisionPoint(
            "permit (principal, action == Action::\"caf\u{e9}\", resource);",
            [Entity("user", "u"), Entity("doc", "d")]
        )
        for (name, decision) in [("caf\u{e9}", true), ("cafe\u{301}", false), (#"caf\u00e9"#, true)] {
            let answer = await client.evaluate(entity("user", "u"), action(name), entity("doc", "d"))
            #expect(answer.decision == decision)
        }
    }

    @Test("a mapping that cannot work is refused")
    func refused() {
        let open = EntityUID(type: "Action", id: "open")
        let user = EntityUID(type: "User", id: "u")
        #expect(throws: ConfigurationError.badNamespace("a b")) { try NameMapping(namespace: "a b") }
        #expect(throws: ConfigurationError.badEntityType("N::Action")) {
            try NameMapping(namespace: "", types: ["x": "N::Action"])
        }
        #expect(throws: ConfigurationError.badAction(user)) { try NameMapping(namespace: "", actions: ["x": user]) }
        let error = #expect(throws: ConfigurationError.self) {
            try NameMapping(namespace: "", actions: ["b": open, "a": open])
        }
        #expect(
            error?.description
                == #"the action `Action::"open"` has two names, "a" and "b"; keep one, searches answer with it"#
        )
    }
}
