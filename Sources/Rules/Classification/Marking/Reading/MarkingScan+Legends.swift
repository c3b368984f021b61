extension MarkingScan {
    private enum Sign {
        case rights(String), unknownRights, rightsText, owner, consent, proprietary
    }

    private static let signs = TextWords.Table<Sign>([
        ("limited rights", .rights("limited")), ("restricted rights", .rights("restricted")),
        ("government purpose rights", .rights("governmentPurpose")),
        ("special license rights", .rights("specifiedLimitation")),
        ("specifically negotiated license rights", .rights("specifiedLimitation")),
        ("sbir data rights", .unknownRights), ("sbir sttr data rights", .unknownRights),
        ("sttr data rights", .unknownRights),
        ("commercial technical data", .rights("commercial")), ("252.227-7015", .rights("commercial")),
        ("252.227-7018", .unknownRights),
        ("rights to use modify reproduce release", .rightsText),
        ("contains proprietary information of", .owner),
        ("no use or disclosure without the owner s consent", .consent),
        ("proprietary", .proprietary), ("confidential", .proprietary), ("competition sensitive", .proprietary),
        ("trade secret", .proprietary), ("do not disclose", .proprietary),
    ])

    /// A legend's title, contract and text stand together; two words of a proprietary legend too.
    private static let legendBytesMax = 600

    /// Finds rights legends (DFARS 252.227-7013, -7014, -7015) and proprietary legends.
    mutating func readLegends(_ words: TextWords) {
        var index = 0
        // A title is that of the one text that follows it.
        var titleEnd: Int?
        var ownersEnd: Int?
        var proprietary: Range<Int>?
        while index < words.words.count, !overflowed {
            guard let (sign, count) = Self.signs.match(words, at: index) else {
                index += 1
                continue
            }
            let range = words.words[index].range.lowerBound..<words.words[index + count - 1].range.upperBound
            index += count
            switch sign {
            case .rights(let rights):
                // In small letters it is prose about rights, but for the clause that has no title.
                guard rights == "commercial" || isCapital(range) else { continue }
                if rights != "commercial" { titleEnd = range.upperBound }
                let label = schemes.restricting("rights", [rights])
                add(.rightsLegend, range, label.label, label.faults + disguise(range))
                readContract(after: range.upperBound)
            case .unknownRights:
                titleEnd = range.upperBound
                add(.rightsLegend, range, Schemes.unreadable(in: ["rights"]), [.rightsUnknown(text.folded(range))])
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
            case .proprietary:
                if let first = proprietary, range.lowerBound - first.upperBound <= 200 {
                    let whole = first.lowerBound..<range.upperBound
                    add(.proprietary, whole, Schemes.unreadable(in: ["owner"]), [.ownerMissing])
                    proprietary = nil
                } else if isStamp(range) {
                    add(.proprietary, range, Schemes.unreadable(in: ["owner"]), [.ownerMissing])
                } else {
                    proprietary = range
                }
            }
        }
    }

    private func disguise(_ range: Range<Int>) -> [ReadingProblem.Fault] { text.isDisguised(range) ? [.disguised] : [] }

    private func isCapital(_ range: Range<Int>) -> Bool {
        text.bytes[range].allSatisfy { !(0x61...0x7A).contains($0) }
    }

    /// Whether it stands in capitals on a short line: a heading or a stamp, no prose.
    private func isStamp(_ range: Range<Int>) -> Bool {
        var (low, high) = (range.lowerBound, range.upperBound)
        while low > 0, text.bytes[low - 1] != 0x0A, range.lowerBound - low < 100 { low -= 1 }
        while high < text.bytes.count, text.bytes[high] != 0x0A, high - range.upperBound < 100 { high += 1 }
        // CONFIDENTIAL alone on its line was read as a line.
        return high - low < 100 && isCapital(range) && text.folded(text.trimmed(low..<high)) != "CONFIDENTIAL"
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
