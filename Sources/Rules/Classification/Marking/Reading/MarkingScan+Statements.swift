extension MarkingScan {
    private enum Head { case statement, short }

    private static let heads = TextWords.Table<Head>([
        ("distribution statement", .statement), ("dist statement", .statement), ("distro statement", .statement),
        ("distr statement", .statement), ("distribution stmt", .statement), ("dist stmt", .statement),
        ("distro stmt", .statement), ("distr stmt", .statement),
        ("distribution", .short), ("distro", .short), ("dist", .short),
    ])

    private enum Text { case letter(String), audience }

    private static let texts = TextWords.Table<Text>([
        ("approved for public release", .letter("A")), ("further dissemination only as directed by", .letter("F")),
        ("further distribution only as directed by", .letter("F")),
        ("distribution authorized to", .audience), ("distribution is authorized to", .audience),
        ("distribution authorised to", .audience), ("distribution limited to", .audience),
    ])

    /// Audiences as DoDI 5230.24 and its older issuances write them. `only` is part of one where another is a beginning of it.
    private static let audiences = TextWords.Table<String>([
        ("us government agencies only", "B"), ("u.s. government agencies only", "B"),
        ("us government agencies and their contractors", "C"),
        ("the department of defense and us dod contractors", "D"),
        ("department of defense and us dod contractors", "D"),
        ("the department of defense and dod contractors", "D"), ("dod and us dod contractors", "D"),
        ("dod and dod contractors", "D"), ("the dod and us dod contractors", "D"),
        ("department of defense and dod contractors", "D"),
        ("dod components only", "E"), ("dod only", "E"), ("the dod only", "E"), ("department of defense only", "E"),
        ("the department of defense only", "E"), ("department of defense components only", "E"),
    ])

    /// Finds distribution statements (DoDI 5230.24): heads, short forms and texts.
    mutating func readStatements(_ words: TextWords) {
        var index = 0
        while index < words.words.count, !overflowed {
            if let (head, count) = Self.heads.match(words, at: index),
                let letter = letter(head, words, index, index + count)
            {
                index = readStatement(letter, words, from: index, text: index + count + (letter.isEmpty ? 0 : 1))
            } else if Self.texts.match(words, at: index) != nil {
                index = readStatement(nil, words, from: index, text: index)
            } else {
                index += 1
            }
        }
    }

    /// The letter after a head; empty where a head in capitals has none; nil where it is no head.
    private func letter(_ head: Head, _ words: TextWords, _ start: Int, _ next: Int) -> String? {
        let first = words.words[start].range
        let isCapital = (0x41...0x5A).contains(text.bytes[words.words[next - 1].range.upperBound - 1])
        let startsLine =
            first.lowerBound == 0 || text.bytes[..<first.lowerBound].last { $0 != 0x20 && $0 != 0x09 } == 0x0A
        guard next < words.words.count else { return head == .statement && isCapital ? "" : nil }
        let word = words.words[next].range
        if word.count == 1, (0x41...0x5A).contains(text.bytes[word.lowerBound]) {
            if head == .short, !startsLine, text.bytes[first.lowerBound] | 0x20 == text.bytes[first.lowerBound] {
                return nil
            }
            return text.folded(word)
        }
        // "distribution statement d": small letters are prose, but for A they may be an article.
        if head == .statement, word.count == 1, (0x62...0x66).contains(text.bytes[word.lowerBound]) {
            return text.folded(word).uppercased()
        }
        return head == .statement && isCapital ? "" : nil
    }

    /// - Returns: the index of the word after it.
    private mutating func readStatement(_ letter: String?, _ words: TextWords, from start: Int, text first: Int) -> Int
    {
        var labels: [Label] = []
        var faults: [ReadingProblem.Fault] = []
        var end = first
        var spoken: String?
        // Between letter and text there may be a few words of layout, not another sentence.
        for index in first..<min(first + 6, words.words.count) {
            guard let (said, count) = Self.texts.match(words, at: index) else { continue }
            end = index + count
            switch said {
            case .letter(let letter): spoken = letter
            case .audience:
                if let (audience, length) = Self.audiences.match(words, at: end) {
                    spoken = audience
                    end += length
                } else {
                    labels.append(admitting("distribution", []))
                    faults.append(.audienceUnknown)
                }
            }
            break
        }
        let hasText = end > first
        if let letter { readLetter(letter, hasText: hasText, words, first, &labels, &faults) }
        if let spoken {
            labels.append(restricting("distribution", spoken))
            if let letter, letter != spoken, letter != "X" {
                faults.append(.statementDisagrees(letter: letter.isEmpty ? "none" : letter, text: spoken))
            }
        }
        var range =
            words.words[start].range
            .lowerBound..<words.words[max(start, min(end, words.words.count) - 1)].range.upperBound
        let effective = letter.flatMap { $0.isEmpty || $0 == "X" ? nil : $0 } ?? spoken ?? ""
        if hasText, effective != "A", spoken != "A" {
            let details = StatementDetails(text, from: range.upperBound, isDirected: spoken == "F")
            range = range.lowerBound..<max(range.upperBound, details.end)
            if !effective.isEmpty {
                faults += details.faults(for: effective)
                facts = facts.with(distribution: details.facts(for: effective))
            }
        } else if !effective.isEmpty, ["A", "B", "C", "D", "E", "F"].contains(effective) {
            // A letter alone, in a block or as a short form, says nothing that the full statement does not.
            if effective == "A" || !facts.distributions.contains(where: { $0.statement == effective }) {
                facts = facts.with(distribution: .init(statement: effective))
            }
        }
        if text.isDisguised(range) {
            labels.append(admitting("distribution", []))
            faults.append(.disguised)
        }
        add(.distributionStatement, range, Label.join(labels), faults)
        // The words of the details are read as well: they may hold the name of a regime.
        return max(end, start + 1)
    }

    private func readLetter(
        _ letter: String,
        hasText: Bool,
        _ words: TextWords,
        _ first: Int,
        _ labels: inout [Label],
        _ faults: inout [ReadingProblem.Fault]
    ) {
        switch letter {
        case "B", "C", "D", "E", "F":
            labels.append(restricting("distribution", letter))
        case "X":
            labels += [restricting("distribution", "C"), restricting("regimes", "ITAR"), restricting("regimes", "EAR")]
            faults.append(.statementRetired)
        case "A":
            labels.append(restricting("distribution", "A"))
            // A says nothing with another text behind it; alone on its line it is the short form.
            guard !hasText, first < words.words.count, first > 0 else { return }
            let gap = words.words[first - 1].range.upperBound..<words.words[first].range.lowerBound
            if !text.bytes[gap].contains(0x0A) {
                labels.append(admitting("distribution", []))
                faults.append(.audienceUnknown)
            }
        default:
            guard letter.isEmpty, hasText else {
                labels.append(admitting("distribution", []))
                faults.append(.statementUnknown(letter))
                return
            }
        }
    }

    func restricting(_ scheme: String, _ value: String) -> Label { schemes.restricting(scheme, [value]).label }

    private func admitting(_ scheme: String, _ audience: Set<String>) -> Label {
        schemes.admitting(scheme, audience).label
    }
}
