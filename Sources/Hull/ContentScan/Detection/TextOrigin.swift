/// What a line of a text is, as far as the way says on which the text came.
enum TextOrigin: Equatable {
    /// A line as somebody wrote it.
    case writing
    /// A cell of a table, or the value of an element: what a parser made of markup or a database, a line each. A line behind a form feed is the head of a page.
    case cells
    /// The head or foot of pages.
    case pageHeads

    /// Words that mark a page, and are states, types and names as the value of a field.
    private static let everyday: Set<String> = ["CONTROLLED", "SECRET", "CONFIDENTIAL", "SBU", "LES"]

    /// Whether what was read there is a word of everyday, or an abbreviation before what it is short for.
    func isEveryday(_ marking: String, at range: Range<Int>, in utf8: [UInt8]) -> Bool {
        guard self == .cells, range.upperBound <= utf8.count else { return false }
        let word = marking.split { $0 == " " || $0 == "\t" }.joined(separator: " ")
        if word == "CUI" { return Abbreviations.isExplained(utf8, onNextLineAfter: range.upperBound) }
        guard Self.everyday.contains(word.uppercased()) else { return false }
        let before = utf8[..<range.lowerBound].suffix(16)
        return before.last { $0 != 0x20 && $0 != 0x09 } != PageHeads.formFeed
    }
}

/// Short marks in the head or foot of a page, where other words stand beside them: `CUI Rev C Page 3`.
package enum PageHeads {
    /// Stands before the head of a page in the text that a parser made.
    package static let formFeed: UInt8 = 0x0C

    /// No head is longer.
    private static let bytesMax = 160
    private static let smallWordsMin = 4
    private static let marks: Set<String> = ["CUI", "FOUO", "U//FOUO"]
    /// Behind a mark they make the name of something else.
    private static let subjects: Set<String> = [
        "TRAINING", "COURSE", "GUIDE", "PROGRAM", "POLICY", "REGISTRY", "HANDBOOK", "AWARENESS", "MARKING", "MARKINGS",
        "BASICS", "OVERVIEW", "BRIEFING", "OFFICE", "MANUAL", "MANAGEMENT", "ADVISORY",
    ]

    /// The marks that heads hold, a line each; nil where there are none.
    ///
    /// - Parameter origin: of the text, all of which may be heads; of others only what follows a form feed is one.
    static func view(of utf8: [UInt8], origin: TextOrigin) -> TextView? {
        var text = MappedText()
        var start = 0
        var isHead = origin == .pageHeads
        for at in 0...utf8.count {
            let byte = at < utf8.count ? utf8[at] : 0x0A
            guard byte == 0x0A || byte == 0x0D || byte == formFeed else { continue }
            if isHead, at - start <= bytesMax { add(utf8, start..<at, &text) }
            start = at + 1
            isHead = byte == formFeed || origin == .pageHeads
        }
        return text.utf8.isEmpty ? nil : TextView(text, isOfFields: true)
    }

    private static func add(_ utf8: [UInt8], _ line: Range<Int>, _ text: inout MappedText) {
        let words = utf8[line].split { $0 == 0x20 || $0 == 0x09 || $0 == 0x7C || $0 == 0x2C }
        // A sentence that stands there is about something else.
        let smallCount = words.count { $0.count >= 3 && (0x61...0x7A).contains($0[$0.startIndex]) }
        guard smallCount < smallWordsMin else { return }
        for (index, word) in words.enumerated() where word.count <= 8 {
            guard marks.contains(String(decoding: word, as: UTF8.self)),
                !Abbreviations.isExplained(utf8, after: word.endIndex)
            else { continue }
            let next = index + 1 < words.count ? String(decoding: words[index + 1], as: UTF8.self) : ""
            if subjects.contains(next.uppercased()) { continue }
            EscapeView.copy(utf8, word.startIndex..<word.endIndex, &text)
            text.append("\n", source: word.endIndex - 1, width: 1)
        }
    }
}
