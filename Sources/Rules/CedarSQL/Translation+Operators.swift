internal import Cedar

// Comparisons, patterns and the hierarchy.
extension Translation {
    mutating func binary(
        _ operation: BinaryOperator,
        _ left: Residual,
        _ right: Residual,
        _ residual: Residual
    ) throws(Untranslatable) -> TruthFormulas {
        switch operation {
        case .equal: return try equality(left, right, residual)
        case .notEqual: return try equality(left, right, residual).opposite
        case .less: return try order("<", left, right)
        case .lessOrEqual: return try order("<=", left, right)
        case .greater: return try order(">", left, right)
        case .greaterOrEqual: return try order(">=", left, right)
        case .isIn: return try membership(left, right, residual)
        case .contains, .containsAll, .containsAny: return try setTest(operation, left, right, residual)
        case .hasTag: return try hasTag(left, right, residual)
        case .getTag, .add, .subtract, .multiply:
            throw Untranslatable(residual, "a truth value cannot be made of `\(residual)` in SQL")
        }
    }

    mutating func comparison(
        _ function: ExtensionFunction,
        _ arguments: [Residual],
        _ residual: Residual
    ) throws(Untranslatable) -> TruthFormulas {
        guard arguments.count == 2 else {
            throw Untranslatable(residual, "`\(function.rawValue)` on a column has no form in SQL")
        }
        switch function {
        case .lessThan: return try order("<", arguments[0], arguments[1])
        case .lessThanOrEqual: return try order("<=", arguments[0], arguments[1])
        case .greaterThan: return try order(">", arguments[0], arguments[1])
        case .greaterThanOrEqual: return try order(">=", arguments[0], arguments[1])
        default: throw Untranslatable(residual, "`\(function.rawValue)` on a column has no form in SQL")
        }
    }

    private mutating func order(
        _ sign: SQLText,
        _ left: Residual,
        _ right: Residual
    ) throws(Untranslatable) -> TruthFormulas {
        let first = try term(left)
        let second = try term(right)
        return TruthFormulas(
            .atom("\(first.text) \(sign) \(second.text)"),
            where: first.isDefined && second.isDefined
        )
    }

    private mutating func equality(
        _ left: Residual,
        _ right: Residual,
        _ residual: Residual
    ) throws(Untranslatable) -> TruthFormulas {
        switch left.type {
        case .bool:
            let first = try truth(left)
            let second = try truth(right)
            return TruthFormulas(
                isTrue: (first.isTrue && second.isTrue) || (first.isFalse && second.isFalse),
                isFalse: (first.isTrue && second.isFalse) || (first.isFalse && second.isTrue)
            )
        case .set: return try setEquality(left, right, residual)
        case .record: throw Untranslatable(residual, "records cannot be compared in SQL; compare their attributes")
        default:
            guard left.type.singleEntityType == right.type.singleEntityType else {
                throw Untranslatable(residual, "an entity that may be of several types has no column")
            }
            let first = try term(left)
            let second = try term(right)
            return TruthFormulas(
                .atom("\(binary(first)) = \(second.text)"),
                where: first.isDefined && second.isDefined
            )
        }
    }

    // MARK: Patterns

    mutating func like(
        _ inner: Residual,
        _ pattern: LikePattern,
        _ residual: Residual
    ) throws(Untranslatable) -> TruthFormulas {
        let text = try term(inner)
        let written = dialect == .sqlite ? Self.glob(pattern) : Self.like(pattern)
        guard written.utf8.count <= SQLLimits.patternBytes, !written.utf8.contains(0) else {
            throw Untranslatable(residual, "the pattern is too long for SQL, or has U+0000")
        }
        let bound = SQLValue.text(written)
        let test: SQLText =
            dialect == .sqlite
            ? "\(text.text) GLOB \(bound)" : "\(binary(text)) LIKE \(bound) ESCAPE '\\'"
        return TruthFormulas(.atom(test), where: text.isDefined)
    }

    /// SQLite's `GLOB` minds case and compares scalars; `*`, `?` and `[` stand for themselves in brackets.
    private static func glob(_ pattern: LikePattern) -> String {
        var written = ""
        for element in pattern.elements {
            switch element {
            case .wildcard: written += "*"
            case .literal(let text):
                for scalar in text.text.unicodeScalars {
                    switch scalar {
                    case "*", "?", "[": written += "[\(scalar)]"
                    default: written.unicodeScalars.append(scalar)
                    }
                }
            }
        }
        return written
    }

    private static func like(_ pattern: LikePattern) -> String {
        var written = ""
        for element in pattern.elements {
            switch element {
            case .wildcard: written += "%"
            case .literal(let text):
                for scalar in text.text.unicodeScalars {
                    if scalar == "%" || scalar == "_" || scalar == "\\" { written += "\\" }
                    written.unicodeScalars.append(scalar)
                }
            }
        }
        return written
    }

    // MARK: The hierarchy

    private mutating func membership(
        _ left: Residual,
        _ right: Residual,
        _ residual: Residual
    ) throws(Untranslatable) -> TruthFormulas {
        if let hoisted = hoisted(.isIn, left, right, residual) { return try truth(hoisted) }
        if isPlaceholder(left) {
            // Its ancestors will be known, and the question becomes whether `right` is or holds one of them.
            if case .set = right.type { return TruthFormulas(.always, where: try set(right).isDefined) }
            return TruthFormulas(.always, where: try term(right).isDefined)
        }
        guard left.value == nil else {
            throw Untranslatable(residual, "the ancestors of `\(left)` must be known")
        }
        guard let type = left.type.singleEntityType else {
            throw Untranslatable(residual, "an entity that may be of several types has no column")
        }
        let member = try term(left)
        // The label will tell.
        if case .variable = left.kind, map.labels?.fixesAncestors == true, moment == .loading, !dependsOnRow(right) {
            return TruthFormulas(.always, where: member.isDefined)
        }
        if case .set(let element) = right.type {
            let groups = try set(right)
            guard let container = element.singleEntityType else {
                if element == .never { return TruthFormulas(.never, where: member.isDefined && groups.isDefined) }
                throw Untranslatable(residual, "entities that may be of several types have no column")
            }
            let isIn = try some(of: groups) { (translation, group) throws(Untranslatable) in
                try translation.isIn(member, type, group, container, residual)
            }
            return TruthFormulas(isIn, where: member.isDefined && groups.isDefined)
        }
        guard let container = right.type.singleEntityType else {
            throw Untranslatable(residual, "an entity that may be of several types has no column")
        }
        let group = try term(right)
        let isIn = try isIn(member, type, group, container, residual)
        return TruthFormulas(isIn, where: member.isDefined && group.isDefined)
    }

    private mutating func isIn(
        _ member: SQLTerm,
        _ type: EntityTypeName,
        _ group: SQLTerm,
        _ container: EntityTypeName,
        _ residual: Residual
    ) throws(Untranslatable) -> Formula {
        let isSame: Formula = type == container ? .atom("\(binary(member)) = \(group.text)") : .never
        guard schema.ancestorTypes(of: type).contains(container) else { return isSame }
        let tables = (map.closures[type] ?? []).filter { $0.type.mayBe(container) }
        guard !tables.isEmpty else {
            throw Untranslatable(
                residual,
                "in which `\(container)` a `\(type)` is stands in no declared closure table"
            )
        }
        var ways = [isSame]
        for table in tables {
            let alias = alias()
            let ancestor = SQLTerm(text: "\(alias).\(table.ancestor)", isDefined: .always, isText: true)
            let descendant = SQLTerm(text: "\(alias).\(table.descendant)", isDefined: .always, isText: true)
            var rows: SQLText = """
                SELECT 1 FROM \(table.table) AS \(alias) WHERE \(binary(descendant)) = \(member.text) \
                AND \(binary(ancestor)) = \(group.text)
                """
            if case .column(let name) = table.type {
                let stored = SQLTerm(text: "\(alias).\(name)", isDefined: .always, isText: true)
                rows = "\(rows) AND \(binary(stored)) = \(SQLValue.text(container.description))"
            }
            ways.append(.atom("EXISTS (\(rows))"))
        }
        return .any(ways)
    }
}

extension ColumnMap.ClosureTable.AncestorType {
    fileprivate func mayBe(_ type: EntityTypeName) -> Bool {
        if case .only(let only) = self { only == type } else { true }
    }
}
