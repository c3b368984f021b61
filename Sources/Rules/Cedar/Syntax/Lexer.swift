/// Reads the tokens of a text one after another. Places are counted on the way, so that locating a token costs nothing later; the text
/// of a token is made only for those who ask. A class, because a value inside the ``TokenCursor`` would be guarded against overlapping
/// access anew for each token.
final class Lexer {
    private let file: String
    private let bytes: [UInt8]
    private var offset = 0
    private var line = 1
    /// The offset less the column: so that counting columns costs nothing within ASCII.
    private var columnOrigin = -1
    /// Why the text cannot be split any further; then the next token is `end`.
    private(set) var failure: ParseError?

    init(_ source: SourceText) {
        file = source.file
        bytes = source.bytes
    }

    /// All tokens, the last of them `end`.
    static func tokens(of source: SourceText) throws(ParseError) -> [Token] {
        let lexer = Lexer(source)
        var tokens: [Token] = []
        tokens.reserveCapacity(source.bytes.count / 3 + 1)
        while true {
            let token = lexer.next()
            if let failure = lexer.failure { throw failure }
            tokens.append(token)
            if token.kind == .end { return tokens }
        }
    }

    private var place: SourcePosition { SourcePosition(within: offset, line: line, column: offset - columnOrigin) }

    private func byte(at distance: Int = 0) -> UInt8? {
        offset + distance < bytes.count ? bytes[offset + distance] : nil
    }

    /// Steps over one byte, of a line break or of a scalar beyond ASCII too.
    @inline(__always)
    private func advance() {
        let byte = bytes[offset]
        offset += 1
        if byte == 0x0A {
            line += 1
            columnOrigin = offset - 1
        } else if byte & 0xC0 == 0x80 {
            columnOrigin += 1
        }
    }

    private func skipBlanks() {
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x20: offset += 1
            case 0x09...0x0D: advance()
            case UInt8(ascii: "/") where self.byte(at: 1) == UInt8(ascii: "/"):
                while offset < bytes.count, bytes[offset] != 0x0A, bytes[offset] != 0x0D { advance() }
            case 0x80...:
                let scalar = scalar()
                guard scalar.properties.isWhitespace else { return }
                for _ in 0..<UTF8.width(scalar) { advance() }
            default: return
            }
        }
    }

    /// The scalar at the offset; the text is valid UTF-8.
    private func scalar() -> Unicode.Scalar {
        let end = min(bytes.count, offset + 4)
        return String(decoding: bytes[offset..<end], as: UTF8.self).unicodeScalars.first ?? " "
    }

    /// The next token; `end` again and again at the end and after a failure.
    func next() -> Token {
        skipBlanks()
        let start = place
        guard failure == nil, offset < bytes.count else {
            return Token(kind: .end, range: SourceRange(start: start, end: start))
        }
        let first = bytes[offset]
        let kind: Token.Kind
        if Identifier.isStart(first) {
            kind = .identifier(word(first))
        } else if Identifier.isDigit(first) {
            while let byte = byte(), Identifier.isDigit(byte) { offset += 1 }
            kind = .number
        } else if first == UInt8(ascii: "\"") {
            kind = string(from: start)
        } else if first == UInt8(ascii: "?"), let second = byte(at: 1), Identifier.isStart(second) {
            offset += 1
            _ = word(second)
            kind = .slot
        } else {
            kind = punctuation(from: start)
        }
        return Token(kind: kind, range: SourceRange(start: start, end: place))
    }

    /// Steps over a word, which is ASCII.
    @inline(__always)
    private func word(_ first: UInt8) -> Keyword? {
        let start = offset
        var end = offset
        var packed: UInt64 = 0
        while end < bytes.count, Identifier.isPart(bytes[end]) {
            packed = packed << 8 | UInt64(bytes[end])
            end += 1
        }
        offset = end
        return Keyword(packed: packed, first: first, count: end - start)
    }

    private func string(from start: SourcePosition) -> Token.Kind {
        offset += 1
        var isPlain = true
        while offset < bytes.count {
            switch bytes[offset] {
            case UInt8(ascii: "\""):
                offset += 1
                return .string(isPlain: isPlain)
            case UInt8(ascii: "\\"):
                isPlain = false
                offset += 1
                guard offset < bytes.count else { return notClosed(start) }
                guard bytes[offset] != 0x0A else {
                    return fail(
                        "a backslash before a line break is no escape; write `\\n` for a line break",
                        from: place
                    )
                }
                advance()
            case 0x0D:
                isPlain = false
                advance()
            default: advance()
            }
        }
        return notClosed(start)
    }

    private func notClosed(_ start: SourcePosition) -> Token.Kind {
        fail("the string that begins here is not closed; add `\"`", from: start)
    }

    private func punctuation(from start: SourcePosition) -> Token.Kind {
        if let (mark, length) = Punctuation.first(bytes[offset], byte(at: 1)) {
            // All marks are ASCII and none ends a line.
            offset += length
            return .punctuation(mark)
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
        return fail("\(CedarString.quote(String(found))) has no meaning here\(hint)", from: start)
    }

    private func fail(_ message: String, from start: SourcePosition) -> Token.Kind {
        failure = ParseError(file: file, range: SourceRange(start: start, end: place), message: message)
        return .end
    }
}
