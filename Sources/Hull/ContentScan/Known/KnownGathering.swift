/// Gathers the words of one document, as hashes of all its places, text by text.
final class KnownGathering {
    /// A place of a document: the hash of its words, and of the longer run that begins there, 0 where the text ends before that does.
    struct Place {
        let key: UInt64
        var run: UInt64
    }

    /// The places of each text, in its order.
    private(set) var texts: [[Place]] = []
    private(set) var wordCount = 0

    /// Takes one of the document's texts.
    func beginText() -> any WordSink { Text(self) }

    private final class Text: WordSink {
        private let document: KnownGathering
        private var hash = SpanHash()
        private var places: [Place] = []

        init(_ document: KnownGathering) { self.document = document }

        func append(_ word: UInt64, at bytes: Range<Int>, line: Int) {
            hash.append(word)
            guard hash.count >= KnownContent.gramWords else { return }
            places.append(Place(key: hash.hash(length: KnownContent.gramWords), run: 0))
            guard hash.count >= KnownContent.runWords else { return }
            places[hash.count - KnownContent.runWords].run = hash.hash(length: KnownContent.runWords)
        }

        func finish() {
            document.wordCount += hash.count
            if !places.isEmpty { document.texts.append(places) }
        }
    }
}
