import Cedar
import Testing

@Suite("Schemas in both forms")
struct SchemaFormTests {
    private func read(json: String) -> Result<SchemaFragment, CedarErrors> {
        Result { () throws(CedarErrors) in try SchemaFragment(json: Array(json.utf8), file: "s.json") }
    }

    private func errors(_ json: String) -> String {
        if case .failure(let errors) = read(json: json) { "\(errors)" } else { "none" }
    }

    @Test("a schema in JSON is read where the reference reads it", arguments: SchemaVerdicts.json)
    func json(text: String, isRead: Bool) {
        #expect((errors(text) == "none") == isRead, "\(errors(text))")
    }

    @Test("a schema in text is read where the reference reads it", arguments: SchemaVerdicts.text)
    func text(text: String, isRead: Bool) {
        #expect((Fixture.schemaErrors(text) == "none") == isRead, "\(Fixture.schemaErrors(text))")
    }

    @Test("what is read converts to the other form and back")
    func conversion() throws {
        for (json, isRead) in SchemaVerdicts.json where isRead {
            let fragment = try read(json: json).get()
            let again = try SchemaFragment(json: Array(fragment.json.utf8))
            #expect(again.hasSameContent(as: fragment))
            #expect(again.hasSameContent(as: fragment))
            guard let text = try? fragment.text() else {
                Issue.record("no text for \(json)")
                continue
            }
            #expect(try SchemaFragment(parsing: text, file: "s").hasSameContent(as: fragment))
        }
        for (text, isRead) in SchemaVerdicts.text where isRead {
            let fragment = try SchemaFragment(parsing: text, file: "s")
            let json = try SchemaFragment(json: Array(fragment.json.utf8))
            #expect(json.hasSameContent(as: fragment))
            #expect(try SchemaFragment(parsing: json.text(), file: "s").hasSameContent(as: fragment))
        }
    }

    @Test("every construct goes from text to JSON to text")
    func constructs() throws {
        let text = """
            @doc
            type T = Set<{ a?: Long, "x y": __cedar::ipaddr }>;
            @color("r\\"ed") entity Color enum ["é", "e\\u{301}"];
            action "all things";
            @ns("x")
            namespace A::B {
            @a("b") entity E, F in [E, Color] = { @c("d") "if": T, @e f?: Bool } tags Set<E>;
            type U = { e: E };
            entity Long;
            action v in [Action::"all things", w] appliesTo { principal: [E, F], resource: [Color], context: U };
            action w appliesTo { principal: [E], resource: [E], context: { x: __cedar::Long, y: Long } };
            }

            """
        let fragment = try SchemaFragment(parsing: text, file: "s")
        let json = try SchemaFragment(json: Array(fragment.json.utf8))
        #expect(json.hasSameContent(as: fragment))
        let again = try SchemaFragment(parsing: json.text(), file: "s")
        #expect(again.hasSameContent(as: fragment))
        #expect(again.hasSameContent(as: fragment))
        #expect(again.json == json.json)
    }

    @Test("what the text form cannot say is refused, not said otherwise")
    func unsayable() throws {
        let json = """
            {"": {"commonTypes": {"C": {"type": "Long"}}, "entityTypes": {"C": {},
             "A": {"shape": {"type": "Record", "attributes": {"c": {"type": "Entity", "name": "C"}}}}}, "actions": {}}}
            """
        let fragment = try read(json: json).get()
        #expect(fragment.schema.entityType("A")?.shape.attributes["c"]?.type == .entity("C"))
        let error = #expect(throws: CedarErrors.self) { _ = try fragment.text() }
        #expect(
            error?.description
                == "s.json:1:1: the schema cannot be written as Cedar text: a name would mean something else there, as a common type and an entity type share it"
        )
    }

    @Test("a shape given by name is written out in text, hidden built-in types under their namespace")
    func shapes() throws {
        let json = """
            {"": {"commonTypes": {"C": {"type": "D"}, "D": {"type": "Record", "attributes": {"l": {"type": "Long"}}}},
             "entityTypes": {"Long": {}, "A": {"shape": {"type": "C"}}}, "actions": {}}}
            """
        #expect(try read(json: json).get().text().contains("entity A = { l: __cedar::Long };"))
    }

    @Test(
        "errors are located",
        arguments: [
            ("[]", "1:1: $: expected an object from namespaces to declarations, found an array"),
            (#"{"": {"entityTypes": {}}}"#, #"1:6: $[""]: the key "actions" is missing"#),
            (
                #"{"": {"entityTypes": {"A": {"shap": 1}}, "actions": {}}}"#,
                #"1:37: $[""].entityTypes.A: there is no key "shap" here; did you mean `shape`?"#
            ),
            (
                #"{"N": {"entityTypes": {"A": {"memberOfTypes": ["B"]}}, "actions": {}}}"#,
                "1:48: there is no entity type `B`; did you mean `A`?"
            ),
            (
                #"{"": {"entityTypes": {}, "actions": {"a": {"appliesTo": {"principalTypes": [1], "resourceTypes": []}}}}}"#,
                #"1:77: $[""].actions.a.appliesTo.principalTypes[0]: expected a string, found an integer"#
            ),
            (
                #"{"": {"entityTypes": {"A": {"tags": {"type": "Extension", "name": "ip"}}}, "actions": {}}}"#,
                #"1:67: $[""].entityTypes.A.tags.name: there is no extension type "ip""#
            ),
            (
                #"{"": {"entityTypes": {"A": {}, "A": {}}, "actions": {}}}"#,
                #"1:32: the key "A" stands twice in the object"#
            ),
            (#"{"a b": {"entityTypes": {}, "actions": {}}}"#, #"1:9: $["a b"]: "a b" is no name of a namespace"#),
        ]
    )
    func located(json: String, message: String) {
        #expect(errors(json) == "s.json:" + message)
    }

    @Test("several errors are reported at once, nesting is bounded")
    func bounds() {
        let wrong = #"{"": {"entityTypes": {"if": {}, "A": {"x": 1}, "B": []}, "actions": {"a": 1}}}"#
        #expect(errors(wrong).split(separator: "\n").count == 4, "\(errors(wrong))")
        let deep = #"{"type": "Set", "element": "#
        let nested =
            String(repeating: deep, count: 20_000) + #"{"type": "Long"}"# + String(repeating: "}", count: 20_000)
        #expect(
            errors(#"{"": {"commonTypes": {"T": "# + nested + #"}, "entityTypes": {}, "actions": {}}}"#).contains(
                "nests deeper than"
            )
        )
        let wide = (0..<60).map {
            #""T\#($0)": {"type": "Record", "attributes": {"a": {"type": "T\#($0 + 1)"}, "b": {"type": "T\#($0 + 1)"}}}"#
        }
        let shape = #""E": {"shape": {"type": "T0"}}"#
        let json =
            "{\"\": {\"commonTypes\": {" + wide.joined(separator: ", ")
            + #", "T60": {"type": "Long"}}, "entityTypes": {"# + shape + #"}, "actions": {}}}"#
        #expect(((try? read(json: json).get().text()) ?? "").utf8.count < 10_000, "shared types are not copied")
    }
}
