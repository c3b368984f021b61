/// The words of a document in Rich Text Format (RTF 1.9.1), as its bytes stream by: paragraphs, tables, headers, notes, fields and properties, each in lines of its own.
///
/// All groups are read, also those that a reader may pass over (`{\*\…}`), but for data written as digits: pictures and embedded objects, which are told.
/// Work and memory are bounded by the bytes: nothing is looked up, and of groups only what ends with them is kept.
struct RichTextReader {
    /// What some of it was that was not read.
    private(set) var unread: Set<Uninspected> = []

    /// Deeper nesting is made to do harm; what is deeper is read as if it had no groups.
    private static let depthMax = 2_000
    private static let wordBytesMax = 32

    private struct Group {
        /// Characters that stand for one of `\u`, for programs that do not know it.
        var fallbackCount = 1
        /// Whether its letters are digits of data.
        var isData = false
        /// Whether its end ends a line.
        var isPart = false
    }

    private enum State {
        case text
        /// A backslash was read.
        case sign
        case word
        /// After `\'`: the digits of a byte.
        case byte(UInt8?)
        /// Bytes that are no text (`\bin`).
        case binary(Int)
    }

    private var state = State.text
    private var word: [UInt8] = []
    private var groups: [Group] = []
    private var group = Group()
    private var deeper = 0
    /// Characters to be left out after `\u`.
    private var skipCount = 0
    private var highSurrogate: UInt32?
    private var isEnded = false
    private var text: [UInt8] = []

    /// The words that these bytes bring, in UTF-8.
    mutating func append(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        text.removeAll(keepingCapacity: true)
        for byte in bytes {
            if !isEnded {
                take(byte)
            } else if byte > 0x20 {
                // Behind the end one reader sees something and another nothing.
                unread.insert(.malformed)
            }
        }
        return text
    }

    /// Says what is left.
    mutating func finish() -> [UInt8] {
        text.removeAll()
        if case .word = state { endWord(next: nil) }
        // The group of the whole is closed by its last brace.
        if !isEnded { unread.insert(.malformed) }
        return text
    }

    private mutating func take(_ byte: UInt8) {
        switch state {
        case .binary(let count):
            state = count > 1 ? .binary(count - 1) : .text
        case .text: takeText(byte)
        case .sign: takeSign(byte)
        case .byte(let high):
            guard let digit = EncodedRuns.digit(byte) else {
                state = .text
                return takeText(byte)
            }
            guard let high else {
                state = .byte(digit)
                return
            }
            state = .text
            let value = high << 4 | digit
            add(TextEncoding.windows1252.table?[Int(value)] ?? 0xFFFD)
        case .word:
            let isWord = FoldedWords.isWord(byte) || byte == 0x2D && !word.contains(0x2D)
            if isWord, word.count < Self.wordBytesMax, !(isLetter(byte) && (word.last.map { !isLetter($0) } ?? false)) {
                word.append(byte)
            } else {
                endWord(next: byte)
            }
        }
    }

    private func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) }

    private mutating func takeText(_ byte: UInt8) {
        switch byte {
        case 0x5C: state = .sign
        case 0x7B: open()
        case 0x7D: close()
        case 0x0A, 0x0D, 0x00: break
        default:
            if byte < 0x80 { add(UInt32(byte)) } else { add(TextEncoding.windows1252.table?[Int(byte)] ?? 0xFFFD) }
        }
    }

    private mutating func takeSign(_ byte: UInt8) {
        state = .text
        switch byte {
        case 0x27: state = .byte(nil)
        // A blank that does not break, a hyphen that does not, and one that is there at the end of a line alone.
        case 0x7E: add(0x20)
        case 0x5F: add(0x2D)
        case 0x2D, 0x3A, 0x7C: break
        case 0x2A: part()
        case 0x0A, 0x0D: add(0x0A)
        default:
            if isLetter(byte) {
                (word, state) = ([byte], .word)
            } else {
                add(UInt32(byte))
            }
        }
    }

    private mutating func open() {
        skipCount = 0
        if groups.count >= Self.depthMax {
            deeper += 1
            unread.insert(.depthBound)
            return
        }
        groups.append(group)
        group.isPart = false
    }

    private mutating func close() {
        skipCount = 0
        if deeper > 0 {
            deeper -= 1
            return
        }
        if group.isPart { endLine() }
        guard let outer = groups.popLast() else { return }
        group = outer
        if groups.isEmpty { isEnded = true }
    }

    /// The group is no part of the paragraph that it stands in.
    private mutating func part() {
        group.isPart = true
        endLine()
    }

    private mutating func endLine() { if text.last != 0x0A { text.append(0x0A) } }

    /// Words that stand for characters, and those whose groups are parts of their own.
    private static let characters: [String: UInt32] = [
        "par": 0x0A, "line": 0x0A, "sect": 0x0A, "page": 0x0A, "column": 0x0A, "row": 0x0A, "nestrow": 0x0A,
        "cell": 0x0A, "nestcell": 0x0A, "softline": 0x0A, "tab": 0x09, "emdash": 0x2D, "endash": 0x2D, "emspace": 0x20,
        "enspace": 0x20, "qmspace": 0x20, "lquote": 0x27, "rquote": 0x27, "ldblquote": 0x22, "rdblquote": 0x22,
        "bullet": 0x2A,
    ]
    private static let parts: Set<String> = [
        "footnote", "annotation", "atnauthor", "atnid", "title", "subject", "author", "manager", "company", "operator",
        "category", "keywords", "comment", "doccomm", "hlinkbase", "fldinst", "shptxt", "shpinst", "sv", "sn",
        "fonttbl",
        "stylesheet", "info", "bkmkstart", "bkmkend", "listtext", "formfield", "propname", "staticval", "xe", "tc",
    ]
    private static let heads: Set<String> = [
        "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf",
    ]
    private static let data: [String: Uninspected?] = [
        "pict": .picture, "objdata": .documentParts, "themedata": nil, "colorschememapping": nil,
        "datastore": nil, "blipuid": nil, "panose": nil, "passwordhash": nil,
    ]

    private mutating func endWord(next: UInt8?) {
        state = .text
        let name = String(decoding: word.prefix { isLetter($0) }, as: UTF8.self)
        let number = Int(String(decoding: word.drop { isLetter($0) }, as: UTF8.self))
        word = []
        // One blank ends a word and is no text.
        defer { if let next, next != 0x20, !isEnded { take(next) } }
        if name == "bin" {
            if let number, number > 0 { state = .binary(number) }
            return
        }
        if name == "u", let number { return addUnicode(number) }
        if name == "uc" { group.fallbackCount = min(max(number ?? 1, 0), 16) }
        if let character = Self.characters[name] { return add(character) }
        if Self.heads.contains(name) {
            part()
            text.append(PageHeads.formFeed)
        } else if Self.parts.contains(name) {
            part()
        } else if let reason = Self.data[name] {
            group.isData = true
            if let reason { unread.insert(reason) }
        }
    }

    private mutating func addUnicode(_ number: Int) {
        let unit = UInt32(truncatingIfNeeded: number < 0 ? number + 0x1_0000 : number) & 0xFFFF
        skipCount = 0
        if (0xD800..<0xDC00).contains(unit) {
            highSurrogate = unit
        } else if let high = highSurrogate, (0xDC00..<0xE000).contains(unit) {
            add(0x1_0000 + (high - 0xD800) << 10 + (unit - 0xDC00))
        } else {
            add(unit)
        }
        skipCount = group.fallbackCount
    }

    private mutating func add(_ value: UInt32) {
        if skipCount > 0 {
            skipCount -= 1
            return
        }
        guard !group.isData else { return }
        if !(0xD800..<0xDC00).contains(value) { highSurrogate = nil }
        text.append(contentsOf: String(Unicode.Scalar(value) ?? "\u{FFFD}").utf8)
    }
}
