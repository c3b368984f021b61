/// Splits a text into tokens. Places are counted on the way, so that locating a token costs nothing later.
struct Lexer {
    private let file: String
    private let bytes: [UInt8]
    private var offset = 0
    private var line = 1
    private var column = 1

    private init(_ source: SourceText) {
        file = source.file
        bytes = source.bytes
    }

    /// All tokens, the last of them `end`.
    static func tokens(of source: SourceText) throws(ParseError) -> [Token] {
        var lexer = Lexer(source)
        var tokens: [Token] = []
        tokens.reserveCapacity(source.bytes.count / 3 + 1)
        while true {
            let token = try lexer.next()
            tokens.append(token)
            if token.kind == .end { return tokens }
        }
    }

    private var place: SourcePosition { SourcePosition(offset: offset, line: line, column: column) }

    private func byte(at distance: Int = 0) -> UInt8? {
        offset + distance < bytes.count ? bytes[offset + distance] : nil
    }

    private mutating func advance() {
        if bytes[offset] == 0x0A {
            line += 1
            column = 1
        } else if bytes[offset] & 0xC0 != 0x80 {
            column += 1
        }
        offset += 1
        while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
    }

    private func text(from start: Int, to end: Int) -> String { String(decoding: bytes[start..<end], as: UTF8.self) }

    private mutating func skipBlanks() {
        while let byte = byte() {
            switch byte {
            case 0x20:
                offset += 1
                column += 1
            case 0x09...0x0D: advance()
            case UInt8(ascii: "/") where self.byte(at: 1) == UInt8(ascii: "/"):
                while let inner = self.byte(), inner != 0x0A, inner != 0x0D { advance() }
            case 0x80...:
                guard scalar().properties.isWhitespace else { return }
                advance()
            default: return
            }
        }
    }

    /// The scalar at the offset; the text is valid UTF-8.
    private func scalar() -> Unicode.Scalar {
        let end = min(bytes.count, offset + 4)
        return String(decoding: bytes[offset..<end], as: UTF8.self).unicodeScalars.first ?? " "
    }

    private mutating func next() throws(ParseError) -> Token {
        skipBlanks()
        let start = place
        guard let first = byte() else { return Token(kind: .end, range: SourceRange(start: start, end: start)) }
        let kind: Token.Kind
        if Identifier.isStart(first) {
            kind = .identifier(word())
        } else if Identifier.isDigit(first) {
            kind = .number(run(Identifier.isDigit))
        } else if first == UInt8(ascii: "\"") {
            kind = .string(try string(from: start))
        } else if first == UInt8(ascii: "?"), let second = byte(at: 1), Identifier.isStart(second) {
            advance()
            kind = .slot(word())
        } else {
            kind = .punctuation(try punctuation(from: start))
        }
        return Token(kind: kind, range: SourceRange(start: start, end: place))
    }

    private mutating func word() -> String { run(Identifier.isPart) }

    /// A run of ASCII bytes that fit; no line ends in it, so that counting is done at once.
    @inline(__always)
    private mutating func run(_ fits: (UInt8) -> Bool) -> String {
        let start = offset
        var end = offset
        while end < bytes.count, fits(bytes[end]) { end += 1 }
        offset = end
        column += end - start
        return text(from: start, to: end)
    }

    private mutating func string(from start: SourcePosition) throws(ParseError) -> String {
        advance()
        while let byte = byte() {
            if byte == UInt8(ascii: "\"") {
                advance()
                return text(from: start.offset + 1, to: offset - 1)
            }
            if byte == UInt8(ascii: "\\") {
                advance()
                guard let escaped = self.byte(), escaped != 0x0A else { break }
            }
            advance()
        }
        if offset < bytes.count {
            throw error("a backslash before a line break is no escape; write `\\n` for a line break", from: place)
        }
        throw error("the string that begins here is not closed; add `\"`", from: start)
    }

    private mutating func punctuation(from start: SourcePosition) throws(ParseError) -> Punctuation {
        if let (mark, length) = Punctuation.first(bytes[offset], byte(at: 1)) {
            // All marks are ASCII and none ends a line.
            offset += length
            column += length
            return mark
        }
        let found = scalar()
        let hint =
            switch found {
            case "&": "; write `&&`"
            case "|": "; write `||`"
            case "'": "; strings are written in double quotes"
            case "#": "; comments begin with `//`"
            default: ""
            }
        throw error("\(CedarString.quote(String(found))) has no meaning here\(hint)", from: start)
    }

    private func error(_ message: String, from start: SourcePosition) -> ParseError {
        ParseError(file: file, range: SourceRange(start: start, end: place), message: message)
    }
}
