/// A text as a reader of its format sees it, with the way back to the text as it is written.
struct TextView {
    let utf8: [UInt8]
    let map: OffsetMap
    /// Whether it is pieces of the text without what stands around them.
    let isOfFields: Bool

    init(_ text: MappedText, isOfFields: Bool = false) {
        (utf8, map, self.isOfFields) = (text.utf8, text.map, isOfFields)
    }

    /// A view of a view: its places are those of what the first one is a view of.
    init(_ view: TextView, through first: OffsetMap) {
        utf8 = view.utf8
        map = view.map.following(first)
        isOfFields = view.isOfFields
    }
}

/// The views of a text beside the written one. Each is there only where it differs.
enum TextViews {
    static func all(of utf8: [UInt8], type: MediaType, origin: TextOrigin) -> [TextView] {
        var views: [TextView] = []
        let escapes = EscapeView.view(of: utf8, type: type)
        if let escapes { views.append(escapes) }
        if let fields = FieldView.view(of: escapes?.utf8 ?? utf8) {
            views.append(escapes.map { TextView(fields, through: $0.map) } ?? fields)
        }
        if let view = PageHeads.view(of: utf8, origin: origin) { views.append(view) }
        if let view = SpacedLetters.view(of: utf8) { views.append(view) }
        if type == .csv || type == .plainText, let view = CellView.view(of: utf8) { views.append(view) }
        return views
    }
}

/// X12 with its separators as tab and line feed, which end a marking as no asterisk or tilde does.
///
/// The separators stand in the fixed interchange header: the byte after `ISA`, and the one before `GS` (X12.5).
enum ElementText {
    static func separated(_ utf8: [UInt8]) -> [UInt8] {
        guard let header = utf8.prefix(512).firstRange(of: Array("ISA".utf8)), header.upperBound < utf8.count else {
            // A window without the header: the separators that nearly all use.
            return utf8.map { $0 == 0x2A ? 0x09 : $0 == 0x7E ? 0x0A : $0 }
        }
        let element = utf8[header.upperBound]
        var terminator: UInt8 = 0x7E
        let group = Array("GS".utf8) + [element]
        if let next = utf8.prefix(512).firstRange(of: group) {
            let before = utf8[..<next.lowerBound].last { $0 != 0x0A && $0 != 0x0D }
            terminator = before ?? terminator
        }
        guard !FoldedWords.isWord(element), !FoldedWords.isWord(terminator), element < 0x80, terminator < 0x80 else {
            return utf8
        }
        return utf8.map { $0 == element ? 0x09 : $0 == terminator ? 0x0A : $0 }
    }
}

/// XML with the hyphens of its comments' ends as blanks, so that they end a marking.
enum MarkupText {
    static func separated(_ utf8: [UInt8]) -> [UInt8] {
        var separated = utf8
        for at in utf8.indices.dropFirst(2) where utf8[at] == 0x3E && utf8[at - 1] == 0x2D && utf8[at - 2] == 0x2D {
            separated[at - 1] = 0x09
            separated[at - 2] = 0x09
        }
        return separated
    }
}

/// Data in text by older ways than base64: uuencode (POSIX) and yEnc. Nothing here decodes them, so they are told by their first lines.
enum OlderEncodings {
    static func begins(in utf8: [UInt8]) -> Bool {
        utf8.indices.contains { at in
            (at == 0 || utf8[at - 1] == 0x0A) && (utf8[at] == 0x62 || utf8[at] == 0x3D)
                && (isBegin(utf8, at, "begin ") || isBegin(utf8, at, "begin-base64 ")
                    || utf8[at...].starts(with: "=ybegin line=".utf8))
        }
    }

    /// `begin 644 name`
    private static func isBegin(_ utf8: [UInt8], _ at: Int, _ word: String) -> Bool {
        guard utf8[at...].starts(with: word.utf8) else { return false }
        let mode = utf8[(at + word.utf8.count)...].prefix { (0x30...0x37).contains($0) }
        return (3...4).contains(mode.count) && mode.endIndex < utf8.count && utf8[mode.endIndex] == 0x20
    }
}
