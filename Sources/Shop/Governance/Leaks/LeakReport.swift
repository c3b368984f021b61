internal import Foundation
public import Journal
public import PlantModel

/// What an officer says of a leak when it is confirmed.
public struct LeakReport: Sendable {
    /// What is written about a leak or a clock, in bytes.
    public static let textMax = 4_000
    /// Obligations that a finding names.
    static let brokenMax = 100

    /// The record, by its id; nil where all of the program is meant.
    public let record: AggregateID?
    /// The first day that is looked through for what left; nil for the first there is.
    public let since: Day?
    /// Where it was found, and how that is known; 1 to ``textMax`` bytes.
    public let found: String
    /// Obligations that were broken, by id, where a scan says so.
    public let broken: [String]
    /// When it was discovered, in milliseconds since 1970: clocks may run from there.
    public let discovered: UInt64
    /// The name as it is printed beside the signature.
    public let printedName: String

    /// A report. Where it was found is said in words, or is what `bulkhead scan --json` printed, or one of its findings.
    public init(record: AggregateID?, since: Day?, found: String, discovered: UInt64, printedName: String) {
        self.record = record
        self.since = since
        let finding = ScanFinding.read(found)
        self.found = finding?.says ?? found
        broken = finding?.broken ?? []
        self.discovered = discovered
        self.printedName = printedName
    }
}

/// What a scan says of a leak, as far as a report takes it over: `schemas/scan.schema.json`.
struct ScanFinding {
    let says: String
    let broken: [String]

    private struct Scan: Decodable {
        struct Finding: Decodable {
            struct Refusal: Decodable { let refusedBy: [String] }
            let rule: String
            let path: String
            let place: String
            let message: String
            let system: String?
            let refusals: [Refusal]?
        }
        let findings: [Finding]
    }

    /// Nil for what is no scan and no finding.
    static func read(_ text: String) -> ScanFinding? {
        let data = Data(text.utf8)
        guard text.utf8.contains(UInt8(ascii: "{")) else { return nil }
        let findings =
            (try? JSONDecoder().decode(Scan.self, from: data))?.findings
            ?? (try? JSONDecoder().decode(Scan.Finding.self, from: data)).map { [$0] }
        guard let findings, !findings.isEmpty else { return nil }
        let lines = findings.map { finding in
            "\(finding.rule) \(finding.path), \(finding.place)\(finding.system.map { " (\($0))" } ?? ""): \(finding.message)"
        }
        let broken = Set(findings.flatMap { ($0.refusals ?? []).flatMap(\.refusedBy) })
        return ScanFinding(
            says: lines.joined(separator: "\n"),
            broken: Array(broken.sorted().prefix(LeakReport.brokenMax))
        )
    }
}

/// What became of a clock.
public enum ClockOutcome: String, Sendable, CaseIterable {
    /// Its addressee was told.
    case reported
    /// It does not apply to this leak, for a reason that is given.
    case doesNotApply
}

/// What an officer does about a leak: for which clock, with what to show for it.
public struct ClockAct: Sendable {
    /// Which clock; nil for the leak as a whole.
    public let clock: AggregateID?
    /// What shows it, or the reason; 1 to ``LeakReport/textMax`` bytes.
    public let evidence: String
    /// When it took place, in milliseconds since 1970; not later than now.
    public let at: UInt64

    /// An act.
    public init(_ clock: AggregateID?, evidence: String, at: UInt64) {
        self.clock = clock
        self.evidence = evidence
        self.at = at
    }
}
