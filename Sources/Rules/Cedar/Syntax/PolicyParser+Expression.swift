// Expressions by precedence climbing. The functions that call each other are few and small, and messages are made elsewhere, so
// that the deepest nesting allowed fits the stack of a secondary thread.
extension PolicyParser {
    /// How tightly operators bind.
    enum Precedence: Int {
        case or
        case and
        case relation
        case sum
        case product
    }

    /// What can follow an operand.
    enum Infix {
        case or
        case and
        case has
        case like
        case isType
        case binary(BinaryOperator)

        var precedence: Precedence {
            switch self {
            case .or: .or
            case .and: .and
            case .has, .like, .isType: .relation
            case .binary(.add), .binary(.subtract): .sum
            case .binary(.multiply): .product
            case .binary: .relation
            }
        }
    }

    mutating func expression() throws(ParseError) -> Expression {
        nesting += 1
        guard nesting <= CedarLimits.nesting else { throw tooDeep(cursor.range, CedarLimits.nesting) }
        defer { nesting -= 1 }
        return cursor.at(.if) ? try conditional() : try binary(.or)
    }

    private mutating func conditional() throws(ParseError) -> Expression {
        let start = cursor.range
        cursor.advance()
        let test = try expression()
        try cursor.expect(.then, "after the condition of `if`")
        let then = try expression()
        try cursor.expect(.else, "because `if` needs both branches")
        let otherwise = try expression()
        return try node(.conditional(test, then: then, otherwise: otherwise), from: start)
    }

    /// An operand and all operators after it that bind at least as tightly as `least`.
    private mutating func binary(_ least: Precedence) throws(ParseError) -> Expression {
        let start = cursor.range
        var left = try operand()
        while let infix = infix(), infix.precedence.rawValue >= least.rawValue {
            left = try apply(infix, to: left, from: start)
        }
        try refuseForeignOperator()
        return left
    }

    private mutating func apply(_ infix: Infix, to left: Expression, from start: SourceRange) throws(ParseError)
        -> Expression
    {
        switch infix {
        case .or: return try node(.or(try chain(.or, after: left)), from: start)
        case .and: return try node(.and(try chain(.and, after: left)), from: start)
        case .binary(let operation): return try apply(operation, to: left, from: start)
        case .has, .like, .isType: return try applyWord(infix, to: left, from: start)
        }
    }

    /// The parts of a chain of `&&` or `||`, however long. A chain in parentheses at the front is no other chain than one without,
    /// as both operators group to the left.
    private mutating func chain(_ mark: Punctuation, after first: Expression) throws(ParseError) -> [Expression] {
        var parts: [Expression]
        switch first.kind {
        case .and(let inner) where mark == .and: parts = inner
        case .or(let inner) where mark == .or: parts = inner
        default: parts = [first]
        }
        // Most chains are short: one piece of memory instead of one for each doubling.
        parts.reserveCapacity(parts.count + 3)
        while cursor.skip(mark) { parts.append(try binary(mark == .or ? .and : .relation)) }
        return parts
    }

    private mutating func apply(
        _ operation: BinaryOperator,
        to left: Expression,
        from start: SourceRange
    ) throws(ParseError) -> Expression {
        cursor.advance()
        switch Infix.binary(operation).precedence {
        case .sum: return try node(.binary(operation, left, try binary(.product)), from: start)
        case .product: return try node(.binary(operation, left, try operand()), from: start)
        default:
            let right = try binary(.sum)
            try refuseSecondRelation()
            return try node(.binary(operation, left, right), from: start)
        }
    }

    private mutating func applyWord(
        _ infix: Infix,
        to left: Expression,
        from start: SourceRange
    ) throws(ParseError) -> Expression {
        cursor.advance()
        let kind: Expression.Kind
        switch infix {
        case .has: kind = .has(left, try attributePath())
        case .like: kind = .like(left, try likePattern())
        default:
            let type = try typeName()
            kind = .isType(left, type, in: cursor.skip(.in) ? try binary(.sum) : nil)
        }
        try refuseSecondRelation()
        return try node(kind, from: start)
    }

    /// At most four `!` or four `-`, then a member expression.
    private mutating func operand() throws(ParseError) -> Expression {
        if cursor.at(.not) { return try prefixed(.not) }
        if cursor.at(.minus) { return try prefixed(.minus) }
        return try member()
    }

    private mutating func prefixed(_ mark: Punctuation) throws(ParseError) -> Expression {
        var starts = try prefixes(mark)
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
}
