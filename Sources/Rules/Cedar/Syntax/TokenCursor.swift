/// Reads tokens one after another; what the parsers of policies and schemas share. Tokens are read from the text as they are needed, one
/// ahead of the current one. A reference, so that the nested calls of a parser carry a word and not the state, and fit a small stack.
final class TokenCursor {
    let file: String
    private let bytes: [UInt8]
    private let lexer: Lexer
    private let names: InternedNames
    /// The next token; `end` again and again at the end.
    private(set) var current: Token
    private var following: Token
    /// The place of the token before the next.
    private(set) var previousRange = SourceRange.none

    init(_ source: SourceText) {
        file = source.file
        bytes = source.bytes
        lexer = Lexer(source)
        names = InternedNames(source)
        current = lexer.next()
        following = lexer.next()
    }

    /// Reads the text to its end. What cannot be split into tokens ends early for a parser, so this is asked before an error of a
    /// parser is reported and before a text is taken as a whole.
    /// - Throws: where the text cannot be split into tokens.
    func readToEnd() throws(ParseError) {
        while following.kind != .end { advance() }
        if let failure = lexer.failure { throw failure }
    }

    /// The kind of the next token.
    var kind: Token.Kind { current.kind }

    /// The place of the next token.
    var range: SourceRange { current.range }

    /// The kind of the token after the next.
    var followingKind: Token.Kind { following.kind }

    /// The text of the next token: a name, digits, or what stands between quotes, escapes not yet resolved.
    var text: String {
        let (start, end) = current.textOffsets
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    /// The next token as messages show it.
    var shown: String {
        switch kind {
        case .identifier, .number: "`\(text)`"
        case .string: "a string"
        case .slot: "`?\(text)`"
        case .punctuation(let mark): "`\(mark.rawValue)`"
        case .end: "the end of the text"
        }
    }

    var isAtEnd: Bool {
        if case .end = current.kind { true } else { false }
    }

    func advance() {
        if isAtEnd { return }
        previousRange = current.range
        current = following
        following = lexer.next()
    }

    @inline(__always)
    func at(_ mark: Punctuation) -> Bool {
        if case .punctuation(let found) = current.kind { found == mark } else { false }
    }

    @inline(__always)
    func at(_ keyword: Keyword) -> Bool {
        if case .identifier(let found) = current.kind { found == keyword } else { false }
    }

    /// Whether the next token is this word, which need be no keyword.
    func at(word: StaticString) -> Bool {
        guard case .identifier = current.kind else { return false }
        let (start, end) = current.textOffsets
        let expected = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
        return bytes[start..<end].elementsEqual(expected)
    }

    func skip(_ mark: Punctuation) -> Bool {
        guard at(mark) else { return false }
        advance()
        return true
    }

    func skip(_ keyword: Keyword) -> Bool {
        guard at(keyword) else { return false }
        advance()
        return true
    }

    func skip(word: StaticString) -> Bool {
        guard at(word: word) else { return false }
        advance()
        return true
    }

    func expect(_ mark: Punctuation, _ purpose: @autoclosure () -> String = "") throws(ParseError) {
        guard skip(mark) else { throw unexpected(["`\(mark.rawValue)`"], purpose()) }
    }

    func expect(_ keyword: Keyword, _ purpose: String = "") throws(ParseError) {
        guard skip(keyword) else { throw unexpected(["`\(keyword.rawValue)`"], purpose) }
    }

    /// Any identifier, reserved or not.
    func anyIdentifier(_ what: String) throws(ParseError) -> CedarString {
        guard case .identifier = kind else { throw unexpected([what]) }
        let name = currentText()
        advance()
        return name
    }

    /// An identifier that is no reserved word.
    func identifier(_ what: String) throws(ParseError) -> CedarString {
        if case .identifier(let keyword?) = kind {
            let range = range
            let name = try anyIdentifier(what)
            try refuse(keyword, name.text, at: range, as: what)
            return name
        }
        return try anyIdentifier(what)
    }

    private func refuse(_ keyword: Keyword, _ name: String, at range: SourceRange, as what: String) throws(ParseError) {
        if keyword.isReserved {
            throw error(
                "`\(name)` is a reserved word and cannot be \(what); write it in quotes where a string may stand",
                at: range
            )
        }
        if keyword == .builtinNamespace {
            throw error("`\(name)` is kept for built-in definitions and cannot be \(what)", at: range)
        }
    }

    /// A string literal with its escapes resolved.
    func string(_ what: String) throws(ParseError) -> CedarString {
        guard case .string(let isPlain) = kind else { throw unexpected([what]) }
        if isPlain {
            let text = currentText()
            advance()
            return text
        }
        let raw = text
        let range = range
        advance()
        do throws(StringEscapes.Failure) {
            return CedarString(try StringEscapes.text(of: raw))
        } catch {
            throw escapeError(error, in: raw, at: range)
        }
    }

    private func currentText() -> CedarString {
        let (start, end) = current.textOffsets
        return names.name(from: start, to: end)
    }

    /// The source text between two offsets.
    func text(from start: Int, to end: Int) -> CedarString { names.name(from: start, to: end) }

    /// The entity of this type and id.
    func entity(_ type: EntityTypeName, _ id: CedarString) -> EntityUID { names.entity(type, id) }

    /// The pattern that the string at the cursor writes.
    func pattern() throws(ParseError) -> LikePattern {
        let raw = text
        do throws(StringEscapes.Failure) {
            return try StringEscapes.pattern(of: raw)
        } catch {
            throw escapeError(error, in: raw, at: range)
        }
    }

    private func escapeError(_ failure: StringEscapes.Failure, in raw: String, at range: SourceRange) -> ParseError {
        var line = range.start.line
        var column = range.start.column + 1
        for scalar in raw.unicodeScalars.prefix(failure.scalarOffset) {
            if scalar == "\n" {
                line += 1
                column = 1
            } else {
                column += 1
            }
        }
        let start = SourcePosition(offset: range.start.offset + 1 + failure.utf8Offset, line: line, column: column)
        return error(failure.message, at: SourceRange(start: start, end: range.end))
    }

    func unexpected(_ expected: [String], _ purpose: String = "") -> ParseError {
        let list =
            expected.count < 2
            ? expected.joined() : expected.dropLast().joined(separator: ", ") + " or " + (expected.last ?? "")
        let why = purpose.isEmpty ? "" : " " + purpose
        return ParseError(
            file: file,
            range: range,
            message: "expected \(list)\(why), found \(shown)",
            expected: expected
        )
    }

    func error(_ message: String, at range: SourceRange? = nil) -> ParseError {
        ParseError(file: file, range: range ?? current.range, message: message)
    }

    /// Skips past the next `;`, to go on after an error.
    func recover() {
        while !isAtEnd {
            if skip(.semicolon) { return }
            advance()
        }
    }
}
