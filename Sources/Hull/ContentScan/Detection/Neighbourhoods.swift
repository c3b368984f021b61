internal import Classification

/// The parts of a text where a marking may stand, put together: whole lines around each trace of one, with the way back to the text.
///
/// What is left out holds no trace, and is further from each than any reader looks, so that the readers find the same in what is kept as in the whole.
struct Neighbourhoods {
    /// Further than any reader looks from what it begins with, in scalars: a banner has 1,024, a statement's details reach 700, an owner's legend to the end of its line.
    private static let reachScalars = 1_100
    /// More than the lines that a banner (16) or a block's field (8) may go on over.
    private static let reachLines = 17
    /// More than the words of any phrase, and of what may stand between the parts of a statement.
    private static let reachWords = 24

    /// Whole lines, in their order, with others between them.
    let ranges: [Range<Int>]

    init(_ utf8: [UInt8], type: MediaType) {
        let traces = MarkingTraces(utf8) { EscapeView.escapeLength(utf8, at: $0, type: type) }
        var ranges: [Range<Int>] = []
        for trace in traces.ranges {
            let start = Self.start(utf8, before: trace.lowerBound, notBefore: ranges.last?.upperBound ?? 0)
            let end = Self.end(utf8, after: trace.upperBound)
            if let last = ranges.last, start <= last.upperBound {
                ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, end)
            } else {
                ranges.append(start..<end)
            }
        }
        self.ranges = ranges
    }

    /// The kept parts as one text.
    func text(of utf8: [UInt8]) -> MappedText {
        var text = MappedText()
        for range in ranges { EscapeView.copy(utf8, range, &text) }
        return text
    }

    /// How much is kept.
    var byteCount: Int { ranges.reduce(0) { $0 + $1.count } }

    private static func start(_ utf8: [UInt8], before place: Int, notBefore low: Int) -> Int {
        var reach = Reach()
        var at = place
        while at > low {
            if utf8[at - 1] == 0x0A, reach.isEnough { return at }
            at -= 1
            reach.pass(utf8[at])
        }
        return low
    }

    private static func end(_ utf8: [UInt8], after place: Int) -> Int {
        var reach = Reach()
        var at = place
        while at < utf8.count {
            reach.pass(utf8[at])
            at += 1
            if utf8[at - 1] == 0x0A, reach.isEnough { return at }
        }
        return at
    }

    /// What was passed on the way from a trace.
    private struct Reach {
        private var scalars = 0
        private var lines = 0
        private var words = 0
        private var isInWord = false

        mutating func pass(_ byte: UInt8) {
            if byte & 0xC0 != 0x80 { scalars += 1 }
            if byte == 0x0A { lines += 1 }
            let isWord = FoldedWords.isWord(byte)
            if isWord, !isInWord { words += 1 }
            isInWord = isWord
        }

        var isEnough: Bool {
            scalars >= Neighbourhoods.reachScalars && lines >= Neighbourhoods.reachLines
                && words >= Neighbourhoods.reachWords
        }
    }
}
