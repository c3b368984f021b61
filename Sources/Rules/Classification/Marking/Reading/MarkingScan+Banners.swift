extension MarkingScan {
    /// Finds banners: lines that are one or try to be one, and banners inside other text (XML, JSON, prose).
    mutating func readBanners() {
        var index = 0
        while index < text.lines.count, !overflowed {
            let line = text.trimmed(text.lines[index])
            guard mayMark(line) else {
                index += 1
                continue
            }
            if readClassifiedOrLegacyLine(line) || readNationalLine(line) || readSpelledOut(line) {
                index += 1
                continue
            }
            let (candidate, lineCount) = continued(line, from: index)
            if readBannerLine(candidate) {
                index += lineCount
                continue
            }
            readEmbeddedBanners(line)
            index += 1
        }
    }

    /// A cheap look before the close one: most lines of a document are neither short nor have a slash or a CUI.
    private func mayMark(_ line: Range<Int>) -> Bool {
        if line.count <= 48 { return !line.isEmpty }
        for at in line {
            let byte = text.bytes[at]
            if byte == 0x2F { return true }
            if byte | 0x20 == 0x63,
                starts(with: "CUI", at: at, before: line) || starts(with: "CONTROLLED", at: at, before: line)
            {
                return true
            }
        }
        return starts(with: "REL TO USA", at: line.lowerBound, before: line)
    }

    /// A line with the ones that a break inside a banner put below it.
    private func continued(_ line: Range<Int>, from index: Int) -> (BannerLine, Int) {
        var banner = BannerLine(text, line)
        var count = 1
        while count < 16, index + count < text.lines.count, banner.range.count <= Self.bannerBytesMax {
            let next = text.trimmed(text.lines[index + count])
            guard let first = next.first.map({ text.bytes[$0] }), banner.continues(with: first) else { break }
            banner.append(text, next)
            count += 1
        }
        return (banner, count)
    }

    private mutating func readBannerLine(_ line: BannerLine) -> Bool {
        switch line.shape {
        case .none:
            return false
        case .tooLong:
            add(.banner, line.range, Schemes.unreadable(in: Schemes.bannerSchemes), [.tooLong])
        case .mistaken(let control):
            add(.banner, line.range, Schemes.unreadable(in: Schemes.bannerSchemes), [.controlMarking(control)])
        case .banner:
            let whole = BannerGrammar(line.content, place: .banner, groups: schemes.countryGroups)
            if !whole.isReadable, let prefix = readablePrefix(of: line.content, from: line.range) {
                add(.banner, prefix.range, prefix.content)
                found[found.count - 1].problems.append(
                    ReadingProblem(.trailingText, at: text.origin(of: prefix.range))
                )
            } else {
                add(.banner, line.range, whole)
            }
        case .control(let control):
            let label = schemes.label(of: BannerGrammar(tokens: [control], groups: schemes.countryGroups))
            add(.banner, line.range, label.label, label.faults + [.controlWithoutCUI(control)])
        }
        return true
    }

    /// The banner before prose on the same line: `CUI//SP-CTI Page 3 of 7`.
    ///
    /// Only words in small letters are prose. A rest in capitals may belong to the banner, so it makes the whole unreadable.
    func readablePrefix(of content: String, from range: Range<Int>) -> (range: Range<Int>, content: BannerGrammar)? {
        let bytes = Array(content.utf8)
        var cuts = 0
        for cut in bytes.indices.reversed() where bytes[cut] == 0x20 {
            guard BannerLine.hasProse(bytes[cut...]) else { continue }
            cuts += 1
            if cuts > 40 { return nil }
            var end = cut
            while end > 0, [0x20, 0x2C, 0x2E, 0x3A, 0x3B].contains(bytes[end - 1]) { end -= 1 }
            let prefix = String(decoding: bytes[..<end], as: UTF8.self)
            guard !BannerLine.hasProse(bytes[..<end]) else { continue }
            let grammar = BannerGrammar(prefix, place: .banner, groups: schemes.countryGroups)
            if grammar.isReadable { return (range.lowerBound..<min(range.lowerBound + end, range.upperBound), grammar) }
        }
        return nil
    }

    /// Banners inside a line: `<mark>CUI//SP-CTI</mark>`, `"CUI"`, `marked CUI//SP-CTI//NOFORN by`.
    private mutating func readEmbeddedBanners(_ line: Range<Int>) {
        let bytes = text.bytes
        var at = line.lowerBound
        while at < line.upperBound {
            guard bytes[at] | 0x20 == 0x63, at == line.lowerBound || BannerLine.mayPrecede(bytes[at - 1]) else {
                at += 1
                continue
            }
            let isPortion = at > line.lowerBound && bytes[at - 1] == 0x28
            guard !isPortion,
                let control = ["CUI", "CONTROLLED"].first(where: { starts(with: $0, at: at, before: line) })
            else {
                at += 1
                continue
            }
            var end = at
            while end < line.upperBound, !BannerLine.delimiters.contains(bytes[end]), end - at <= Self.bannerBytesMax {
                end += 1
            }
            let run = text.trimmed(at..<end)
            let after = at + control.utf8.count
            let next = run.first { $0 >= after && bytes[$0] != 0x20 }
            if let next, bytes[next] == 0x2F, bytes[at] == 0x43 || starts(with: "//", at: next, before: line) {
                readEmbedded(run)
            } else if next == nil, text.folded(run) == "CUI", at > line.lowerBound, end < line.upperBound,
                BannerLine.delimiters.contains(bytes[at - 1]), !isExplained(from: end, before: line)
            {
                // CONTROLLED there is the state of a document or a part.
                add(.banner, run, BannerGrammar(control, place: .banner, groups: []))
            }
            at = max(end, after)
        }
    }

    /// What `CUI` is short for.
    private static let spelledOut = "CONTROLLED UNCLASSIFIED INFORMATION"

    /// The words alone on a line and in capitals, as cover sheets and headers have them.
    private mutating func readSpelledOut(_ line: Range<Int>) -> Bool {
        guard line.count < 2 * Self.spelledOut.utf8.count,
            text.folded(line).split(separator: " ").joined(separator: " ") == Self.spelledOut
        else { return false }
        if text.isDisguised(line) {
            add(.banner, line, Schemes.unreadable(in: Schemes.bannerSchemes), [.disguised])
        } else {
            add(.banner, line, BannerGrammar("CUI", place: .banner, groups: []))
        }
        return true
    }

    /// `<td>CUI</td><td>Controlled Unclassified Information</td>`: a list of abbreviations explains the word and marks nothing.
    private func isExplained(from place: Int, before line: Range<Int>) -> Bool {
        var at = place
        while at < line.upperBound, at - place < 64, !FoldedText.isLetterOrDigit(text.bytes[at]) {
            if text.bytes[at] == 0x3C, let end = text.bytes[at..<min(line.upperBound, at + 64)].firstIndex(of: 0x3E) {
                at = end
            }
            at += 1
        }
        return starts(with: Self.spelledOut, at: at, before: line)
    }

    private mutating func readEmbedded(_ run: Range<Int>) {
        let content = text.folded(run)
        let whole = BannerGrammar(content, place: .banner, groups: schemes.countryGroups)
        if run.count > Self.bannerBytesMax {
            add(.banner, run, Schemes.unreadable(in: Schemes.bannerSchemes), [.tooLong])
        } else if !whole.isReadable, let prefix = readablePrefix(of: content, from: run) {
            add(.banner, prefix.range, prefix.content)
        } else {
            add(.banner, run, whole)
        }
    }

    func starts(with word: String, at place: Int, before line: Range<Int>) -> Bool {
        let utf8 = word.utf8
        guard place + utf8.count <= line.upperBound else { return false }
        return zip(text.bytes[place...], utf8).allSatisfy { ($0 >= 0x61 && $0 <= 0x7A ? $0 - 0x20 : $0) == $1 }
    }
}
