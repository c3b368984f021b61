internal import Foundation
public import PlantModel

/// A scan as SARIF 2.1.0 (OASIS), which code review and security tools read.
public enum ScanSARIF {
    /// All of it.
    public static func write(_ outcome: ScanOutcome) -> JSONText {
        let words = ScanWords(outcome: outcome)
        let rules = LeakRule.allCases.map { rule in
            JSONText.object([
                ("id", .text(rule.rawValue)), ("name", .text("\(rule)")),
                ("shortDescription", .object([("text", .text(rule.title))])),
                ("fullDescription", .object([("text", .text(rule.explanation))])),
            ])
        }
        let driver = JSONText.object([("name", .text("bulkhead scan")), ("rules", .list(rules))])
        return .object([
            ("$schema", .text("https://json.schemastore.org/sarif-2.1.0.json")),
            ("version", .text("2.1.0")),
            (
                "runs",
                .list([
                    .object([
                        ("tool", .object([("driver", driver)])),
                        // Whole only where nothing is missing from it (3.20.21).
                        (
                            "invocations",
                            .list([.object([("executionSuccessful", .boolean(outcome.counts.omitted == 0))])])
                        ),
                        ("columnKind", .text("unicodeCodePoints")),
                        ("results", .list(outcome.findings.map { result($0, words) })),
                    ])
                ])
            ),
        ])
    }

    private static func result(_ weighed: ScanOutcome.Weighed, _ words: ScanWords) -> JSONText {
        let finding = weighed.finding
        let label = ScanWords.label(finding)
        let parts =
            [finding.message + (label.isEmpty ? "" : ", \(label)"), finding.place]
            + ScanWords.provenance(of: finding) + words.readers(of: weighed)
        var location: [(String, JSONText)] = [
            ("artifactLocation", .object([("uri", .text(URL(filePath: finding.path).absoluteString))]))
        ]
        var region: [(String, JSONText)] = []
        if let line = finding.line { region.append(("startLine", .integer(line))) }
        if let bytes = finding.bytes {
            region += [("byteOffset", .integer(bytes.lowerBound)), ("byteLength", .integer(bytes.count))]
        }
        if let excerpt = finding.excerpt { region.append(("snippet", .object([("text", .text(excerpt))]))) }
        if !region.isEmpty { location.append(("region", .object(region))) }
        var fields: [(String, JSONText)] = [
            ("ruleId", .text(finding.rule)),
            ("ruleIndex", .integer(LeakRule.allCases.firstIndex(of: finding.leakRule) ?? 0)),
            ("level", .text(weighed.severity.rawValue)),
            ("message", .object([("text", .text(parts.joined(separator: "; ")))])),
            ("locations", .list([.object([("physicalLocation", .object(location))])])),
            ("partialFingerprints", .object([("bulkheadScan/v1", .text(finding.fingerprint))])),
        ]
        if let accepted = weighed.accepted {
            let why = JSONText.text(ScanWords.accepted(accepted))
            fields.append(("suppressions", .list([.object([("kind", .text("external")), ("justification", why)])])))
        }
        return .object(fields)
    }
}
