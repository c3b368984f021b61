import SeededGeneration

/// Names and texts that readers get wrong: not in normal form C, outside the basic plane, right to left, controls, escapes.
enum OddText {
    static let texts = [
        "", "a", "b", "x y", "é", "e\u{301}", "\u{1F600}", "\u{1D4B3}", "\u{202E}rtl", "\u{5D0}\u{5D1}", "\u{0}", "\n",
        "\t", "\r",
        "\"q\"", "\\", "*", "a*b", "\\*", "'", "\u{7F}", "\u{85}", "\u{2028}", "\u{FEFF}", "\u{AC00}",
        "\u{1100}\u{1161}", "if", "in",
        "__cedar", "?principal", "//", "\u{FFFD}", "\u{E000}", "\u{10FFFF}", "A::\"b\"", "ſ", "ǆ", "\u{200D}",
        "a\u{200B}", "1.0", "::",
        "9223372036854775807", "Wildcard", "__entity",
    ]

    static let attributes = [
        "a", "b", "c", "name", "age", "x y", "é", "e\u{301}", "if", "\u{1F600}", "\"", "\n", "*", "", "has", "is_",
        "type", "id",
    ]

    /// A Cedar string literal of a text, with one of the ways to write each scalar.
    static func literal(_ text: String, _ random: inout SeededGenerator, isPattern: Bool = false) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\r": out += "\\r"
            case "\0": out += "\\0"
            case "*" where isPattern: out += "\\*"
            default:
                if random.oneIn(8) {
                    out += "\\u{\(String(scalar.value, radix: 16))}"
                } else if scalar.value < 0x80, random.oneIn(12) {
                    let digits = String(scalar.value, radix: 16)
                    out += "\\x" + (digits.count < 2 ? "0" : "") + digits
                } else if scalar == "\n", random.oneIn(2) {
                    out += "\\n"
                } else {
                    out.unicodeScalars.append(scalar)
                }
            }
        }
        return out + "\""
    }

    /// A JSON string of a text.
    static func json(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            if scalar == "\"" || scalar == "\\" {
                out += "\\"
                out.unicodeScalars.append(scalar)
            } else if scalar.value < 0x20 {
                let digits = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            } else {
                out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }

    static func isIdentifier(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, first.isASCII, first.properties.isAlphabetic || first == "_" else {
            return false
        }
        let reserved = ["if", "in", "like", "has", "is", "then", "else", "true", "false", "__cedar"]
        return !reserved.contains(text)
            && text.unicodeScalars.allSatisfy {
                $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType == .decimal || $0 == "_")
            }
    }
}
