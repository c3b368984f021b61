internal import Cedar

// Attributes and tags of the row.
extension Translation {
    /// The way from the row to a value.
    private func path(_ residual: Residual) -> AccessPath? {
        switch residual.kind {
        case .variable(map.variable): AccessPath(map.variable)
        case .attribute(let base, let name): path(base)?.appending(.attribute(name))
        default: nil
        }
    }

    /// Where an attribute stands, and when the way to it is there.
    func place(_ residual: Residual) throws(Untranslatable) -> (attribute: ColumnMap.Attribute, isReachable: Formula) {
        guard case .attribute(let base, _) = residual.kind, let path = path(residual) else {
            throw Untranslatable(residual, "`\(residual)` is no attribute of the row")
        }
        guard let attribute = map.attributes[path] else {
            throw Untranslatable(residual, "`\(path)` stands in no declared column")
        }
        return (attribute, try isReachable(base))
    }

    /// When everything on the way is there. An entity on the way need not be: what it has is NULL where it is absent.
    private func isReachable(_ base: Residual) throws(Untranslatable) -> Formula {
        guard case .record = base.type, case .attribute(let outer, let name) = base.kind else { return .always }
        let outside = try isReachable(outer)
        guard let path = path(base), let attribute = map.attributes[path] else {
            guard isRequired(name, of: outer) else {
                throw Untranslatable(base, "`\(base)` may be absent, and no declared column tells when it is there")
            }
            return outside
        }
        return outside && isPresent(attribute)
    }

    private func isRequired(_ name: CedarString, of owner: Residual) -> Bool {
        switch owner.type {
        case .record(let record): return record[name]?.isRequired == true
        case .entity:
            // Only the row's own entity is surely in the store.
            guard case .variable = owner.kind, let type = owner.type.singleEntityType else { return false }
            return schema.entityType(type)?.shape.attributes[name]?.isRequired == true
        default: return false
        }
    }

    private func isPresent(_ attribute: ColumnMap.Attribute) -> Formula {
        switch attribute {
        case .column(let name, true), .array(let name, true): .atom("\(column(name)) IS NOT NULL")
        case .column, .array: .always
        case .record(let isPresent): isPresent.map { .atom("\(column($0)) IS TRUE") } ?? .always
        case .table(let table): table.isPresent.map { .atom("\(column($0)) IS TRUE") } ?? .always
        }
    }

    func attribute(_ residual: Residual) throws(Untranslatable) -> SQLTerm {
        let (attribute, isReachable) = try place(residual)
        guard case .column(let name, _) = attribute else {
            throw Untranslatable(residual, "`\(residual)` as a whole stands in no column")
        }
        if case .entity = residual.type, residual.type.singleEntityType == nil {
            throw Untranslatable(residual, "an entity that may be of several types has no column")
        }
        return SQLTerm(
            text: column(name),
            isDefined: isReachable && isPresent(attribute),
            isText: Self.isText(residual.type)
        )
    }

    mutating func has(
        _ base: Residual,
        _ name: CedarString,
        _ residual: Residual
    ) throws(Untranslatable) -> TruthFormulas {
        guard let path = path(base)?.appending(.attribute(name)) else {
            throw Untranslatable(residual, "`\(base)` is neither the row nor an attribute of it")
        }
        guard let attribute = map.attributes[path] else {
            throw Untranslatable(residual, "`\(path)` stands in no declared column")
        }
        let isDefined: Formula
        if case .entity = base.type, case .attribute = base.kind {
            isDefined = try term(base).isDefined
        } else {
            isDefined = try isReachable(base)
        }
        return TruthFormulas(isPresent(attribute), where: isDefined)
    }

    // MARK: Tags

    private mutating func tags(
        _ base: Residual,
        _ key: Residual,
        _ residual: Residual
    ) throws(Untranslatable) -> (table: ColumnMap.TagTable, alias: SQLName, key: SQLTerm, rows: SQLText) {
        guard case .variable(map.variable) = base.kind, let table = map.tags else {
            throw Untranslatable(residual, "the tags of `\(base)` stand in no declared table")
        }
        let key = try term(key)
        let alias = alias()
        let stored = SQLTerm(text: "\(alias).\(table.key)", isDefined: .always, isText: true)
        let owner = SQLTerm(text: "\(alias).\(table.owner)", isDefined: .always, isText: true)
        let rows: SQLText = """
            FROM \(table.table) AS \(alias) WHERE \(binary(owner)) = \(column(map.id)) AND \(binary(stored)) = \(key.text)
            """
        return (table, alias, key, rows)
    }

    mutating func hasTag(
        _ base: Residual,
        _ key: Residual,
        _ residual: Residual
    ) throws(Untranslatable) -> TruthFormulas {
        let found = try tags(base, key, residual)
        return TruthFormulas(.atom("EXISTS (SELECT 1 \(found.rows))"), where: found.key.isDefined)
    }

    mutating func tag(_ base: Residual, _ key: Residual, _ residual: Residual) throws(Untranslatable) -> SQLTerm {
        switch residual.type {
        case .set, .record, .extension(.ipaddr), .bool:
            throw Untranslatable(residual, "a tag of type \(residual.type) stands in no column")
        default: break
        }
        let found = try tags(base, key, residual)
        return SQLTerm(
            text: "(SELECT \(found.alias).\(found.table.value) \(found.rows))",
            isDefined: found.key.isDefined && .atom("EXISTS (SELECT 1 \(found.rows))"),
            isText: Self.isText(residual.type)
        )
    }
}
