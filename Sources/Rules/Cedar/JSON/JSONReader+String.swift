extension JSONReader {
    mutating func string() throws(ParseError) -> CedarString {
        let start = position
        index += 1
        var out: [UInt8] = []
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                index += 1
                return CedarString(String(decoding: out, as: UTF8.self))
            case UInt8(ascii: "\\"): try escape(into: &out)
            case ..<0x20:
                throw error(
                    "a control character in a string must be escaped, as `\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))`"
                )
            default:
                out.append(byte)
                step(over: byte)
            }
        }
        throw error("the string that begins here is not closed", at: start)
    }

    private mutating func escape(into out: inout [UInt8]) throws(ParseError) {
        let start = position
        index += 1
        guard let kind = next else { throw error("the backslash escapes nothing", at: start) }
        index += 1
        switch kind {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): out.append(kind)
        case UInt8(ascii: "b"): out.append(0x08)
        case UInt8(ascii: "f"): out.append(0x0C)
        case UInt8(ascii: "n"): out.append(0x0A)
        case UInt8(ascii: "r"): out.append(0x0D)
        case UInt8(ascii: "t"): out.append(0x09)
        case UInt8(ascii: "u"): out.append(contentsOf: String(try unicode(start)).utf8)
        default: throw error("a backslash may be followed by one of \" \\ / b f n r t u", at: start)
        }
    }

    private mutating func unicode(_ start: SourcePosition) throws(ParseError) -> Character {
        let high = try unit(start)
        guard high & 0xF800 == 0xD800 else { return Character(Unicode.Scalar(high) ?? "\u{FFFD}") }
        guard high < 0xDC00, next == UInt8(ascii: "\\"), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "u")
        else {
            throw error("a surrogate stands alone; write the pair, or the character itself", at: start)
        }
        index += 2
        let low = try unit(start)
        guard low & 0xFC00 == 0xDC00, let scalar = Unicode.Scalar(0x10000 + (high & 0x3FF) << 10 + low & 0x3FF) else {
            throw error("a surrogate stands alone; write the pair, or the character itself", at: start)
        }
        return Character(scalar)
    }

    private mutating func unit(_ start: SourcePosition) throws(ParseError) -> UInt32 {
        guard index + 4 <= bytes.count, bytes[index..<index + 4].allSatisfy(\.isHexDigit),
            let unit = UInt32(String(decoding: bytes[index..<index + 4], as: UTF8.self), radix: 16)
        else { throw error("`\\u` takes four hexadecimal digits", at: start) }
        index += 4
        return unit
    }
}
