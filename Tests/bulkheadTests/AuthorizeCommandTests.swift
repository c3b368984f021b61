import ArgumentParser
import Foundation
import Testing

@testable import bulkhead

@Suite("bulkhead policy authorize")
struct AuthorizeCommandTests {
    static let policy = """
        permit (principal == User::"alice", action == Action::"view", resource) when { resource.open };
        """
    static let entities = """
        [ { "uid": { "type": "Photo", "id": "p" }, "attrs": { "open": true }, "parents": [] } ]
        """

    static func request(_ user: String) -> String {
        """
        { "principal": { "type": "User", "id": "\(user)" }, "action": { "type": "Action", "id": "view" },
          "resource": { "type": "Photo", "id": "p" }, "context": {} }
        """
    }

    /// The exit code of the command on these files.
    static func run(policies: String, entities: String, request: String, json: Bool = false) throws -> Int32 {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var arguments: [String] = []
        for (name, text) in [("policies", policies), ("entities", entities), ("request", request)] {
            let file = folder.appending(path: name)
            try text.write(to: file, atomically: true, encoding: .utf8)
            arguments += ["--\(name)", file.path(percentEncoded: false)]
        }
        let command = try AuthorizeCommand.parse(arguments + (json ? ["--json"] : []))
        do {
            try command.run()
            return 0
        } catch let code as ExitCode {
            return code.rawValue
        }
    }

    @Test("allows with 0, denies with 1", arguments: [true, false])
    func decisions(json: Bool) throws {
        #expect(
            try Self.run(policies: Self.policy, entities: Self.entities, request: Self.request("alice"), json: json)
                == 0
        )
        #expect(
            try Self.run(policies: Self.policy, entities: Self.entities, request: Self.request("bob"), json: json) == 1
        )
    }

    @Test("answers wrong input with 2, whichever file is wrong")
    func wrongInput() throws {
        let good = (Self.policy, Self.entities, Self.request("alice"))
        #expect(try Self.run(policies: "permit (principal", entities: good.1, request: good.2) == 2)
        #expect(try Self.run(policies: good.0, entities: "[{]", request: good.2) == 2)
        #expect(try Self.run(policies: good.0, entities: good.1, request: "{\"principal\": 1}") == 2)
        #expect(try Self.run(policies: good.0, entities: good.1, request: String(repeating: "[", count: 100_000)) == 2)
    }
}
