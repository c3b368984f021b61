import ArgumentParser
import Cedar
import Foundation
import PlantModel
import PublishedSchemas
import Testing

@testable import bulkhead

@Suite("bulkhead policy explain")
struct PolicyExplainCommandTests {
    static let policies = """
        permit (principal, action == Action::"view", resource) when { principal.clearance >= resource.level };
        @says("Nobody reads at night")
        forbid (principal, action, resource) when { context.hour >= 22 };
        """
    static let entities = """
        [{"uid": {"type": "User", "id": "ann"}, "attrs": {"clearance": 1}, "parents": []},
         {"uid": {"type": "Doc", "id": "d"}, "attrs": {"level": 3}, "parents": []}]
        """

    static func request(hour: Int) -> String {
        """
        {"principal": {"type": "User", "id": "ann"}, "action": {"type": "Action", "id": "view"},
         "resource": {"type": "Doc", "id": "d"}, "context": {"hour": \(hour)}}
        """
    }

    /// The exit code of the command on these files.
    static func run(_ files: [(option: String, text: String)], _ options: [String] = []) throws -> Int32 {
        try PolicyExplainCommand.exitCode(files, options)
    }

    static func report(hour: Int, hide: [String] = [], granters: [String: String] = [:]) throws
        -> PolicyExplanationReport
    {
        let source = try SourceText(policies, file: "p.cedar")
        let set = try PolicySet(source: source)
        let explainer = Explainer(
            set,
            granters: try Granters(parsing: granters),
            hidden: try HiddenFacts(parsing: hide)
        )
        let explanation = try explainer.explain(
            try Request(json: Array(request(hour: hour).utf8), schema: nil, file: "r"),
            entities: try Entities(json: Array(entities.utf8), schema: nil, file: "e")
        )
        return PolicyExplanationReport(explanation: explanation, policies: set, sources: ["p.cedar": source])
    }

    @Test("a default denial is told with the clause that failed and what would permit it")
    func text() throws {
        let report = try Self.report(hour: 9, granters: ["principal.clearance": "Security"])
        #expect(
            report.text == """
                DENY
                  because nothing permits it

                The permits that came nearest:
                  `policy0`
                    p.cedar:1:63: this does not hold
                \(report.sources["p.cedar"]?.excerpt(of: report.explanation.nearMisses[0].failures[0].range) ?? "")

                Any of these would permit it:
                  1. principal.clearance becomes 3 (Security)
                  2. resource.level becomes 1

                """
        )
    }

    @Test("a forbid is told with what it says of itself")
    func forbid() throws {
        let text = try Self.report(hour: 23).text
        #expect(text.hasPrefix("DENY\n  because of `policy1` (Nobody reads at night) at p.cedar:2:1\n"))
        #expect(text.contains("1. context.hour becomes 21; principal.clearance becomes 3\n"))
    }

    @Test("what the reader may not see is not told")
    func hidden() throws {
        let text = try Self.report(hour: 9, hide: ["principal.clearance"]).text
        #expect(text.contains("for reasons that you may not see"))
        #expect(text.contains("whether this holds you may not see"))
        #expect(!text.contains("becomes"))
    }

    @Test("the JSON holds the same")
    func json() throws {
        let text = try Self.report(hour: 9).json.pretty
        let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(object["decision"] as? String == "deny")
        #expect((object["remedies"] as? [Any])?.count == 2)
        #expect((object["nearMisses"] as? [[String: Any]])?.first?["policy"] as? String == "policy0")
    }

    @Test(
        "the JSON keeps to the schema that is published",
        arguments: [9, 23],
        [[], ["principal.clearance"], ["context.hour"], ["principal.clearance", "context.hour", "resource.level"]]
    )
    func schema(hour: Int, hide: [String]) throws {
        let schema = try PublishedSchema("policy-explanation")
        let report = try Self.report(hour: hour, hide: hide, granters: ["principal.clearance": "Security"])
        #expect(try schema.problems(of: Data(report.json.pretty.utf8)) == [])
    }

    @Test("errors, every kind of change and an allowed request keep to the schema as well")
    func schemaOfChanges() throws {
        let policies = """
            @id("a") permit (principal in Team::"t", action, resource) when { principal.tags.containsAll(["x"]) && !principal.blocked };
            @id("b") permit (principal, action, resource) when { principal has leave && principal.nothing };
            @id("c") permit (principal, action, resource) when { principal.name != "ann" && !principal.tags.contains("y") };
            @id("d") forbid (principal in Team::"u", action, resource) when { principal has leave };
            @id("e") permit (principal, action == Action::"open", resource);
            """
        let entities = """
            [{"uid": {"type": "User", "id": "ann"}, "parents": [{"type": "Team", "id": "u"}],
              "attrs": {"name": "ann", "tags": ["y"], "blocked": true, "leave": 1}}, {"uid": {"type": "Team", "id": "u"}, "attrs": {}, "parents": []}]
            """
        let set = try PolicySet(parsing: policies, file: "p.cedar").renamedByAnnotation()
        let store = try Entities(json: Array(entities.utf8), schema: nil, file: "e")
        let schema = try PublishedSchema("policy-explanation")
        for action in ["view", "open"] {
            let request = Request(
                principal: EntityUID(type: "User", id: "ann"),
                action: EntityUID(type: "Action", id: CedarString(action)),
                resource: EntityUID(type: "Doc", id: "d")
            )
            let explanation = try Explainer(set).explain(request, entities: store)
            let report = PolicyExplanationReport(explanation: explanation, policies: set, sources: [:])
            #expect(try schema.problems(of: Data(report.json.pretty.utf8)) == [])
        }
    }

    @Test("policies are named by @id, with one file and with several; others by their place in all files")
    func names() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let texts = [
            "permit (principal, action, resource); @id(\"named\") forbid (principal, action, resource);",
            "permit (principal, action, resource); @id(\"\") permit (principal, action, resource);",
        ]
        let paths = try texts.enumerated().map { number, text in
            let file = folder.appending(path: "\(number).cedar")
            try text.write(to: file, atomically: true, encoding: .utf8)
            return file.path(percentEncoded: false)
        }
        func ids(_ paths: [String]) throws -> [String] {
            try PolicyFiles(reading: paths).set.policies.map(\.id.description)
        }
        #expect(try ids([paths[0]]) == ["policy0", "named"])
        #expect(try ids([paths[1]]) == ["policy0", "policy1"])
        #expect(try ids(paths) == ["policy0", "named", "policy2", "policy3"])
        #expect(throws: CedarErrors.self) { try ids([paths[0], paths[0]]) }
    }

    @Test("exits 0 for allow, 1 for deny, 2 for wrong input", arguments: [[], ["--json"]])
    func exits(options: [String]) throws {
        let request = ("request", Self.request(hour: 9))
        let entities = ("entities", Self.entities)
        #expect(try Self.run([("policies", Self.policies), entities, request], options) == 1)
        let open = ("policies", "permit (principal, action, resource);")
        #expect(try Self.run([open, entities, request], options) == 0)
        #expect(try Self.run([("policies", "permit"), entities, request], options) == 2)
        #expect(try Self.run([open, entities, request], options + ["--hide", "1 +"]) == 2)
        #expect(try Self.run([open, entities, request, ("granters", "[1]")], options) == 2)
        #expect(try Self.run([open, entities, request, ("granters", "{\"principal.a\": 1}")], options) == 2)
        #expect(try Self.run([open, entities, request, ("granters", "{\"principal.a\": \"HR\"}")], options) == 0)
    }
}
