/// What somebody looks for: words, told apart at what is neither letter nor digit, as stores do.
struct SearchWords: Hashable, Sendable {
    let all: [String]

    /// Bytes of a question, words in it, and characters of a word. Longer ones are refused, not cut: a cut word finds other things.
    static let bytesMax = 1_000
    static let wordsMax = 16
    static let wordBytesMax = 100

    /// - Throws: `invalidQuestion`.
    init(_ text: String) throws(BoundaryError) {
        guard text.utf8.count <= Self.bytesMax else {
            throw BoundaryError(.invalidQuestion, "a search has at most \(Self.bytesMax) bytes; look for fewer words")
        }
        all = Self.ranges(in: text).map { String(text[$0]) }
        guard all.count <= Self.wordsMax, all.allSatisfy({ $0.utf8.count <= Self.wordBytesMax }) else {
            throw BoundaryError(
                .invalidQuestion,
                "a search has at most \(Self.wordsMax) words of at most \(Self.wordBytesMax) bytes; look for fewer or shorter ones"
            )
        }
    }

    /// Where the words of a text stand.
    static func ranges(in text: String) -> [Range<String.Index>] {
        var ranges: [Range<String.Index>] = []
        var start: String.Index?
        for index in text.indices {
            if text[index].isLetter || text[index].isNumber {
                start = start ?? index
            } else if let first = start {
                ranges.append(first..<index)
                start = nil
            }
        }
        if let start { ranges.append(start..<text.endIndex) }
        return ranges
    }

    /// Whether a word of a text is one of those looked for; the last of them may be the beginning of a longer one.
    func match(_ word: Substring, prefix: Bool) -> Bool {
        let folded = word.lowercased()
        return all.enumerated().contains { index, wanted in
            let wanted = wanted.lowercased()
            return prefix && index == all.count - 1 ? folded.hasPrefix(wanted) : folded == wanted
        }
    }
}
