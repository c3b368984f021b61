/// Fields of tables, JSON, SQL, exchange files, programs and addresses, each that may be a marking on a line of its own: `"FOUO"`, `(CUI)`, `mark=CUI&`.
///
/// On a line of its own a short mark is a mark, inside a line it is a word. Of what is an ordinary word as well (CONTROLLED, SECRET, SBU) a field says
/// nothing: they are the states, types and names of everyday tables. Nor does a list of abbreviations, which has what the mark is short for beside it.
enum FieldView {
    private static let bytesMax = 200

    private static let marks: Set<String> = [
        "CUI", "FOUO", "U//FOUO", "UNCLASSIFIED//FOUO", "FOR OFFICIAL USE ONLY", "OFFICIAL USE ONLY", "LIMDIS",
        "TOP SECRET", "SENSITIVE BUT UNCLASSIFIED", "LAW ENFORCEMENT SENSITIVE", "NATO SECRET", "NATO CONFIDENTIAL",
        "For Official Use Only", "FOUO - For Official Use Only", "FOUO - FOR OFFICIAL USE ONLY",
        "CONTROLLED UNCLASSIFIED INFORMATION",
    ]
    /// More than the longest of them.
    private static let markBytesMax = 40
    private static let heads = [
        "CUI CATEGOR", "DISTRIBUTION/DISSEMINATION", "LIMITED DISSEMINATION", "LDC:", "CONTROLLED BY:",
    ]
    /// What a mark or the name of a field of a designation block can begin with.
    private static let firsts = Set("CDFLNOSTUcdflnostu".utf8)

    /// `" ' , ; tab | ( ) [ ] { } = & < > * ~`
    private static let delimiters: [Bool] = {
        var table = [Bool](repeating: false, count: 256)
        for byte in "\"',;\t|()[]{}=&<>*~".utf8 { table[Int(byte)] = true }
        return table
    }()
    /// Those that also end a field which holds commas and parentheses itself.
    private static let ends = Set("\"\t*~\n\r".utf8)

    /// The fields that may be a marking; nil where there are none.
    static func view(of utf8: [UInt8]) -> TextView? {
        var text = MappedText()
        var start = 0
        var lineStart = 0
        for at in 0...utf8.count {
            let byte = at < utf8.count ? utf8[at] : 0x0A
            guard delimiters[Int(byte)] || byte == 0x0A || byte == 0x0D else { continue }
            // A line of its own is read as it stands.
            let isLine = (start == 0 || isBreak(utf8[start - 1])) && isBreak(byte)
            if start < at, !isLine { add(utf8, start..<at, &text) }
            start = at + 1
            if isBreak(byte) {
                if let comment = comment(utf8, lineStart..<at) { line(utf8, comment, &text) }
                lineStart = at + 1
            }
        }
        return text.utf8.isEmpty ? nil : TextView(text, isOfFields: true)
    }

    private static func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    private static func add(_ utf8: [UInt8], _ field: Range<Int>, _ text: inout MappedText) {
        var (low, high) = (field.lowerBound, field.upperBound)
        while low < high, utf8[low] == 0x20 { low += 1 }
        guard high - low >= 3, firsts.contains(utf8[low]) else { return }
        // The beginning of a block's field reaches to the end of its cell.
        if high - low <= 60 || utf8[low] | 0x20 == 0x63 || utf8[low] | 0x20 == 0x64 || utf8[low] | 0x20 == 0x6C {
            let beginning = String(decoding: utf8[low..<min(low + 30, utf8.count)], as: UTF8.self).uppercased()
            if heads.contains(where: beginning.hasPrefix) {
                var end = low
                while end < utf8.count, end - low < bytesMax, !ends.contains(utf8[end]) { end += 1 }
                return line(utf8, low..<end, &text)
            }
        }
        while high > low, utf8[high - 1] == 0x20 { high -= 1 }
        guard high - low <= markBytesMax, marks.contains(String(decoding: utf8[low..<high], as: UTF8.self)) else {
            return
        }
        if isAbbreviation(utf8, field) || Abbreviations.isExplained(utf8, after: high)
            || Abbreviations.explains(utf8, low..<high)
        {
            return
        }
        line(utf8, low..<high, &text)
    }

    /// "Controlled Unclassified Information (CUI) is": an abbreviation behind its words.
    private static func isAbbreviation(_ utf8: [UInt8], _ field: Range<Int>) -> Bool {
        guard field.lowerBound > 0, utf8[field.lowerBound - 1] == 0x28 else { return false }
        let before = utf8[..<(field.lowerBound - 1)].suffix(16)
        guard let last = before.last(where: { $0 > 0x20 }) else { return false }
        if (0x61...0x7A).contains(last) { return true }
        let word = before.split { !FoldedWords.isWord($0) }.last.map { String(decoding: $0, as: UTF8.self) }
        return word == "INFORMATION" || word == "ONLY"
    }

    /// A mark that is the whole of a comment, or stands between rules: `# CUI`, `-- FOUO --`, `=== CUI ===`. A list has one hyphen or asterisk.
    private static func comment(_ utf8: [UInt8], _ line: Range<Int>) -> Range<Int>? {
        var (low, high) = (line.lowerBound, line.upperBound)
        guard high - low <= bytesMax else { return nil }
        while low < high, isBlank(utf8[low]) { low += 1 }
        guard low < high, leaders.contains(utf8[low]) else { return nil }
        let leader = low
        while low < high, leaders.contains(utf8[low]) { low += 1 }
        while high > low, isBlank(utf8[high - 1]) || leaders.contains(utf8[high - 1]) { high -= 1 }
        let isFramed =
            high < line.upperBound && leaders.contains(utf8[high..<line.upperBound].last { !isBlank($0) } ?? 0)
        guard low - leader > 1 || commentSigns.contains(utf8[leader]) || isFramed else { return nil }
        while low < high, isBlank(utf8[low]) { low += 1 }
        let content = String(decoding: utf8[low..<high], as: UTF8.self)
        if heads.contains(where: content.uppercased().hasPrefix) { return low..<high }
        return high - low <= markBytesMax && marks.contains(content) ? low..<high : nil
    }

    private static let leaders = Set("#/-;*!%=+:.'".utf8)
    /// One of them begins a comment in some language.
    private static let commentSigns = Set("#;!%'".utf8)

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    private static func line(_ utf8: [UInt8], _ range: Range<Int>, _ text: inout MappedText) {
        EscapeView.copy(utf8, range, &text)
        text.append("\n", source: range.upperBound - 1, width: 1)
    }
}
