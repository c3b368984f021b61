extension MarkingScan {
    /// Longer than any portion mark.
    private static let portionBytesMax = 512

    /// Finds portion marks, `(CUI//SP-CTI//NF)`, wherever they stand, also broken over lines.
    mutating func readPortions() {
        let bytes = text.bytes
        var at = 0
        // Where the next closing parenthesis is, so that a text of opening ones alone is still read once.
        var close = 0
        while at < bytes.count, !overflowed {
            guard bytes[at] == 0x28 else {
                at += 1
                continue
            }
            if close <= at {
                close = at + 1
                while close < bytes.count, bytes[close] != 0x29 { close += 1 }
            }
            let isClosed = close < bytes.count && close - at <= Self.portionBytesMax
            readPortion(from: at, to: isClosed ? close : nil)
            at += 1
        }
        readLonePortions()
    }

    private mutating func readPortion(from open: Int, to close: Int?) {
        // An unclosed one ends with its line, which is all that can be said of it.
        let limit = min(text.bytes.count, open + Self.portionBytesMax)
        let end = close ?? text.bytes[open..<limit].firstIndex(of: 0x0A) ?? limit
        let inside = text.trimmed(open + 1..<end)
        guard let first = inside.first, Self.mayBegin(text.bytes[first]) else { return }
        let range = open..<(close.map { $0 + 1 } ?? end)
        // A parenthesis inside belongs to another one, unless it damaged a mark.
        if let nested = text.bytes[inside].firstIndex(of: 0x28) {
            if isPortion(text.folded(text.trimmed(inside.lowerBound..<nested)).uppercased()) {
                add(.portion, range, Schemes.unreadable(in: Schemes.bannerSchemes), [.separators])
            }
            return
        }
        let content = text.bytes[inside].contains(0x0A) ? glued(inside) : text.folded(inside)
        let upper = content.uppercased()
        if upper == "RESTRICTED TO ITS OWNER" {
            add(.portion, range, .sealed)
        } else if upper == "U", close != nil {
            if startsLine(open) { add(.portion, range, .unrestricted, content == upper ? [] : [.lowercase]) }
        } else if isPortion(upper) {
            if close == nil || continues(after: range.upperBound) {
                add(.portion, range, Schemes.unreadable(in: Schemes.bannerSchemes), [.unclosedPortion])
            } else if upper != "CUI" || !isAbbreviation(open) {
                add(.portion, range, BannerGrammar(content, place: .portion, groups: schemes.countryGroups))
            }
        } else if !BannerLine.hasProse(content.utf8) {
            _ = readOtherPortion(content, range, startsLine: startsLine(open)) || readDamagedPortion(upper, range)
        }
    }

    /// The first character that a portion mark can have, also a disguised one.
    private static func mayBegin(_ byte: UInt8) -> Bool {
        FoldedText.isLetterOrDigit(byte) || byte == 0x2F || byte == LookalikeScalar.replacement
    }

    /// Whether something is glued to the closing parenthesis, which then may stand inside the mark.
    private func continues(after end: Int) -> Bool {
        guard end < text.bytes.count else { return false }
        return text.bytes[end] == 0x2F || text.bytes[end] == 0x2C || FoldedText.isLetterOrDigit(text.bytes[end])
    }

    private func isPortion(_ upper: String) -> Bool {
        for control in ["CUI", "CONTROLLED"] where upper.hasPrefix(control) {
            let rest = upper.dropFirst(control.count).drop { $0 == " " }
            if rest.hasPrefix("/") || (rest.isEmpty && control == "CUI") { return true }
        }
        return false
    }

    /// `(CU//SP-CTI)`, `(SP-CTI//NF)`: something that only portion marks have, and no control marking before it.
    private mutating func readDamagedPortion(_ upper: String, _ range: Range<Int>) -> Bool {
        guard upper.contains("/") else { return false }
        let tokens = upper.split(separator: "/").map { $0.split(separator: " ").joined(separator: " ") }
        guard let first = tokens.first else { return false }
        let isNear = BannerLine.isOneEdit(first, from: "CUI") && upper.contains("//")
        let telling = tokens.contains {
            CUIRegistry.controls[$0] != nil && $0.utf8.count > 2
                || $0.hasPrefix(CUIRegistry.specifiedPrefix) && CUIRegistry.category($0) != nil
        }
        let doubled = upper.contains("//") && tokens.dropFirst().contains(where: CUIRegistry.knows)
        guard
            isNear || telling || doubled
                || BannerLine.isOneEdit(first, from: "CUI") && tokens.dropFirst().contains(where: CUIRegistry.knows)
        else { return false }
        add(.portion, range, Schemes.unreadable(in: Schemes.bannerSchemes), [.controlMarking(first)])
        return true
    }

    /// Whether only blanks, bullets and paragraph numbers stand before it on its line.
    private func startsLine(_ place: Int) -> Bool {
        var at = place
        var count = 0
        while at > 0, text.bytes[at - 1] != 0x0A, count < 24 {
            at -= 1
            count += 1
            let byte = text.bytes[at]
            if byte == 0x3E || byte == 0x22 { return true }
            if (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) { return false }
        }
        return count < 24
    }

    /// "Controlled Unclassified Information (CUI)" explains the word and marks nothing.
    private func isAbbreviation(_ open: Int) -> Bool {
        var end = open
        while end > 0, open - end < 8, FoldedText.isBlank(text.bytes[end - 1]) { end -= 1 }
        let word = "information"
        guard end >= word.utf8.count else { return false }
        return text.folded(end - word.utf8.count..<end).lowercased() == word
    }
}
