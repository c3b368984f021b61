extension MarkingScan {
    private enum Sign {
        case entries, warning, regime(String), usml, eccn
    }

    private static let signs = TextWords.Table<Sign>([
        ("export controlled", .entries),
        ("export is restricted by", .warning), ("arms export control act", .warning),
        ("export control reform act", .warning), ("export administration act", .warning),
        ("severe criminal penalties", .warning), ("dod directive 5230.25", .warning),
        ("dod instruction 2040.02", .warning), ("section 2751", .warning), ("sec 2751", .warning),
        ("title 22 u.s.c", .warning), ("country of ultimate destination", .warning), ("22 cfr 123.9", .warning),
        ("15 cfr 758.6", .warning),
        ("itar controlled", .regime("ITAR")), ("subject to the itar", .regime("ITAR")),
        ("international traffic in arms regulations", .regime("ITAR")), ("22 cfr 120", .regime("ITAR")),
        ("22 cfr parts 120", .regime("ITAR")),
        ("ear controlled", .regime("EAR")), ("subject to the ear", .regime("EAR")),
        ("export administration regulations", .regime("EAR")), ("15 cfr 730", .regime("EAR")),
        ("15 cfr 774", .regime("EAR")), ("15 cfr parts 730", .regime("EAR")), ("ear99", .regime("EAR")),
        ("usml category", .usml), ("usml", .usml), ("eccn", .eccn),
    ])

    static let exportSchemes = ["regimes", "usml", "eccn"]
    /// Two signs of a warning further apart are no warning.
    private static let warningBytesMax = 400

    /// Finds export warnings, entries and the names of regimes.
    mutating func readExport(_ words: TextWords) {
        var index = 0
        var warning: Range<Int>?
        var signCount = 0
        while index < words.words.count, !overflowed {
            guard let (sign, count) = Self.signs.match(words, at: index) else {
                index += 1
                continue
            }
            let range = words.words[index].range.lowerBound..<words.words[index + count - 1].range.upperBound
            switch sign {
            case .warning:
                if let begun = warning, range.lowerBound - begun.upperBound <= Self.warningBytesMax {
                    warning = begun.lowerBound..<range.upperBound
                    signCount += 1
                } else {
                    closeWarning(warning, signCount, entriesAt: nil)
                    (warning, signCount) = (range, 1)
                }
            case .entries:
                let entries = readEntries(range)
                if entries.isRead {
                    closeWarning(warning, signCount, entriesAt: entries.isComplete ? range.lowerBound : nil)
                }
                if entries.isRead { (warning, signCount) = (nil, 0) }
                // The same entries are not read twice, and what stands behind them is read.
                while index < words.words.count, words.words[index].range.lowerBound < entries.end { index += 1 }
                continue
            case .regime(let regime):
                add(.exportEntry, range, restricting("regimes", regime))
            case .usml: readEntry(after: range, regime: "ITAR", scheme: "usml", isEntry: ExportEntry.isUSML)
            case .eccn: readEntry(after: range, regime: "EAR", scheme: "eccn", isEntry: ExportEntry.isECCN)
            }
            index += max(1, count)
        }
        closeWarning(warning, signCount, entriesAt: nil)
    }

    /// Ends a warning. It names two acts and does not say which one holds; entries that follow at once say it.
    private mutating func closeWarning(_ warning: Range<Int>?, _ signCount: Int, entriesAt entries: Int?) {
        guard let warning, signCount >= 2 else { return }
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

    /// `USML Category VIII(h)(1)`, `ECCN: 9E610.a` in running text.
    private mutating func readEntry(after head: Range<Int>, regime: String, scheme: String, isEntry: (String) -> Bool) {
        var start = head.upperBound
        while start < text.bytes.count, start - head.upperBound < 8, !FoldedText.isLetterOrDigit(text.bytes[start]) {
            start += 1
        }
        var end = start
        while end < text.bytes.count, end - start < 32,
            FoldedText.isLetterOrDigit(text.bytes[end]) || text.bytes[end] == 0x28 || text.bytes[end] == 0x29
                || text.bytes[end] == 0x2E
        {
            end += 1
        }
        while end > start, text.bytes[end - 1] == 0x2E { end -= 1 }
        var value = text.folded(start..<end)
        // "(USML VIII(i))": a parenthesis that was opened before the entry is not its own.
        if !isEntry(value), value.hasSuffix(")") { value.removeLast() }
        let range = head.lowerBound..<max(end, head.upperBound)
        guard !text.isDisguised(range), isEntry(value) else {
            add(
                .exportEntry,
                range,
                restricting("regimes", regime).join(Schemes.unreadable(in: [scheme])),
                [.entryUnknown(value)]
            )
            return
        }
        add(.exportEntry, range, restricting("regimes", regime).join(restricting(scheme, value)))
    }
}
