internal import PlantModel

/// What reports say of findings, in words.
struct ScanWords {
    let outcome: ScanOutcome

    /// `read there (share) by wic-staff and analysts, who may not: itar-view-us-person (22 CFR 120.50(a))`; nil where nothing is known of readers.
    func readers(of weighed: ScanOutcome.Weighed) -> [String] {
        guard let judgement = weighed.judgement else { return [] }
        guard let refusals = judgement.refusals else {
            return [
                "\(judgement.system): its label admits its owner alone, so none of the \(judgement.readerCount) audiences there may read it"
            ]
        }
        if refusals.isEmpty {
            return ["\(judgement.system): all \(judgement.readerCount) audiences that read it there may"]
        }
        return refusals.map { refusal in
            let who: String =
                switch refusal.reader {
                case nil: "\(judgement.system) may not receive it"
                case let reader? where reader.channel == "system":
                    "\(reader.audience) reads \(judgement.system) and may not have it"
                case let reader?:
                    "\(reader.audience) reads \(judgement.system) by \(reader.channel) and may not have it"
                }
            return who + ": " + refusal.refusedBy.map(obligation).joined(separator: ", ")
        }
    }

    /// By which releases of a gateway a finding came, a line each; none where no log of one was asked.
    static func provenance(of finding: LeakFinding) -> [String] {
        guard let provenance = finding.provenance else { return [] }
        guard !provenance.releases.isEmpty else { return ["it came by no release that the index knows"] }
        let more =
            provenance.omitted > 0
            ? ["or by \(provenance.omitted) \(provenance.omitted == 1 ? "message" : "messages") more"] : []
        return provenance.releases.map(\.description) + more
    }

    /// An obligation with where it is written.
    func obligation(_ id: String) -> String { outcome.obligations[id].map { "\(id) (\($0.cite))" } ?? id }

    /// Who accepted a finding.
    static func accepted(_ entry: LeakBaseline.Entry) -> String {
        "accepted by \(entry.approvedBy) until \(entry.expires): \(entry.reason)"
    }

    /// `restricts cui=SP-CTI;dissemination=NOFORN`
    static func label(_ finding: LeakFinding) -> String {
        switch finding.label {
        case "": ""
        case "*": "restricts to its owner"
        default: "restricts \(finding.label)"
        }
    }

    /// What was counted, in one paragraph.
    var summary: String {
        let counts = outcome.counts
        let open = outcome.findings.filter { $0.accepted == nil }
        func count(_ severity: ScanOutcome.Severity) -> Int { open.count { $0.severity == severity } }
        let accepted = outcome.findings.count - open.count
        var parts = [
            "\(counts.files) files, \(counts.bytes) bytes",
            "\(count(.error)) errors, \(count(.warning)) warnings, \(count(.note)) notes",
        ]
        if accepted > 0 { parts.append("\(accepted) accepted by the baseline") }
        if counts.unchanged > 0 { parts.append("\(counts.unchanged) unchanged since the last scan") }
        if counts.notInspected > 0 { parts.append("\(counts.notInspected) files not wholly inspected") }
        if counts.notScanned > 0 { parts.append("\(counts.notScanned) not scanned") }
        if counts.omitted > 0 { parts.append("\(counts.omitted) findings more than are kept: scan smaller parts") }
        return parts.joined(separator: "; ")
    }
}
