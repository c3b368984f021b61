extension Schemes {
    /// Reads every marking of a text: banners, portion marks, designation blocks, distribution statements, export warnings, legends.
    ///
    /// What is malformed, disguised or unknown restricts as much as its scheme can, and never less than what it may have meant. What carries no trace
    /// of a marking is not found: a bare `CUI` that lost a letter is a word like others. Where a marking is expected at a known place,
    /// `bannerLabel(_:profile:)` reads whatever stands there.
    ///
    /// Time and memory are linear in the text; of a text over 8 MiB nothing is believed and the label is sealed.
    ///
    /// - Parameters:
    ///   - text: a page or document as text.
    ///   - profile: whose rules its `CUI` alone follows: under DoD's the category stands on the first page and is unknown without it (the owner
    ///     alone is admitted), under NARA's it is CUI Basic whose category an agency need not write.
    public func readMarkings(in text: some StringProtocol, profile: MarkingProfile = .dod) -> MarkingReading {
        guard text.utf8.count <= MarkingScan.textBytesMax else {
            return MarkingReading(
                found: [],
                label: .sealed,
                facts: DesignationFacts(),
                documentProblems: [ReadingProblem(.textTooLong, at: 0..<text.utf8.count)]
            )
        }
        var scan = MarkingScan(FoldedText(text), schemes: self, profile: profile)
        scan.readBanners()
        scan.readPortions()
        scan.readTornMarkings()
        scan.readDesignationBlocks()
        let words = TextWords(scan.text.bytes)
        scan.readLooseControls(words)
        scan.readStatements(words)
        scan.readExport(words)
        scan.readTornExportHeads()
        scan.readLegends(words)
        return scan.reading(length: text.utf8.count)
    }

    /// Reads what stands where a banner belongs: a header field, a field of an exchange file, a stamp.
    ///
    /// Whatever is no banner of the grammar, even the empty text, is unreadable and admits the owner alone.
    public func readBanner(_ text: some StringProtocol, profile: MarkingProfile = .dod) -> FoundMarking {
        read(text, as: .banner, profile: profile)
    }

    /// Reads what stands where a portion mark belongs, with its parentheses.
    public func readPortionMark(_ text: some StringProtocol, profile: MarkingProfile = .dod) -> FoundMarking {
        read(text, as: .portion, profile: profile)
    }

    private func read(_ text: some StringProtocol, as kind: MarkingKind, profile: MarkingProfile) -> FoundMarking {
        let length = text.utf8.count
        guard length <= MarkingScan.bannerBytesMax else {
            let problem = ReadingProblem(.tooLong, at: 0..<length)
            let shown = String(decoding: text.utf8.prefix(MarkingScan.shownBytesMax), as: UTF8.self)
            let label = Self.unreadable(in: Self.bannerSchemes)
            return FoundMarking(kind: kind, range: 0..<length, text: shown, label: label, problems: [problem])
        }
        var scan = MarkingScan(FoldedText(text), schemes: self, profile: profile)
        let whole = scan.text.trimmed(0..<scan.text.bytes.count)
        scan.readPlaced(kind, whole)
        scan.resolveUnnamed()
        return scan.found[0]
    }
}

extension MarkingScan {
    /// Reads what must be a banner or portion mark. Adds exactly one marking.
    fileprivate mutating func readPlaced(_ kind: MarkingKind, _ range: Range<Int>) {
        var inside = range
        if kind == .portion {
            guard range.count > 2, text.bytes[range.lowerBound] == 0x28, text.bytes[range.upperBound - 1] == 0x29 else {
                add(kind, range, Schemes.unreadable(in: Schemes.bannerSchemes), [.unclosedPortion])
                return
            }
            inside = text.trimmed(range.lowerBound + 1..<range.upperBound - 1)
            if text.folded(inside) == "U", !text.isDisguised(range) {
                add(kind, range, .unrestricted)
                return
            }
            if readOtherPortion(text.folded(inside), range, startsLine: true) {
                // Where a portion mark belongs, it is one.
                if found.isEmpty { add(.classified, range, .sealed, [.classified(text.folded(range))]) }
                return
            }
        } else if readClassifiedOrLegacyLine(range), let last = found.last, last.kind != .proprietary {
            return
        }
        found = []
        if text.folded(inside) == "RESTRICTED TO ITS OWNER" {
            add(kind, range, .sealed)
            return
        }
        let place: BannerGrammar.Place = kind == .portion ? .portion : .banner
        add(kind, range, BannerGrammar(glued(inside), place: place, groups: schemes.countryGroups))
    }

    /// Lines of a marking in one, where a break stands in a list or beside a slash.
    func glued(_ range: Range<Int>) -> String {
        var joined = ""
        for piece in text.folded(range).split(separator: "\n") {
            let line = piece.drop { $0 == " " || $0 == "\t" }
            let isTight = joined.isEmpty || joined.hasSuffix("/") || joined.hasSuffix("-") || line.hasPrefix("/")
            joined += (isTight ? "" : " ") + line
        }
        return joined
    }

    /// Says of each CUI without a category what it restricts.
    mutating func resolveUnnamed() {
        // Categories of a block or of another banner are those of the page; those of a portion are its own.
        let isNamed = found.contains {
            ($0.kind == .designationField || $0.kind == .banner) && !$0.namesNoCategory && $0.label["cui"] != nil
        }
        if isNamed { return }
        let unnamed: Label
        switch profile {
        case .dod: unnamed = Schemes.unreadable(in: ["cui"])
        case .nara: unnamed = schemes.restricting("cui", [CUIRegistry.unnamedBasic]).label
        }
        for index in found.indices where found[index].namesNoCategory {
            found[index].label = found[index].label.join(unnamed)
            if profile == .dod {
                found[index].problems.append(ReadingProblem(.categoryMissing, at: found[index].range))
            }
        }
    }

    fileprivate mutating func reading(length: Int) -> MarkingReading {
        resolveUnnamed()
        var problems: [ReadingProblem] = []
        if overflowed { problems.append(ReadingProblem(.tooManyMarkings, at: 0..<length)) }
        let label = overflowed ? .sealed : Label.join(found.map(\.label))
        for marking in found where marking.kind == .distributionStatement {
            guard marking.label["distribution"] == nil, label["cui"] != nil || label["regimes"] != nil else { continue }
            problems.append(ReadingProblem(.publicReleaseOfControlled, at: marking.range))
        }
        problems += DocumentMarking.problems(of: found)
        return MarkingReading(
            found: found.sorted {
                ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
            },
            label: label,
            facts: facts,
            documentProblems: problems
        )
    }
}
