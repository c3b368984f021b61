extension MarkingScan {
    /// Finds what is left of a banner or portion mark that lost its beginning, its parenthesis or its middle: two slashes after a control marking
    /// or before a registered token, where no marking was found.
    ///
    /// Reads after banners and portion marks.
    mutating func readTornMarkings() {
        let covered = places.sorted { $0.lowerBound < $1.lowerBound }
        var next = 0
        var coveredTo = 0
        var lastEnd = 0
        for at in text.bytes.indices.dropLast() where text.bytes[at] == 0x2F && text.bytes[at + 1] == 0x2F {
            while next < covered.count, covered[next].lowerBound <= at {
                coveredTo = max(coveredTo, covered[next].upperBound)
                next += 1
            }
            // A marking that ends between the slashes leaves them torn.
            guard at >= coveredTo, at >= lastEnd, at == 0 || text.bytes[at - 1] != 0x3A else { continue }
            guard followsControl(at) || registeredToken(after: at + 2) else { continue }
            var low = at
            while low > 0, at - low < 16, !Self.isEdge(text.bytes[low - 1]) { low -= 1 }
            var high = at + 2
            while high < text.bytes.count, high - at < 128, !Self.isEdge(text.bytes[high]) { high += 1 }
            lastEnd = high
            add(
                .banner,
                low..<high,
                Schemes.unreadable(in: Schemes.bannerSchemes),
                [.controlMarking(text.folded(low..<at))]
            )
        }
    }

    /// The letters of the words before export entries.
    private static let exportHead = Array("exportcontrolled".utf8)

    /// Finds the words before export entries where a letter or two of them were damaged, so that nobody knows what the entries say.
    ///
    /// Reads after export entries. Complexity: the number of colons times a constant.
    mutating func readTornExportHeads() {
        let covered = places.sorted { $0.lowerBound < $1.lowerBound }
        var next = 0
        var coveredTo = 0
        for at in text.bytes.indices where text.bytes[at] == 0x3A && !overflowed {
            while next < covered.count, covered[next].lowerBound <= at {
                coveredTo = max(coveredTo, covered[next].upperBound)
                next += 1
            }
            guard at >= coveredTo else { continue }
            var letters: [UInt8] = []
            var low = at
            while low > 0, at - low < 40, letters.count < Self.exportHead.count + 2 {
                low -= 1
                if FoldedText.isLetterOrDigit(text.bytes[low]) { letters.append(text.bytes[low] | 0x20) }
            }
            letters.reverse()
            guard Self.ends(letters, nearly: Self.exportHead) else { continue }
            let label = Schemes.unreadable(in: Self.exportSchemes)
            add(.exportEntry, low..<at + 1, label, [.entryUnknown(text.folded(low..<at + 1))])
        }
    }

    /// Whether some end of a text becomes the other text by at most two edits (Levenshtein).
    private static func ends(_ text: [UInt8], nearly word: [UInt8]) -> Bool {
        // The least number of edits from any end of what was seen so far to each beginning of the word.
        var edits = Array(0...word.count)
        for byte in text {
            var diagonal = edits[0]
            for (place, other) in word.enumerated() {
                let kept = diagonal + (byte == other ? 0 : 1)
                diagonal = edits[place + 1]
                edits[place + 1] = min(kept, edits[place] + 1, diagonal + 1)
            }
        }
        return edits[word.count] <= 2
    }

    /// The controls, each with the words by which the registry says what it means.
    private static let looseControls = TextWords.Table<TextWords.Phrase?>([
        ("noforn", TextWords.Phrase("no foreign dissemination")),
        ("fed only", TextWords.Phrase("federal employees only")),
        ("fedcon", TextWords.Phrase("federal employees and contractors only")),
        ("nocon", TextWords.Phrase("no dissemination to contractors")),
        ("dl only", TextWords.Phrase("dissemination list controlled")),
        ("display only", TextWords.Phrase("display only")),
        ("rel to usa", nil),
    ])

    /// Finds dissemination controls in capitals that belong to no marking found: they may be what is left of one, so that nobody knows which other
    /// ones stood beside them.
    ///
    /// Reads after banners, portion marks and designation blocks.
    mutating func readLooseControls(_ words: TextWords) {
        let covered = places.sorted { $0.lowerBound < $1.lowerBound }
        var next = 0
        var coveredTo = 0
        for index in words.words.indices {
            guard !overflowed, let (meaning, count) = Self.looseControls.match(words, at: index) else { continue }
            let range = words.words[index].range.lowerBound..<words.words[index + count - 1].range.upperBound
            while next < covered.count, covered[next].lowerBound <= range.lowerBound {
                coveredTo = max(coveredTo, covered[next].upperBound)
                next += 1
            }
            guard range.lowerBound >= coveredTo, text.bytes[range].allSatisfy({ !(0x61...0x7A).contains($0) }) else {
                continue
            }
            if let meaning, isExplained(range, by: meaning, words, at: index + count) { continue }
            let label = Schemes.unreadable(in: ["dissemination", "releasableTo"])
            add(.banner, range, label, [.controlWithoutCUI(text.folded(range))])
        }
    }

    /// `NOFORN, No foreign dissemination`: a list of the registry explains the control and marks nothing.
    private func isExplained(
        _ control: Range<Int>,
        by meaning: TextWords.Phrase,
        _ words: TextWords,
        at index: Int
    ) -> Bool {
        guard words.has(meaning, at: index) else { return false }
        let range = control.upperBound..<words.words[index + meaning.hashes.count - 1].range.upperBound
        // On the same line, and not in capitals, which would be the control again.
        return !text.bytes[range].contains(0x0A) && text.bytes[range].contains { (0x61...0x7A).contains($0) }
    }

    private static func isEdge(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x20 || byte == 0x09 }

    private func followsControl(_ at: Int) -> Bool {
        ["CUI", "CONTROLLED"].contains { word in
            let start = at - word.utf8.count
            return start >= 0 && text.folded(start..<at) == word
        }
    }

    /// Whether a category or control stands there, in capitals.
    private func registeredToken(after start: Int) -> Bool {
        var end = start
        while end < text.bytes.count, end - start < 20,
            FoldedText.isLetterOrDigit(text.bytes[end]) || text.bytes[end] == 0x2D
        {
            end += 1
        }
        let token = text.folded(start..<end)
        if ["REL", "DL", "FED", "DISPLAY"].contains(token) { return end < text.bytes.count && text.bytes[end] == 0x20 }
        return CUIRegistry.knows(token)
    }
}
