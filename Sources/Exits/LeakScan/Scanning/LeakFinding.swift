internal import Classification
internal import ContentScan

/// One finding of a scan: what, where, how restricted. It holds nothing of the content but what the label says; the names of files and parts are as restricted as
/// these.
public struct LeakFinding: Hashable, Sendable, Codable {
    /// The rule's code.
    public let rule: String
    /// The path of the file as it was walked.
    public let path: String
    /// Where in the file, in numbers: `part 2.1, line 7, bytes 40..<59`.
    public let place: String
    /// The line in the file itself; nil in parts of containers.
    public let line: Int?
    /// The bytes in the file itself; nil in parts of containers.
    public let bytes: Range<Int>?
    /// What was found, in words.
    public let message: String
    /// What it restricts.
    public let label: String
    /// Names this finding in a baseline: the same as long as file, part and the marking's words are.
    public let fingerprint: String
    /// The words themselves; there only where the scan was asked for them.
    public let excerpt: String?
    /// By which releases of a gateway it came; nil where no log of one was asked, and of what is no restricted content.
    public let provenance: Provenance?

    /// The rule.
    public var leakRule: LeakRule { LeakRule(rawValue: rule) ?? .marking }
}

extension LeakFinding {
    /// What an inspection found in a file.
    ///
    /// - Parameters:
    ///   - known: what was looked for beside markings.
    ///   - aside: what a signed manifest beside the file says that restricts it; nil where there is none.
    ///   - trace: by which releases the file may have come; nil where no log of a gateway was indexed.
    ///   - showsExcerpts: whether the words may be told.
    static func all(
        of report: InspectionReport,
        path: String,
        known: KnownContent?,
        aside: Label? = nil,
        trace: FileTrace? = nil,
        showsExcerpts: Bool
    ) -> [LeakFinding] {
        let provenances = trace?.provenances(of: report.inspection.findings, known) ?? { _ in nil }
        var counts: [String: Int] = [:]
        let said = report.inspection.findings.reduce(Label.unrestricted) { label, finding in
            finding.isKnown ? label : label.join(finding.label)
        }
        return report.inspection.findings.enumerated().compactMap { index, finding in
            // What left without a restriction says whence something came, and is nothing to look at.
            if finding.isKnown, finding.label.isUnrestricted { return nil }
            let rule = rule(of: finding)
            let words = report.excerpts.byFinding[index]
            let identity = [
                rule.rawValue, path, finding.place.part.map(String.init).joined(separator: "."),
                finding.label.canonicalText,
                words?.text ?? identity(of: finding, known) ?? message(of: finding, known, said: said, aside: aside),
            ].joined(separator: "\u{1}")
            // The same marking stands on every page: each has its number.
            let ordinal = counts[identity, default: 0]
            counts[identity] = ordinal + 1
            let isOfFile = finding.place.part.isEmpty && finding.place.reading == .content
            return LeakFinding(
                rule: rule.rawValue,
                path: path,
                place: finding.place.description,
                line: isOfFile ? finding.place.line : nil,
                bytes: isOfFile ? finding.place.bytes : nil,
                message: message(of: finding, known, said: said, aside: aside),
                label: finding.label.canonicalText,
                fingerprint: digest(identity + "\u{1}\(ordinal)"),
                excerpt: showsExcerpts ? words?.text : nil,
                provenance: rule.isOfContent ? provenances(finding.place.part) : nil
            )
        }
    }

    /// A file that was not read.
    static func notScanned(_ path: String, because reason: String) -> LeakFinding {
        LeakFinding(
            rule: LeakRule.notScanned.rawValue,
            path: path,
            place: "the whole",
            line: nil,
            bytes: nil,
            message: "not scanned, because \(reason)",
            label: Label.unrestricted.canonicalText,
            fingerprint: digest([LeakRule.notScanned.rawValue, path, reason].joined(separator: "\u{1}")),
            excerpt: nil,
            provenance: nil
        )
    }

    private static func rule(of finding: Finding) -> LeakRule {
        switch finding.kind {
        case .marking(.classified, _): .classified
        case .marking: finding.isMention || finding.label.isUnrestricted ? .mention : .marking
        case .nativeField: .nativeField
        case .document(.publicReleaseOfControlled), .unclassifiedBesideControl: .contradiction
        case .document: .faultyMarking
        case .nameContradictsContent: .falseName
        case .known(let match):
            switch match.agreement {
            case .words: .knownWords
            case .rows: .knownValues
            case .columns: .knownColumns
            }
        case .notInspected: .notInspected
        }
    }

    /// What names an agreement whatever the index's numbers and however much agrees; nil for all else.
    private static func identity(of finding: Finding, _ known: KnownContent?) -> String? {
        guard case .known(let match) = finding.kind else { return nil }
        return known?.sources[match.source].name ?? ""
    }

    /// - Parameters:
    ///   - said: what the file itself says that restricts it.
    ///   - aside: what the manifest beside it says.
    private static func message(of finding: Finding, _ known: KnownContent?, said: Label, aside: Label?) -> String {
        switch finding.kind {
        case .marking(let kind, let faults):
            let wrong = faults.isEmpty ? "" : " (\(faults.map(\.rawValue).joined(separator: ", ")))"
            if finding.label.isUnrestricted { return "a marking that restricts nothing: \(kind)\(wrong)" }
            return (finding.isMention ? "a mention of a marking: " : "a marking: ") + "\(kind)\(wrong)"
        case .nativeField(let field): return "the field \(field.rawValue) restricts it"
        case .document(.publicReleaseOfControlled):
            return "it says that it may be released to the public, and is controlled"
        case .document(let fault): return "its marking as a whole: \(fault.rawValue)"
        case .unclassifiedBesideControl:
            return "a field says unclassified beside a marking of control; the marking counts"
        case .nameContradictsContent(let type):
            return "the content is \(type.registeredName), and the name says otherwise"
        case .known(let match):
            let source = known?.sources[match.source].name ?? "a known source"
            let isMarked = said.join(finding.label) == said
            let isMarkedAside = aside.map { $0.join(finding.label) == $0 } ?? false
            let marked =
                isMarked
                ? "" : isMarkedAside ? "; the signed manifest beside it says so" : "; no marking in the file says so"
            return "\(match.agreement) of \(source)\(marked)"
        case .notInspected(let reason): return "\(reason)"
        }
    }

    private static func digest(_ text: String) -> String { TextDigest.of(text.utf8, bytes: 12) }
}
