internal import Classification

/// What pictures of parts repeat of what was read in these parts: it is found once.
///
/// A program that reads pictures takes one sign for another, so that a marking which stands in the text too comes back as one with a fault. Such a one is an echo as well: what the text says counts.
struct Echoes {
    private struct Trace: Hashable {
        let part: [Int]
        let kind: Finding.Kind?
        let marking: MarkingKind?
        let source: Int?
        let label: Label?
    }

    private let drawings: Set<[Int]>
    private var read: Set<Trace> = []

    /// - Parameters:
    ///   - findings: all of them.
    ///   - drawings: parts that are pictures of the part that they stand in.
    init(of findings: [Finding], _ drawings: Set<[Int]>) {
        self.drawings = drawings
        for finding in findings where !drawings.contains(finding.place.part) {
            read.formUnion(Self.traces(of: finding, in: finding.place.part, asRead: true))
        }
    }

    /// Whether a finding repeats one.
    func contains(_ finding: Finding) -> Bool {
        guard drawings.contains(finding.place.part) else { return false }
        return Self.traces(of: finding, in: finding.place.part.dropLast(), asRead: false).contains(where: read.contains)
    }

    /// - Parameter asRead: all that a finding in a text may be met by; else what one in a picture is met by.
    private static func traces(of finding: Finding, in part: some Collection<Int>, asRead: Bool) -> [Trace] {
        let part = Array(part)
        switch finding.kind {
        case .known(let match):
            // How much agrees differs.
            return [Trace(part: part, kind: nil, marking: nil, source: match.source, label: finding.label)]
        case .marking(let kind, let faults):
            let same = Trace(part: part, kind: nil, marking: kind, source: nil, label: finding.label)
            let misread = Trace(part: part, kind: nil, marking: kind, source: nil, label: nil)
            return asRead || !faults.isEmpty ? [same, misread] : [same]
        default: return [Trace(part: part, kind: finding.kind, marking: nil, source: nil, label: finding.label)]
        }
    }
}
