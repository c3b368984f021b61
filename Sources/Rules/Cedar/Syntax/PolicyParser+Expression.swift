// Operators by precedence, each function one level or two; few functions between two levels of parentheses keep the stack small.
extension PolicyParser {
    mutating func expression() throws(ParseError) -> Expression {
        nesting += 1
        guard nesting <= CedarLimits.expressionDepth else { throw tooDeep() }
        defer { nesting -= 1 }
        return cursor.at(word: "if") ? try conditional() : try logical()
    }

    private func tooDeep(_ range: SourceRange? = nil) -> ParseError {
        cursor.error(
            "the expression nests deeper than \(CedarLimits.expressionDepth) levels; split it into several clauses",
            at: range
        )
    }

    /// A node, refused when the tree grows too deep.
    func node(_ kind: Expression.Kind, from start: SourceRange) throws(ParseError) -> Expression {
        let expression = Expression(kind, range: start.extended(to: cursor.previousRange))
        guard expression.depth <= CedarLimits.expressionDepth else { throw tooDeep(expression.range) }
        return expression
    }

    private mutating func conditional() throws(ParseError) -> Expression {
        let start = cursor.current.range
        cursor.advance()
        let test = try expression()
        try cursor.expect(word: "then", "after the condition of `if`")
        let then = try expression()
        try cursor.expect(word: "else", "because `if` needs both branches")
        let otherwise = try expression()
        return try node(.conditional(test, then: then, otherwise: otherwise), from: start)
    }

    /// `||` of `&&` of relations.
    private mutating func logical() throws(ParseError) -> Expression {
        let start = cursor.current.range
        var alternatives: [Expression] = []
        repeat {
            let first = cursor.current.range
            var parts: [Expression] = []
            repeat { parts.append(try relation()) } while cursor.skip(.and)
            alternatives.append(try chain(parts, Expression.Kind.and, from: first))
        } while cursor.skip(.or)
        return try chain(alternatives, Expression.Kind.or, from: start)
    }

    private func chain(
        _ parts: [Expression],
        _ make: ([Expression]) -> Expression.Kind,
        from start: SourceRange
    ) throws(ParseError) -> Expression {
        if parts.count == 1, let only = parts.first { return only }
        return try node(make(parts), from: start)
    }

    private mutating func relation() throws(ParseError) -> Expression {
        let start = cursor.current.range
        let left = try arithmetic()
        let result: Expression
        if let relation = relationOperator() {
            cursor.advance()
            result = try node(.binary(relation, left, try arithmetic()), from: start)
        } else if cursor.skip(word: "has") {
            result = try node(.has(left, try attributePath()), from: start)
        } else if cursor.skip(word: "like") {
            result = try node(.like(left, try likePattern()), from: start)
        } else if cursor.skip(word: "is") {
            let type = try typeName()
            let container = cursor.skip(word: "in") ? try arithmetic() : nil
            result = try node(.isType(left, type, in: container), from: start)
        } else {
            if cursor.at(.assign) { throw cursor.error("`=` is no operator; write `==`") }
            return left
        }
        try refuseSecondRelation()
        return result
    }

    private func relationOperator() -> BinaryOperator? {
        switch cursor.current.kind {
        case .punctuation(.equal): .equal
        case .punctuation(.notEqual): .notEqual
        case .punctuation(.less): .less
        case .punctuation(.lessOrEqual): .lessOrEqual
        case .punctuation(.greater): .greater
        case .punctuation(.greaterOrEqual): .greaterOrEqual
        case .identifier("in"): .isIn
        default: nil
        }
    }

    private func refuseSecondRelation() throws(ParseError) {
        let isWord = ["has", "like", "is"].contains { cursor.at(word: $0) }
        guard isWord || relationOperator() != nil || cursor.at(.assign) else { return }
        throw cursor.error("\(cursor.current.shown) cannot follow another comparison; put one of them in parentheses")
    }

    private mutating func attributePath() throws(ParseError) -> [CedarString] {
        if case .string = cursor.current.kind { return [CedarString(try cursor.string("an attribute"))] }
        var path: [CedarString] = []
        repeat { path.append(CedarString(try cursor.identifier("an attribute after `has`"))) } while cursor.skip(.dot)
        guard path.count <= CedarLimits.expressionDepth else { throw tooDeep() }
        return path
    }

    private mutating func likePattern() throws(ParseError) -> LikePattern {
        guard case .string(let raw) = cursor.current.kind else {
            throw cursor.unexpected(["a string"], "as the pattern of `like`")
        }
        let pattern = try cursor.pattern(of: raw, at: cursor.current.range)
        cursor.advance()
        return pattern
    }

    /// `+` and `-` of `*`.
    private mutating func arithmetic() throws(ParseError) -> Expression {
        let start = cursor.current.range
        var sum: Expression?
        var pending = BinaryOperator.add
        var productStart = start
        var product = try unary()
        while case .punctuation(let mark) = cursor.current.kind {
            switch mark {
            case .times:
                cursor.advance()
                product = try node(.binary(.multiply, product, try unary()), from: productStart)
            case .plus, .minus:
                cursor.advance()
                sum =
                    try sum.map { sum throws(ParseError) in try node(.binary(pending, sum, product), from: start) }
                    ?? product
                pending = mark == .plus ? .add : .subtract
                productStart = cursor.current.range
                product = try unary()
            case .divide, .modulo: throw cursor.error("Cedar has no `\(mark.rawValue)`")
            default:
                return try sum.map { sum throws(ParseError) in try node(.binary(pending, sum, product), from: start) }
                    ?? product
            }
        }
        return try sum.map { sum throws(ParseError) in try node(.binary(pending, sum, product), from: start) }
            ?? product
    }

    /// At most four `!` or four `-`, then a member expression.
    private mutating func unary() throws(ParseError) -> Expression {
        guard cursor.at(.not) || cursor.at(.minus) else { return try member() }
        let mark: Punctuation = cursor.at(.not) ? .not : .minus
        var starts: [SourceRange] = []
        while cursor.at(mark) {
            starts.append(cursor.current.range)
            cursor.advance()
        }
        guard starts.count <= 4 else {
            throw cursor.error("more than four `\(mark.rawValue)` in a row; write at most four", at: starts.first)
        }
        if cursor.at(.not) || cursor.at(.minus) {
            throw cursor.error("`!` and `-` cannot be mixed; use parentheses")
        }
        var result: Expression
        if mark == .minus, let literal = try negativeLiteral(from: starts.last) {
            result = literal
            starts.removeLast()
        } else {
            result = try member()
        }
        for start in starts.reversed() { result = try node(mark == .not ? .not(result) : .negate(result), from: start) }
        return result
    }

    /// A number directly after a minus, so that the least integer can be written.
    private mutating func negativeLiteral(from minus: SourceRange?) throws(ParseError) -> Expression? {
        guard let minus, case .number(let digits) = cursor.current.kind else { return nil }
        switch cursor.peek(1) {
        case .punctuation(.dot), .punctuation(.leftBracket), .punctuation(.leftParenthesis): return nil
        default: break
        }
        guard let value = ByteScanner.integer(Array(digits.utf8), negative: true) else {
            throw cursor.error("-\(digits) is less than the least integer, \(Int64.min)")
        }
        cursor.advance()
        return try node(.literal(.long(value)), from: minus)
    }
}
