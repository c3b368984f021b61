internal import Foundation

extension CorpusForm {
    /// Text formats: exchange files, markup, tables, programs.
    func structured(_ sample: CorpusSample, _ whole: String) -> String {
        let text = sample.text
        switch self {
        case .x12Note:
            let notes = sample.lines.map { "NTE*GEN*\($0)~\n" }.joined()
            return
                "ISA*00*          *00*          *ZZ*A              *ZZ*B              *131001*1705*U*00401*000010216*0*T*:~\n"
                + "GS*SC*A*B*20131001*1705*1*X*004010~\n\(notes)SE*3*0001~\n"
        case .quotedPrintableBreak:
            return Self.mail + "\n"
                + whole.split(separator: "\n", omittingEmptySubsequences: false).map { line in
                    let middle = line.index(line.startIndex, offsetBy: line.count / 2)
                    return line.count > 8 ? line[..<middle] + "=\n" + line[middle...] : line
                }.joined(separator: "\n")
        case .quotedPrintableLetters:
            return Self.mail + "\n"
                + text.map { "/()-&".contains($0) ? String(format: "=%02X", $0.asciiValue ?? 0) : String($0) }.joined()
                + "\n"
        case .richText: return Self.richText(sample.lines) { $0.map(Self.richTextCharacter).joined() }
        case .richTextEscapes:
            return Self.richText(sample.lines) { $0.utf8.map { String(format: "\\'%02x", $0) }.joined() }
        case .codeComment: return "total = 0\n" + sample.lines.map { "# \($0)\n" }.joined() + "total += 1\n"
        case .base64InJSON:
            let data = Data(whole.utf8).base64EncodedString()
            return "{\"data\": \"" + data.replacing("/", with: "\\/").replacing("+", with: "\\u002B") + "\"}"
        case .base64ShortLines:
            let data = Array(Data(whole.utf8).base64EncodedString())
            return "data:\n"
                + stride(from: 0, to: data.count, by: 48).map { String(data[$0..<min($0 + 48, data.count)]) + "\n" }
                .joined()
        case .base64InXML:
            return "<file><data>" + Data(whole.utf8).base64EncodedString() + "</data></file>"
        case .xmlEntities:
            return "<note><text>" + text.unicodeScalars.map { "&#\($0.value);" }.joined() + "</text></note>"
        case .cdataSplit:
            let middle = text.index(text.startIndex, offsetBy: text.count / 2)
            return "<note><![CDATA[\(text[..<middle])]]><![CDATA[\(text[middle...])]]></note>"
        case .xmlAttribute:
            let escaped = Self.escaped(text).replacing("\n", with: "&#10;")
            return "<job mark=\"\(escaped)\"><step/></job>"
        case .xmlComment: return "<job><!-- \(text.replacing("--", with: "- -")) --><step/></job>"
        case .htmlInline:
            let words = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false).map {
                Self.escaped(String($0))
            }
            let half = words[0].index(words[0].startIndex, offsetBy: words[0].count / 2)
            let first = "<b>\(words[0][..<half])</b><i>\(words[0][half...])</i>"
            let rest = words.dropFirst().map { " " + $0 }.joined().replacing("\n", with: "<br>\n")
            return "<html><body><p>\(first.replacing("\n", with: "<br>\n"))\(rest)</p></body></html>"
        case .jsonSlash:
            return "{\"note\": \""
                + text.replacing("\"", with: "\\\"").replacing("/", with: "\\/")
                .replacing("\n", with: "\\n") + "\"}"
        case .jsonUnicode:
            return "{\"note\": \"" + text.utf16.map { "\\u" + String(format: "%04x", $0) }.joined() + "\"}"
        case .csvCells, .csvCellWhole: return table(sample)
        case .stepEscape:
            return "ISO-10303-21;\nHEADER;\nFILE_NAME('x','\\X2\\"
                + text.utf16.map { String(format: "%04X", $0) }.joined() + "\\X0\\');\nENDSEC;\nDATA;\nENDSEC;\n"
        case .urlEncoding:
            let allowed = CharacterSet.alphanumerics
            return
                "https://mes.example/search?mark=\(text.addingPercentEncoding(withAllowedCharacters: allowed) ?? "")&page=1\n"
        case .base64URL:
            return "token: "
                + Data(whole.utf8).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
        case .hexadecimal: return "blob: " + whole.utf8.map { String(format: "%02x", $0) }.joined() + "\n"
        case .gcodeComment:
            // A comment in parentheses holds none; there controllers take the semicolon.
            let lines = sample.lines.map { $0.contains("(") ? "; \($0)" : "(\($0))" }.joined(separator: "\n")
            return "%\nO1003\n\(lines)\nN100 G20\nN101 G0 G17\nN102 T3 M6\nN103 S4000 M3\nN104 G1 X1.5 F30.\nM30\n%\n"
        case .sqlDump:
            let value = text.replacing("'", with: "''").replacing("\n", with: "\\n")
            return
                "CREATE TABLE note (id integer, text varchar);\nINSERT INTO note VALUES (1, 'Op 20'), (2, '\(value)');\n"
        default: return whole
        }
    }

    private static func richText(_ lines: [String], _ written: (String) -> String) -> String {
        "{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Arial;}}\n\\pard\\f0 Op 20\\par\n"
            + lines.map { "\\pard\\qc\\b " + written($0) + "\\b0\\par\n" }.joined() + "Op 30\\par\n}\n"
    }

    private static func richTextCharacter(_ character: Character) -> String {
        "\\{}".contains(character) ? "\\\(character)" : String(character)
    }

    private static let mail = "From: a@example.com\nTo: b@example.com\nSubject: plan\n"

    static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
    }

    /// A banner has a cell for each of its fields; other text a cell for each of its lines.
    private func table(_ sample: CorpusSample) -> String {
        let isSplit = self == .csvCells && sample.isBanner
        let cells = isSplit ? sample.text.components(separatedBy: "//") : sample.lines
        let quoted = cells.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }
        let header = (["part"] + cells.indices.map { "note\($0 + 1)" }).joined(separator: ",")
        let empty = String(repeating: ",", count: cells.count)
        let row = isSplit ? cells.map { $0.contains(",") ? "\"\($0)\"" : $0 } : quoted
        return "\(header)\n827-9999-903\(empty)\n827-9999-904,\(row.joined(separator: ","))\n827-9999-905\(empty)\n"
    }

    /// An invisible character in two places between letters.
    static func inserting(_ sign: String, in text: String) -> String {
        var result = ""
        var letters = 0
        for character in text {
            if character.isLetter || character.isNumber {
                letters += 1
                if letters == 3 || letters == 8 { result += sign }
            } else if letters != 3, letters != 8 {
                letters = min(letters, 8)
            }
            result.append(character)
        }
        return result
    }

    /// A line broken where a program would break it: behind a slash of a banner, at a blank in the middle of prose; nil where there is no such place.
    static func broken(_ line: String) -> String? {
        if let slash = line.range(of: "//", options: .backwards), slash.upperBound < line.endIndex, !line.contains(" ")
        {
            return line[..<slash.upperBound] + "\n" + line[slash.upperBound...]
        }
        guard line.count >= 50 else { return nil }
        let middle = line.index(line.startIndex, offsetBy: line.count / 2)
        guard let blank = line[..<middle].lastIndex(of: " "), blank > line.startIndex else { return nil }
        return line[..<blank] + "\n" + line[line.index(after: blank)...]
    }
}
