extension PolicyParser {
    /// A primary expression followed by attributes, indexes and method calls.
    mutating func member() throws(ParseError) -> Expression {
        let start = cursor.current.range
        var result = try primary()
        while case .punctuation(let mark) = cursor.current.kind {
            switch mark {
            case .dot:
                cursor.advance()
                result = try attributeOrMethod(of: result, from: start)
            case .leftBracket:
                cursor.advance()
                guard case .string = cursor.current.kind else {
                    throw cursor.unexpected(["a string"], "as the attribute in brackets")
                }
                let name = CedarString(try cursor.string("a string"))
                try cursor.expect(.rightBracket)
                result = try node(.attribute(result, name), from: start)
            case .leftParenthesis: throw cursor.error("only a function or a method can be called")
            default: return result
            }
        }
        return result
    }

    private mutating func attributeOrMethod(of receiver: Expression, from start: SourceRange) throws(ParseError)
        -> Expression
    {
        let range = cursor.current.range
        let name = try cursor.identifier("an attribute after `.`")
        guard cursor.at(.leftParenthesis) else { return try node(.attribute(receiver, CedarString(name)), from: start) }
        let arguments = try arguments()
        if name == "isEmpty" {
            guard arguments.isEmpty else { throw wrongCount(name, 0, arguments.count, at: range) }
            return try node(.isEmpty(receiver), from: start)
        }
        if let method = BinaryOperator(rawValue: name), method.isMethod {
            guard arguments.count == 1, let argument = arguments.first else {
                throw wrongCount(name, 1, arguments.count, at: range)
            }
            return try node(.binary(method, receiver, argument), from: start)
        }
        guard let function = ExtensionFunction(rawValue: name) else {
            throw cursor.error("there is no method `\(name)`\(NearestName.hint(name, in: Self.methods))", at: range)
        }
        if function.isConstructor { throw cursor.error("`\(name)` is a function; write `\(name)(…)`", at: range) }
        return try node(.call(function, [receiver] + arguments), from: start)
    }

    private func wrongCount(_ name: String, _ expected: Int, _ found: Int, at range: SourceRange) -> ParseError {
        let count = expected == 1 ? "one argument" : "no arguments"
        return cursor.error("`\(name)` takes \(count), found \(found)", at: range)
    }

    private static let methods: [String] =
        ["isEmpty"] + BinaryOperator.allCases.filter(\.isMethod).map(\.rawValue)
        + ExtensionFunction.allCases.filter { !$0.isConstructor }.map(\.rawValue)

    private mutating func arguments() throws(ParseError) -> [Expression] {
        try cursor.expect(.leftParenthesis)
        return try list(until: .rightParenthesis, "after the arguments")
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

    private mutating func primary() throws(ParseError) -> Expression {
        let start = cursor.current.range
        switch cursor.current.kind {
        case .punctuation(.leftParenthesis):
            cursor.advance()
            let inner = try expression()
            try cursor.expect(.rightParenthesis)
            return inner
        case .punctuation(.leftBracket):
            cursor.advance()
            let members = try list(until: .rightBracket, "after the members of the set")
            return try node(.set(members), from: start)
        case .punctuation(.leftBrace): return try record()
        case .identifier: return try named()
        default: return try simple()
        }
    }

    private mutating func simple() throws(ParseError) -> Expression {
        let start = cursor.current.range
        switch cursor.current.kind {
        case .number(let digits):
            guard let value = ByteScanner.integer(Array(digits.utf8), negative: false) else {
                throw cursor.error("\(digits) is greater than the greatest integer, \(Int64.max)")
            }
            cursor.advance()
            return try node(.literal(.long(value)), from: start)
        case .string:
            let text = try cursor.string("a string")
            return try node(.literal(.string(CedarString(text))), from: start)
        case .slot(let name):
            throw cursor.error("the slot `?\(name)` cannot stand in a condition; slots stand only in the scope")
        default: throw cursor.unexpected(["an expression"])
        }
    }

    /// A variable, truth value, entity or function call.
    private mutating func named() throws(ParseError) -> Expression {
        let start = cursor.current.range
        guard case .identifier(let word) = cursor.current.kind else { return try simple() }
        if cursor.peek(1) == .punctuation(.path) {
            return try node(.literal(.entity(try entityUID("an entity"))), from: start)
        }
        if word == "true" || word == "false" {
            cursor.advance()
            return try node(.literal(.bool(word == "true")), from: start)
        }
        if word == "if" { throw cursor.error("`if` inside an operation must stand in parentheses") }
        if cursor.peek(1) == .punctuation(.leftParenthesis) { return try function(word) }
        if let variable = Variable(rawValue: word) {
            cursor.advance()
            return try node(.variable(variable), from: start)
        }
        if Identifier.reserved.contains(word) { throw cursor.unexpected(["an expression"]) }
        let hint = NearestName.hint(word, in: Variable.allCases.map(\.rawValue))
        throw cursor.error(
            "`\(word)` is no variable\(hint.isEmpty ? "; text is written in double quotes, an entity as `Type::\"id\"`" : hint)"
        )
    }

    private mutating func function(_ name: String) throws(ParseError) -> Expression {
        let start = cursor.current.range
        guard let function = ExtensionFunction(rawValue: name), function.isConstructor else {
            let isMethod = Self.methods.contains(name)
            let names = ExtensionFunction.allCases.filter(\.isConstructor).map(\.rawValue)
            throw cursor.error(
                isMethod
                    ? "`\(name)` is a method; write `value.\(name)(…)`"
                    : "there is no function `\(name)`\(NearestName.hint(name, in: names))"
            )
        }
        cursor.advance()
        let arguments = try arguments()
        return try node(.call(function, arguments), from: start)
    }

    private mutating func record() throws(ParseError) -> Expression {
        let start = cursor.current.range
        cursor.advance()
        var fields: [Expression.RecordField] = []
        var seen: Set<CedarString> = []
        while !cursor.at(.rightBrace) {
            let range = cursor.current.range
            let key: CedarString
            if case .string = cursor.current.kind {
                key = CedarString(try cursor.string("a key"))
            } else {
                key = CedarString(try cursor.identifier("a key of a record"))
            }
            guard seen.insert(key).inserted else {
                throw cursor.error("the key \(key.quoted) stands twice in the record", at: range)
            }
            try cursor.expect(.colon, "after the key")
            fields.append(Expression.RecordField(key: key, value: try expression()))
            guard cursor.skip(.comma) else { break }
        }
        try cursor.expect(.rightBrace, "after the fields of the record")
        return try node(.record(fields), from: start)
    }
}
