public import Classification

/// What the inspection of content says. Made only by inspecting.
///
/// It may only tighten: its label is joined to the one that the content has already. `verdict` is `clean` only where every byte was
/// read in a format known here and nothing was found.
public struct Inspection: Hashable, Sendable {
    /// What may be concluded.
    public enum Verdict: Hashable, Sendable {
        /// All of it was read, and nothing restricts.
        case clean
        /// All of it was read, and there are findings.
        case marked
        /// Not all of it was read, whatever was found in the rest: it leaves nowhere without a determination.
        case notInspected
    }

    /// The type, by content.
    public let mediaType: MediaType
    /// How many bytes there were.
    public let byteCount: Int
    /// What the content is restricted by at least.
    public let label: Label
    /// All findings, by place.
    public let findings: [Finding]
    /// Whether a PDF in it does something where it is opened (scripts, programs to start, forms to send, addresses, files in it), or is encrypted. It restricts
    /// nothing: whoever shows the content to others looks at it.
    public let isActive: Bool

    init(mediaType: MediaType, byteCount: Int, label: Label, findings: [Finding], isActive: Bool) {
        (self.mediaType, self.byteCount, self.label, self.findings) = (mediaType, byteCount, label, findings)
        self.isActive = isActive
    }

    /// Why some of it was not read; empty where all was.
    public var uninspected: [Uninspected] {
        findings.compactMap { if case .notInspected(let reason) = $0.kind { reason } else { nil } }
    }

    /// Whether all of it was read.
    public var isComplete: Bool { uninspected.isEmpty }

    /// What may be concluded.
    public var verdict: Verdict {
        !isComplete ? .notInspected : findings.isEmpty && label.isUnrestricted ? .clean : .marked
    }

    /// Whether it carries a classified marking: out of scope, to be refused and reported, not stored.
    public var isClassified: Bool {
        findings.contains { if case .marking(.classified, _) = $0.kind { true } else { false } }
    }
}

/// What an inspection gives: the findings, and apart from them the words that they stand for.
public struct InspectionReport: Sendable {
    /// For those who handle the content: numbers, kinds and labels.
    public let inspection: Inspection
    /// For those alone who may see the content.
    public let excerpts: Excerpts
}

/// The words that findings stand for, by the index of the finding. As restricted as the content.
public struct Excerpts: Sendable {
    /// Text around one finding.
    public struct Excerpt: Hashable, Sendable {
        /// The marking or field as it was written, cut at `InspectionLimits.excerptBytesMax`.
        public let text: String
        /// Names of the parts on the way to it, such as members of an archive.
        public let partNames: [String]
    }

    /// By the index in `Inspection.findings`.
    public let byFinding: [Int: Excerpt]
}
