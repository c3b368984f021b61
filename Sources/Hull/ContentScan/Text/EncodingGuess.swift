/// Which encoding bytes are in, by what they look like; nil for what is no text.
package struct EncodingGuess: Hashable, Sendable {
    /// The encoding.
    package let encoding: TextEncoding
    /// Bytes of the byte order mark.
    package let markLength: Int
    /// Another encoding in which the same bytes may be text too; both are read.
    package let alternative: TextEncoding?

    private init(_ encoding: TextEncoding, markLength: Int = 0, alternative: TextEncoding? = nil) {
        (self.encoding, self.markLength, self.alternative) = (encoding, markLength, alternative)
    }

    /// - Parameters:
    ///   - head: the beginning.
    ///   - isWhole: whether there is no more; a character that is cut at the end is no fault otherwise.
    package init?(_ head: [UInt8], isWhole: Bool) {
        if let marked = Self.byteOrderMark(head) {
            self = marked
            return
        }
        if let wide = Self.wide(head) {
            self = wide
            return
        }
        let counts = ByteCounts(head)
        // NUL and other controls have no business in text of one byte a character.
        let isPlain = counts.nulCount == 0 && counts.controlCount * 50 <= head.count
        if isPlain, Self.isUTF8(head, isWhole: isWhole) {
            self = Self(.utf8)
            return
        }
        // Western text has few letters beyond ASCII; with many it is in an encoding that nothing here reads.
        let mainframe = counts.mainframeShare >= 0.85 && counts.plainShare <= 0.6
        if mainframe {
            self = Self(.ebcdic037, alternative: .windows1252)
        } else if isPlain, counts.highCount * 5 <= head.count {
            self = Self(.windows1252, alternative: counts.mainframeShare >= 0.6 ? .ebcdic037 : nil)
        } else {
            return nil
        }
    }

    /// Whether bytes of which no encoding is known are text of some other language all the same: no controls, and letters of ASCII among the rest.
    static func mayBeForeignText(_ head: [UInt8]) -> Bool {
        let counts = ByteCounts(head)
        return counts.nulCount == 0 && counts.controlCount * 50 <= head.count && counts.plainShare >= 0.05
    }

    private static func byteOrderMark(_ head: [UInt8]) -> EncodingGuess? {
        let marks: [([UInt8], TextEncoding)] = [
            ([0xFF, 0xFE, 0x00, 0x00], .utf32LittleEndian), ([0x00, 0x00, 0xFE, 0xFF], .utf32BigEndian),
            ([0xEF, 0xBB, 0xBF], .utf8), ([0xFF, 0xFE], .utf16LittleEndian), ([0xFE, 0xFF], .utf16BigEndian),
        ]
        return marks.first { head.starts(with: $0.0) }.map { EncodingGuess($0.1, markLength: $0.0.count) }
    }

    /// UTF-16 and UTF-32 without a mark: in text of Western languages the high bytes are zero and the low ones are not.
    private static func wide(_ head: [UInt8]) -> EncodingGuess? {
        guard head.count >= 8 || head.count >= 4 && head.count % 2 == 0 else { return nil }
        func zeros(_ width: Int, _ place: Int) -> Double {
            let places = stride(from: place, to: head.count - head.count % width, by: width)
            let total = max(1, head.count / width)
            return Double(places.count { head[$0] == 0 }) / Double(total)
        }
        if head.count >= 8 {
            let four = (0..<4).map { zeros(4, $0) }
            if four[0] == 1, four[1] > 0.95, four[2] > 0.6, four[3] < 0.1 { return Self(.utf32BigEndian) }
            if four[3] == 1, four[2] > 0.95, four[1] > 0.6, four[0] < 0.1 { return Self(.utf32LittleEndian) }
        }
        let (even, odd) = (zeros(2, 0), zeros(2, 1))
        if even > 0.6, odd < 0.02 { return Self(.utf16BigEndian) }
        if odd > 0.6, even < 0.02 { return Self(.utf16LittleEndian) }
        return nil
    }

    private static func isUTF8(_ head: [UInt8], isWhole: Bool) -> Bool {
        var decoder = TextDecoder(.utf8, at: 0)
        var text = MappedText()
        decoder.decode(head[...], isEnd: isWhole, into: &text)
        return decoder.malformedCount == 0
    }
}

/// What bytes there are.
private struct ByteCounts {
    private(set) var nulCount = 0
    private(set) var controlCount = 0
    private(set) var highCount = 0
    /// The share of bytes that are print or line ends in ASCII, and in EBCDIC letters, digits and the signs of English text.
    let plainShare: Double
    let mainframeShare: Double

    init(_ bytes: [UInt8]) {
        var byByte = [Int](repeating: 0, count: 256)
        for byte in bytes { byByte[Int(byte)] += 1 }
        nulCount = byByte[0]
        controlCount =
            (0..<0x20).filter { ![0x09, 0x0A, 0x0C, 0x0D, 0x1A, 0x1B].contains($0) && !(0x1C...0x1F).contains($0) }
            .map { byByte[$0] }.reduce(0, +) + byByte[0x7F]
        highCount = byByte[0x80...].reduce(0, +)
        let total = Double(max(1, bytes.count))
        plainShare = Double(byByte[0x20..<0x7F].reduce(0, +) + byByte[0x0A] + byByte[0x0D] + byByte[0x09]) / total
        let table = TextEncoding.ebcdic037.table ?? []
        mainframeShare =
            Double(
                table.indices.filter { index in
                    let scalar = table[index]
                    return scalar == 0x20 || scalar == 0x0A || scalar == 0x0D || scalar == 0x85
                        || scalar < 0x80
                            && (FoldedWords.isWord(UInt8(scalar))
                                || "./,:;()'\"-+*&%$#=_<>".utf8.contains(UInt8(scalar)))
                }.map { byByte[$0] }.reduce(0, +)
            ) / total
    }
}
