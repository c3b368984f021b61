/// What kind of text a text is, by its beginning.
///
/// A kind adds readings (a STEP file's strings, the parsed text of XML) and never takes one away: whatever the kind, the text as it is written is read.
enum TextShape {
    /// - Parameter head: the beginning of the text as UTF-8.
    static func type(of head: some Collection<UInt8>) -> MediaType {
        let text = Array(head.drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) }.prefix(16_384))
        func begins(_ word: String) -> Bool { text.starts(with: word.utf8) }
        if begins("ISO-10303-21;") { return .step }
        if begins("{\\rt") { return .richText }
        if begins("-----BEGIN PGP MESSAGE-----") { return .armoredCipher }
        if begins("ISA"), text.count > 3, !FoldedWords.isWord(text[3]) { return .x12 }
        if text.first == 0x3C, let markup = markup(text) { return markup }
        if isJSON(text) { return .json }
        let lines = text.split(separator: 0x0A, maxSplits: 40, omittingEmptySubsequences: true).prefix(40).map {
            $0.last == 0x0D ? $0.dropLast() : $0
        }
        if isMail(lines) { return .mail }
        if isGCode(lines) { return .gcode }
        if isTable(lines) { return .csv }
        return .plainText
    }

    private static func markup(_ text: [UInt8]) -> MediaType? {
        let start = String(decoding: text.prefix(4_096), as: UTF8.self)
        let lower = start.lowercased()
        if lower.hasPrefix("<!doctype html") || lower.hasPrefix("<html") { return .html }
        // The root is the first tag that is no declaration and no comment.
        var rest = Substring(start)
        while let open = rest.firstIndex(of: "<") {
            rest = rest[rest.index(after: open)...]
            if rest.hasPrefix("!--") {
                guard let end = rest.firstRange(of: "-->") else { return .xml }
                rest = rest[end.upperBound...]
            } else if rest.hasPrefix("?") || rest.hasPrefix("!") {
                continue
            } else {
                let name = rest.prefix { $0.isLetter || $0.isNumber || "_-.:".contains($0) }
                guard !name.isEmpty else { return nil }
                return name.split(separator: ":").last == "QIFDocument" ? .qif : .xml
            }
        }
        return start.hasPrefix("<?xml") ? .xml : nil
    }

    private static func isJSON(_ text: [UInt8]) -> Bool {
        let significant = text.lazy.filter { $0 > 0x20 }.prefix(2)
        guard let first = significant.first, let second = significant.dropFirst().first else { return false }
        switch first {
        case 0x7B: return second == 0x22 || second == 0x7D
        case 0x5B:
            return [0x7B, 0x5B, 0x22, 0x5D, 0x2D, 0x74, 0x66, 0x6E].contains(second) || (0x30...0x39).contains(second)
        default: return false
        }
    }

    private static let mailFields: Set<String> = [
        "from", "to", "subject", "date", "received", "return-path", "message-id", "mime-version", "delivered-to",
        "reply-to",
        "content-type",
    ]

    /// RFC 5322: fields at the head, at least two of them those of every message.
    private static func isMail(_ lines: [ArraySlice<UInt8>]) -> Bool {
        var known: Set<String> = []
        for line in lines.prefix(20) {
            if line.first == 0x20 || line.first == 0x09 { continue }
            guard let colon = line.firstIndex(of: 0x3A) else { break }
            let name = line[..<colon]
            guard name.allSatisfy({ (0x21...0x7E).contains($0) }), !name.isEmpty else { break }
            let field = String(decoding: name, as: UTF8.self).lowercased()
            if mailFields.contains(field) { known.insert(field) }
        }
        return known.count >= 2 && !known.isDisjoint(with: ["from", "received", "return-path", "mime-version"])
    }

    /// ISO 6983 words (`N10 G01 X1.5 F30`), with comments in parentheses.
    private static func isGCode(_ lines: [ArraySlice<UInt8>]) -> Bool {
        var code = 0
        var other = 0
        for line in lines {
            let words = line.split(separator: 0x20)
            guard let first = words.first, let letter = first.first, first.count >= 1 else { continue }
            let isWord =
                letter == 0x25 || letter == 0x28 || letter == 0x23
                || ("GMNOTXYZFSP".utf8.contains(letter)
                    && first.dropFirst().first.map { (0x30...0x39).contains($0) || $0 == 0x2D } ?? false)
            if isWord { code += 1 } else { other += 1 }
        }
        return code >= 3 && code > other * 4
    }

    /// The same number of separators on each of at least two lines.
    private static func isTable(_ lines: [ArraySlice<UInt8>]) -> Bool {
        let complete = lines.count > 2 ? lines.dropLast() : lines[...]
        guard complete.count >= 2 else { return false }
        return [0x2C, 0x3B, 0x09].contains { (separator: UInt8) in
            let counts = Set(complete.map { line in outsideQuotes(line).count { $0 == separator } })
            return counts.count == 1 && (counts.first ?? 0) > 0
        }
    }

    private static func outsideQuotes(_ line: ArraySlice<UInt8>) -> [UInt8] {
        var quoted = false
        return line.filter { byte in
            if byte == 0x22 { quoted.toggle() }
            return !quoted
        }
    }
}

/// Bytes that make words.
enum FoldedWords {
    static func isWord(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}
