import Cedar
import Testing

@Suite("Schemas")
struct SchemaTests {
    @Test("every construct is read")
    func constructs() throws {
        let text = """
            // A comment
            @doc("top")
            type Address = { street: String, "post code"?: Long };
            entity Org;
            @doc("ns")
            namespace Plant {
                type Address2 = Address;
                entity User, Guest in [Team, Org] = { @doc("x") home: Address2, tags: Set<Set<Long>>, when?: __cedar::datetime, in_?: Bool, } tags String;
                entity Team in Team { lead?: Plant::User };
                entity Color enum ["red", "green"];
                action read, "write all";
                action view in ["write all", Action::"read", Plant::Action::"read"] appliesTo {
                    principal: User, resource: [Team, Org,], context: Address2,
                } attributes {};
            }
            """.replacing("[Team, Org,]", with: "[Team, Org]")
        let schema = try Schema(parsing: text, file: "s")
        let user = try #require(schema.entityType("Plant::User"))
        #expect(user.memberOf == ["Plant::Team", "Org"])
        #expect(user.tags == .string)
        #expect(
            user.shape.attributes["home"]?.type
                == .record(
                    RecordShape([
                        "street": .init(type: .string, isRequired: true),
                        "post code": .init(type: .long, isRequired: false),
                    ])
                )
        )
        #expect(user.shape.attributes["tags"]?.type == .set(.set(.long)))
        #expect(user.shape.attributes["when"] == .init(type: .extension(.datetime), isRequired: false))
        #expect(schema.entityType("Plant::Team")?.shape.attributes["lead"]?.type == .entity("Plant::User"))
        #expect(schema.entityType("Plant::Color")?.ids == ["red", "green"])
        let view = try #require(schema.action(EntityUID(type: "Plant::Action", id: "view")))
        #expect(
            view.parents == [
                EntityUID(type: "Plant::Action", id: "read"), EntityUID(type: "Plant::Action", id: "write all"),
            ]
        )
        #expect(view.appliesTo?.principals == ["Plant::User"])
        #expect(view.appliesTo?.resources == ["Plant::Team", "Org"])
        #expect(view.appliesTo?.context.names == ["post code", "street"])
        #expect(schema.actionEntities.count == 3)
    }

    @Test(
        "a name is a common type before an entity type before a built-in type, the own namespace before the empty one"
    )
    func resolution() throws {
        let text = """
            type decimal = String;
            entity Outer;
            namespace N { entity ipaddr; entity B = { d: decimal, i: ipaddr, o: Outer, l: Long, x: __cedar::ipaddr }; }
            """
        let attributes = try #require(try Schema(parsing: text, file: "s").entityType("N::B")).shape.attributes
        #expect(attributes["d"]?.type == .string)
        #expect(attributes["i"]?.type == .entity("N::ipaddr"))
        #expect(attributes["o"]?.type == .entity("Outer"))
        #expect(attributes["l"]?.type == .long)
        #expect(attributes["x"]?.type == .extension(.ipaddr))
    }

    @Test(
        "wrong schemas are located",
        arguments: [
            ("entity A = { x: Strin };", "1:17: there is no type `Strin`; did you mean `String`?"),
            ("entity A in [B];", "1:14: there is no entity type `B`; did you mean `A`?"),
            ("entity A;\nentity A;", "2:8: the entity type `A` is declared twice"),
            ("type T = Long; type T = Long;", "1:21: the type `T` is declared twice"),
            ("action a; action a;", "1:18: the action `Action::\"a\"` is declared twice"),
            ("type T = U; type U = Set<T>;", "1:26: the type is defined by itself: T → U → T"),
            ("type Long = String;", "1:6: `Long` is a built-in type; choose another name"),
            ("entity Action;", "1:8: `Action` is the type of actions; choose another name"),
            ("entity A; namespace N { entity A; }", "1:32: `A` in `N` hides the type of that name outside namespaces"),
            (
                "action a; namespace N { action a; }",
                "1:32: `N::Action::\"a\"` hides the action of that name outside namespaces"
            ),
            ("action a in b;", "1:13: there is no action `Action::\"b\"`; did you mean `a`?"),
            (
                "action a in b; action b in a;",
                "1:8: the action `Action::\"a\"` is in itself\ns.cedarschema:1:23: the action `Action::\"b\"` is in itself"
            ),
            (
                "entity A; action a appliesTo { principal: A, resource: A, context: A };",
                "1:68: `A` is no record, so it cannot be a context"
            ),
            (
                "action a appliesTo { principle: A };",
                "1:22: expected `principal`, `resource` or `context`, found `principle`; did you mean `principal`?"
            ),
            ("entity A = { x: Long, x: Bool };", "1:23: the attribute \"x\" is declared twice"),
            ("entity A { x Long };", "1:14: expected `:` before the type of the attribute, found `Long`"),
            (
                "entty A;",
                "1:1: expected `entity`, `action`, `type` or `namespace`, found `entty`; did you mean `entity`?"
            ),
            ("entity A", "1:9: expected `;` after the declaration, found the end of the text"),
            ("entity A = { x: __cedar::Foo };", "1:17: there is no built-in type `__cedar::Foo`"),
            (
                "entity A; action a appliesTo { principal: A, resource: [] };",
                "1:11: `appliesTo` must name at least one type for `resource`; a mere group has no `appliesTo`"
            ),
            (
                "entity A; action a appliesTo { resource: A };",
                "1:11: `appliesTo` must name at least one type for `principal`; a mere group has no `appliesTo`"
            ),
            ("namespace N {} namespace N {}", "1:16: the namespace `N` stands twice; put its declarations together"),
            (
                "entity if;",
                "1:8: `if` is a reserved word and cannot be the name of an entity type; write it in quotes where a string may stand"
            ),
        ]
    )
    func wrong(text: String, message: String) {
        #expect(Fixture.schemaErrors(text) == "s.cedarschema:" + message)
    }

    @Test("a chain of common types is bounded")
    func chain() {
        let forward = (0..<5000).map { "type T\($0) = { a: T\($0 + 1) };" }.joined() + "type T5000 = Long;"
        #expect(Fixture.schemaErrors(forward).contains("nests deeper than"))
        let backward = "type T0 = Long;" + (1..<5000).map { "type T\($0) = Set<T\($0 - 1)>;" }.joined()
        #expect(Fixture.schemaErrors(backward).contains("nests deeper than"))
        #expect(
            Fixture.schemaErrors("type A = " + String(repeating: "Set<", count: 50_000)).contains("nests deeper than")
        )
        let wide = (0..<60).map { "type T\($0) = { a: T\($0 + 1), b: T\($0 + 1) };" }.joined() + "type T60 = Long;"
        #expect(Fixture.schemaErrors(wide) == "none", "shared types are not copied")
    }

    private static let catalogue = """
        entity Program in [Program] = { regimes: Set<String>, owner?: Person, site: { country: String } } tags Long;
        entity Person = { name: String };
        entity Environment = { tenancy: String };
        entity Level enum ["low", "high"];
        action host, store appliesTo { principal: Program, resource: Environment, context: { site: { country: String } } };
        action view appliesTo { principal: Person, resource: Program };
        """

    @Test(
        "typing errors in a policy are found at load",
        arguments: [
            (
                "permit(principal is Progam, action, resource);",
                "1:8: there is no entity type `Progam`; did you mean `Program`?"
            ),
            (
                "permit(principal, action == Action::\"hots\", resource);",
                "1:19: there is no action `Action::\"hots\"`; did you mean `host`?"
            ),
            (
                "permit(principal, action, resource == Level::\"hihg\");",
                "1:27: `Level::\"hihg\"` is none of the entities listed for its type; did you mean `high`?"
            ),
            (
                "permit(principal is Program, action, resource) when { principal.regime.isEmpty() };",
                "1:55: `Program` has no attribute `regime`; did you mean `regimes`?"
            ),
            (
                "permit(principal is Program, action, resource) when { principal has ownr };",
                "1:55: `Program` has no attribute `ownr`; did you mean `owner`?"
            ),
            (
                "permit(principal is Program, action, resource) when { principal.owner.nam == \"x\" };",
                "1:55: `Person` has no attribute `nam`; did you mean `name`?"
            ),
            (
                "permit(principal, action == Action::\"host\", resource) when { context.site.contry == \"US\" };",
                "1:62: a record has no attribute `contry`; did you mean `country`?"
            ),
            (
                "permit(principal, action == Action::\"view\", resource) when { context has site };",
                "1:62: a record has no attribute `site`"
            ),
            (
                "permit(principal, action, resource) when { principal.tenancy == \"\" };",
                "1:44: `Person`, `Program` has no attribute `tenancy`"
            ),
            (
                "permit(principal, action, resource) when { resource is Enviroment };",
                "1:44: there is no entity type `Enviroment`; did you mean `Environment`?"
            ),
            (
                "permit(principal, action, resource) when { principal in Prgram::\"x\" };",
                "1:57: there is no entity type `Prgram`; did you mean `Program`?"
            ),
            (
                "permit(principal is Program, action, resource) when { principal has owner.nme };",
                "1:55: `Person` has no attribute `nme`; did you mean `name`?"
            ),
        ]
    )
    func check(text: String, message: String) throws {
        let schema = try Schema(parsing: Self.catalogue, file: "s")
        let findings = schema.check(try PolicySet(parsing: text, file: "p.cedar"))
        #expect(findings.map(\.description) == ["p.cedar:" + message])
    }

    @Test("what some possible type has is no finding")
    func checkPasses() throws {
        let schema = try Schema(parsing: Self.catalogue, file: "s")
        let texts = [
            "principal has regimes && principal.name == \"x\"", "principal.owner.name like \"*\"",
            "context.site.country == \"US\"",
            "resource.tenancy == \"x\" || resource.regimes.isEmpty()", "principal in Program::\"anything\"",
            "Action::\"host\" == action",
            "(if true then principal else resource).regimes.isEmpty()", "principal.getTag(\"x\") == 1", "{a: 1}.b",
            "action is Action",
        ]
        for text in texts {
            let set = try PolicySet(parsing: "forbid(principal, action, resource) when { \(text) };", file: "p")
            #expect(schema.check(set).isEmpty, "\(text)")
        }
    }
}
