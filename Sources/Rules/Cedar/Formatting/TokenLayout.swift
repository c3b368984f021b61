/// Lays out the tokens of a text that is known to be valid: walks them once and decides where lines may break. What the layouts of
/// policies and schemas share.
struct TokenLayout {
    let tokens: [CommentedToken]
    private(set) var index = 0

    init(_ source: SourceText) throws(ParseError) { tokens = try CommentedToken.tokens(of: source) }

    var current: CommentedToken { tokens[index] }

    var isAtEnd: Bool { index == tokens.count - 1 }

    func at(_ mark: Punctuation) -> Bool { current.kind == .punctuation(mark) }

    func at(word: String) -> Bool {
        if case .identifier = current.kind { current.text == word } else { false }
    }

    func peek(_ mark: Punctuation) -> Bool {
        index + 1 < tokens.count && tokens[index + 1].kind == .punctuation(mark)
    }

    /// The current token, stepped over.
    mutating func take() -> Layout {
        let token = current
        if !isAtEnd { index += 1 }
        return .token(token)
    }

    /// The comments at the end of the text.
    var end: Layout { .token(tokens[tokens.count - 1]) }

    /// Steps over a comma that no item follows; dropped where it has no comment.
    private mutating func takeTrailingComma(before close: Punctuation) -> Layout? {
        guard at(.comma), peek(close) else { return nil }
        let isBare = current.leading.isEmpty && current.trailing == nil
        let comma = take()
        return isBare ? .nothing : comma
    }

    /// Brackets around items with commas between them.
    mutating func list(
        until close: Punctuation,
        padded: Bool = false,
        broken: Bool = false,
        _ item: (inout TokenLayout) -> Layout
    ) -> Layout {
        let edge: Layout = broken ? .hardLine : padded ? .line : .softLine
        let between: Layout = broken ? .hardLine : .line
        let open = take()
        if at(close) { return .row([open, take()]) }
        var items: [Layout] = [edge]
        while true {
            let item = item(&self)
            if let comma = takeTrailingComma(before: close) {
                items += [item, comma]
                break
            }
            guard at(.comma) else {
                items.append(item)
                break
            }
            items += [item, take(), between]
        }
        return .group(.row([open, .indented(.row(items)), edge, take()]))
    }

    /// Names with `::` between them, and the string of an entity.
    mutating func path() -> Layout {
        var parts = [take()]
        while at(.path) {
            parts.append(take())
            parts.append(take())
        }
        return .row(parts)
    }

    /// `@name("value")`, each on its own line.
    mutating func annotations(separator: Layout = .hardLine) -> [Layout] {
        var parts: [Layout] = []
        while at(.at) {
            parts.append(take())
            parts.append(take())
            if at(.leftParenthesis) { parts += [take(), take(), take()] }
            parts.append(separator)
        }
        return parts
    }

    /// An empty line where the text has one before the current token or among its comments; what stands between declarations.
    mutating func comments(isFirst: Bool, alwaysApart: Bool) -> [Layout] {
        let token = current
        var parts: [Layout] = isFirst ? [] : [.hardLine]
        for (place, comment) in token.leading.enumerated() {
            let apart = place == 0 && alwaysApart || comment.followsEmptyLine
            if apart, !(isFirst && place == 0) { parts.append(.emptyLine) }
            parts += [.token(CommentedToken(kind: .end, text: comment.text)), .hardLine]
        }
        let apart = token.leading.isEmpty && alwaysApart || token.followsEmptyLine
        if apart, !isAtEnd, !(isFirst && token.leading.isEmpty) { parts.append(.emptyLine) }
        return parts
    }

    /// The current token without its leading comments, which have been written; stepped over.
    mutating func takeBare() -> Layout {
        var token = current
        token.leading = []
        if !isAtEnd { index += 1 }
        return .token(token)
    }
}
