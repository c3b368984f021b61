internal import Storage

/// Writes JSON (RFC 8259). Text is escaped so that it also stands safely where a browser takes JSON for HTML.
enum JSONWriting {
    static func append(_ text: String, to json: inout String) {
        json += "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": json += "\\\""
            case "\\": json += "\\\\"
            case "\n": json += "\\n"
            case "\u{0}"..."\u{1f}", "<", ">", "&", "\u{7f}", "\u{2028}", "\u{2029}":
                let digits = String(scalar.value, radix: 16)
                json += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: json.unicodeScalars.append(scalar)
            }
        }
        json += "\""
    }

    static func append(_ value: ViewValue, to json: inout String) {
        switch value {
        case .null: json += "null"
        case .integer(let number): json += String(number)
        case .real(let number): json += number.isFinite ? "\(number)" : "null"
        case .truth(let truth): json += truth ? "true" : "false"
        case .text(let text): append(text, to: &json)
        // The view holds it as it was checked when it was stored.
        case .json(let text): append(text, to: &json)
        case .bytes(let bytes): json += "\"\(bytes.hexadecimal)\""
        }
    }
}
