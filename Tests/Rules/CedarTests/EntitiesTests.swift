import Cedar
import Testing

@Suite("Entities and requests")
struct EntitiesTests {
    private static let schema = """
        entity User in [Group] = { age: Long, seen?: datetime, boss?: User, nets?: Set<ipaddr>, home?: { at: ipaddr } } tags Set<String>;
        entity Group in [Group];
        entity Color enum ["red", "green"];
        action read;
        action view in [read] appliesTo { principal: [User], resource: [Group, Color], context: { when: datetime, boss?: User } };
        """

    private func errors(_ json: String, _ schemaText: String? = nil) throws -> String {
        let schema = try schemaText.map { try Schema(parsing: $0, file: "s") }
        do {
            _ = try Entities(json: Array(json.utf8), schema: schema, file: "e.json")
            return "none"
        } catch {
            return error.description
        }
    }

    private func user(_ attributes: String, parents: String = "", tags: String = "{}", id: String = "a") -> String {
        "[{\"uid\": {\"type\": \"User\", \"id\": \"\(id)\"}, \"attrs\": \(attributes), \"parents\": [\(parents)], \"tags\": \(tags)}]"
    }

    @Test(
        "wrong entities are located",
        arguments: [
            ("{}", "1:1: $: expected an array of entities, found an object"),
            ("[{\"uid\": 1, \"attrs\": {}, \"parents\": []}]", "1:10: $[0].uid: expected an object, found an integer"),
            ("[{\"attrs\": {}, \"parents\": []}]", "1:2: $[0]: the key \"uid\" is missing"),
            (
                "[{\"uid\": {\"type\": \"A\", \"id\": 1}, \"attrs\": {}, \"parents\": []}]",
                "1:30: $[0].uid.id: expected a string, found an integer"
            ),
            (
                "[{\"uid\": {\"type\": \"A B\", \"id\": \"\"}, \"attrs\": {}, \"parents\": []}]",
                "1:19: $[0].uid.type: \"A B\" is no name of an entity type"
            ),
            (
                "[{\"uid\": {\"type\": \"A\", \"id\": \"\"}, \"atrs\": {}, \"attrs\": {}, \"parents\": []}]",
                "1:43: $[0]: there is no key \"atrs\" here; did you mean `attrs`?"
            ),
            (
                "[{\"uid\": {\"type\": \"A\", \"id\": \"\"}, \"attrs\": {\"x y\": null}, \"parents\": []}]",
                "1:52: $[0].attrs[\"x y\"]: null is no Cedar value; leave the key out"
            ),
            (
                "[{\"uid\": {\"type\": \"A\", \"id\": \"\"}, \"attrs\": {\"x\": [{\"__expr\": \"1\"}]}, \"parents\": []}]",
                "1:51: $[0].attrs.x[0]: `__expr` is not accepted; use `__entity` or `__extn`"
            ),
            (
                "[{\"uid\": {\"type\": \"A\", \"id\": \"\"}, \"attrs\": {\"x\": {\"__extn\": {\"fn\": \"ipp\", \"arg\": \"1\"}}}, \"parents\": []}]",
                "1:68: $[0].attrs.x.__extn.fn: `fn` names no extension function; did you mean `ip`?"
            ),
            (
                "[{\"uid\": {\"type\": \"A\", \"id\": \"\"}, \"attrs\": {\"x\": {\"__extn\": {\"fn\": \"ip\", \"arg\": \"1\"}}}, \"parents\": []}]",
                "1:61: $[0].attrs.x.__extn: \"1\" is no ipaddr: it must look like `127.0.0.1`, `10.0.0.0/8` or `ffee::/64`"
            ),
        ]
    )
    func located(json: String, message: String) throws {
        #expect(try errors(json) == "e.json:" + message)
    }

    @Test("all wrong entities are reported together")
    func together() throws {
        let json = "[{\"uid\": 1, \"attrs\": {}, \"parents\": []},\n {\"uid\": 2, \"attrs\": {}, \"parents\": []}]"
        #expect(try errors(json).split(separator: "\n").count == 2)
    }

    @Test("a repeated uid is accepted only with equal contents")
    func repeated() throws {
        let one = user("{\"age\": 1}").dropFirst().dropLast()
        let other = user("{\"age\": 2}").dropFirst().dropLast()
        #expect(try errors("[\(one), \(one)]") == "none")
        #expect(
            try errors("[\(one), \(other)]").contains("the entity `User::\"a\"` stands twice with different contents")
        )
    }

    @Test(
        "attributes are replaced for one entity; its place in the hierarchy and its tags stay, and so does the store it came from"
    )
    func replacing() throws {
        let store = try Fixture.entities()
        let changed = store.replacingAttributes(of: Fixture.alice, with: ["age": .long(31)])
        #expect(changed[Fixture.alice]?.attributes == ["age": .long(31)])
        #expect(changed[Fixture.alice]?.tags == ["role": .string("admin")])
        #expect(changed.ancestors(of: Fixture.alice) == store.ancestors(of: Fixture.alice))
        #expect(store[Fixture.alice]?.attributes["age"] == .long(30))
        #expect(changed.count == store.count)
        let request = Request(principal: Fixture.alice, action: Fixture.view, resource: Fixture.photo)
        let age = try Evaluator(request, changed).evaluate(try Expression(parsing: "principal.age + 0"))
        #expect(age == .long(31))

        let new = EntityUID(type: "User", id: "new")
        let grown = changed.replacingAttributes(of: new, with: ["age": .long(1)])
        #expect(grown.count == store.count + 1)
        #expect(grown.all.count == grown.count)
        #expect(grown[new]?.parents == [])
        #expect(try grown.merging(Entities()).all == grown.all)
    }

    @Test("entities with many attributes, tags and ancestors are read like those with few")
    func wide() throws {
        let names = (0..<100).map { CedarString("name \($0)") }
        let groups = (0..<100).map { EntityUID(type: "G", id: "\($0)") }
        for count in [0, 1, 16, 17, 100] {
            let record = Record(
                Dictionary(uniqueKeysWithValues: names.prefix(count).enumerated().map { ($1, .long(Int64($0))) })
            )
            let uid = EntityUID(type: "U", id: "u")
            let store = try Entities([
                Entity(uid: uid, attributes: record, parents: Set(groups.prefix(count)), tags: record)
            ])
            let evaluator = Evaluator(Request(principal: uid, action: Fixture.view, resource: uid), store)
            for (number, name) in names.enumerated() {
                let has = try evaluator.evaluate(try Expression(parsing: "principal has \(name.quoted)"))
                let tag = try evaluator.evaluate(try Expression(parsing: "resource.hasTag(\(name.quoted))"))
                let below = try evaluator.evaluate(try Expression(parsing: "principal in \(groups[number])"))
                #expect(has == .bool(number < count) && tag == has && below == has, "\(number) of \(count)")
                guard number < count else { continue }
                let value = try evaluator.evaluate(try Expression(parsing: "resource[\(name.quoted)]"))
                #expect(value == .long(Int64(number)))
            }
        }
    }

    @Test("cycles are refused, chains are closed")
    func hierarchy() throws {
        func uid(_ number: Int) -> EntityUID { EntityUID(type: "G", id: "\(number)") }
        let chain = try Entities((0..<1000).map { Entity(uid: uid($0), parents: [uid($0 + 1)]) })
        #expect(chain.ancestors(of: uid(0)).count == 1000)
        #expect(chain.ancestors(of: uid(999)) == [uid(1000)])
        let cycle = #expect(throws: CedarErrors.self) {
            _ = try Entities([Entity(uid: uid(1), parents: [uid(2)]), Entity(uid: uid(2), parents: [uid(1)])])
        }
        #expect(cycle?.description.contains("the hierarchy has a cycle through `G::\"1\"` and `G::\"2\"`") == true)
        #expect(throws: CedarErrors.self) { _ = try Entities([Entity(uid: uid(1), parents: [uid(1)])]) }
        let diamond = try Entities([
            Entity(uid: uid(1), parents: [uid(2), uid(3)]), Entity(uid: uid(2), parents: [uid(4)]),
            Entity(uid: uid(3), parents: [uid(4), uid(2)]),
        ])
        #expect(diamond.ancestors(of: uid(1)) == [uid(2), uid(3), uid(4)])
    }

    @Test("with a schema the escapes may be left out")
    func schemaDirected() throws {
        let schema = try Schema(parsing: Self.schema, file: "s")
        let json = user(
            "{\"age\": 3, \"seen\": \"2026-01-01\", \"boss\": {\"type\": \"User\", \"id\": \"b\"}, \"nets\": [\"10.0.0.0/8\"], \"home\": {\"at\": {\"fn\": \"ip\", \"arg\": \"::1\"}}}",
            parents: "{\"type\": \"Group\", \"id\": \"g\"}",
            tags: "{\"t\": [\"x\"]}"
        )
        let entities = try Entities(json: Array(json.utf8), schema: schema)
        let found = try #require(entities[EntityUID(type: "User", id: "a")])
        #expect(found.attributes["seen"] == .datetime(try DatetimeValue(parsing: "2026-01-01")))
        #expect(found.attributes["boss"] == .entity(EntityUID(type: "User", id: "b")))
        #expect(found.attributes["nets"] == .set([.ip(try IPRange(parsing: "10.0.0.0/8"))]))
        #expect(found.attributes["home"] == .record(["at": .ip(try IPRange(parsing: "::1"))]))
        #expect(found.tags["t"] == .strings(["x"]))
        #expect(
            entities.ancestors(of: EntityUID(type: "Action", id: "view")) == [EntityUID(type: "Action", id: "read")]
        )
    }

    @Test(
        "entities that do not conform are refused",
        arguments: [
            ("{}", "", "{}", "the attribute `age` is missing"),
            ("{\"age\": true}", "", "{}", "attribute `age`: expected Long, found bool"),
            ("{\"age\": 1, \"agee\": 1}", "", "{}", "there is no attribute `agee`; did you mean `age`?"),
            (
                "{\"age\": 1}", "{\"type\": \"User\", \"id\": \"b\"}", "{}",
                "a `User` cannot be in a `User`, as `User::\"b\"` is"
            ),
            ("{\"age\": 1}", "", "{\"t\": \"x\"}", "tag \"t\": expected Set<String>, found string"),
            (
                "{\"age\": 1, \"boss\": {\"type\": \"Group\", \"id\": \"b\"}}", "", "{}",
                "attribute `boss`: expected User, found entity `Group`"
            ),
            (
                "{\"age\": 1, \"nets\": [\"10.0.0.0/8\", 1]}", "", "{}",
                "a member of attribute `nets`: expected ipaddr, found long"
            ),
            ("{\"age\": 1, \"home\": {}}", "", "{}", "the attribute `home`, attribute `at` is missing"),
        ]
    )
    func nonconforming(attributes: String, parents: String, tags: String, message: String) throws {
        #expect(
            try errors(user(attributes, parents: parents, tags: tags), Self.schema) == "e.json:1:2: $[0]: " + message
        )
    }

    @Test("enumerated ids, unknown types and foreign actions are refused")
    func identities() throws {
        func entity(_ type: String, _ id: String, _ parents: String = "") -> String {
            "[{\"uid\": {\"type\": \"\(type)\", \"id\": \"\(id)\"}, \"attrs\": {}, \"parents\": [\(parents)]}]"
        }
        #expect(try errors(entity("Color", "red"), Self.schema) == "none")
        #expect(
            try errors(entity("Color", "rad"), Self.schema).hasSuffix(
                "`Color::\"rad\"` is none of the entities listed for its type; did you mean `red`?"
            )
        )
        #expect(
            try errors(entity("Groop", "x"), Self.schema).hasSuffix(
                "there is no entity type `Groop`; did you mean `Group`?"
            )
        )
        #expect(try errors(entity("Action", "view", "{\"type\": \"Action\", \"id\": \"read\"}"), Self.schema) == "none")
        #expect(
            try errors(entity("Action", "view"), Self.schema).hasSuffix(
                "the action `Action::\"view\"` is declared otherwise in the schema"
            )
        )
        #expect(try errors(entity("Action", "edit"), Self.schema).hasSuffix("there is no action `Action::\"edit\"`"))
    }

    @Test("an action is in actions alone")
    func actionParents() throws {
        let json =
            "[{\"uid\": {\"type\": \"Action\", \"id\": \"a\"}, \"attrs\": {}, \"parents\": [{\"type\": \"G\", \"id\": \"g\"}]}]"
        #expect(try errors(json) == "e.json:1:66: $[0].parents[0]: `G::\"g\"` is no action, so no action can be in it")
    }

    @Test("requests are read and checked")
    func requests() throws {
        let schema = try Schema(parsing: Self.schema, file: "s")
        func read(_ context: String, action: String = "view", resource: String = "Group") -> String {
            let json = """
                {"principal": {"type": "User", "id": "a"}, "action": {"type": "Action", "id": "\(action)"},
                 "resource": {"type": "\(resource)", "id": "g"}, "context": \(context)}
                """
            do {
                return try Request(json: Array(json.utf8), schema: schema, file: "r").context.description
            } catch {
                return error.description
            }
        }
        #expect(read("{\"when\": \"2026-01-01\"}") == "{\"when\": datetime(\"2026-01-01\")}")
        #expect(read("{}") == "r:1:1: $: the context attribute `when` is missing")
        #expect(read("{\"when\": 1}") == "r:1:1: $: context attribute `when`: expected datetime, found long")
        #expect(read("{\"when\": \"x\"}").hasPrefix("r:2:64: $.context.when: \"x\" is no datetime"))
        #expect(
            read("{\"when\": \"2026-01-01\"}", action: "vew")
                == "r:1:1: $: there is no action `Action::\"vew\"`; did you mean `view`?"
        )
        #expect(read("{}", action: "read") == "r:1:1: $: the action `Action::\"read\"` applies to nothing")
        #expect(
            read("{\"when\": \"2026-01-01\"}", resource: "User")
                == "r:1:1: $: the action `Action::\"view\"` takes no `User` as its resource"
        )
        #expect(read("[]").hasPrefix("r:2:55: $.context: expected an object, found an array"))
        let error = #expect(throws: CedarErrors.self) { _ = try Request(json: Array("{}".utf8)) }
        #expect(error?.description == "request.json:1:1: $: the key \"principal\" is missing")
    }
}
