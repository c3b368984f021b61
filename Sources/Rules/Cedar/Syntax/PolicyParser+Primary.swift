// The expressions that contain no others, and the names of functions and methods.
extension PolicyParser {
    mutating func index(_ receiver: Expression, from start: SourceRange) throws(ParseError) -> Expression {
        cursor.advance()
        guard case .string = cursor.kind else {
            throw cursor.unexpected(["a string"], "as the attribute in brackets")
        }
        let name = try cursor.string("a string")
        try cursor.expect(.rightBracket)
        return try node(.attribute(receiver, name), from: start)
    }

    func method(
        _ name: String,
        _ receiver: Expression,
        _ arguments: [Expression],
        at range: SourceRange
    ) throws(ParseError) -> Expression.Kind {
        if name == "isEmpty" {
            guard arguments.isEmpty else { throw wrongCount(name, 0, arguments.count, at: range) }
            return .isEmpty(receiver)
        }
        if let method = BinaryOperator(rawValue: name), method.isMethod {
            guard arguments.count == 1, let argument = arguments.first else {
                throw wrongCount(name, 1, arguments.count, at: range)
            }
            return .binary(method, receiver, argument)
        }
        guard let function = ExtensionFunction(rawValue: name) else {
            throw cursor.error("there is no method `\(name)`\(NearestName.hint(name, in: Self.methods))", at: range)
        }
        if function.isConstructor { throw cursor.error("`\(name)` is a function; write `\(name)(…)`", at: range) }
        return .call(function, [receiver] + arguments)
    }

    private func wrongCount(_ name: String, _ expected: Int, _ found: Int, at range: SourceRange) -> ParseError {
        let count = expected == 1 ? "one argument" : "no arguments"
        return cursor.error("`\(name)` takes \(count), found \(found)", at: range)
    }

    private static let methods: [String] =
        ["isEmpty"] + BinaryOperator.allCases.filter(\.isMethod).map(\.rawValue)
        + ExtensionFunction.allCases.filter { !$0.isConstructor }.map(\.rawValue)

    /// The function called at the cursor, nil where nothing is called.
    func functionName() throws(ParseError) -> ExtensionFunction? {
        guard case .identifier(let keyword) = cursor.kind, cursor.followingKind == .punctuation(.leftParenthesis),
            keyword != .true, keyword != .false, keyword != .if
        else { return nil }
        let name = cursor.text
        if let function = ExtensionFunction(rawValue: name), function.isConstructor { return function }
        if Self.methods.contains(name) { throw cursor.error("`\(name)` is a method; write `value.\(name)(…)`") }
        let names = ExtensionFunction.allCases.filter(\.isConstructor).map(\.rawValue)
        throw cursor.error("there is no function `\(name)`\(NearestName.hint(name, in: names))")
    }

    mutating func simple() throws(ParseError) -> Expression {
        let start = cursor.range
        switch cursor.kind {
        case .identifier(let keyword): return try named(keyword)
        case .number:
            let digits = cursor.text
            guard let value = ByteScanner.integer(Array(digits.utf8), negative: false) else {
                throw cursor.error("\(digits) is greater than the greatest integer, \(Int64.max)")
            }
            cursor.advance()
            return try node(.literal(.long(value)), from: start)
        case .string:
            let text = try cursor.string("a string")
            return try node(.literal(.string(text)), from: start)
        case .slot:
            throw cursor.error("the slot `?\(cursor.text)` cannot stand in a condition; slots stand only in the scope")
        default: throw cursor.unexpected(["an expression"])
        }
    }

    /// A variable, truth value or entity.
    private mutating func named(_ keyword: Keyword?) throws(ParseError) -> Expression {
        let start = cursor.range
        if cursor.followingKind == .punctuation(.path) {
            return try node(.literal(.entity(try entityUID(["an entity"]))), from: start)
        }
        let kind: Expression.Kind
        switch keyword {
        case .principal: kind = .variable(.principal)
        case .action: kind = .variable(.action)
        case .resource: kind = .variable(.resource)
        case .context: kind = .variable(.context)
        case .true: kind = .literal(.bool(true))
        case .false: kind = .literal(.bool(false))
        default: throw misplaced(keyword)
        }
        cursor.advance()
        return try node(kind, from: start)
    }

    private func misplaced(_ keyword: Keyword?) -> ParseError {
        if keyword == .if { return cursor.error("`if` inside an operation must stand in parentheses") }
        if keyword?.isReserved == true { return cursor.unexpected(["an expression"]) }
        let word = cursor.text
        let hint = NearestName.hint(word, in: Variable.allCases.map(\.rawValue))
        return cursor.error(
            "`\(word)` is no variable\(hint.isEmpty ? "; text is written in double quotes, an entity as `Type::\"id\"`" : hint)"
        )
    }

    /// A key of a record literal and the colon after it.
    mutating func key() throws(ParseError) -> CedarString {
        let key: CedarString
        if case .string = cursor.kind {
            key = try cursor.string("a key")
        } else {
            key = try cursor.identifier("a key of a record")
        }
        try cursor.expect(.colon, "after the key")
        return key
    }

    /// Refuses a key that the record has already. Linear in the fields before it; what people write is short, and
    /// ``CedarLimits/recordFields`` bounds what they do not.
    func refuseRepeated(_ key: CedarString, in fields: [Expression.RecordField], at range: SourceRange)
        throws(ParseError)
    {
        if fields.contains(where: { $0.key == key }) {
            throw cursor.error("the key \(key.quoted) stands twice in the record", at: range)
        }
        guard fields.count < CedarLimits.recordFields else {
            throw cursor.error("the record has more than \(CedarLimits.recordFields) fields", at: range)
        }
    }
}
