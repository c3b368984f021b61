import ArgumentParser
import Cedar
import CedarAnalysis
import PlantModel

/// `bulkhead policy prove`: proves or refutes what can be asked of policies.
struct PolicyProveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove",
        abstract: "Prove or refute claims about policies: 0 nothing found, 1 findings, 2 the input is wrong.",
        discussion: """
            Without a question every question is asked of every policy and of the set. Questions about one policy, or about each where none is
            named: never-errors, always-matches, vacuous, redundant, shadowed, overridden. About the set: always-allows, always-denies. About
            two policies, or about the set and that of --against: implies, equivalent, disjoint.
            """
    )

    @Option(help: "Cedar policies; may be given several times.")
    var policies: [String]

    @OptionGroup var analysis: AnalysisArguments

    @Option(help: "The only question to ask.")
    var question: String?

    @Option(help: "Other policies to hold the set against; may be given several times.")
    var against: [String] = []

    @Option(
        help:
            "Theorems: forbids that describe what must never be allowed, whatever permits are added; may be given several times."
    )
    var theorems: [String] = []

    @Flag(help: "Print the answers as JSON.")
    var json = false

    @Argument(help: "The policies that a question is about, by id.")
    var names: [String] = []

    /// A question of the command line.
    enum Question {
        case everything
        case policy(PolicyProperty)
        case set(SetProperty)
        case relation(Relation)
        case theorems
    }

    func validate() throws { _ = try parsedQuestion() }

    func parsedQuestion() throws -> Question {
        guard let question else {
            guard names.isEmpty, against.isEmpty else { throw ValidationError("names and --against need a --question") }
            return theorems.isEmpty ? .everything : .theorems
        }
        guard theorems.isEmpty else {
            throw ValidationError("--theorems is a question of its own; leave out --question")
        }
        if let property = PolicyProperty(rawValue: question) {
            guard against.isEmpty else { throw ValidationError("\(question) is asked of one set; leave out --against") }
            return .policy(property)
        }
        if let property = SetProperty(rawValue: question) {
            guard names.isEmpty, against.isEmpty else { throw ValidationError("\(question) is asked of the whole set") }
            return .set(property)
        }
        if let relation = Relation(rawValue: question) {
            guard names.count == 2 && against.isEmpty || names.isEmpty && !against.isEmpty else {
                throw ValidationError("\(question) takes the ids of two policies, or --against")
            }
            return .relation(relation)
        }
        let known =
            PolicyProperty.allCases.map(\.rawValue) + SetProperty.allCases.map(\.rawValue)
            + Relation.allCases.map(\.rawValue)
        throw ValidationError("there is no question `\(question)`; ask one of \(known.joined(separator: ", "))")
    }

    func run() throws {
        let question = try parsedQuestion()
        let report = try WrongInput.telling {
            let prover = try analysis.prover()
            let set = try analysis.policies(policies, prover)
            var asker = ProofReport(prover: prover, policies: set, reading: analysis.erringForbid)
            switch question {
            case .everything: asker.askEverything()
            case .policy(let property): asker.ask(property, of: try named(in: set))
            case .set(let property): asker.ask(property)
            case .relation(let relation):
                let chosen = try named(in: set)
                let other = against.isEmpty ? nil : try analysis.policies(against, prover)
                asker.ask(relation, between: chosen, against: other)
            case .theorems: asker.ask(try theorems.flatMap(Self.theorems))
            }
            return asker
        }
        print(json ? report.json.pretty : report.text, terminator: "")
        if report.hasFindings { throw ExitStatus.findings }
    }

    private static func theorems(_ path: String) throws -> [Theorem] {
        let set = try PolicyFiles(reading: [path]).set
        return try (set.templates + set.policies).map { try Theorem($0) }
    }

    private func named(in set: PolicySet) throws -> [Policy] {
        guard !names.isEmpty else { return set.policies }
        return try names.map { name in
            guard let policy = set[PolicyID(name)], !policy.isTemplate else {
                Console.error(
                    "there is no policy `\(name)` among \(set.policies.count); policies are named by @id or by position"
                )
                throw ExitStatus.wrongInput
            }
            return policy
        }
    }
}
