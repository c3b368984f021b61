internal import Cedar

// Values: columns, parameters, arithmetic.
extension Translation {
    mutating func term(_ residual: Residual) throws(Untranslatable) -> SQLTerm {
        try enter(residual)
        defer { leave() }
        let term = try termWithoutLimit(residual)
        guard term.text.bytes <= SQLLimits.policyBytes, term.text.depth <= SQLLimits.depth else {
            throw Untranslatable(residual, Self.tooLarge)
        }
        return term
    }

    private mutating func termWithoutLimit(_ residual: Residual) throws(Untranslatable) -> SQLTerm {
        if isPlaceholder(residual) { return try placeholder(residual) }
        switch residual.kind {
        case .literal(let value): return try literal(value, residual)
        case .error:
            let isText = Self.isText(residual.type)
            let null: SQLText = isText ? "CAST(NULL AS TEXT)" : "CAST(NULL AS BIGINT)"
            return SQLTerm(text: null, isDefined: .never, isText: isText)
        case .variable(map.variable): return SQLTerm(text: column(map.id), isDefined: .always, isText: true)
        case .attribute: return try attribute(residual)
        case .binary(.getTag, let base, let key): return try tag(base, key, residual)
        case .binary(.add, let left, let right): return try arithmetic("+", left, right, residual)
        case .binary(.subtract, let left, let right): return try arithmetic("-", left, right, residual)
        case .binary(.multiply, let left, let right): return try arithmetic("*", left, right, residual)
        case .negate(let inner):
            let term = try term(inner)
            return checked("-\(exact(term))", where: term.isDefined)
        case .conditional(let test, let then, let otherwise): return try choice(test, then, otherwise)
        case .call(let function, let arguments): return try call(function, arguments, residual)
        case .variable(let variable):
            throw Untranslatable(residual, "`\(variable)` must be known, and the row must be the `\(map.variable)`")
        default: throw Untranslatable(residual, "`\(residual)` has no form in SQL")
        }
    }

    static func isText(_ type: InferredType) -> Bool {
        switch type {
        case .string, .entity: true
        default: false
        }
    }

    private func placeholder(_ residual: Residual) throws(Untranslatable) -> SQLTerm {
        switch residual.type {
        case .long, .string, .extension(.decimal), .extension(.datetime), .extension(.duration): break
        case .entity where residual.type.singleEntityType != nil: break
        default: throw Untranslatable(residual, "a value of type \(residual.type) cannot be compared with a column")
        }
        let isText = Self.isText(residual.type)
        return SQLTerm(text: "\(isText ? .text("") : SQLValue.integer(0))", isDefined: .always, isText: isText)
    }

    func literal(_ value: Value, _ residual: Residual) throws(Untranslatable) -> SQLTerm {
        let bound: SQLValue
        switch value {
        case .long(let number): bound = .integer(number)
        case .decimal(let number): bound = .integer(number.scaled)
        case .datetime(let moment): bound = .integer(moment.milliseconds)
        case .duration(let length): bound = .integer(length.milliseconds)
        case .string(let text): bound = .text(text.text)
        case .entity(let uid): bound = .text(uid.id.text)
        default: throw Untranslatable(residual, "a value of type \(value.typeName) cannot be compared with a column")
        }
        guard case .text(let text) = bound else { return SQLTerm(text: "\(bound)", isDefined: .always, isText: false) }
        guard !text.utf8.contains(0) else {
            throw Untranslatable(residual, "a text with U+0000 cannot be compared with a column")
        }
        return SQLTerm(text: "\(bound)", isDefined: .always, isText: true)
    }

    /// Equality of bytes, whatever the collation of a column is.
    func binary(_ term: SQLTerm) -> SQLText {
        guard term.isText else { return term.text }
        return dialect == .sqlite ? "(\(term.text) COLLATE BINARY)" : "(\(term.text) COLLATE \"C\")"
    }

    // MARK: Choices and arithmetic

    private mutating func choice(
        _ test: Residual,
        _ then: Residual,
        _ otherwise: Residual
    ) throws(Untranslatable) -> SQLTerm {
        let formulas = try truth(test)
        let first = try term(then)
        if let known = test.type.knownTruth {
            let reached = known ? formulas.isTrue : formulas.isFalse
            return SQLTerm(text: first.text, isDefined: reached && first.isDefined, isText: first.isText)
        }
        let second = try term(otherwise)
        return SQLTerm(
            text: "CASE WHEN \(formulas.isTrue) THEN \(first.text) ELSE \(second.text) END",
            isDefined: (formulas.isTrue && first.isDefined) || (formulas.isFalse && second.isDefined),
            isText: first.isText
        )
    }

    private mutating func arithmetic(
        _ sign: SQLText,
        _ left: Residual,
        _ right: Residual,
        _ residual: Residual
    ) throws(Untranslatable) -> SQLTerm {
        let first = try term(left)
        let second = try term(right)
        return checked("\(exact(first)) \(sign) \(exact(second))", where: first.isDefined && second.isDefined)
    }

    /// PostgreSQL would end the query on overflow, and promises no order in which conditions are tried: it computes in `numeric`. SQLite
    /// goes over to floating point.
    private func exact(_ term: SQLTerm) -> SQLText {
        dialect == .sqlite ? "(\(term.text))" : "(\(term.text))::numeric"
    }

    /// A result that counts only if it fits 64 bits. What SQLite computed without overflow is an integer still.
    private func checked(_ text: SQLText, where isDefined: Formula) -> SQLTerm {
        let fits: SQLText =
            dialect == .sqlite
            ? "typeof(\(text)) = 'integer'"
            : "(\(text)) BETWEEN (\(SQLValue.integer(.min)))::numeric AND (\(SQLValue.integer(.max)))::numeric"
        return SQLTerm(text: "(\(text))", isDefined: isDefined && .atom(fits), isText: false)
    }

    private static let dayMilliseconds: Int64 = 86_400_000

    private mutating func call(
        _ function: ExtensionFunction,
        _ arguments: [Residual],
        _ residual: Residual
    ) throws(Untranslatable) -> SQLTerm {
        guard let receiver = arguments.first else { throw Untranslatable(residual, "nothing to call") }
        switch function {
        case .offset where arguments.count == 2: return try arithmetic("+", receiver, arguments[1], residual)
        case .durationSince where arguments.count == 2: return try arithmetic("-", receiver, arguments[1], residual)
        case .toTime: return timeOfDay(try term(receiver))
        case .toDate:
            let moment = try term(receiver)
            return checked("\(exact(moment)) - \(exact(timeOfDay(moment)))", where: moment.isDefined)
        case .toMilliseconds: return try term(receiver)
        case .toSeconds: return whole(try term(receiver), 1000)
        case .toMinutes: return whole(try term(receiver), 60_000)
        case .toHours: return whole(try term(receiver), 3_600_000)
        case .toDays: return whole(try term(receiver), Self.dayMilliseconds)
        default: throw Untranslatable(residual, "`\(function.rawValue)` on a column has no form in SQL")
        }
    }

    /// The remainder that is never negative; both databases give it the sign of the dividend.
    private func timeOfDay(_ moment: SQLTerm) -> SQLTerm {
        let day = SQLValue.integer(Self.dayMilliseconds)
        return SQLTerm(
            text: "((\(exact(moment)) % \(day) + \(day)) % \(day))",
            isDefined: moment.isDefined,
            isText: false
        )
    }

    /// Toward zero, as both databases divide integers.
    private func whole(_ length: SQLTerm, _ unit: Int64) -> SQLTerm {
        let text: SQLText =
            dialect == .sqlite
            ? "((\(length.text)) / \(SQLValue.integer(unit)))"
            : "div(\(exact(length)), \(SQLValue.integer(unit)))"
        return SQLTerm(text: text, isDefined: length.isDefined, isText: false)
    }
}
