/// What kind of marking was found in a text.
public enum MarkingKind: Hashable, Sendable, CaseIterable {
    /// `CUI//SP-CTI//NOFORN` at the head of a page, or a line that tries to be one.
    case banner
    /// `(CUI//SP-CTI//NF)`, `(U)`.
    case portion
    /// A line of the designation indicator: who controls it, categories, controls.
    case designationField
    /// `DISTRIBUTION STATEMENT D. …`
    case distributionStatement
    /// The warning that names the export control acts, or a destination control statement.
    case exportWarning
    /// An entry of the USML or the CCL, or the name of a regime.
    case exportEntry
    /// LIMITED RIGHTS and the other legends of DFARS.
    case rightsLegend
    /// Somebody's proprietary information.
    case proprietary
    /// UK tiers and caveats.
    case national
    /// FOUO and other marks from before CUI.
    case legacy
    /// SECRET//… and the like, which are out of scope.
    case classified
}

/// One marking in a text: what it is, where it stands, what it says and what is wrong with it.
public struct FoundMarking: Hashable, Sendable {
    /// What kind it is.
    public let kind: MarkingKind
    /// Where it stands, in bytes of the text's UTF-8.
    public let range: Range<Int>
    /// As it was written, at most 1024 bytes of it.
    public let text: String
    /// What it restricts.
    public internal(set) var label: Label
    /// What is wrong with it.
    public internal(set) var problems: [ReadingProblem]
    /// `CUI` alone: what it restricts is said by the designation block.
    var namesNoCategory = false
}

/// All markings of one text, in the order of their places, and what they restrict together.
public struct MarkingReading: Hashable, Sendable {
    /// The markings.
    public let found: [FoundMarking]
    /// The join of what all of them say: what the page or document is restricted by.
    public let label: Label
    /// Who designated and determined it, as far as the text says.
    public let facts: DesignationFacts
    /// What is wrong with the page as a whole: a banner weaker than its portions, public release beside control.
    public let documentProblems: [ReadingProblem]

    /// Every problem, of the single markings and of the whole.
    public var problems: [ReadingProblem] { found.flatMap(\.problems) + documentProblems }

    /// Whether the text carries a classified marking. Such a text is out of scope: it must be refused and reported, not stored.
    public var isClassified: Bool { found.contains { $0.kind == .classified } }
}
