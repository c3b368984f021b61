import ArgumentParser
import Cedar
import Foundation

/// Work on Cedar policies, of a plant or of anything else.
struct PolicyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: "Work on Cedar policies, of a plant or of anything else.",
        subcommands: [
            AuthorizeCommand.self, PolicyCheckCommand.self, PolicyExplainCommand.self, PolicyFormatCommand.self,
            PolicyLinkCommand.self, PolicyTranslateCommand.self, PolicyProveCommand.self, PolicyDiffCommand.self,
        ]
    )
}

/// `bulkhead policy authorize`: decides one request.
struct AuthorizeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "authorize",
        abstract: "Decide a request: 0 allow, 1 deny, 2 the input is wrong."
    )

    @Option(help: "Cedar policies; may be given several times.")
    var policies: [String]

    @Option(help: "Entities in JSON.")
    var entities: String

    @Option(help: "The request in JSON: principal, action, resource, context.")
    var request: String

    @Option(help: "A Cedar schema; with it, entities and request may drop type escapes.")
    var schema: String?

    @Flag(help: "Print the answer as JSON.")
    var json = false

    func run() throws {
        let response: Response
        do {
            let schema = try self.schema.map { try Schema(bytes: InputFile.bytes($0), file: $0) }
            // Files are numbered through, so that `policy0` of two files are two policies; @id names win where there are any.
            var sets: [PolicySet] = []
            for path in policies {
                let set = try PolicySet(bytes: InputFile.bytes(path), file: path)
                sets.append(policies.count > 1 ? try set.renamedByAnnotation() : set)
            }
            let entities = try Entities(json: InputFile.bytes(self.entities), schema: schema, file: self.entities)
            let request = try Request(json: InputFile.bytes(self.request), schema: schema, file: self.request)
            response = Authorizer().authorize(request, policies: try PolicySet.merging(sets), entities: entities)
        } catch let error as CedarErrors {
            Console.error(error.description)
            throw ExitStatus.wrongInput
        } catch let error as InputFile.Failure {
            Console.error(error.description)
            throw ExitStatus.wrongInput
        }
        print(json ? try Self.json(response) : Self.text(response))
        if response.decision == .deny { throw ExitStatus.findings }
    }

    private static func text(_ response: Response) -> String {
        var lines = [response.decision == .allow ? "ALLOW" : "DENY"]
        lines += response.reasons.map { "  because of \($0)" }
        lines += response.errors.map { "  \($0.policy) erred: \($0.error)" }
        return lines.joined(separator: "\n")
    }

    private struct Answer: Encodable {
        struct Failure: Encodable {
            let policy: String
            let message: String
        }
        let decision: String
        let reason: [String]
        let errors: [Failure]
    }

    private static func json(_ response: Response) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let answer = Answer(
            decision: response.decision.rawValue,
            reason: response.reasons.map(\.description),
            errors: response.errors.map { Answer.Failure(policy: $0.policy.description, message: "\($0.error)") }
        )
        return String(decoding: try encoder.encode(answer), as: UTF8.self)
    }
}
