/// Where the words of each text of an inspection go instead of a search.
struct Words {
    let seed: UInt64
    /// Called for each text: the part, how it is read, names on the way to it.
    let begin: ([Int], ContentPlace.Reading, [String]) -> any WordSink

    init(seed: UInt64, begin: @escaping ([Int], ContentPlace.Reading, [String]) -> any WordSink) {
        (self.seed, self.begin) = (seed, begin)
    }
}

/// Which of what is looked for stands in ordinary texts too.
final class OrdinaryWords {
    private let candidates: Set<UInt64>
    private(set) var found: Set<UInt64> = []

    /// - Parameter candidates: hashes of runs and values.
    init(_ candidates: Set<UInt64>) { self.candidates = candidates }

    func beginText() -> any WordSink { Text(self) }

    /// How many words runs and values have.
    private static let lengths = Array(1...KnownContent.valueWordsMax) + [KnownContent.runWords]

    private final class Text: WordSink {
        private let ordinary: OrdinaryWords
        private var hash = SpanHash()

        init(_ ordinary: OrdinaryWords) { self.ordinary = ordinary }

        func append(_ word: UInt64, at bytes: Range<Int>, line: Int) {
            hash.append(word)
            for length in OrdinaryWords.lengths where length <= hash.count {
                let run = hash.hash(length: length)
                if ordinary.candidates.contains(run) { ordinary.found.insert(run) }
            }
        }

        func finish() {}
    }
}
