import ArgumentParser
import Cedar
import PlantModel

/// `bulkhead policy explain`: says why a request is decided as it is, and what would permit it.
struct PolicyExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Explain a decision, and what would permit a denied request: 0 allow, 1 deny, 2 the input is wrong."
    )

    @OptionGroup var arguments: DecisionArguments

    @Option(
        parsing: .upToNextOption,
        help: "Facts that the reader may not see, such as `principal.citizenships`, or `principal in` for groups."
    )
    var hide: [String] = []

    @Option(
        help:
            "Who can change what, in JSON: {\"principal.clearance\": \"Security\", \"principal in Team\": \"Team lead\"}."
    )
    var granters: String?

    @Option(help: "How a forbid that errs counts: 'skips' as Cedar has it, 'denies' as Bulkhead does.")
    var erringForbid = ErringForbid.skips

    @Flag(help: "Print the explanation as JSON.")
    var json = false

    func run() throws {
        let report = try WrongInput.telling { try explain() }
        print(json ? report.json.pretty : report.text, terminator: "")
        if report.explanation.decision == .deny { throw ExitStatus.findings }
    }

    private func explain() throws -> PolicyExplanationReport {
        let input = try arguments.input()
        let explainer = Explainer(
            input.policies.set,
            schema: input.schema,
            granters: try granters.map(Self.granters) ?? .none,
            hidden: try HiddenFacts(parsing: hide),
            erringForbid: erringForbid
        )
        return PolicyExplanationReport(
            explanation: try explainer.explain(input.request, entities: input.entities),
            policies: input.policies.set,
            sources: input.policies.sources
        )
    }

    private static func granters(_ path: String) throws -> Granters {
        let node = try JSONNode(parsing: InputFile.bytes(path), file: path)
        guard case .object(let members) = node.kind else {
            let range = SourceRange(start: node.position, end: node.position)
            throw ParseError(file: path, range: range, message: "expected an object of facts and granters")
        }
        var granters: [String: String] = [:]
        for (fact, granter) in members {
            guard let name = granter.text else {
                let range = SourceRange(start: granter.position, end: granter.position)
                let message = "the granter of `\(fact)` must be a string"
                throw ParseError(file: path, range: range, message: message)
            }
            granters[fact.text] = name
        }
        return try Granters(parsing: granters)
    }
}
