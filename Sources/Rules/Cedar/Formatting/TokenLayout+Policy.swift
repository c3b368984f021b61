extension TokenLayout {
    /// All policies of the text.
    mutating func policies() -> Layout {
        var parts: [Layout] = []
        while !isAtEnd {
            parts += comments(isFirst: index == 0, alwaysApart: true)
            parts.append(policy())
        }
        parts += comments(isFirst: index == 0, alwaysApart: false)
        return .row(parts)
    }

    private mutating func policy() -> Layout {
        var parts: [Layout] = []
        var isFirst = true
        while at(.at) {
            // The comments before the first token of a policy stand before it already.
            parts += [isFirst ? takeBare() : take(), take()]
            if at(.leftParenthesis) { parts += [take(), take(), take()] }
            parts.append(.hardLine)
            isFirst = false
        }
        parts += [isFirst ? takeBare() : take(), .blank]
        parts.append(list(until: .rightParenthesis) { $0.relation() })
        while !at(.semicolon) {
            let keyword = take()
            let open = take()
            let body = expression()
            let clause: [Layout] = [keyword, .line, open, .indented(.row([.line, body])), .line, take()]
            parts += [.hardLine, .group(.row(clause))]
        }
        parts.append(take())
        return .row(parts)
    }

    // MARK: Expressions

    mutating func expression() -> Layout {
        guard at(word: "if") else { return chain(.or) }
        var parts: [Layout] = []
        for place in 0..<3 {
            if place > 0 { parts.append(.line) }
            parts += [take(), .indented(.row([.line, expression()]))]
        }
        return .group(.row(parts))
    }

    /// Operands with `||` or `&&` at the ends of lines.
    private mutating func chain(_ mark: Punctuation) -> Layout {
        let first = mark == .or ? chain(.and) : relation()
        guard at(mark) else { return first }
        var parts = [first]
        while at(mark) {
            parts += [.blank, take(), .line]
            parts.append(mark == .or ? chain(.and) : relation())
        }
        return .group(.row(parts))
    }

    mutating func relation() -> Layout {
        let left = sum()
        switch current.kind {
        case .punctuation(.equal), .punctuation(.notEqual), .punctuation(.less), .punctuation(.lessOrEqual),
            .punctuation(.greater), .punctuation(.greaterOrEqual), .identifier(.in):
            return .group(.row([left, .blank, take(), .indented(.row([.line, sum()]))]))
        case .identifier(.like): return .group(.row([left, .blank, take(), .indented(.row([.line, take()]))]))
        case .identifier(.has):
            let word = take()
            var path = [take()]
            while at(.dot) { path += [take(), take()] }
            return .group(.row([left, .blank, word, .indented(.row([.line] + path))]))
        case .identifier(.is):
            let word = take()
            let type = path()
            let test: [Layout] = [left, .blank, word, .indented(.row([.line, type]))]
            guard at(word: "in") else { return .group(.row(test)) }
            return .group(.row(test + [.blank, take(), .indented(.row([.line, sum()]))]))
        default: return left
        }
    }

    private mutating func sum() -> Layout {
        let first = product()
        guard at(.plus) || at(.minus) else { return first }
        var parts: [Layout] = []
        while at(.plus) || at(.minus) { parts += [.blank, take(), .line, product()] }
        return .group(.row([first, .indented(.row(parts))]))
    }

    private mutating func product() -> Layout {
        let first = unary()
        guard at(.times) else { return first }
        var parts: [Layout] = []
        while at(.times) { parts += [.blank, take(), .line, unary()] }
        return .group(.row([first, .indented(.row(parts))]))
    }

    private mutating func unary() -> Layout {
        var parts: [Layout] = []
        while at(.not) || at(.minus) { parts.append(take()) }
        let operand = member()
        return parts.isEmpty ? operand : .row(parts + [operand])
    }

    /// A primary with what is read or called of it. The last arguments are broken before the chain is.
    private mutating func member() -> Layout {
        let first = primary()
        var links: [Layout] = []
        var last = Layout.nothing
        while at(.dot) || at(.leftBracket) {
            links.append(last)
            last = .nothing
            if at(.dot) {
                links += [.softLine, take(), take()]
                if at(.leftParenthesis) { last = list(until: .rightParenthesis) { $0.expression() } }
            } else {
                links += [take(), take(), take()]
            }
        }
        guard !links.isEmpty else { return first }
        return .row([.group(.row([first, .indented(.row(links))])), last])
    }

    private mutating func primary() -> Layout {
        switch current.kind {
        case .punctuation(.leftParenthesis):
            let open = take()
            let inner = expression()
            return .group(.row([open, .indented(.row([.softLine, inner])), .softLine, take()]))
        case .punctuation(.leftBracket): return list(until: .rightBracket) { $0.expression() }
        case .punctuation(.leftBrace): return list(until: .rightBrace, padded: true) { $0.field() }
        case .identifier where peek(.path): return path()
        case .identifier where peek(.leftParenthesis):
            let name = take()
            return .row([name, list(until: .rightParenthesis) { $0.expression() }])
        default: return take()
        }
    }

    private mutating func field() -> Layout {
        let key = take()
        let colon = take()
        return .row([key, colon, .blank, expression()])
    }
}
