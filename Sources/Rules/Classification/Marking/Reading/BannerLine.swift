/// A line that may be a banner, with the lines that a break inside it put below.
struct BannerLine {
    /// How much the line looks like a banner.
    enum Shape {
        /// Not at all.
        case none
        /// Begins with a control marking; the grammar decides.
        case banner
        /// A dissemination control alone.
        case control(String)
        /// Looks like a banner whose control marking is misspelt or whose slashes are gone.
        case mistaken(String)
        case tooLong
    }

    private(set) var range: Range<Int>
    /// Folded, in one line.
    private(set) var content: String

    /// Characters that end a banner inside other text.
    static let delimiters = Set("\"'<>|;()[]{}\t=".utf8)

    init(_ text: FoldedText, _ line: Range<Int>) {
        range = line
        content = text.folded(line.lowerBound..<min(line.upperBound, line.lowerBound + MarkingScan.bannerBytesMax + 1))
    }

    /// Whether a line that begins with this character belongs to the same banner.
    func continues(with first: UInt8) -> Bool {
        guard let last = content.utf8.last, content.utf8.count <= MarkingScan.bannerBytesMax else { return false }
        let upper = content.uppercased()
        guard upper.contains("/") || ["CUI", "CONTROLLED"].contains(upper) else { return false }
        // A slash or comma hangs at the end or at the beginning, a list has not begun, or a hyphen divides.
        return [0x2F, 0x2C, 0x2D].contains(last) || first == 0x2F || first == 0x2C || upper.hasSuffix("REL TO")
    }

    mutating func append(_ text: FoldedText, _ line: Range<Int>) {
        let added = text.folded(
            line.lowerBound..<min(line.upperBound, line.lowerBound + MarkingScan.bannerBytesMax + 1)
        )
        let glued = content.hasSuffix("/") || content.hasSuffix("-") || added.hasPrefix("/")
        content += (glued ? "" : " ") + added
        range = range.lowerBound..<line.upperBound
    }

    /// Small letters enough for a word of prose; a banner with a mistake has none.
    static func hasProse(_ bytes: some Sequence<UInt8>) -> Bool {
        var run = 0
        for byte in bytes {
            run = (0x61...0x7A).contains(byte) ? run + 1 : 0
            if run == 3 { return true }
        }
        return false
    }

    var shape: Shape {
        let bytes = Array(content.utf8)
        let upper = content.uppercased()
        if upper == "CUI" || upper == "CONTROLLED" { return Self.hasProse(bytes) ? .none : .banner }
        for control in ["CUI", "CONTROLLED"] where upper.hasPrefix(control) {
            let rest = upper.dropFirst(control.count).drop { $0 == " " }
            // cui/readme.txt is a path.
            let isPath = !rest.hasPrefix("//") && content.hasPrefix(control.lowercased())
            if rest.hasPrefix("/"), !isPath { return bytes.count > MarkingScan.bannerBytesMax ? .tooLong : .banner }
        }
        guard bytes.count <= MarkingScan.bannerBytesMax else { return .none }
        if upper.split(separator: " ").joined() == "CUI", !Self.hasProse(bytes) { return .mistaken(content) }
        if let control = CUIRegistry.controls[upper] ?? (upper.hasPrefix("REL TO USA") ? upper : nil), content == upper,
            control != "Attorney-Client", upper.utf8.count > 2
        {
            return .control(upper)
        }
        return mistake(upper, bytes)
    }

    /// A banner whose control marking or first slashes were damaged: near to one, in capitals, with something that only banners have.
    private func mistake(_ upper: String, _ bytes: [UInt8]) -> Shape {
        // What begins with a parenthesis is read as a portion mark.
        guard !Self.hasProse(bytes), bytes.first != 0x28, !Self.embedsBanner(upper) else { return .none }
        let words = upper.split { $0 == " " || $0 == "/" || $0 == "," }.map(String.init)
        let tokens = upper.split(separator: "/").map { $0.split(separator: " ").joined(separator: " ") }
        guard let first = tokens.first else { return .none }
        let known = tokens.dropFirst().contains(where: CUIRegistry.knows)
        if upper.contains("/") {
            let isNear = ["CUI", "CONTROLLED"].contains { Self.isOneEdit(first, from: $0) }
            let doubled = upper.contains("//")
            if isNear, doubled || known { return .mistaken(first) }
            if doubled, known, first.utf8.count <= 12 { return .mistaken(first) }
            let telling = tokens.contains {
                ($0.hasPrefix(CUIRegistry.specifiedPrefix) && CUIRegistry.category($0) != nil)
                    || CUIRegistry.bannerForms.contains($0)
            }
            return telling ? .mistaken(first) : .none
        }
        // CUI NOFORN, CUI - SP-CTI, CUI SPECIFIED: the slashes are gone, or other signs and words stand for them.
        let rest = words.dropFirst().filter { $0 != "-" && $0 != ":" }
        if let control = words.first, ["CUI", "CUI:"].contains(control), !rest.isEmpty,
            rest.allSatisfy({ CUIRegistry.knows($0) || ["SPECIFIED", "BASIC"].contains($0) })
        {
            return .mistaken(content)
        }
        return .none
    }

    /// Whether a banner may begin after this character: not inside a word, a path or a number.
    static func mayPrecede(_ byte: UInt8) -> Bool {
        !FoldedText.isLetterOrDigit(byte) && !"/\\.-_".utf8.contains(byte)
    }

    /// A whole control marking with its slashes inside other text, which is read where it stands.
    private static func embedsBanner(_ upper: String) -> Bool {
        ["CUI//", "CONTROLLED//"].contains { control in
            guard let place = upper.firstRange(of: control)?.lowerBound, place > upper.startIndex else { return false }
            return upper.utf8[upper.utf8.index(before: place)] != LookalikeScalar.replacement
                && mayPrecede(upper.utf8[upper.utf8.index(before: place)])
        }
    }

    /// Whether one character more, less, other or two swapped make `word` of `text`.
    static func isOneEdit(_ text: String, from word: String) -> Bool {
        let (left, right) = (Array(text.utf8), Array(word.utf8))
        guard abs(left.count - right.count) <= 1 else { return false }
        let head = zip(left, right).prefix { $0 == $1 }.count
        let (a, b) = (left[head...], right[head...])
        if a.count == b.count {
            return a.dropFirst().elementsEqual(b.dropFirst())
                || (a.count >= 2 && a.first == b.dropFirst().first && a.dropFirst().first == b.first
                    && a.dropFirst(2).elementsEqual(b.dropFirst(2)))
        }
        return a.count > b.count ? a.dropFirst().elementsEqual(b) : a.elementsEqual(b.dropFirst())
    }
}
