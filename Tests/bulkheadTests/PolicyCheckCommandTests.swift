import ArgumentParser
import Cedar
import Foundation
import PlantModel
import Testing

@testable import bulkhead

@Suite("bulkhead policy check")
struct PolicyCheckCommandTests {
    static let schema = """
        entity User = {age: Long, manager?: User};
        entity Photo = {owner: User};
        action view appliesTo {principal: [User], resource: [Photo]};
        """
    static let good = "permit (principal, action == Action::\"view\", resource) when { resource.owner == principal };"

    /// The exit code of the command on these files; options without a value stand for themselves.
    static func run(_ files: [(option: String, text: String)], _ options: [String] = []) throws -> Int32 {
        try PolicyCheckCommand.exitCode(files, options)
    }

    @Test("answers 0 where nothing is wrong, with and without a schema", arguments: [[], ["--json"]])
    func nothingWrong(options: [String]) throws {
        #expect(try Self.run([("policies", Self.good)], options) == 0)
        #expect(try Self.run([("policies", Self.good), ("schema", Self.schema)], options) == 0)
        #expect(try Self.run([("policies", Self.good), ("policies", Self.good)], options) == 0, "policy0 and policy1")
        let named = "@id(\"own\") \(Self.good)"
        #expect(try Self.run([("policies", named), ("policies", named)], options) == 2, "both are called own")
    }

    @Test("answers 1 for findings of each input, and 0 for warnings alone")
    func findings() throws {
        func check(_ policy: String, _ more: [(option: String, text: String)] = [], _ options: [String] = []) throws
            -> Int32
        {
            try Self.run([("policies", policy), ("schema", Self.schema)] + more, options)
        }
        let deep = "permit (principal, action, resource) when { resource.owner.age > 1 };"
        #expect(try check("permit (principal, action, resource) when { principal.agee == 1 };") == 1)
        #expect(try check("permit (principal, action, resource) when { false };") == 0)
        #expect(try check("permit (principal, action, resource) when { [] == [principal] };") == 1)
        #expect(
            try check("permit (principal, action, resource) when { [] == [principal] };", [], ["--permissive"]) == 0
        )
        #expect(try check(deep, [], ["--level", "2"]) == 0)
        #expect(try check(deep, [], ["--level", "1"]) == 1)
        let entity = "[{\"uid\": {\"type\": \"User\", \"id\": \"a\"}, \"attrs\": {\"age\": \"x\"}, \"parents\": []}]"
        #expect(try check(Self.good, [("entities", entity)]) == 1)
        #expect(try check(Self.good, [("entities", entity.replacingOccurrences(of: "\"x\"", with: "1"))]) == 0)
        let request = """
            {"principal": {"type": "Photo", "id": "a"}, "action": {"type": "Action", "id": "view"},
             "resource": {"type": "Photo", "id": "p"}}
            """
        #expect(try check(Self.good, [("request", request)]) == 1)
    }

    @Test("answers 2 for input that cannot be read, and refuses options that need a schema")
    func wrongInput() throws {
        #expect(try Self.run([("policies", "permit (")]) == 2)
        #expect(try Self.run([("policies", Self.good), ("schema", "entity")]) == 2)
        #expect(try Self.run([("policies", Self.good), ("schema", Self.schema), ("entities", "[")]) == 2)
        #expect(throws: (any Error).self) { try PolicyCheckCommand.parse(["--policies", "p", "--level", "1"]) }
        #expect(throws: (any Error).self) {
            try PolicyCheckCommand.parse(["--policies", "p", "--schema", "s", "--level", "-1"])
        }
        let missing = try PolicyCheckCommand.parse(["--policies", "/nowhere/p.cedar"])
        #expect(throws: ExitCode(2)) { try missing.run() }
    }

    @Test("a finding is shown with its line, a mark and what to do")
    func text() throws {
        let policy = "permit (principal, action, resource)\nwhen { principal.agee == 1 };\n"
        let schema = try Schema(parsing: Self.schema, file: "s")
        var report = PolicyCheckReport()
        report.sources["p.cedar"] = try SourceText(policy, file: "p.cedar")
        report.policyCount = 1
        report.add(Validator(schema).validate(try PolicySet(parsing: policy, file: "p.cedar")))
        #expect(
            report.text == """
                p.cedar:2:8: policy `policy0`: `User` has no attribute `agee`; did you mean `age`?
                2 | when { principal.agee == 1 };
                  |        ^^^^^^^^^^^^^^
                1 policy checked: 1 problem, 0 warnings

                """
        )
        #expect(
            report.json.pretty.contains("\"code\": \"unknownAttribute\"")
        )
    }
}
