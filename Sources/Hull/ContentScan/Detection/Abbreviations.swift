/// What short marks are short for. Beside these words a mark is explained, and marks nothing.
enum Abbreviations {
    private static let words = [
        "controlled unclassified information", "controlled technical information", "for official use only",
    ].map { Array($0.utf8) }
    /// Quotation marks, commas and blanks between the two, or the tags of two cells.
    private static let gapBytesMax = 12
    private static let tagBytesMax = 64

    /// Whether the words stand there for an abbreviation before or behind them: `FOUO,For Official Use Only`, `… INFORMATION (CUI)`.
    static func explains(_ utf8: [UInt8], _ range: Range<Int>) -> Bool {
        guard isSpelledOut(utf8, range.lowerBound) else { return false }
        var at = range.lowerBound
        while at > 0, range.lowerBound - at < gapBytesMax, !FoldedWords.isWord(utf8[at - 1]), !isBreak(utf8[at - 1]) {
            at -= 1
        }
        let before = utf8[..<at].suffix(5).split { !FoldedWords.isWord($0) }.last.map {
            String(decoding: $0, as: UTF8.self)
        }
        let after = utf8[range.upperBound...].first { $0 != 0x20 }
        return before == "CUI" || before == "FOUO" || before == "CTI" || after == 0x28
    }

    /// Whether the words follow, on the same line.
    static func isExplained(_ utf8: [UInt8], after place: Int) -> Bool {
        var at = place
        var limit = place + gapBytesMax
        while at < utf8.count, at < limit, !FoldedWords.isWord(utf8[at]), !isBreak(utf8[at]) {
            if utf8[at] == 0x3C, let end = utf8[at...].prefix(tagBytesMax).firstIndex(of: 0x3E) {
                at = end
                limit = min(end + gapBytesMax, place + 2 * tagBytesMax)
            }
            at += 1
        }
        return isSpelledOut(utf8, at)
    }

    /// Whether the words make the next line, as the next cell of a table is that a parser has read.
    static func isExplained(_ utf8: [UInt8], onNextLineAfter place: Int) -> Bool {
        var at = place
        while at < utf8.count, at - place < gapBytesMax, !FoldedWords.isWord(utf8[at]) { at += 1 }
        return isSpelledOut(utf8, at)
    }

    private static func isSpelledOut(_ utf8: [UInt8], _ place: Int) -> Bool {
        words.contains { word in
            place + word.count <= utf8.count && zip(utf8[place...], word).allSatisfy { $0 | 0x20 == $1 | 0x20 }
        }
    }

    private static func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
}
