/// A strict reader of JSON (RFC 8259): nesting is bounded, keys are unique, numbers are 64-bit integers.
struct JSONReader {
    let file: String
    let bytes: [UInt8]
    var index = 0
    private var line = 1
    private var lineStart = 0
    /// Continuation bytes of UTF-8 since the start of the line, which take no column.
    private var continuations = 0
    private var depth = 0

    /// Whether numbers that are no 64-bit integers are kept as written; refused otherwise.
    private let keepsNumbers: Bool

    private init(_ source: SourceText, keepingNumbers: Bool) {
        file = source.file
        bytes = source.bytes
        keepsNumbers = keepingNumbers
    }

    static func read(_ source: SourceText, keepingNumbers: Bool = false) throws(ParseError) -> JSONNode {
        var reader = JSONReader(source, keepingNumbers: keepingNumbers)
        let node = try reader.value()
        reader.skipBlanks()
        guard reader.index == reader.bytes.count else {
            throw reader.error("something follows the JSON value; remove it")
        }
        return node
    }

    var position: SourcePosition {
        SourcePosition(offset: index, line: line, column: index - lineStart - continuations + 1)
    }

    var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    /// Counts a byte of UTF-8 that begins no scalar.
    mutating func step(over byte: UInt8) {
        if byte & 0xC0 == 0x80 { continuations += 1 }
        index += 1
    }

    func error(_ message: String, at place: SourcePosition? = nil) -> ParseError {
        let place = place ?? position
        return ParseError(file: file, range: SourceRange(start: place, end: place), message: message)
    }

    private mutating func skipBlanks() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            index += 1
            if byte == 0x0A {
                line += 1
                lineStart = index
                continuations = 0
            }
        }
    }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        skipBlanks()
        guard let byte = next, UInt32(byte) == character.value else { return false }
        index += 1
        return true
    }

    private var shown: String {
        guard let byte = next else { return "the end of the text" }
        if byte < 0x80, byte > 0x20 { return "`\(Unicode.Scalar(byte))`" }
        return "byte 0x\(String(byte, radix: 16))"
    }

    private mutating func value() throws(ParseError) -> JSONNode {
        skipBlanks()
        let start = position
        switch next {
        case UInt8(ascii: "{"): return JSONNode(.object(try object()), at: start)
        case UInt8(ascii: "["): return JSONNode(.array(try array()), at: start)
        case UInt8(ascii: "\""): return JSONNode(.string(try string()), at: start)
        case UInt8(ascii: "t"): return JSONNode(try word("true", .bool(true)), at: start)
        case UInt8(ascii: "f"): return JSONNode(try word("false", .bool(false)), at: start)
        case UInt8(ascii: "n"): return JSONNode(try word("null", .null), at: start)
        case .some(let byte) where byte == UInt8(ascii: "-") || Identifier.isDigit(byte):
            return JSONNode(try number(), at: start)
        default: throw error("expected a JSON value, found \(shown)")
        }
    }

    private mutating func word(_ word: String, _ kind: JSONNode.Kind) throws(ParseError) -> JSONNode.Kind {
        guard bytes[index...].starts(with: word.utf8) else { throw error("expected `\(word)`, found something else") }
        index += word.utf8.count
        return kind
    }

    private mutating func enter() throws(ParseError) {
        depth += 1
        guard depth <= CedarLimits.jsonDepth else {
            throw error("the JSON nests deeper than \(CedarLimits.jsonDepth) levels")
        }
        index += 1
    }

    private mutating func array() throws(ParseError) -> [JSONNode] {
        try enter()
        defer { depth -= 1 }
        var elements: [JSONNode] = []
        if skip("]") { return elements }
        repeat { elements.append(try value()) } while skip(",")
        guard skip("]") else { throw error("expected `,` or `]`, found \(shown)") }
        return elements
    }

    private mutating func object() throws(ParseError) -> [(key: CedarString, value: JSONNode)] {
        try enter()
        defer { depth -= 1 }
        var members: [(key: CedarString, value: JSONNode)] = []
        var seen: Set<CedarString> = []
        if skip("}") { return members }
        repeat {
            skipBlanks()
            let place = position
            guard next == UInt8(ascii: "\"") else { throw error("expected a key in double quotes, found \(shown)") }
            let key = try string()
            guard seen.insert(key).inserted else {
                throw error("the key \(key.quoted) stands twice in the object", at: place)
            }
            guard skip(":") else { throw error("expected `:` after the key, found \(shown)") }
            members.append((key, try value()))
        } while skip(",")
        guard skip("}") else { throw error("expected `,` or `}`, found \(shown)") }
        return members
    }

    private mutating func number() throws(ParseError) -> JSONNode.Kind {
        let start = position
        let negative = next == UInt8(ascii: "-")
        if negative { index += 1 }
        let digits = digits()
        guard !digits.isEmpty else { throw error("expected a digit after `-`, found \(shown)") }
        guard digits.count == 1 || digits[0] != UInt8(ascii: "0") else {
            throw error("a number has no leading zeros", at: start)
        }
        if let byte = next, byte == UInt8(ascii: ".") || byte | 0x20 == UInt8(ascii: "e") {
            guard keepsNumbers else {
                throw error("numbers must be integers; write a decimal as a string", at: start)
            }
            try fraction()
        } else if let value = ByteScanner.integer(digits, negative: negative) {
            return .integer(value)
        } else if !keepsNumbers {
            throw error("the number does not fit 64 bits", at: start)
        }
        return .number(CedarString(String(decoding: bytes[start.offset..<index], as: UTF8.self)))
    }

    /// The part of a number after its integer: a fraction, an exponent or both (RFC 8259, section 6).
    private mutating func fraction() throws(ParseError) {
        if next == UInt8(ascii: ".") {
            index += 1
            guard !digits().isEmpty else { throw error("expected a digit after the point, found \(shown)") }
        }
        guard let byte = next, byte | 0x20 == UInt8(ascii: "e") else { return }
        index += 1
        if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { index += 1 }
        guard !digits().isEmpty else { throw error("expected a digit of the exponent, found \(shown)") }
    }

    private mutating func digits() -> [UInt8] {
        let first = index
        while let byte = next, Identifier.isDigit(byte) { index += 1 }
        return Array(bytes[first..<index])
    }
}
