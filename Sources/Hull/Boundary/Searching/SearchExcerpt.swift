internal import Storage

/// A few words around a hit, from one field that the reader may see.
public struct SearchExcerpt: Sendable {
    /// A piece of it.
    public struct Piece: Sendable {
        /// The text.
        public let text: Cleared<String>
        /// It is what was looked for.
        public let isMatch: Bool
    }

    /// The field's name.
    public let field: String
    /// The text in order; what is left out shows nowhere but at both ends.
    public let pieces: [Piece]

    /// Characters before the first match, and in all.
    static let lead = 40
    static let charactersMax = 160

    /// Nil where none of the words is in the field.
    init?(_ field: String, _ value: Cleared<ViewValue>, _ words: SearchWords, prefix: Bool) {
        guard case .text(let text) = value.value else { return nil }
        let matches = SearchWords.ranges(in: text).filter { words.match(text[$0], prefix: prefix) }
        guard let first = matches.first else { return nil }
        let start = text.index(first.lowerBound, offsetBy: -Self.lead, limitedBy: text.startIndex) ?? text.startIndex
        let end = text.index(start, offsetBy: Self.charactersMax, limitedBy: text.endIndex) ?? text.endIndex
        var pieces: [Piece] = []
        var next = start
        func add(_ range: Range<String.Index>, isMatch: Bool) {
            guard !range.isEmpty else { return }
            let piece = Cleared(String(text[range]), value.clearance, label: value.sharedLabel)
            pieces.append(Piece(text: piece, isMatch: isMatch))
        }
        for match in matches where match.upperBound <= end {
            add(next..<match.lowerBound, isMatch: false)
            add(match, isMatch: true)
            next = match.upperBound
        }
        add(next..<end, isMatch: false)
        self.field = field
        self.pieces = pieces
    }
}

/// Where a search goes on. It holds values of the last hit, and does not leave.
public struct SearchPosition: Sendable {
    /// Values of the order and the key.
    let after: [ViewValue]
}
