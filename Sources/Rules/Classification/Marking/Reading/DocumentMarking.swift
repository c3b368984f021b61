/// The banner of a page or document is the join of what is on it (32 CFR 2002.20(b); DoDI 5200.48, 3.4).
enum DocumentMarking {
    /// Compares banner and designation block with the portions below them.
    static func problems(of found: [FoundMarking]) -> [ReadingProblem] {
        let portions = found.filter { $0.kind == .portion }
        guard let first = portions.first else { return [] }
        let owed = Label.join(portions.map(\.label))
        let heads = found.filter { $0.kind == .banner || $0.kind == .designationField }
        if !heads.contains(where: { $0.kind == .banner }) {
            return owed.isUnrestricted ? [] : [ReadingProblem(.bannerMissing, at: first.range)]
        }
        let stated = Label.join(heads.map(\.label))
        let lacking = lacking(in: stated, of: owed)
        guard !lacking.isUnrestricted, let banner = heads.first(where: { $0.kind == .banner }) else { return [] }
        return [ReadingProblem(.bannerWeaker(lacking: lacking.description), at: banner.range)]
    }

    /// What portions restrict and a banner does not; NOFORN stands for every limit of foreign release.
    static func lacking(in banner: Label, of portions: Label) -> Label {
        if portions.isAtMost(banner) { return .unrestricted }
        if portions.isSealed { return .sealed }
        let isClosed = banner.values(in: "dissemination").contains("NOFORN")
        var missing: [String: LabelComponent] = [:]
        for (scheme, component) in portions.components {
            if isClosed, scheme == "releasableTo", component != .contradiction { continue }
            var needed = component
            if case .all(let values) = component {
                let covered = banner.values(in: scheme)
                    .union(isClosed && scheme == "dissemination" ? ["REL TO", "DISPLAY ONLY"] : [])
                let rest = values.subtracting(covered)
                if rest.isEmpty || banner[scheme] == .contradiction { continue }
                needed = .all(rest)
            } else if let stated = banner[scheme], component.isAtMost(stated) {
                continue
            }
            missing[scheme] = needed
        }
        return Label(components: missing)
    }
}

extension Schemes {
    /// The marking that a document owes to what is on it: that of the join.
    ///
    /// - Parameters:
    ///   - portions: the labels of the paragraphs, figures and records of the document.
    ///   - profile: whose rules it is marked by.
    ///   - facts: who designated it.
    public func marking(
        ofDocument portions: some Sequence<Label>,
        profile: MarkingProfile,
        facts: DesignationFacts = DesignationFacts()
    ) -> Marking {
        marking(of: Label.join(portions), profile: profile, facts: facts)
    }

    /// What a banner lacks of its portions; unrestricted where it is strong enough.
    public func lacking(inBanner banner: Label, of portions: some Sequence<Label>) -> Label {
        DocumentMarking.lacking(in: banner, of: Label.join(portions))
    }
}
