import ArgumentParser
import Cedar
import CedarAnalysis
import Foundation
import PlantModel
import Testing

@testable import bulkhead

@Suite("bulkhead policy prove and diff")
struct PolicyProofCommandTests {
    static let schema = """
        entity User = { age: Long };
        entity Doc = { open: Bool, readers: Set<User> };
        action view, edit appliesTo { principal: [User], resource: [Doc], context: { n: Long } };
        """
    static let policies = """
        @id("open") permit (principal, action == Action::"view", resource) when { resource.open };
        @id("narrow") permit (principal, action == Action::"view", resource) when { resource.open && principal.age > 17 };
        @id("sum") permit (principal, action == Action::"edit", resource) when { context.n + 1 > 7 };
        """

    /// Runs a command over files and gives its exit code.
    static func run<Command: ParsableCommand>(
        _ command: Command.Type,
        _ files: [String: String],
        _ arguments: (_ path: (String) -> String) -> [String]
    ) throws -> Int32 {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files {
            try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
        }
        var parsed: any ParsableCommand = try Command.parse(
            arguments { folder.appending(path: $0).path(percentEncoded: false) }
        )
        do {
            try parsed.run()
            return 0
        } catch let code as ExitCode {
            return code.rawValue
        }
    }

    static func prove(_ policies: String = policies, schema: String = schema, _ arguments: String...) throws -> Int32 {
        try run(PolicyProveCommand.self, ["p.cedar": policies, "s.cedarschema": schema]) { path in
            ["--policies", path("p.cedar"), "--schema", path("s.cedarschema")] + arguments
        }
    }

    @Test("everything: findings with 1, none with 0")
    func everything() throws {
        #expect(try Self.prove() == 1)
        let tidy = "permit (principal, action == Action::\"view\", resource) when { resource.open };"
        #expect(try Self.prove(tidy) == 0)
    }

    @Test("one question about policies, as text and as JSON")
    func questions() throws {
        #expect(try Self.prove(Self.policies, "--question", "never-errors", "open", "narrow") == 0)
        #expect(try Self.prove(Self.policies, "--question", "never-errors", "--json") == 1)
        #expect(try Self.prove(Self.policies, "--question", "implies", "narrow", "open") == 0)
        #expect(try Self.prove(Self.policies, "--question", "implies", "open", "narrow", "--json") == 1)
        #expect(try Self.prove(Self.policies, "--question", "disjoint", "open", "sum") == 0)
        #expect(try Self.prove(Self.policies, "--question", "always-denies") == 1)
    }

    @Test("theorems")
    func theorems() throws {
        func run(_ theorem: String) throws -> Int32 {
            let policies = Self.policies + "forbid (principal, action, resource) when { principal.age < 0 };"
            return try Self.run(
                PolicyProveCommand.self,
                ["p.cedar": policies, "s.cedarschema": Self.schema, "t.cedar": theorem]
            ) { path in
                ["--policies", path("p.cedar"), "--schema", path("s.cedarschema"), "--theorems", path("t.cedar")]
            }
        }
        let head = "@says(\"x\") @rests_on(\"policy3\") forbid (principal, action, resource)"
        #expect(try run("\(head) when { principal.age == -3 };") == 0)
        #expect(try run("\(head) when { principal.age < 1 };") == 1)
        #expect(try run("forbid (principal, action, resource);") == 2)
    }

    @Test("differences: 0 where nothing changed, 1 with examples")
    func diff() throws {
        func run(_ old: String, _ new: String, _ arguments: String...) throws -> Int32 {
            try Self.run(PolicyDiffCommand.self, ["old": old, "new": new, "s": Self.schema]) { path in
                [path("old"), path("new"), "--schema", path("s")] + arguments
            }
        }
        let one = "permit (principal, action, resource) when { resource.open && context.n > 3 };"
        let same = "permit (principal, action, resource) when { !(context.n <= 3) } unless { !resource.open };"
        let other = "permit (principal, action, resource) when { resource.readers.contains(principal) };"
        #expect(try run(one, same) == 0)
        #expect(try run(one, other) == 1)
        #expect(try run(one, other, "--json") == 1)
        #expect(try run(one, "permit (") == 2)
    }

    @Test("what is no input or no question is told with 2 or as usage")
    func wrong() throws {
        #expect(try Self.prove("permit (principal, action, resource) when { principal.nothing };") == 2)
        #expect(try Self.prove(schema: "entity User = { a: Nothing };") == 2)
        #expect(try Self.prove(Self.policies, "--question", "never-errors", "absent") == 2)
        for arguments in [
            ["--question", "nonsense"], ["--question", "implies", "open"], ["open"],
            ["--question", "always-allows", "open"],
            ["--seconds", "0"],
        ] {
            #expect(throws: (any Error).self) {
                try PolicyProveCommand.parse(["--policies", "p", "--schema", "s"] + arguments)
            }
        }
    }

    @Test("an example in JSON is what policy authorize reads")
    func example() throws {
        let example = try #require(try Self.exampleJSON())
        let object = try #require(try JSONSerialization.jsonObject(with: Data(example.utf8)) as? [String: Any])
        let request = try JSONSerialization.data(withJSONObject: try #require(object["request"]))
        let entities = try JSONSerialization.data(withJSONObject: try #require(object["entities"]))
        let code = try Self.run(
            AuthorizeCommand.self,
            [
                "p.cedar": Self.policies, "s": Self.schema, "r.json": String(decoding: request, as: UTF8.self),
                "e.json": String(decoding: entities, as: UTF8.self),
            ]
        ) { path in
            [
                "--policies", path("p.cedar"), "--schema", path("s"), "--request", path("r.json"), "--entities",
                path("e.json"),
            ]
        }
        #expect(code == 0)
    }

    /// A request that the policies allow.
    static func exampleJSON() throws -> String? {
        let prover = Prover(schema: try Schema(parsing: schema, file: "s"))
        let set = try PolicySet(parsing: policies, file: "p")
        let verdicts = SetAnalysis(prover, set, reading: .skips).verdicts(.alwaysDenies)
        return verdicts.lazy.compactMap(\.verdict.counterexample).first.map {
            CounterexampleText(example: $0).json.pretty
        }
    }
}
