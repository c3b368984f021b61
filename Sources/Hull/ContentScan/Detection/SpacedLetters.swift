/// Letters spaced out, `C U I / / S P - C T I`, drawn together.
enum SpacedLetters {
    /// As many as FOUO has.
    private static let lettersMin = 4
    private static let lettersMax = 1_024

    /// The lines that have such letters, drawn together; nil where there are none.
    static func view(of utf8: [UInt8]) -> TextView? {
        var text = MappedText()
        var at = 0
        while at + 2 < utf8.count {
            guard isLetter(utf8[at]), utf8[at + 1] == 0x20, at == 0 || isBreak(utf8[at - 1]) else {
                at += 1
                continue
            }
            let start = at
            var letters: [(byte: UInt8, place: Int)] = [(utf8[at], at)]
            // One blank divides letters, more of them words.
            while letters.count < lettersMax, let next = nextLetter(utf8, after: at) {
                if next - at > 2 { letters.append((0x20, at + 1)) }
                letters.append((utf8[next], next))
                at = next
            }
            if letters.count >= lettersMin {
                for letter in letters { text.append(Unicode.Scalar(letter.byte), source: letter.place, width: 1) }
                text.append("\n", source: at, width: 1)
            }
            at = max(at, start) + 1
        }
        return text.utf8.isEmpty ? nil : TextView(text)
    }

    private static func nextLetter(_ utf8: [UInt8], after place: Int) -> Int? {
        var next = place + 1
        while next < utf8.count, utf8[next] == 0x20, next - place <= 5 { next += 1 }
        guard next - place >= 2, next < utf8.count, isLetter(utf8[next]),
            next + 1 == utf8.count || isBreak(utf8[next + 1])
        else { return nil }
        return next
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x21...0x7E).contains(byte) }
    private static func isBreak(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
