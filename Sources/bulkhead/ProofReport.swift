import Cedar
import CedarAnalysis
import PlantModel

/// Answers to questions about policies, for people and as JSON.
struct ProofReport {
    /// What an answer means to whoever asked.
    enum Weight: String {
        /// As it should be.
        case good
        /// Worth knowing, and nothing wrong.
        case note
        /// Something to look at.
        case finding
        /// Not shown either way.
        case unknown
    }

    /// One answer.
    struct Answer {
        let subject: String
        let question: String
        let environment: String?
        let answer: String
        let weight: Weight
        var example: Counterexample?
        var reason: String?
    }

    let prover: Prover
    let policies: PolicySet
    let reading: ErringForbid
    private(set) var answers: [Answer] = []

    init(prover: Prover, policies: PolicySet, reading: ErringForbid) {
        self.prover = prover
        self.policies = policies
        self.reading = reading
    }

    private var analysis: SetAnalysis { SetAnalysis(prover, policies, reading: reading) }

    /// Whether there is anything to look at.
    var hasFindings: Bool { answers.contains { $0.weight == .finding || $0.weight == .unknown } }

    // MARK: Asking

    /// Of every policy whether it can err, does nothing, or changes nothing beside the others; of the set whether it decides anything.
    mutating func askEverything() {
        for policy in policies.policies {
            ask(.neverErrors, of: [policy], isSummary: true)
            let idle = ask(.vacuous, of: [policy], isSummary: true)
            guard !idle else { continue }
            let isRedundant = ask(.redundant, of: [policy], isSummary: true)
            // Shadowed and overridden policies are redundant: these say why.
            guard isRedundant else { continue }
            ask(.shadowed, of: [policy], isSummary: true)
            if SetAnalysis.applies(.overridden, to: policy) { ask(.overridden, of: [policy], isSummary: true) }
        }
        for property in SetProperty.allCases {
            for verdict in analysis.verdicts(property) where !(verdict.verdict.counterexample != nil) {
                add("the set", property.rawValue, verdict, proved: .note, refuted: .good)
            }
        }
    }

    /// Asks a question of policies.
    /// - Parameter isSummary: leave out answers that are as they should be, and tell each policy once.
    /// - Returns: whether it was proved of all.
    @discardableResult
    mutating func ask(_ property: PolicyProperty, of chosen: [Policy], isSummary: Bool = false) -> Bool {
        var isProved = true
        for policy in chosen where SetAnalysis.applies(property, to: policy) {
            let verdicts = analysis.verdicts(property, of: policy)
            if !verdicts.overall.isProved { isProved = false }
            let isGoodProved = property == .neverErrors || property == .alwaysMatches
            guard isSummary else {
                for verdict in verdicts {
                    add(
                        "\(policy.id)",
                        property.rawValue,
                        verdict,
                        proved: isGoodProved ? .good : .finding,
                        refuted: property == .neverErrors || property == .alwaysMatches ? .finding : .good
                    )
                }
                continue
            }
            switch verdicts.overall {
            case .proved:
                if !isGoodProved {
                    answers.append(
                        Answer(
                            subject: "\(policy.id)",
                            question: property.rawValue,
                            environment: nil,
                            answer: "proved",
                            weight: .finding
                        )
                    )
                }
            case .refuted where !isGoodProved: break
            case .refuted, .unknown:
                if let first = verdicts.first(where: {
                    !$0.verdict.isProved && ($0.verdict.reason != nil || isGoodProved)
                }) {
                    add("\(policy.id)", property.rawValue, first, proved: .good, refuted: .finding)
                }
            }
        }
        return isProved
    }

    /// Asks a question of the set, in every environment.
    mutating func ask(_ property: SetProperty) {
        for verdict in analysis.verdicts(property) {
            add("the set", property.rawValue, verdict, proved: .good, refuted: .finding)
        }
    }

    /// Asks how two policies, or two sets, stand to each other.
    mutating func ask(_ relation: Relation, between chosen: [Policy], against other: PolicySet?) {
        let (subject, left, right): (String, Claim, Claim)
        let environments: [RequestEnvironment]
        if let other {
            subject = "the sets"
            left = .allows(policies.policies, reading)
            right = .allows(other.policies, reading)
            environments = prover.schema.requestEnvironments
        } else {
            subject = chosen.map(\.id.description).joined(separator: ", ")
            left = .satisfied(chosen[0])
            right = .satisfied(chosen[1])
            let own = chosen.map { Set(prover.schema.requestEnvironments(of: $0)) }
            environments = prover.schema.requestEnvironments.filter { own[0].contains($0) || own[1].contains($0) }
        }
        for verdict in prover.verdicts(on: relation.claim(left, right), in: environments) {
            add(subject, relation.rawValue, verdict, proved: .good, refuted: .finding)
        }
    }

    /// Proves theorems about the set.
    mutating func ask(_ theorems: [Theorem]) {
        for theorem in theorems {
            for (environment, outcome) in theorem.outcomes(prover, policies.policies, reading) {
                let subject = "\(theorem.policy.id)"
                func answer(_ word: String, _ weight: Weight, _ example: Counterexample? = nil, _ reason: String? = nil)
                    -> Answer
                {
                    Answer(
                        subject: subject,
                        question: theorem.statement,
                        environment: "\(environment)",
                        answer: word,
                        weight: weight,
                        example: example,
                        reason: reason
                    )
                }
                switch outcome {
                case .proved: answers.append(answer("proved", .good))
                case .failed(let example):
                    answers.append(answer("refuted", .finding, example, theorem.afterwards(example.request)))
                case .unknown(let reason): answers.append(answer("unknown", .unknown, nil, reason))
                case .empty: answers.append(answer("says nothing", .finding, nil, "it describes no request"))
                }
            }
        }
    }

    private mutating func add(
        _ subject: String,
        _ question: String,
        _ verdict: EnvironmentVerdict,
        proved: Weight,
        refuted: Weight
    ) {
        let (word, weight): (String, Weight) =
            switch verdict.verdict {
            case .proved: ("proved", proved)
            case .refuted: ("refuted", refuted)
            case .unknown: ("unknown", .unknown)
            }
        answers.append(
            Answer(
                subject: subject,
                question: question,
                environment: "\(verdict.environment)",
                answer: word,
                weight: weight,
                example: verdict.verdict.counterexample,
                reason: verdict.verdict.reason
            )
        )
    }

    // MARK: Telling

    /// Each answer, the example below it, then a summary.
    var text: String {
        var lines: [String] = []
        for answer in answers {
            lines.append(
                "\(answer.subject): \(answer.question): \(answer.answer)"
                    + (answer.environment.map { " (\($0))" } ?? "")
            )
            if let reason = answer.reason { lines.append("    \(reason)") }
            if let example = answer.example { lines += CounterexampleText(example: example).lines(indent: "    ") }
        }
        let findings = answers.count { $0.weight == .finding }
        let unknown = answers.count { $0.weight == .unknown }
        let environments = prover.schema.requestEnvironments.count
        lines.append(
            "\(policies.policies.count) policies, \(environments) request environments: \(findings) findings, \(unknown) unknown"
        )
        return lines.joined(separator: "\n") + "\n"
    }

    /// All of it for programs. Schema: `schemas/policy-proof.schema.json`.
    var json: JSONText {
        .object([
            ("policies", .integer(policies.policies.count)),
            ("environments", .integer(prover.schema.requestEnvironments.count)),
            ("erringForbid", .text(reading.rawValue)),
            (
                "answers",
                .list(
                    answers.map { answer in
                        var fields: [(String, JSONText)] = [
                            ("subject", .text(answer.subject)), ("question", .text(answer.question)),
                            ("answer", .text(answer.answer)), ("weight", .text(answer.weight.rawValue)),
                        ]
                        if let environment = answer.environment { fields.append(("environment", .text(environment))) }
                        if let reason = answer.reason { fields.append(("reason", .text(reason))) }
                        if let example = answer.example {
                            fields.append(("example", CounterexampleText(example: example).json))
                        }
                        return .object(fields)
                    }
                )
            ),
        ])
    }
}

extension Theorem {
    /// The second request of a law, in words; nil of what is about one request alone.
    fileprivate func afterwards(_ request: Request) -> String? {
        guard case .law(let change, _, _) = kind else { return nil }
        let after = change(request)
        let context = after.context.isEmpty ? "" : " with context \(after.context)"
        return "after the change: \(after.principal) does \(after.action) on \(after.resource)\(context)"
    }
}
