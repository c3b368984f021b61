/// Reads policy text. After an error it goes on behind the next `;`, so that all errors of a text are reported together.
struct PolicyParser {
    let cursor: TokenCursor
    /// How many expressions are open around the current token.
    var nesting = 0

    init(_ source: SourceText) { cursor = TokenCursor(source) }

    /// All policies and templates of the text with ids by position.
    static func policies(in source: SourceText) throws(CedarErrors) -> [Policy] {
        var errors: [ParseError] = []
        var policies: [Policy] = []
        var parser = PolicyParser(source)
        while !parser.cursor.isAtEnd {
            do throws(ParseError) {
                policies.append(try parser.policy(id: PolicyID("policy" + String(policies.count))))
            } catch {
                errors.append(error)
                if errors.count == CedarLimits.collectedErrors { break }
                parser.nesting = 0
                parser.cursor.recover()
            }
        }
        do throws(ParseError) { try parser.cursor.readToEnd() } catch { throw CedarErrors(error) }
        guard errors.isEmpty else { throw CedarErrors(errors) }
        return policies
    }

    /// One expression and nothing else.
    static func expression(in source: SourceText) throws(ParseError) -> Expression {
        var parser = PolicyParser(source)
        let result: Result<Expression, ParseError>
        do throws(ParseError) {
            let expression = try parser.expression()
            guard parser.cursor.isAtEnd else { throw parser.cursor.unexpected(["an operator", "the end of the text"]) }
            result = .success(expression)
        } catch {
            result = .failure(error)
        }
        try parser.cursor.readToEnd()
        return try result.get()
    }

    private mutating func policy(id: PolicyID) throws(ParseError) -> Policy {
        let start = cursor.current.range
        let annotations = try annotations()
        let effect: Effect
        switch cursor.kind {
        case .identifier(.permit): effect = .permit
        case .identifier(.forbid): effect = .forbid
        case .identifier:
            let other = cursor.text
            let hint = NearestName.hint(other, in: ["permit", "forbid"])
            throw cursor.error("expected `permit` or `forbid`, found `\(other)`\(hint)")
        default: throw cursor.unexpected(["`permit`", "`forbid`"])
        }
        cursor.advance()
        let scope = try scope()
        var conditions: [Condition] = []
        while !cursor.at(.semicolon) { conditions.append(try condition()) }
        try cursor.expect(.semicolon)
        return Policy(
            id: id,
            effect: effect,
            annotations: annotations,
            scope: scope,
            conditions: conditions,
            file: cursor.file,
            range: start.extended(to: cursor.previousRange)
        )
    }

    private mutating func annotations() throws(ParseError) -> [Annotation] {
        var annotations: [Annotation] = []
        while cursor.at(.at) {
            let start = cursor.current.range
            cursor.advance()
            let name = try cursor.anyIdentifier("the name of an annotation").text
            var value: String?
            if cursor.skip(.leftParenthesis) {
                value = try cursor.string("a string").text
                try cursor.expect(.rightParenthesis)
            }
            let range = start.extended(to: cursor.previousRange)
            if annotations.contains(where: { $0.name == name }) {
                throw cursor.error("the policy has two annotations `@\(name)`; keep one", at: range)
            }
            annotations.append(Annotation(name: name, value: value, range: range))
        }
        return annotations
    }

    private mutating func condition() throws(ParseError) -> Condition {
        let start = cursor.current.range
        let kind: Condition.Kind
        switch cursor.kind {
        case .identifier(.when): kind = .when
        case .identifier(.unless): kind = .unless
        case .identifier:
            let other = cursor.text
            let hint = NearestName.hint(other, in: ["when", "unless"])
            throw cursor.error("expected `when`, `unless` or `;`, found `\(other)`\(hint)")
        default: throw cursor.unexpected(["`when`", "`unless`", "`;`"])
        }
        cursor.advance()
        try cursor.expect(.leftBrace)
        if cursor.at(.rightBrace) {
            throw cursor.error("the body of `\(kind.rawValue)` is empty; write a condition or leave the clause out")
        }
        let body = try expression()
        try cursor.expect(.rightBrace, "to close the clause")
        return Condition(kind: kind, body: body, range: start.extended(to: cursor.previousRange))
    }
}
