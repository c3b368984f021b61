import Cedar
import PlantModel

/// What a check of policies found, for people and as JSON.
struct PolicyCheckReport {
    /// One finding, of whatever input.
    struct Finding {
        let code: String
        let isWarning: Bool
        let policy: String?
        let file: String
        let range: SourceRange
        /// Where in a JSON document, if it is one.
        let path: String?
        let message: String
    }

    /// The policy files by name, for excerpts.
    var sources: [String: SourceText] = [:]
    var policyCount = 0
    private(set) var findings: [Finding] = []

    /// Whether something is wrong; warnings alone are not.
    var isWrong: Bool { findings.contains { !$0.isWarning } }

    mutating func add(_ report: Validator.Report) {
        findings += report.problems.map {
            Finding(
                code: $0.kind.code,
                isWarning: false,
                policy: $0.policy?.description,
                file: $0.file,
                range: $0.range,
                path: nil,
                message: $0.message
            )
        }
        findings += report.warnings.map {
            Finding(
                code: $0.code,
                isWarning: true,
                policy: $0.policy.description,
                file: $0.file,
                range: $0.range,
                path: nil,
                message: $0.message
            )
        }
    }

    /// Adds what keeps an input from being read as the schema wants it.
    mutating func add(conforming read: () throws(CedarErrors) -> Void) {
        do throws(CedarErrors) {
            try read()
        } catch {
            findings += error.errors.map {
                Finding(
                    code: "nonconforming",
                    isWarning: false,
                    policy: nil,
                    file: $0.file,
                    range: $0.range,
                    path: $0.path,
                    message: $0.message
                )
            }
        }
    }

    /// Each finding with its place and the line it stands in, then a summary.
    var text: String {
        var text = ""
        for finding in findings {
            let place = "\(finding.file):\(finding.range.start.line):\(finding.range.start.column): "
            text += place + (finding.isWarning ? "warning: " : "")
            text += (finding.path.map { "\($0): " } ?? "") + finding.message + "\n"
            if let source = sources[finding.file] { text += source.excerpt(of: finding.range) + "\n" }
        }
        let problems = findings.count { !$0.isWarning }
        let warnings = findings.count - problems
        func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
        let policies = policyCount == 1 ? "1 policy" : "\(policyCount) policies"
        return text + "\(policies) checked: \(count(problems, "problem")), \(count(warnings, "warning"))\n"
    }

    /// All of it for programs. Schema: `schemas/policy-check.schema.json`.
    var json: JSONText {
        .object([
            ("valid", .boolean(!isWrong)),
            ("policies", .integer(policyCount)),
            (
                "findings",
                .list(
                    findings.map { finding in
                        var fields: [(String, JSONText)] = [
                            ("code", .text(finding.code)),
                            ("severity", .text(finding.isWarning ? "warning" : "error")),
                            ("file", .text(finding.file)),
                            ("line", .integer(finding.range.start.line)),
                            ("column", .integer(finding.range.start.column)),
                            ("endLine", .integer(finding.range.end.line)),
                            ("endColumn", .integer(finding.range.end.column)),
                            ("message", .text(finding.message)),
                        ]
                        if let policy = finding.policy { fields.append(("policy", .text(policy))) }
                        if let path = finding.path { fields.append(("path", .text(path))) }
                        return .object(fields)
                    }
                )
            ),
        ])
    }
}
