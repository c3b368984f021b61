// What the functions that nest need besides each other.
extension PolicyParser {
    func tooDeep(_ range: SourceRange, _ limit: Int = CedarLimits.expressionDepth) -> ParseError {
        cursor.error("the expression nests deeper than \(limit) levels; split it into several clauses", at: range)
    }

    /// A node, refused when the tree grows too deep.
    func node(_ kind: Expression.Kind, from start: SourceRange) throws(ParseError) -> Expression {
        let expression = Expression(kind, range: start.extended(to: cursor.previousRange))
        guard expression.depth <= CedarLimits.expressionDepth else { throw tooDeep(expression.range) }
        return expression
    }

    /// The operator at the cursor.
    func infix() -> Infix? {
        switch cursor.kind {
        case .punctuation(.or): .or
        case .punctuation(.and): .and
        case .punctuation(.plus): .binary(.add)
        case .punctuation(.minus): .binary(.subtract)
        case .punctuation(.times): .binary(.multiply)
        case .punctuation(.equal): .binary(.equal)
        case .punctuation(.notEqual): .binary(.notEqual)
        case .punctuation(.less): .binary(.less)
        case .punctuation(.lessOrEqual): .binary(.lessOrEqual)
        case .punctuation(.greater): .binary(.greater)
        case .punctuation(.greaterOrEqual): .binary(.greaterOrEqual)
        case .identifier(.in): .binary(.isIn)
        case .identifier(.has): .has
        case .identifier(.like): .like
        case .identifier(.is): .isType
        default: nil
        }
    }

    /// Relations do not chain.
    func refuseSecondRelation() throws(ParseError) {
        guard infix()?.precedence == .relation || cursor.at(.assign) else { return }
        throw cursor.error("\(cursor.shown) cannot follow another comparison; put one of them in parentheses")
    }

    /// Operators that the language lacks.
    func refuseForeignOperator() throws(ParseError) {
        guard case .punctuation(let mark) = cursor.kind else { return }
        switch mark {
        case .assign: throw cursor.error("`=` is no operator; write `==`")
        case .divide, .modulo: throw cursor.error("Cedar has no `\(mark.rawValue)`")
        default: return
        }
    }

    mutating func attributePath() throws(ParseError) -> [CedarString] {
        if case .string = cursor.kind { return [try cursor.string("an attribute")] }
        var path: [CedarString] = []
        repeat { path.append(try cursor.identifier("an attribute after `has`")) } while cursor.skip(.dot)
        guard path.count <= CedarLimits.expressionDepth else { throw tooDeep(cursor.previousRange) }
        return path
    }

    mutating func likePattern() throws(ParseError) -> LikePattern {
        guard case .string = cursor.kind else {
            throw cursor.unexpected(["a string"], "as the pattern of `like`")
        }
        let pattern = try cursor.pattern()
        cursor.advance()
        return pattern
    }

    /// The places of a row of `!` or `-`.
    mutating func prefixes(_ mark: Punctuation) throws(ParseError) -> [SourceRange] {
        var starts: [SourceRange] = []
        while cursor.at(mark) {
            starts.append(cursor.range)
            cursor.advance()
        }
        guard starts.count <= 4 else {
            throw cursor.error("more than four `\(mark.rawValue)` in a row; write at most four", at: starts.first)
        }
        if cursor.at(.not) || cursor.at(.minus) { throw cursor.error("`!` and `-` cannot be mixed; use parentheses") }
        return starts
    }

    /// A number directly after a minus, so that the least integer can be written.
    mutating func negativeLiteral(from minus: SourceRange?) throws(ParseError) -> Expression? {
        guard let minus, case .number = cursor.kind else { return nil }
        switch cursor.followingKind {
        case .punctuation(.dot), .punctuation(.leftBracket), .punctuation(.leftParenthesis): return nil
        default: break
        }
        let digits = cursor.text
        guard let value = ByteScanner.integer(Array(digits.utf8), negative: true) else {
            throw cursor.error("-\(digits) is less than the least integer, \(Int64.min)")
        }
        cursor.advance()
        return try node(.literal(.long(value)), from: minus)
    }
}
