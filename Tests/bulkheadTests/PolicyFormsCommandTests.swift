import ArgumentParser
import Foundation
import Testing

@testable import bulkhead

@Suite("bulkhead policy format, translate and link")
struct PolicyFormsCommandTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func file(_ name: String, _ text: String = "") throws -> String {
        let file = folder.appending(path: name)
        if !text.isEmpty { try Data(text.utf8).write(to: file) }
        return file.path(percentEncoded: false)
    }

    private func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

    /// The exit code of a command.
    private func code(_ command: some ParsableCommand) throws -> Int32 {
        var command = command
        do {
            try command.run()
            return 0
        } catch let code as ExitCode {
            return code.rawValue
        }
    }

    private static let loose = "permit(principal,action,resource) // why\n;"
    private static let tidy = "permit (principal, action, resource) // why\n;\n"

    @Test("check names what is laid out otherwise, write lays it out")
    func format() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let policies = try file("a.cedar", Self.loose)
        let schema = try file("s.cedarschema", "entity A{a:Long};")
        #expect(try code(PolicyFormatCommand.parse(["--check", policies, schema])) == 1)
        #expect(try text(policies) == Self.loose)
        #expect(try code(PolicyFormatCommand.parse(["--write", policies, schema])) == 0)
        #expect(try text(policies) == Self.tidy)
        #expect(try text(schema) == "entity A { a: Long };\n")
        #expect(try code(PolicyFormatCommand.parse(["--check", policies, schema])) == 0)
    }

    @Test("a wrong file is answered with 2, and no file is changed")
    func formatRefused() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let good = try file("a.cedar", Self.loose)
        let bad = try file("b.cedar", "permit(")
        #expect(try code(PolicyFormatCommand.parse(["--write", good, bad])) == 2)
        #expect(try text(good) == Self.loose)
        #expect(try code(PolicyFormatCommand.parse([try file("none.cedar")])) == 2)
        #expect(throws: (any Error).self) { try PolicyFormatCommand.parse(["--check", "--write", good]) }
        #expect(throws: (any Error).self) { try PolicyFormatCommand.parse(["--width", "3", good]) }
    }

    @Test("policies and schemas go to JSON and back")
    func translate() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let policyText = "@id(\"x\")\npermit (principal == ?principal, action, resource);\n"
        let policies = try file("a.cedar", policyText)
        let json = try file("a.json")
        let again = try file("b.cedar")
        #expect(try code(PolicyTranslateCommand.parse([policies, "-o", json])) == 0)
        #expect(try text(json).contains("\"templates\": {\n    \"x\": {"))
        #expect(try code(PolicyTranslateCommand.parse([json, "-o", again])) == 0)
        #expect(try text(again) == policyText)
        let schemaText = "entity A enum [\"x\"];\n"
        let schema = try file("s.cedarschema", schemaText)
        let schemaJSON = try file("s.json")
        #expect(try code(PolicyTranslateCommand.parse([schema, "-o", schemaJSON])) == 0)
        #expect(try code(PolicyTranslateCommand.parse([schemaJSON, "--content", "schema", "-o", again])) == 0)
        #expect(try text(again) == schemaText)
        #expect(try code(PolicyTranslateCommand.parse([schemaJSON, "-o", again])) == 2)
        #expect(try code(PolicyTranslateCommand.parse([try file("e.json", "{\"staticPolicies\": 1}")])) == 2)
    }

    @Test("templates are linked; wrong links are answered with 2")
    func link() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let templates = try file("t.cedar", "@id(\"t\") permit (principal == ?principal, action, resource);")
        func links(_ template: String) throws -> String {
            try file(
                "l.json",
                "[{\"templateId\": \"\(template)\", \"newId\": \"n\", \"values\": {\"?principal\": {\"type\": \"A\", \"id\": \"b\"}}}]"
            )
        }
        #expect(try code(PolicyLinkCommand.parse(["--templates", templates, "--links", links("t")])) == 0)
        #expect(try code(PolicyLinkCommand.parse(["--templates", templates, "--links", links("t"), "--text"])) == 0)
        #expect(try code(PolicyLinkCommand.parse(["--templates", templates, "--links", links("u")])) == 2)
    }
}
