extension TokenLayout {
    /// All declarations of the text.
    mutating func schema() -> Layout {
        var parts: [Layout] = []
        while !isAtEnd {
            parts += comments(isFirst: index == 0, alwaysApart: false)
            parts.append(declaration())
        }
        parts += comments(isFirst: index == 0, alwaysApart: false)
        return .row(parts)
    }

    private mutating func declaration() -> Layout {
        var parts: [Layout] = []
        var isFirst = true
        while at(.at) {
            parts += [isFirst ? takeBare() : take(), take()]
            if at(.leftParenthesis) { parts += [take(), take(), take()] }
            parts.append(.hardLine)
            isFirst = false
        }
        let word = current.text
        parts += [isFirst ? takeBare() : take(), .blank]
        switch word {
        case "namespace": parts.append(namespace())
        case "entity": parts.append(entity())
        case "action": parts.append(action())
        default:
            parts += [take(), .blank, take(), .blank, type()]
        }
        if at(.semicolon) { parts.append(take()) }
        return .row(parts)
    }

    private mutating func namespace() -> Layout {
        let name = path()
        let open = take()
        var inner: [Layout] = []
        var isFirst = true
        while !at(.rightBrace) {
            inner.append(.hardLine)
            inner += comments(isFirst: isFirst, alwaysApart: false)
            inner.append(declaration())
            isFirst = false
        }
        return .row([name, .blank, open, .indented(.row(inner)), .hardLine, take()])
    }

    private mutating func names() -> Layout {
        var parts = [take()]
        while at(.comma) { parts += [take(), .line, take()] }
        return .group(.indented(.row(parts)))
    }

    private mutating func entity() -> Layout {
        var parts = [names()]
        if at(word: "enum") { return .row(parts + [.blank, take(), .blank, list(until: .rightBracket) { $0.take() }]) }
        if at(word: "in") { parts += [.blank, take(), .blank, paths()] }
        if at(.assign) { parts += [.blank, take()] }
        if at(.leftBrace) { parts += [.blank, record()] }
        if at(word: "tags") { parts += [.blank, take(), .blank, type()] }
        return .row(parts)
    }

    private mutating func paths() -> Layout {
        at(.leftBracket) ? list(until: .rightBracket) { $0.path() } : path()
    }

    private mutating func action() -> Layout {
        var parts = [names()]
        if at(word: "in") { parts += [.blank, take(), .blank, paths()] }
        if at(word: "appliesTo") {
            parts += [.blank, take(), .blank]
            parts.append(
                list(until: .rightBrace, broken: true) { layout in
                    let isContext = layout.at(word: "context")
                    let key = layout.take()
                    let colon = layout.take()
                    return .row([key, colon, .blank, isContext ? layout.type() : layout.paths()])
                }
            )
        }
        if at(word: "attributes") { parts += [.blank, take(), .blank, take(), take()] }
        return .row(parts)
    }

    private mutating func type() -> Layout {
        if at(.leftBrace) { return record() }
        guard at(word: "Set"), peek(.less) else { return path() }
        let name = take()
        let open = take()
        let element = type()
        return .row([name, open, element, take()])
    }

    private mutating func record() -> Layout {
        list(until: .rightBrace, padded: true) { $0.attribute() }
    }

    private mutating func attribute() -> Layout {
        var parts = annotations(separator: .line)
        parts.append(take())
        if at(.question) { parts.append(take()) }
        parts += [take(), .blank, type()]
        return .row(parts)
    }
}
