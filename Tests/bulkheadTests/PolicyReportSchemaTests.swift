import Cedar
import CedarAnalysis
import Foundation
import PlantModel
import PublishedSchemas
import Testing

@testable import bulkhead

@Suite("What the policy commands write as JSON is what schemas/ publishes")
struct PolicyReportSchemaTests {
    static func policies(_ text: String) throws -> PolicySet {
        try PolicySet(parsing: text, file: "p.cedar").renamedByAnnotation()
    }

    static func prover() throws -> Prover {
        Prover(schema: try Schema(parsing: PolicyProofCommandTests.schema, file: "s.cedarschema"))
    }

    @Test("decisions, with reasons and errors")
    func decisions() throws {
        let schema = try PublishedSchema("policy-decision")
        for text in [
            "",
            "@id(\"a\") permit (principal, action, resource); forbid (principal, action, resource) when { 1 + true == 2 };",
        ] {
            let request = Request(
                principal: EntityUID(type: "User", id: "u"),
                action: EntityUID(type: "Action", id: "view"),
                resource: EntityUID(type: "Doc", id: "d")
            )
            let response = Authorizer().authorize(request, policies: try Self.policies(text), entities: Entities())
            #expect(try schema.problems(of: Data(AuthorizeCommand.json(response).pretty.utf8)) == [])
        }
    }

    @Test("answers of the prover, with examples, laws and what is unknown")
    func proofs() throws {
        let schema = try PublishedSchema("policy-proof")
        let set = try Self.policies(
            PolicyProofCommandTests.policies
                + "@id(\"f\") forbid (principal, action, resource) when { context.n == 3 };"
        )
        var report = ProofReport(prover: try Self.prover(), policies: set, reading: .denies)
        report.askEverything()
        report.ask(.alwaysMatches, of: set.policies)
        report.ask(.alwaysAllows)
        let theorems = """
            @says("never") @rests_on("f") forbid (principal, action, resource) when { context.n == 3 };
            @says("law") @under("raise context.n") @keeps("permission") forbid (principal, action, resource);
            @says("none") @under("raise context.other") @keeps("decision") forbid (principal, action, resource);
            @says("nothing") @rests_on("f") forbid (principal, action, resource) when { context.n < 3 && context.n > 4 };
            """
        report.ask(try Self.policies(theorems).policies.map { try Theorem($0) })
        #expect(try schema.problems(of: Data(report.json.pretty.utf8)) == [])
        #expect(report.text.contains("after the change: User::\"user-1\" does"))
        #expect(Set(report.answers.map(\.answer)) == ["proved", "refuted", "unknown", "says nothing"])
    }

    @Test("an example of the prover is read as it is by `policy authorize`")
    func examples() throws {
        let prover = try Self.prover()
        let set = try Self.policies(
            "permit (principal, action, resource) when { resource.readers.contains(principal) };"
        )
        for verdict in prover.verdicts(on: .satisfied(set.policies[0])) {
            let example = try #require(verdict.verdict.counterexample)
            let text = CounterexampleText(example: example).json.pretty
            let whole = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
            let request = try JSONSerialization.data(withJSONObject: try #require(whole["request"]))
            let entities = try JSONSerialization.data(withJSONObject: try #require(whole["entities"]))
            #expect(try Request(json: [UInt8](request), schema: prover.schema, file: "r") == example.request)
            let store = try Entities(json: [UInt8](entities), schema: prover.schema, file: "e")
            for entity in example.entities { #expect(store[entity.uid] == entity) }
        }
    }

    @Test("differences between two sets")
    func differences() throws {
        let schema = try PublishedSchema("policy-difference")
        let old = try Self.policies("permit (principal, action, resource) when { context.n > 3 };")
        for text in [
            "permit (principal, action, resource) when { 3 < context.n };", "permit (principal, action, resource);",
        ] {
            let diff = PolicyDiff(try Self.prover(), from: old, to: try Self.policies(text), reading: .skips)
            #expect(try schema.problems(of: Data(PolicyDiffCommand.json(diff).pretty.utf8)) == [])
        }
    }

    @Test("findings of a check: problems, warnings and what does not conform")
    func checks() throws {
        let schema = try Schema(parsing: PolicyProofCommandTests.schema, file: "s.cedarschema")
        let set = try Self.policies(
            """
            permit (principal, action, resource) when { principal.none };
            permit (principal, action, resource) when { false };
            """
        )
        var report = PolicyCheckReport()
        report.policyCount = 2
        report.add(Validator(schema).validate(set))
        report.add(conforming: { () throws(CedarErrors) in
            _ = try Entities(
                json: Array("[{\"uid\": {\"type\": \"User\", \"id\": \"u\"}, \"attrs\": {}, \"parents\": []}]".utf8),
                schema: schema,
                file: "e"
            )
        })
        #expect(report.findings.count > 2 && report.findings.contains { $0.isWarning })
        #expect(try PublishedSchema("policy-check").problems(of: Data(report.json.pretty.utf8)) == [])
    }
}
