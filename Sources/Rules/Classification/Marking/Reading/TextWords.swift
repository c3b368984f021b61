/// The words of a text, so that a sentence is found whatever its line breaks, blanks, punctuation and capitals.
struct TextWords {
    /// A word by its hash: a collision can at most find a marking where none is, and 2⁶⁴ makes that unlikely.
    struct Word {
        let range: Range<Int>
        let hash: UInt64
    }

    let words: [Word]

    init(_ bytes: [UInt8]) {
        var words: [Word] = []
        var at = 0
        while at < bytes.count {
            guard FoldedText.isLetterOrDigit(bytes[at]) else {
                at += 1
                continue
            }
            let start = at
            var hash: UInt64 = 0xCBF2_9CE4_8422_2325
            var sinceDot = 0
            while at < bytes.count {
                let byte = bytes[at]
                if FoldedText.isLetterOrDigit(byte) {
                    hash = (hash ^ UInt64((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)) &* 0x100_0000_01B3
                    sinceDot += 1
                } else if byte == 0x2E, sinceDot == 1, bytes[at - 1] > 0x39 {
                    // U.S. is one word.
                    sinceDot = 0
                    if at + 1 >= bytes.count || !FoldedText.isLetterOrDigit(bytes[at + 1]) { break }
                } else {
                    break
                }
                at += 1
            }
            words.append(Word(range: start..<at, hash: hash))
        }
        self.words = words
    }

    /// A sentence to look for, in the same words.
    struct Phrase: Sendable {
        let hashes: [UInt64]

        init(_ text: String) { hashes = TextWords(Array(text.utf8)).words.map(\.hash) }
    }

    /// Whether the phrase stands at this word.
    func has(_ phrase: Phrase, at index: Int) -> Bool {
        guard index >= 0, index + phrase.hashes.count <= words.count else { return false }
        return phrase.hashes.indices.allSatisfy { words[index + $0].hash == phrase.hashes[$0] }
    }

    /// One number for the words there, the same wherever the same words stand.
    func hash(of range: Range<Int>) -> UInt64 {
        words[range].reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ $1.hash) &* 0x100_0000_01B3 }
    }

    /// The phrases of a table that begin at each word, by their first word: one look for most words of a text.
    struct Table<Meaning: Sendable>: Sendable {
        private let byFirst: [UInt64: [(phrase: Phrase, meaning: Meaning)]]

        /// Longer phrases are tried first.
        init(_ phrases: [(String, Meaning)]) {
            var byFirst: [UInt64: [(phrase: Phrase, meaning: Meaning)]] = [:]
            for (text, meaning) in phrases {
                let phrase = Phrase(text)
                if let first = phrase.hashes.first { byFirst[first, default: []].append((phrase, meaning)) }
            }
            self.byFirst = byFirst.mapValues { $0.sorted { $0.phrase.hashes.count > $1.phrase.hashes.count } }
        }

        func match(_ text: TextWords, at index: Int) -> (meaning: Meaning, count: Int)? {
            guard index < text.words.count, let candidates = byFirst[text.words[index].hash] else { return nil }
            return candidates.first { text.has($0.phrase, at: index) }.map { ($0.meaning, $0.phrase.hashes.count) }
        }
    }
}
