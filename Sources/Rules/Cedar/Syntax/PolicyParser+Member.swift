extension PolicyParser {
    /// A primary expression followed by attributes, indexes and method calls.
    mutating func member() throws(ParseError) -> Expression {
        let start = cursor.range
        var result = try primary()
        while true {
            if cursor.at(.dot) {
                result = try afterDot(result, from: start)
            } else if cursor.at(.leftBracket) {
                result = try index(result, from: start)
            } else if cursor.at(.leftParenthesis) {
                throw cursor.error("only a function or a method can be called")
            } else {
                return result
            }
        }
    }

    private mutating func primary() throws(ParseError) -> Expression {
        if cursor.at(.leftParenthesis) {
            cursor.advance()
            let inner = try expression()
            try cursor.expect(.rightParenthesis)
            return inner
        }
        if cursor.at(.leftBracket) { return try set() }
        if cursor.at(.leftBrace) { return try record() }
        if let function = try functionName() { return try call(function) }
        return try simple()
    }

    private mutating func set() throws(ParseError) -> Expression {
        let start = cursor.range
        cursor.advance()
        let members = try list(until: .rightBracket, "after the members of the set")
        return try node(.set(members), from: start)
    }

    private mutating func call(_ function: ExtensionFunction) throws(ParseError) -> Expression {
        let start = cursor.range
        cursor.advance()
        cursor.advance()
        let arguments = try list(until: .rightParenthesis, "after the arguments")
        return try node(.call(function, arguments), from: start)
    }

    private mutating func list(until end: Punctuation, _ purpose: String) throws(ParseError) -> [Expression] {
        var items: [Expression] = []
        while !cursor.at(end) {
            items.append(try expression())
            guard cursor.skip(.comma) else { break }
        }
        try cursor.expect(end, purpose)
        return items
    }

    private mutating func record() throws(ParseError) -> Expression {
        let start = cursor.range
        cursor.advance()
        var fields: [Expression.RecordField] = []
        while !cursor.at(.rightBrace) {
            let range = cursor.range
            let key = try key()
            try refuseRepeated(key, in: fields, at: range)
            fields.append(Expression.RecordField(key: key, value: try expression()))
            guard cursor.skip(.comma) else { break }
        }
        try cursor.expect(.rightBrace, "after the fields of the record")
        return try node(.record(fields), from: start)
    }

    private mutating func afterDot(_ receiver: Expression, from start: SourceRange) throws(ParseError) -> Expression {
        cursor.advance()
        let range = cursor.range
        let name = try cursor.identifier("an attribute after `.`")
        guard cursor.skip(.leftParenthesis) else {
            return try node(.attribute(receiver, name), from: start)
        }
        let arguments = try list(until: .rightParenthesis, "after the arguments")
        return try node(try method(name.text, receiver, arguments, at: range), from: start)
    }
}
