import ArgumentParser
import Cedar
import CedarAnalysis
import PlantModel

/// `bulkhead policy diff`: who gains and who loses what between two versions of policies.
struct PolicyDiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract:
            "Say who gains and who loses what when one file of policies takes the place of another: 0 nothing changed, proved; 1 something did or is unknown; 2 the input is wrong."
    )

    @Argument(help: "The old policies.")
    var old: String

    @Argument(help: "The new policies.")
    var new: String

    @OptionGroup var analysis: AnalysisArguments

    @Flag(help: "Print the differences as JSON.")
    var json = false

    func run() throws {
        let diff = try WrongInput.telling {
            let prover = try analysis.prover()
            return PolicyDiff(
                prover,
                from: try analysis.policies([old], prover),
                to: try analysis.policies([new], prover),
                reading: analysis.erringForbid
            )
        }
        print(json ? Self.json(diff).pretty : Self.text(diff), terminator: "")
        if !diff.isUnchanged { throw ExitStatus.findings }
    }

    private static func text(_ diff: PolicyDiff) -> String {
        if diff.isUnchanged {
            return "nothing changed: proved for all requests of \(diff.rows.count) request environments\n"
        }
        var lines: [String] = []
        for row in diff.rows {
            for (change, word) in [(row.gained, "gained"), (row.lost, "lost")] {
                switch change {
                case .none: continue
                case .unknown(let reason): lines += ["\(row.environment): \(word): unknown", "    \(reason)"]
                case .example(let example):
                    lines.append("\(row.environment): \(word), for example")
                    lines += CounterexampleText(example: example.counterexample).lines(indent: "    ")
                    lines += ["    before: \(described(example.before))", "    after: \(described(example.after))"]
                }
            }
        }
        let same = diff.rows.count { $0.gained.isNone && $0.lost.isNone }
        lines.append("\(same) of \(diff.rows.count) request environments unchanged, proved")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func described(_ response: Response) -> String {
        var text = response.decision.rawValue
        if !response.reasons.isEmpty { text += " by " + response.reasons.map(\.description).joined(separator: ", ") }
        if !response.errors.isEmpty {
            text += "; erred: " + response.errors.map(\.policy.description).joined(separator: ", ")
        }
        return text
    }

    /// Schema: `schemas/policy-difference.schema.json`.
    static func json(_ diff: PolicyDiff) -> JSONText {
        func change(_ change: PolicyDiff.Change) -> JSONText {
            switch change {
            case .none: return .object([("answer", .text("nothing"))])
            case .unknown(let reason): return .object([("answer", .text("unknown")), ("reason", .text(reason))])
            case .example(let example):
                return .object([
                    ("answer", .text("something")),
                    ("example", CounterexampleText(example: example.counterexample).json),
                    ("before", response(example.before)), ("after", response(example.after)),
                ])
            }
        }
        return .object([
            ("unchanged", .boolean(diff.isUnchanged)),
            (
                "environments",
                .list(
                    diff.rows.map { row in
                        .object([
                            ("environment", .text("\(row.environment)")), ("gained", change(row.gained)),
                            ("lost", change(row.lost)),
                        ])
                    }
                )
            ),
        ])
    }

    private static func response(_ response: Response) -> JSONText {
        .object([
            ("decision", .text(response.decision.rawValue)),
            ("reasons", .list(response.reasons.map { .text($0.description) })),
            ("errors", .list(response.errors.map { .text($0.policy.description) })),
        ])
    }
}
