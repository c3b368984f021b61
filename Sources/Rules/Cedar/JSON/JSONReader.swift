/// A strict reader of JSON (RFC 8259): nesting is bounded, keys are unique, numbers are 64-bit integers.
struct JSONReader {
    let file: String
    let bytes: [UInt8]
    var index = 0
    private var line = 1
    private var lineStart = 0
    /// Continuation bytes of UTF-8 since the start of the line, which take no column.
    private var continuations = 0
    private let depthLimit: Int
    /// Whether numbers that are no 64-bit integers are kept as written; refused otherwise.
    private let keepsNumbers: Bool
    private let noKey = CedarString("")

    private init(_ source: SourceText, depthLimit: Int, keepingNumbers: Bool) {
        file = source.file
        bytes = source.bytes
        self.depthLimit = depthLimit
        keepsNumbers = keepingNumbers
    }

    static func read(
        _ source: SourceText,
        depthLimit: Int,
        keepingNumbers: Bool = false
    ) throws(ParseError) -> JSONNode {
        var reader = JSONReader(source, depthLimit: depthLimit, keepingNumbers: keepingNumbers)
        let document = try reader.document()
        reader.skipBlanks()
        guard reader.index == reader.bytes.count else {
            throw reader.error("something follows the JSON value; remove it")
        }
        return JSONNode(document, 0)
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

    /// All values of the text. A loop and not a recursion, so that depth costs no stack.
    private mutating func document() throws(ParseError) -> JSONDocument {
        var entries: [JSONDocument.Entry] = []
        var open: [Container] = []
        try begin(key: noKey, &entries, &open)
        while let container = open.last {
            if try ends(container) {
                entries[container.index].end = entries.count
                open.removeLast()
                continue
            }
            open[open.count - 1].isFirst = false
            let key = container.isObject ? try self.key(&open[open.count - 1].keys) : noKey
            try begin(key: key, &entries, &open)
        }
        return JSONDocument(entries)
    }

    /// An array or object whose end has not been read.
    private struct Container {
        let index: Int
        let isObject: Bool
        var isFirst = true
        var keys: Set<CedarString> = []
    }

    /// Reads a value, or the opening of an array or object.
    private mutating func begin(
        key: CedarString,
        _ entries: inout [JSONDocument.Entry],
        _ open: inout [Container]
    ) throws(ParseError) {
        skipBlanks()
        let start = position
        let kind: JSONDocument.Kind
        switch next {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            kind = next == UInt8(ascii: "{") ? .object : .array
            guard open.count < depthLimit else { throw error("the JSON nests deeper than \(depthLimit) levels") }
            index += 1
            open.append(Container(index: entries.count, isObject: kind == .object))
        case UInt8(ascii: "\""): kind = .string(try string())
        case UInt8(ascii: "t"): kind = try word("true", .bool(true))
        case UInt8(ascii: "f"): kind = try word("false", .bool(false))
        case UInt8(ascii: "n"): kind = try word("null", .null)
        case .some(let byte) where byte == UInt8(ascii: "-") || Identifier.isDigit(byte): kind = try number()
        default: throw error("expected a JSON value, found \(shown)")
        }
        entries.append(JSONDocument.Entry(kind: kind, position: start, key: key, end: entries.count + 1))
    }

    /// Steps over the end of the container, or over the comma before its next value.
    private mutating func ends(_ container: Container) throws(ParseError) -> Bool {
        if skip(container.isObject ? "}" : "]") { return true }
        if container.isFirst { return false }
        guard skip(",") else { throw error("expected `,` or `\(container.isObject ? "}" : "]")`, found \(shown)") }
        return false
    }

    private mutating func key(_ seen: inout Set<CedarString>) throws(ParseError) -> CedarString {
        skipBlanks()
        let place = position
        guard next == UInt8(ascii: "\"") else { throw error("expected a key in double quotes, found \(shown)") }
        let key = try string()
        guard seen.insert(key).inserted else {
            throw error("the key \(key.quoted) stands twice in the object", at: place)
        }
        guard skip(":") else { throw error("expected `:` after the key, found \(shown)") }
        return key
    }

    private mutating func word(_ word: String, _ kind: JSONDocument.Kind) throws(ParseError) -> JSONDocument.Kind {
        guard bytes[index...].starts(with: word.utf8) else { throw error("expected `\(word)`, found something else") }
        index += word.utf8.count
        return kind
    }

    private mutating func number() throws(ParseError) -> JSONDocument.Kind {
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
