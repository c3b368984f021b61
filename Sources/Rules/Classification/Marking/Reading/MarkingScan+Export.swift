extension MarkingScan {
    private enum Sign {
        /// Whether it is a warning by itself: no other text has these words.
        case warning(isWhole: Bool)
        case entries, regime(String), capitalRegime(String), list(ExportList)
    }

    private static let signs: TextWords.Table<Sign> = {
        var signs: [(String, Sign)] = [
            ("export controlled", .entries),
            // The destination control statement (22 CFR 123.9(b)(1)(iv), 15 CFR 758.6).
            ("export only to the country of ultimate destination", .warning(isWhole: true)),
            // In small letters it is the ear.
            ("subject to ear", .capitalRegime("EAR")), ("controlled under ear", .capitalRegime("EAR")),
        ]
        let warnings = [
            "export is restricted by", "arms export control act", "export control reform act",
            "export administration act", "severe criminal penalties", "dod directive 5230.25",
            "dod instruction 2040.02", "section 2751", "sec 2751", "title 22 u.s.c", "country of ultimate destination",
            "otherwise disposed of", "22 cfr 123.9", "15 cfr 758.6",
        ]
        signs += warnings.map { ($0, .warning(isWhole: false)) }
        let itar = [
            "itar controlled", "itar restricted", "itar technical data", "subject to the itar", "subject to itar",
            "controlled under the itar", "controlled under itar", "controlled by the itar", "controlled by itar",
            "restricted by the itar", "restricted by itar", "restricted under the itar",
            "international traffic in arms regulations", "22 cfr 120", "22 cfr part 120", "22 cfr parts 120",
            "22 cfr 121", "22 cfr part 121",
        ]
        signs += itar.map { ($0, .regime("ITAR")) }
        let ear = [
            "ear controlled", "subject to the ear", "controlled under the ear", "export administration regulations",
            "15 cfr 730", "15 cfr part 730", "15 cfr parts 730", "15 cfr 774", "15 cfr part 774", "ear99",
        ]
        signs += ear.map { ($0, .regime("EAR")) }
        let usml = ["usml category", "usml cat", "usml", "munitions list category", "munitions list cat"]
        signs += usml.map { ($0, .list(.usml)) }
        signs += ["eccn", "export control classification number"].map { ($0, .list(.eccn)) }
        return TextWords.Table(signs)
    }()

    static let exportSchemes = ["regimes", "usml", "eccn"]
    /// Two signs of a warning further apart are no warning.
    private static let warningBytesMax = 400

    /// Finds export warnings, entries and the names of regimes.
    mutating func readExport(_ words: TextWords) {
        var index = 0
        var warning: Range<Int>?
        // Which signs of a warning there are: the same one twice is prose about it.
        var seen: Set<UInt64> = []
        var isWarning: Bool { seen.count >= 2 || seen.contains(Self.wholeWarning) }
        while index < words.words.count, !overflowed {
            guard let (sign, count) = Self.signs.match(words, at: index) else {
                index += 1
                continue
            }
            let range = words.words[index].range.lowerBound..<words.words[index + count - 1].range.upperBound
            switch sign {
            case .warning(let isWhole):
                if let begun = warning, range.lowerBound - begun.upperBound <= Self.warningBytesMax {
                    warning = begun.lowerBound..<range.upperBound
                } else {
                    if isWarning { closeWarning(warning, entriesAt: nil) }
                    (warning, seen) = (range, [])
                }
                seen.insert(isWhole ? Self.wholeWarning : words.hash(of: index..<index + count))
            case .entries:
                let entries = readEntries(range)
                if entries.isRead {
                    if isWarning { closeWarning(warning, entriesAt: entries.isComplete ? range.lowerBound : nil) }
                    (warning, seen) = (nil, [])
                }
                // The same entries are not read twice, and what stands behind them is read.
                while index < words.words.count, words.words[index].range.lowerBound < entries.end { index += 1 }
                continue
            case .regime(let regime):
                add(.exportEntry, range, restricting("regimes", regime))
            case .capitalRegime(let regime):
                if text.bytes[range].suffix(regime.utf8.count).elementsEqual(regime.utf8) {
                    add(.exportEntry, range, restricting("regimes", regime))
                }
            case .list(let list): if !readEntry(after: range, list) { readColumn(range, list) }
            }
            index += max(1, count)
        }
        if isWarning { closeWarning(warning, entriesAt: nil) }
    }

    /// Stands for the sign that needs no other.
    private static let wholeWarning: UInt64 = 0

    /// Ends a warning. It names two acts and does not say which one holds; entries that follow at once say it.
    private mutating func closeWarning(_ warning: Range<Int>?, entriesAt entries: Int?) {
        guard let warning else { return }
        if let entries, entries - warning.upperBound <= Self.warningBytesMax, entries >= warning.upperBound {
            add(.exportWarning, warning, .unrestricted)
        } else {
            add(.exportWarning, warning, eitherRegime, [.regimeMissing])
        }
    }

    private var eitherRegime: Label { schemes.restricting("regimes", ["ITAR", "EAR"]).label }

    /// `Export controlled: EAR ECCN 9E610; ITAR USML VIII(i), IX(a).` or the words alone in capitals.
    private mutating func readEntries(_ head: Range<Int>) -> (isRead: Bool, isComplete: Bool, end: Int) {
        var at = head.upperBound
        while at < text.bytes.count, text.bytes[at] == 0x20 { at += 1 }
        guard at < text.bytes.count, text.bytes[at] == 0x3A || isEntryLine(head, at) else {
            let isCapital = text.bytes[head].allSatisfy { !(0x61...0x7A).contains($0) }
            // In parentheses it is the reason of a distribution statement.
            if isCapital || isReason(head) { add(.exportWarning, head, eitherRegime, [.regimeMissing]) }
            return (false, false, head.upperBound)
        }
        var end = at
        while end < text.bytes.count, text.bytes[end] != 0x0A { end += 1 }
        let value = text.folded(text.bytes[at] == 0x3A ? at + 1..<end : at..<end)
        let range = head.lowerBound..<end
        var labels: [Label] = []
        var faults: [ReadingProblem.Fault] = text.isDisguised(range) ? [.disguised] : []
        if text.bytes[at] != 0x3A { faults.append(.entryUnknown(value)) }
        if range.count > 4_096 { faults.append(.tooLong) }
        let body = value.reversed().drop { $0 == " " || $0 == "." }.reversed()
        for entry in faults.isEmpty ? String(body).split(separator: ";", omittingEmptySubsequences: false) : [] {
            guard let label = entryLabel(entry) else {
                faults.append(.entryUnknown(String(entry.drop { $0 == " " })))
                continue
            }
            labels.append(label)
        }
        if let rest = tornEntries(after: end, of: value) { faults.append(.entryUnknown(rest)) }
        if !faults.isEmpty { labels.append(Schemes.unreadable(in: Self.exportSchemes)) }
        add(.exportEntry, range, Label.join(labels), faults)
        return (true, faults.isEmpty, end)
    }

    /// What stands on the next line if the entries go on there, for a line break took the place of a separator; nil where they do not.
    private func tornEntries(after end: Int, of value: String) -> String? {
        guard value.last(where: { $0 != " " }) != ".", end < text.bytes.count else { return nil }
        let line = text.bytes[(end + 1)...].prefix { $0 != 0x0A }.prefix(64)
        let rest = text.folded(line.indices).drop { $0 == " " }
        let first = String(rest.prefix { $0.isLetter })
        let isRegime =
            first == first.uppercased()
            && (["USML", "ECCN"].contains(first) || (try? schemes.label([Restriction("regimes", first)])) != nil)
        return rest.hasPrefix(";") || rest.hasPrefix(",") || (!first.isEmpty && isRegime) ? String(rest) : nil
    }

    /// Whether entries follow whose colon was lost: at the beginning of a line, with capitals or a stray character behind it.
    private func isEntryLine(_ head: Range<Int>, _ next: Int) -> Bool {
        guard text.bytes[head].contains(where: { (0x61...0x7A).contains($0) }),
            head.lowerBound == 0 || text.bytes[head.lowerBound - 1] == 0x0A
        else { return false }
        return text.bytes[next] != 0x0A && text.bytes[next] != 0x2E && !(0x61...0x7A).contains(text.bytes[next])
    }

    private func isReason(_ head: Range<Int>) -> Bool {
        let before = text.bytes[..<head.lowerBound].last { !FoldedText.isBlank($0) }
        return before == 0x28 || before == 0x3B
    }

    private func entryLabel(_ entry: Substring) -> Label? {
        let words = entry.split(separator: " ")
        guard let regime = words.first.map(String.init), (try? schemes.label([Restriction("regimes", regime)])) != nil
        else { return nil }
        let base = restricting("regimes", regime)
        if words.count == 1 { return base }
        let (scheme, isEntry): (String, (String) -> Bool)
        switch (regime, words[1]) {
        case ("ITAR", "USML"): (scheme, isEntry) = ("usml", ExportEntry.isUSML)
        case ("EAR", "ECCN"): (scheme, isEntry) = ("eccn", ExportEntry.isECCN)
        default: return nil
        }
        let values = words.dropFirst(2).joined(separator: " ").split(separator: ",", omittingEmptySubsequences: false)
            .map { String($0.drop { $0 == " " }) }
        guard !values.isEmpty, values.allSatisfy(isEntry) else { return nil }
        return base.join(schemes.restricting(scheme, Set(values)).label)
    }
}
