/// Text as a string of JSON (RFC 8259, section 7), the same for all writers of JSON.
///
/// Besides what must be escaped, so are DEL and the C1 controls, the line separators that JavaScript knows and the byte order mark: what
/// cannot be seen in a file is not written as it is.
public enum JSONString {
    /// The text between quotes.
    public static func quoted(_ text: String) -> String {
        var quoted = ""
        append(text, to: &quoted)
        return quoted
    }

    /// Appends the text between quotes. Complexity: linear in its length.
    public static func append(_ text: String, to output: inout String) {
        output += "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": output += "\\\""
            case "\\": output += "\\\\"
            case "\n": output += "\\n"
            case "\r": output += "\\r"
            case "\t": output += "\\t"
            case "\0"..<" ", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}", "\u{FEFF}":
                let digits = String(scalar.value, radix: 16)
                output += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: output.unicodeScalars.append(scalar)
            }
        }
        output += "\""
    }
}
