/// Reads tokens one after another; what the parsers of policies and schemas share.
struct TokenCursor {
    let file: String
    private let tokens: [Token]
    private(set) var index = 0

    init(_ source: SourceText) throws(ParseError) {
        file = source.file
        tokens = try Lexer.tokens(of: source)
    }

    /// The next token; `end` again and again at the end.
    var current: Token { tokens[index] }

    /// The kind of the next token, without a copy of its place.
    @inline(__always)
    var kind: Token.Kind { tokens[index].kind }

    /// The place of the next token.
    var range: SourceRange { tokens[index].range }

    /// The place of the token before the next.
    var previousRange: SourceRange { index > 0 ? tokens[index - 1].range : .none }

    func peek(_ distance: Int) -> Token.Kind {
        index + distance < tokens.count ? tokens[index + distance].kind : .end
    }

    var isAtEnd: Bool { tokens[index].kind == .end }

    mutating func advance() {
        if index < tokens.count - 1 { index += 1 }
    }

    func at(_ mark: Punctuation) -> Bool {
        if case .punctuation(let found) = tokens[index].kind { found == mark } else { false }
    }

    func at(word: String) -> Bool {
        if case .identifier(let name) = tokens[index].kind { name == word } else { false }
    }

    mutating func skip(_ mark: Punctuation) -> Bool {
        guard at(mark) else { return false }
        advance()
        return true
    }

    mutating func skip(word: String) -> Bool {
        guard at(word: word) else { return false }
        advance()
        return true
    }

    mutating func expect(_ mark: Punctuation, _ purpose: String = "") throws(ParseError) {
        guard skip(mark) else { throw unexpected(["`\(mark.rawValue)`"], purpose) }
    }

    mutating func expect(word: String, _ purpose: String = "") throws(ParseError) {
        guard skip(word: word) else { throw unexpected(["`\(word)`"], purpose) }
    }

    /// Any identifier, reserved or not.
    mutating func anyIdentifier(_ what: String) throws(ParseError) -> String {
        guard case .identifier(let name) = kind else { throw unexpected([what]) }
        advance()
        return name
    }

    /// An identifier that is no reserved word.
    mutating func identifier(_ what: String) throws(ParseError) -> String {
        let range = current.range
        let name = try anyIdentifier(what)
        try check(name, at: range, as: what)
        return name
    }

    func check(_ name: String, at range: SourceRange, as what: String) throws(ParseError) {
        if Identifier.isReserved(name) {
            throw error(
                "`\(name)` is a reserved word and cannot be \(what); write it in quotes where a string may stand",
                at: range
            )
        }
        if name == Identifier.builtinNamespace {
            throw error("`\(name)` is kept for built-in definitions and cannot be \(what)", at: range)
        }
    }

    /// A string literal with its escapes resolved.
    mutating func string(_ what: String) throws(ParseError) -> String {
        guard case .string(let raw) = kind else { throw unexpected([what]) }
        let range = current.range
        advance()
        return try text(of: raw, at: range)
    }

    func text(of raw: String, at range: SourceRange) throws(ParseError) -> String {
        do throws(StringEscapes.Failure) {
            return try StringEscapes.text(of: raw)
        } catch {
            throw escapeError(error, in: raw, at: range)
        }
    }

    func pattern(of raw: String, at range: SourceRange) throws(ParseError) -> LikePattern {
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
            range: current.range,
            message: "expected \(list)\(why), found \(current.shown)",
            expected: expected
        )
    }

    func error(_ message: String, at range: SourceRange? = nil) -> ParseError {
        ParseError(file: file, range: range ?? current.range, message: message)
    }

    /// Skips past the next `;`, to go on after an error.
    mutating func recover() {
        while !isAtEnd {
            if skip(.semicolon) { return }
            advance()
        }
    }
}
