/// Writes the payload of an event: a JSON object, its members in the order in which they are set.
struct PayloadText {
    private var text = "{"

    /// An object; of a known size it grows once.
    init(capacity: Int = 0) {
        if capacity > 0 { text.reserveCapacity(capacity) }
    }

    /// The object's bytes.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 1)
        bytes.append(contentsOf: text.utf8)
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }

    mutating func set(_ name: StaticString, _ value: String) { append(name) { Self.quote(value, into: &$0) } }

    /// A text that is written often, ready to be written.
    struct Quoted: Sendable {
        fileprivate let text: String

        init(_ value: String) {
            var text = ""
            PayloadText.quote(value, into: &text)
            self.text = text
        }
    }

    mutating func set(_ name: StaticString, _ value: Quoted) { append(name) { $0 += value.text } }

    mutating func set(_ name: StaticString, _ value: UInt64) { append(name) { $0 += String(value) } }

    mutating func set(_ name: StaticString, _ values: [String]) {
        append(name) { text in
            text += "["
            for (index, value) in values.enumerated() {
                if index > 0 { text += "," }
                Self.quote(value, into: &text)
            }
            text += "]"
        }
    }

    /// Objects made the same way.
    mutating func set(_ name: StaticString, _ objects: [PayloadText]) {
        append(name) { text in
            text += "["
            for (index, object) in objects.enumerated() {
                if index > 0 { text += "," }
                text += object.text
                text += "}"
            }
            text += "]"
        }
    }

    private mutating func append(_ name: StaticString, _ write: (inout String) -> Void) {
        if text.utf8.count > 1 { text += "," }
        text += "\""
        text += name.description
        text += "\":"
        write(&text)
    }

    fileprivate static func quote(_ value: String, into text: inout String) {
        text += "\""
        let isPlain = value.utf8.allSatisfy { $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
        if isPlain {
            text += value
        } else {
            for scalar in value.unicodeScalars {
                switch scalar {
                case "\"": text += "\\\""
                case "\\": text += "\\\\"
                case "\u{0}"..."\u{1f}":
                    let digits = String(scalar.value, radix: 16)
                    text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                default: text.unicodeScalars.append(scalar)
                }
            }
        }
        text += "\""
    }
}
