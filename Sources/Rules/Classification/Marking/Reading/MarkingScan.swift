/// One pass over a text: each reader adds what it finds, and the whole is put together at the end.
struct MarkingScan {
    /// More text is not read at once; the caller reads parts, which overlap.
    static let textBytesMax = 8 << 20
    /// No document has more markings; a text made to have them is not read to its end.
    static let foundMax = 20_000
    /// Longer than any banner, even with every category and fifty countries.
    static let bannerBytesMax = 1_024
    /// What is kept of a marking's text.
    static let shownBytesMax = 1_024

    let schemes: Schemes
    let profile: MarkingProfile
    let text: FoldedText
    var found: [FoundMarking] = []
    /// Where they stand in the folded text.
    private(set) var places: [Range<Int>] = []
    var facts = DesignationFacts()
    /// `(S)` and `(TS)` without more.
    var lonePortions: [Range<Int>] = []
    private(set) var overflowed = false

    init(_ text: FoldedText, schemes: Schemes, profile: MarkingProfile) {
        self.schemes = schemes
        self.profile = profile
        self.text = text
    }

    /// Adds a marking, with its faults at its own place.
    mutating func add(
        _ kind: MarkingKind,
        _ range: Range<Int>,
        _ label: Label,
        _ faults: [ReadingProblem.Fault] = [],
        namesNoCategory: Bool = false
    ) {
        guard found.count < Self.foundMax else {
            overflowed = true
            return
        }
        let shown = range.prefix(Self.shownBytesMax)
        let place = text.origin(of: range)
        var marking = FoundMarking(
            kind: kind,
            range: place,
            text: text.written(shown.startIndex..<shown.endIndex),
            label: label,
            problems: faults.map { ReadingProblem($0, at: place) }
        )
        marking.namesNoCategory = namesNoCategory
        found.append(marking)
        places.append(range)
    }

    /// Adds what a banner's grammar read.
    mutating func add(_ kind: MarkingKind, _ range: Range<Int>, _ content: BannerGrammar) {
        if text.isDisguised(range) {
            add(kind, range, Schemes.unreadable(in: Schemes.bannerSchemes), [.disguised])
            return
        }
        let (label, faults) = schemes.label(of: content)
        add(kind, range, label, faults, namesNoCategory: content.namesNoCategory)
    }
}
