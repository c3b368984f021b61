/// Text in HTML: in elements and in quoted attributes.
enum HTMLEscaping {
    /// Adds text with the five characters that mean something in HTML written as references (OWASP, rules 1 and 2). What no document may
    /// hold (HTML, 13.2.3.5: controls and noncharacters) shows as the replacement character, and what reverses the order of reading too.
    static func append(_ text: String, to html: inout String) {
        let isPlain = text.utf8.allSatisfy {
            $0 >= 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "&") && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">")
                && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "'")
        }
        if isPlain {
            html += text
            return
        }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": html += "&amp;"
            case "<": html += "&lt;"
            case ">": html += "&gt;"
            case "\"": html += "&quot;"
            case "'": html += "&#39;"
            case "\n", "\r", "\t": html.unicodeScalars.append(scalar)
            case "\u{0}"..."\u{1f}", "\u{7f}"..."\u{9f}", "\u{202a}"..."\u{202e}", "\u{2066}"..."\u{2069}":
                html += "\u{fffd}"
            default: html += isNoncharacter(scalar) ? "\u{fffd}" : String(scalar)
            }
        }
    }

    private static func isNoncharacter(_ scalar: Unicode.Scalar) -> Bool {
        (0xfdd0...0xfdef).contains(scalar.value) || scalar.value & 0xfffe == 0xfffe
    }
}
