import ArgumentParser
import Cedar
import PlantModel

/// `bulkhead policy authorize`: decides one request.
struct AuthorizeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "authorize",
        abstract: "Decide a request: 0 allow, 1 deny, 2 the input is wrong.",
        discussion: "Policies are named by their @id, or policy0, policy1 … by their place."
    )

    @OptionGroup var arguments: DecisionArguments

    @Flag(help: "Print the answer as JSON.")
    var json = false

    func run() throws {
        let response = try WrongInput.telling {
            let input = try arguments.input()
            return Authorizer().authorize(input.request, policies: input.policies.set, entities: input.entities)
        }
        print(json ? Self.json(response).pretty : Self.text(response), terminator: "")
        if response.decision == .deny { throw ExitStatus.findings }
    }

    static func text(_ response: Response) -> String {
        var lines = [response.decision == .allow ? "ALLOW" : "DENY"]
        lines += response.reasons.map { "  because of \($0)" }
        lines += response.errors.map { "  \($0.policy) erred: \($0.error)" }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Schema: `schemas/policy-decision.schema.json`.
    static func json(_ response: Response) -> JSONText {
        .object([
            ("decision", .text(response.decision.rawValue)),
            ("reason", .list(response.reasons.map { .text($0.description) })),
            (
                "errors",
                .list(
                    response.errors.map {
                        .object([("policy", .text($0.policy.description)), ("message", .text("\($0.error)"))])
                    }
                )
            ),
        ])
    }
}
