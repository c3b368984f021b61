extension XMLElement {
    /// A document in which the element stands inside of others, as bytes: the same for equal elements, whatever prefixes they came with.
    /// - Parameter outer: the names of the elements around it, from the root on.
    public func document(inside outer: [XMLName] = []) -> [UInt8] {
        var bytes: [UInt8] = []
        var root = self
        for name in outer.reversed() { root = XMLElement(name, children: [root]) }
        root.write(into: &bytes, namespace: "")
        return bytes
    }

    private func write(into bytes: inout [UInt8], namespace outer: String) {
        bytes += Array("<\(name.local)".utf8)
        if name.namespace != outer {
            bytes += Array(" xmlns=\"".utf8)
            XMLText.escape(name.namespace, into: &bytes)
            bytes.append(UInt8(ascii: "\""))
        }
        for (number, attribute) in attributes.enumerated() {
            var prefix = ""
            if attribute.name.namespace == "http://www.w3.org/XML/1998/namespace" {
                prefix = "xml:"
            } else if !attribute.name.namespace.isEmpty {
                prefix = "a\(number):"
                bytes += Array(" xmlns:a\(number)=\"".utf8)
                XMLText.escape(attribute.name.namespace, into: &bytes)
                bytes.append(UInt8(ascii: "\""))
            }
            bytes += Array(" \(prefix)\(attribute.name.local)=\"".utf8)
            XMLText.escape(attribute.value, into: &bytes)
            bytes.append(UInt8(ascii: "\""))
        }
        guard !text.isEmpty || !children.isEmpty else {
            bytes += Array("/>".utf8)
            return
        }
        bytes.append(UInt8(ascii: ">"))
        if children.isEmpty || hasText { XMLText.escape(text, into: &bytes) }
        for child in children { child.write(into: &bytes, namespace: name.namespace) }
        bytes += Array("</\(name.local)>".utf8)
    }
}

/// Writes texts of XML, byte for byte the same at every run.
public enum XMLText {
    /// A text as it stands in an element or between the quotes of an attribute. What a reader would make blanks of is written by number (XML 1.0, 2.11, 3.3.3);
    /// what no document may hold is written as U+FFFD.
    public static func escape(_ text: String, into bytes: inout [UInt8]) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": bytes += Array("&amp;".utf8)
            case "<": bytes += Array("&lt;".utf8)
            case ">": bytes += Array("&gt;".utf8)
            case "\"": bytes += Array("&quot;".utf8)
            case "\t", "\n", "\r": bytes += Array("&#\(scalar.value);".utf8)
            case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": bytes += [0xEF, 0xBF, 0xBD]
            default: bytes += Array(String(scalar).utf8)
            }
        }
    }
}
