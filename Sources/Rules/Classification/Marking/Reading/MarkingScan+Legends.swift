extension MarkingScan {
    private enum Sign {
        /// A title; in other letters than capitals it is prose about rights, but for what only notices say.
        case rights(String?, isNotice: Bool)
        /// One of three that the words about commercial data are known by: any two, for one alone is prose or a list of clauses.
        case commercial(Int)
        case rightsText, owner, consent
        /// One of five words, of which two make a legend.
        case proprietary(Int)
    }

    private static let signs = TextWords.Table<Sign>([
        ("limited rights", .rights("limited", isNotice: false)),
        ("restricted rights", .rights("restricted", isNotice: false)),
        ("government purpose rights", .rights("governmentPurpose", isNotice: false)),
        ("special license rights", .rights("specifiedLimitation", isNotice: false)),
        ("specifically negotiated license rights", .rights("specifiedLimitation", isNotice: false)),
        ("sbir data rights", .rights(nil, isNotice: false)), ("sbir sttr data rights", .rights(nil, isNotice: false)),
        ("sttr data rights", .rights(nil, isNotice: false)),
        // FAR 52.227-14, alternates II and III.
        ("limited rights notice", .rights("limited", isNotice: true)),
        ("submitted with limited rights", .rights("limited", isNotice: true)),
        ("restricted rights notice", .rights("restricted", isNotice: true)),
        ("submitted with restricted rights", .rights("restricted", isNotice: true)),
        ("commercial technical data", .commercial(0)), ("rights by", .commercial(1)), ("252.227-7015", .commercial(2)),
        ("rights to use modify reproduce release", .rightsText),
        ("contains proprietary information of", .owner),
        ("no use or disclosure without the owner s consent", .consent),
        ("proprietary", .proprietary(0)), ("confidential", .proprietary(1)),
        ("competition sensitive", .proprietary(2)), ("trade secret", .proprietary(3)),
        ("do not disclose", .proprietary(4)),
    ])

    /// A legend's title, contract and text stand together; two words of a proprietary legend too.
    private static let legendBytesMax = 600
    private static let pairBytesMax = 200
    private static let commercialBytesMax = 80

    /// Finds rights legends (DFARS 252.227-7013, -7014, -7015) and proprietary legends.
    mutating func readLegends(_ words: TextWords) {
        var index = 0
        // A title is that of the one text that follows it.
        var titleEnd: Int?
        var ownersEnd: Int?
        var proprietary: (word: Int, range: Range<Int>, isHeading: Bool)?
        var commercial: (word: Int, range: Range<Int>)?
        while index < words.words.count, !overflowed {
            guard let (sign, count) = Self.signs.match(words, at: index) else {
                index += 1
                continue
            }
            let range = words.words[index].range.lowerBound..<words.words[index + count - 1].range.upperBound
            index += count
            switch sign {
            case .rights(let rights, let isNotice):
                guard isNotice || isCapital(range) || isTitle(range) else { continue }
                titleEnd = range.upperBound
                addRights(rights, range)
                readContract(after: range.upperBound)
            case .commercial(let word):
                if let first = commercial, first.word != word,
                    range.lowerBound - first.range.upperBound <= Self.commercialBytesMax
                {
                    addRights("commercial", first.range.lowerBound..<range.upperBound)
                    commercial = nil
                } else {
                    commercial = (word, range)
                }
            case .rightsText:
                let isTitled = titleEnd.map { range.lowerBound - $0 <= Self.legendBytesMax } ?? false
                titleEnd = nil
                if !isTitled {
                    add(.rightsLegend, range, Schemes.unreadable(in: ["rights"]), [.rightsUnknown(text.folded(range))])
                }
            case .owner:
                index = readOwners(range, words, index)
                ownersEnd = index < words.words.count ? words.words[index].range.lowerBound : text.bytes.count
            case .consent:
                // The end of a legend whose beginning was not read.
                if ownersEnd.map({ range.lowerBound - $0 > 8 }) ?? true {
                    add(.proprietary, range, Schemes.unreadable(in: ["owner"]), [.ownerMissing])
                }
                ownersEnd = nil
            case .proprietary(let word):
                let isHeading = isCapital(range) && isOfHeading(range, line(around: range))
                if let first = proprietary, first.word != word, !(first.isHeading && isHeading),
                    range.lowerBound - first.range.upperBound <= Self.pairBytesMax
                {
                    let whole = first.range.lowerBound..<range.upperBound
                    add(.proprietary, whole, Schemes.unreadable(in: ["owner"]), [.ownerMissing])
                    proprietary = nil
                } else if !isHeading, isStamp(range) {
                    add(.proprietary, range, Schemes.unreadable(in: ["owner"]), [.ownerMissing])
                } else {
                    proprietary = (word, range, isHeading)
                }
            }
        }
    }

    private mutating func addRights(_ rights: String?, _ range: Range<Int>) {
        guard let rights else {
            add(.rightsLegend, range, Schemes.unreadable(in: ["rights"]), [.rightsUnknown(text.folded(range))])
            return
        }
        let label = schemes.restricting("rights", [rights])
        add(.rightsLegend, range, label.label, label.faults + disguise(range))
    }

    /// Whether it is alone on its line and a contract's number follows, which titles need that are not in capitals.
    private func isTitle(_ range: Range<Int>) -> Bool {
        var (low, high) = (range.lowerBound, range.upperBound)
        while low > 0, FoldedText.isBlank(text.bytes[low - 1]), text.bytes[low - 1] != 0x0A { low -= 1 }
        while high < text.bytes.count, FoldedText.isBlank(text.bytes[high]), text.bytes[high] != 0x0A { high += 1 }
        guard low == 0 || text.bytes[low - 1] == 0x0A, high < text.bytes.count, text.bytes[high] == 0x0A else {
            return false
        }
        let below = text.folded(high..<min(text.bytes.count, high + 100)).uppercased()
        return below.contains("CONTRACT NO") || below.contains("CONTRACT NUMBER")
    }

    private func disguise(_ range: Range<Int>) -> [ReadingProblem.Fault] { text.isDisguised(range) ? [.disguised] : [] }

    private func isCapital(_ range: Range<Int>) -> Bool {
        text.bytes[range].allSatisfy { !(0x61...0x7A).contains($0) }
    }

    private static let stampBytesMax = 100

    /// The line that it stands on, as far as a stamp is long.
    private func line(around range: Range<Int>) -> Range<Int> {
        var (low, high) = (range.lowerBound, range.upperBound)
        while low > 0, text.bytes[low - 1] != 0x0A, range.lowerBound - low < Self.stampBytesMax { low -= 1 }
        while high < text.bytes.count, text.bytes[high] != 0x0A, high - range.upperBound < Self.stampBytesMax {
            high += 1
        }
        return low..<high
    }

    /// Whether it stands in capitals on a short line, as a stamp does and no prose.
    private func isStamp(_ range: Range<Int>) -> Bool {
        let line = line(around: range)
        // CONFIDENTIAL alone on its line was read as a line.
        return line.count < Self.stampBytesMax && isCapital(range) && text.folded(text.trimmed(line)) != "CONFIDENTIAL"
    }

    /// What agreements have sections about; and the words before it there: whose name stands before it puts a stamp.
    private static let headingTopics: Set<String> = [
        "RIGHTS", "INFORMATION", "MATERIAL", "MATERIALS", "OBLIGATIONS", "TREATMENT", "NATURE",
    ]
    private static let headingWords: Set<String> = [
        "OF", "AND", "OR", "ALL", "ANY", "THE", "SUCH", "ITS", "OTHER", "TO", "NO", "ARTICLE", "SECTION", "CLAUSE",
    ]

    /// `5. PROPRIETARY RIGHTS`, `CONFIDENTIAL INFORMATION`: the heading of a section about it.
    private func isOfHeading(_ range: Range<Int>, _ line: Range<Int>) -> Bool {
        func words(_ range: Range<Int>) -> [String] {
            text.folded(range).split { !$0.isLetter }.map { $0.uppercased() }
        }
        guard let topic = words(range.upperBound..<line.upperBound).first, Self.headingTopics.contains(topic) else {
            return false
        }
        // A string or an element begins as a line does.
        let start = text.bytes[line.lowerBound..<range.lowerBound].lastIndex { $0 == 0x22 || $0 == 0x3E }
        let before = words((start ?? line.lowerBound)..<range.lowerBound).last
        return topic == "RIGHTS" || before.map { Self.headingWords.contains($0) } ?? true
    }

    /// `Contains proprietary information of a, b; no use …`.
    private mutating func readOwners(_ head: Range<Int>, _ words: TextWords, _ index: Int) -> Int {
        var end = head.upperBound
        while end < text.bytes.count, text.bytes[end] != 0x3B, text.bytes[end] != 0x0A, end - head.upperBound < 2_048 {
            end += 1
        }
        let isEnded = end < text.bytes.count && text.bytes[end] == 0x3B
        let range = head.lowerBound..<end
        let names = text.folded(head.upperBound..<end).split(separator: ",").map {
            $0.split(separator: " ").joined(separator: " ")
        }
        if !isEnded || names.isEmpty || names.contains("") || text.isDisguised(range) {
            add(.proprietary, range, Schemes.unreadable(in: ["owner"]), [.ownerMissing])
        } else {
            let label = schemes.restricting("owner", Set(names))
            add(.proprietary, range, label.label, label.faults)
        }
        var next = index
        while next < words.words.count, words.words[next].range.lowerBound < end { next += 1 }
        return next
    }

    /// The contract of a legend (DFARS 252.227-7013(f)), where its lines follow the title.
    private mutating func readContract(after start: Int) {
        let stop = min(text.bytes.count, start + Self.legendBytesMax)
        var values: [String: String] = [:]
        for line in text.folded(start..<stop).split(separator: "\n").prefix(8) {
            for key in ["Contract No.", "Contractor Name:", "Contractor Address:", "Expiration Date:"]
            where line.hasPrefix(key) {
                let value = line.dropFirst(key.count).split(separator: " ").joined(separator: " ")
                if !value.hasPrefix("["), value != "none stated", !value.isEmpty { values[key] = value }
            }
        }
        guard let number = values["Contract No."], let name = values["Contractor Name:"] else { return }
        facts = facts.with(
            contract: .init(
                number: number,
                contractor: name,
                address: values["Contractor Address:"] ?? "",
                expiration: values["Expiration Date:"]
            )
        )
    }
}
