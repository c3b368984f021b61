extension TraceText {
    /// Further than the words before export entries (40) and the name of a field (48) reach.
    private static let nameScalarsMax = 50
    /// Shorter ones are whole words that are traces themselves.
    private static let nameBytesMin = 10
    /// Each name has two parts of which one stays whole whatever one edit does; the words before export entries have three, for two edits.
    private static let nameParts = [
        "expor", "tcont", "rolled", "contro", "ledby", "diss", "mination", "catego", "pointof", "ontact",
    ].map { Array($0.utf8) }

    /// Whether a colon may end a damaged name of a field or damaged words before export entries.
    func isTraceOfColon(_ at: Int) -> Bool {
        guard endsExportWords(at) || endsName(at) else { return false }
        var letters: [UInt8] = []
        var place = at - 1
        var count = 0
        while place >= 0, count < Self.nameScalarsMax {
            let byte = bytes[place]
            if FoldedText.isLetterOrDigit(byte) { letters.append(byte | 0x20) }
            if byte & 0xC0 != 0x80 { count += 1 }
            place -= 1
        }
        letters.reverse()
        return Self.nameParts.contains { part in
            guard letters.count >= part.count else { return false }
            return (0...letters.count - part.count).contains { start in
                letters[start] == part[0] && letters[start..<start + part.count].elementsEqual(part)
            }
        }
    }

    /// Whether the last 14 letters before it are those of "export controlled", but for two that edits put there.
    private func endsExportWords(_ colon: Int) -> Bool {
        var (letters, foreign, scalars) = (0, 0, 0)
        var place = colon - 1
        while place >= 0, letters < 14, scalars < Self.nameScalarsMax {
            let byte = bytes[place]
            if FoldedText.isLetterOrDigit(byte) {
                letters += 1
                switch byte | 0x20 {
                case 0x65, 0x78, 0x70, 0x6F, 0x72, 0x74, 0x63, 0x6E, 0x6C, 0x64: break
                default:
                    foreign += 1
                    if foreign > 2 { return false }
                }
            }
            if byte & 0xC0 != 0x80 { scalars += 1 }
            place -= 1
        }
        return letters == 14
    }

    /// Whether a line begins before it with letters, blanks, slashes and parentheses alone, but for one character.
    private func endsName(_ colon: Int) -> Bool {
        var (foreign, scalars) = (0, 0)
        var place = colon - 1
        while place >= 0, scalars < Self.nameScalarsMax {
            let byte = bytes[place]
            defer { place -= 1 }
            switch byte {
            case 0x41...0x5A, 0x61...0x7A, 0x20, 0x09, 0x2F, 0x28, 0x29: break
            case 0x0A...0x0D: return colon - place > Self.nameBytesMin
            case 0x80..<0xC0: continue
            default:
                // Some scalars beyond ASCII end a line.
                if byte >= 0xC0, colon - place > Self.nameBytesMin { return true }
                foreign += 1
                if foreign > 1 { return false }
            }
            scalars += 1
        }
        return place < 0 && colon >= Self.nameBytesMin
    }
}
