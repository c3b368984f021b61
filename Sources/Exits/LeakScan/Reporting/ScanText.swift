/// A scan for people at a terminal: a paragraph a file, a line a finding.
public enum ScanText {
    /// Findings told of one file; of more their number is told.
    private static let shownMax = 12

    /// - Parameter showsNotes: whether what asks for nothing is told too.
    public static func write(_ outcome: ScanOutcome, showsNotes: Bool = false) -> String {
        let words = ScanWords(outcome: outcome)
        var text = ""
        let told = outcome.findings.filter { $0.accepted == nil && (showsNotes || $0.severity > .note) }
        var start = 0
        while start < told.count {
            let path = told[start].finding.path
            let end = told[start...].firstIndex { $0.finding.path != path } ?? told.count
            text += file(Array(told[start..<end]), words)
            start = end
        }
        for entry in outcome.expired {
            text +=
                "accepted until \(entry.expires) by \(printable(entry.approvedBy)), and no longer: \(entry.fingerprint)\n"
        }
        return text + words.summary + "\n"
    }

    private static func file(_ findings: [ScanOutcome.Weighed], _ words: ScanWords) -> String {
        var text = ""
        var readers: [String] = []
        for weighed in findings.prefix(shownMax) {
            let finding = weighed.finding
            let line = finding.line.map { ":\($0)" } ?? ""
            let label = ScanWords.label(finding)
            text += "\(printable(finding.path))\(line): \(weighed.severity.rawValue) \(finding.rule) \(finding.message)"
            text += (label.isEmpty ? "" : ", \(label)") + "\n"
            text += "    \(finding.place); fingerprint \(finding.fingerprint)\n"
            if let excerpt = finding.excerpt, !excerpt.isEmpty { text += "    \"\(printable(excerpt))\"\n" }
            for line in ScanWords.provenance(of: finding) + words.readers(of: weighed) where !readers.contains(line) {
                readers.append(line)
            }
        }
        if findings.count > shownMax { text += "    and \(findings.count - shownMax) more in this file\n" }
        return text + readers.map { "    \($0)\n" }.joined()
    }

    /// Without characters that move a terminal's cursor or hide what stands before them: names of files come from others.
    static func printable(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
                result += "\\u{\(String(scalar.value, radix: 16))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
