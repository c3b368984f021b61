public import PlantModel

/// A scan for programs: `schemas/scan.schema.json`.
public enum ScanJSON {
    /// All of it.
    public static func write(_ outcome: ScanOutcome) -> JSONText {
        let counts = outcome.counts
        return .object([
            ("format", .text("bulkhead-scan/1")),
            ("asOf", .text("\(outcome.asOf)")),
            ("paths", .list(outcome.roots.map(JSONText.text))),
            ("hasFindings", .boolean(outcome.hasFindings)),
            (
                "counts",
                .object([
                    ("files", .integer(counts.files)), ("bytes", .integer(counts.bytes)),
                    ("unchanged", .integer(counts.unchanged)), ("notInspected", .integer(counts.notInspected)),
                    ("notScanned", .integer(counts.notScanned)), ("omitted", .integer(counts.omitted)),
                ])
            ),
            ("findings", .list(outcome.findings.map { finding($0) })),
            (
                "obligations",
                .list(
                    outcome.obligations.values.sorted { $0.id < $1.id }.map { obligation in
                        .object([
                            ("id", .text(obligation.id)), ("cite", .text(obligation.cite)),
                            ("says", .text(obligation.says)), ("metBy", .text(obligation.metBy)),
                        ])
                    }
                )
            ),
            ("expired", .list(outcome.expired.map(entry))),
        ])
    }

    private static func finding(_ weighed: ScanOutcome.Weighed) -> JSONText {
        let finding = weighed.finding
        var fields: [(String, JSONText)] = [
            ("rule", .text(finding.rule)), ("severity", .text(weighed.severity.rawValue)),
            ("path", .text(finding.path)), ("place", .text(finding.place)), ("message", .text(finding.message)),
            ("label", .text(finding.label)), ("fingerprint", .text(finding.fingerprint)),
        ]
        if let line = finding.line { fields.append(("line", .integer(line))) }
        if let bytes = finding.bytes {
            fields += [("byteOffset", .integer(bytes.lowerBound)), ("byteLength", .integer(bytes.count))]
        }
        if let excerpt = finding.excerpt { fields.append(("excerpt", .text(excerpt))) }
        if let provenance = finding.provenance {
            fields.append(("releases", .list(provenance.releases.map(release))))
            fields.append(("releasesOmitted", .integer(provenance.omitted)))
        }
        if let judgement = weighed.judgement {
            fields.append(("system", .text(judgement.system)))
            fields.append(("admitsOwnerAlone", .boolean(judgement.refusals == nil)))
            let refusals = (judgement.refusals ?? []).map { refusal -> JSONText in
                var fields: [(String, JSONText)] = []
                if let reader = refusal.reader {
                    fields += [("audience", .text(reader.audience)), ("channel", .text(reader.channel))]
                }
                return .object(fields + [("refusedBy", .list(refusal.refusedBy.map(JSONText.text)))])
            }
            fields.append(("refusals", .list(refusals)))
        }
        if let accepted = weighed.accepted { fields.append(("accepted", entry(accepted))) }
        return .object(fields)
    }

    private static func release(_ found: Provenance.Release) -> JSONText {
        let message = found.message
        var fields: [(String, JSONText)] = [
            ("flow", .text(message.flow)), ("message", .integer(Int(message.number))), ("log", .text(message.log)),
            ("entries", .list(message.entries.map { .integer(Int(clamping: $0)) })),
        ]
        if let destination = message.destination { fields.append(("destination", .text(destination))) }
        if let delivered = message.deliveredText { fields.append(("delivered", .text(delivered))) }
        fields.append(("isWhole", .boolean(found.isWhole)))
        if !found.isWhole { fields.append(("records", .integer(found.records))) }
        return .object(fields)
    }

    private static func entry(_ entry: LeakBaseline.Entry) -> JSONText {
        .object([
            ("fingerprint", .text(entry.fingerprint)), ("approvedBy", .text(entry.approvedBy)),
            ("reason", .text(entry.reason)), ("expires", .text("\(entry.expires)")),
        ])
    }
}
