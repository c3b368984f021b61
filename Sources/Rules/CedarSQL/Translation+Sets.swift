internal import Cedar

/// A set in a formula.
struct SQLSet {
    enum Members {
        /// Written out.
        case terms([SQLTerm])
        /// Values known only when a list is asked for.
        case placeholder(SQLTerm)
        /// Rows: the table with its alias, what its rows must be, and the column of the members.
        case rows(from: SQLText, where: SQLText?, member: SQLTerm)
    }

    let members: Members
    let isDefined: Formula
}

extension Translation {
    mutating func set(_ residual: Residual) throws(Untranslatable) -> SQLSet {
        guard case .set(let element) = residual.type else { throw Untranslatable(residual, "this is no set") }
        if isPlaceholder(residual) {
            return SQLSet(members: .placeholder(try placeholder(element, residual)), isDefined: .always)
        }
        switch residual.kind {
        case .error: return SQLSet(members: .terms([]), isDefined: .never)
        case .literal(.set(let members)):
            var terms: [SQLTerm] = []
            for member in members.sorted(by: { Self.precedes($0, $1) }) { terms.append(try literal(member, residual)) }
            return SQLSet(members: .terms(terms), isDefined: .always)
        case .set(let parts):
            if case .bool = element { throw Untranslatable(residual, "a set of truth values has no form in SQL") }
            var terms: [SQLTerm] = []
            for part in parts { terms.append(try term(part)) }
            return SQLSet(members: .terms(terms), isDefined: .all(terms.map(\.isDefined)))
        case .attribute: return try stored(residual, element)
        default: throw Untranslatable(residual, "the set `\(residual)` has no form in SQL")
        }
    }

    /// A fixed order, so that the same policies give the same text.
    private static func precedes(_ left: Value, _ right: Value) -> Bool {
        left.description.utf8.lexicographicallyPrecedes(right.description.utf8)
    }

    private func placeholder(_ element: InferredType, _ residual: Residual) throws(Untranslatable) -> SQLTerm {
        switch element {
        case .long, .string, .extension(.decimal), .extension(.datetime), .extension(.duration), .never: break
        case .entity where element.singleEntityType != nil: break
        default: throw Untranslatable(residual, "members of type \(element) cannot be compared with a column")
        }
        let isText = Self.isText(element)
        return SQLTerm(text: "\(isText ? .text("") : SQLValue.integer(0))", isDefined: .always, isText: isText)
    }

    private mutating func stored(_ residual: Residual, _ element: InferredType) throws(Untranslatable) -> SQLSet {
        let (attribute, isReachable) = try place(residual)
        let alias = alias()
        let isText = Self.isText(element)
        switch attribute {
        case .table(let table):
            let isPresent = table.isPresent.map { Formula.atom("\(column($0)) IS TRUE") } ?? .always
            let member = SQLTerm(text: "\(alias).\(table.value)", isDefined: .always, isText: isText)
            let owner = SQLTerm(text: "\(alias).\(table.owner)", isDefined: .always, isText: true)
            return SQLSet(
                members: .rows(
                    from: "\(table.table) AS \(alias)",
                    where: "\(binary(owner)) = \(column(map.id))",
                    member: member
                ),
                isDefined: isReachable && isPresent
            )
        case .array(let name, let isNullable):
            let isDefined = isReachable && (isNullable ? .atom("\(column(name)) IS NOT NULL") : .always)
            let from: SQLText =
                dialect == .sqlite
                ? "json_each(\(column(name))) AS \(alias)"
                : "jsonb_array_elements_text(\(column(name))) AS \(alias)(\"value\")"
            let value: SQLText = "\(alias).\"value\""
            let text: SQLText = dialect == .postgresql && !isText ? "(\(value))::bigint" : value
            let member = SQLTerm(text: text, isDefined: .always, isText: isText)
            return SQLSet(members: .rows(from: from, where: nil, member: member), isDefined: isDefined)
        default: throw Untranslatable(residual, "`\(residual)` as a set stands in no declared table or array")
        }
    }

    // MARK: Tests

    /// Whether some member passes.
    mutating func some(
        of set: SQLSet,
        _ test: (inout Translation, SQLTerm) throws(Untranslatable) -> Formula
    ) throws(Untranslatable) -> Formula {
        switch set.members {
        case .terms(let terms):
            var tests: [Formula] = []
            for term in terms { tests.append(try test(&self, term)) }
            return .any(tests)
        case .placeholder(let term): return try test(&self, term)
        case .rows(let from, let restriction, let member):
            let passing = try test(&self, member)
            let rows: SQLText = restriction.map { "\($0) AND \(passing)" } ?? "\(passing)"
            return .atom("EXISTS (SELECT 1 FROM \(from) WHERE \(rows))")
        }
    }

    private mutating func contains(_ set: SQLSet, _ term: SQLTerm) throws(Untranslatable) -> Formula {
        if case .terms(let members) = set.members, members.count > 1 {
            return .atom("\(binary(term)) IN (\(list: members.map(\.text)))")
        }
        return try some(of: set) { (translation, member) throws(Untranslatable) in
            .atom("\(translation.binary(member)) = \(term.text)")
        }
    }

    private mutating func containsAll(_ set: SQLSet, _ wanted: SQLSet) throws(Untranslatable) -> Formula {
        !(try some(of: wanted) { (translation, member) throws(Untranslatable) in
            !(try translation.contains(set, member))
        })
    }

    private mutating func containsAny(_ set: SQLSet, _ other: SQLSet) throws(Untranslatable) -> Formula {
        // The stored one outside: then its index is used, and the other is a list.
        if case .terms = set.members {
            return try some(of: other) { (translation, member) throws(Untranslatable) in
                try translation.contains(set, member)
            }
        }
        return try some(of: set) { (translation, member) throws(Untranslatable) in
            try translation.contains(other, member)
        }
    }

    mutating func setTest(
        _ operation: BinaryOperator,
        _ left: Residual,
        _ right: Residual,
        _ residual: Residual
    ) throws(Untranslatable) -> TruthFormulas {
        if let hoisted = hoisted(operation, left, right, residual) { return try truth(hoisted) }
        let first = try set(left)
        if operation == .contains {
            if case .bool = right.type { throw Untranslatable(residual, "a set of truth values has no form in SQL") }
            let member = try term(right)
            return TruthFormulas(try contains(first, member), where: first.isDefined && member.isDefined)
        }
        let second = try set(right)
        let test = operation == .containsAll ? try containsAll(first, second) : try containsAny(first, second)
        return TruthFormulas(test, where: first.isDefined && second.isDefined)
    }

    mutating func setEquality(
        _ left: Residual,
        _ right: Residual,
        _ residual: Residual
    ) throws(Untranslatable) -> TruthFormulas {
        if let hoisted = hoisted(.equal, left, right, residual) { return try truth(hoisted) }
        let first = try set(left)
        let second = try set(right)
        let isSame = try containsAll(first, second) && containsAll(second, first)
        return TruthFormulas(isSame, where: first.isDefined && second.isDefined)
    }

    mutating func isEmpty(_ inner: Residual, _ residual: Residual) throws(Untranslatable) -> TruthFormulas {
        if case .conditional(let test, let then, let otherwise) = inner.kind, !isPlaceholder(inner) {
            return try truth(
                Residual(if: test, then: .isEmpty(of: then), otherwise: .isEmpty(of: otherwise), like: residual)
            )
        }
        let set = try set(inner)
        let isEmpty: Formula
        switch set.members {
        case .terms(let terms): isEmpty = terms.isEmpty ? .always : .never
        default: isEmpty = !(try some(of: set) { (_, _) throws(Untranslatable) in .always })
        }
        return TruthFormulas(isEmpty, where: set.isDefined)
    }

    /// `(if c then s else t).contains(x)` as `if c then s.contains(x) else t.contains(x)`: which set it is cannot be chosen inside SQL.
    func hoisted(
        _ operation: BinaryOperator,
        _ left: Residual,
        _ right: Residual,
        _ residual: Residual
    ) -> Residual? {
        func split(_ operand: Residual, _ rebuilt: (Residual) -> Residual) -> Residual? {
            guard case .set = operand.type, case .conditional(let test, let then, let otherwise) = operand.kind,
                !isPlaceholder(operand)
            else { return nil }
            return Residual(if: test, then: rebuilt(then), otherwise: rebuilt(otherwise), like: residual)
        }
        return split(left) { .binary(operation, $0, right, like: residual) }
            ?? split(right) { .binary(operation, left, $0, like: residual) }
    }
}
