public import Classification
public import ContentScan

/// What an inspection made of one file of the corpus.
public struct CorpusVerdict: Sendable {
    /// Whether what it was made to hold was found, as restricted as it is.
    public let isHit: Bool
    /// Kinds of findings that restrict though nothing in the file does.
    public let falseKinds: [Finding.Kind]
    /// Whether some of it was reported as not inspected.
    public let isUninspected: Bool

    /// - Parameters:
    ///   - inspection: of the file's bytes.
    ///   - sample: what it was made to hold.
    ///   - schemes: those that the inspection went by.
    public init(_ inspection: Inspection, of sample: CorpusSample, schemes: Schemes) {
        let marks = inspection.findings.filter { $0.isMarking && !$0.isMention && !$0.label.isUnrestricted }
        isUninspected = !inspection.isComplete
        guard let detector = sample.detector else {
            isHit = false
            falseKinds = marks.map(\.kind)
            return
        }
        falseKinds = []
        let owed = (try? schemes.label(sample.restrictions.map { Restriction($0.scheme, $0.value) })) ?? .sealed
        let found = Label.join(marks.map(\.label))
        let isContradiction = inspection.findings.contains {
            $0.kind == .document(.publicReleaseOfControlled) || $0.kind == .unclassifiedBesideControl
        }
        // In some forms public release is not believed in the first place: then the file restricts, and there is nothing to contradict.
        let isDisbelieved = found["distribution"] != nil
        isHit = detector == .contradiction ? isContradiction || isDisbelieved : !marks.isEmpty && owed.isAtMost(found)
    }
}
