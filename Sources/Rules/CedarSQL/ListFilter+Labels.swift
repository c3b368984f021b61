public import Cedar

/// A label that rows have, with what it says of them.
public struct RowLabel: Hashable, Sendable {
    /// Its number, as in the label column.
    public let id: Int64
    /// The attributes that a label fixes, as far as they are there.
    public let attributes: Record
    /// All ancestors of a row with this label; they count where the map says that labels fix ancestors.
    public let ancestors: Set<EntityUID>

    /// A label.
    public init(id: Int64, attributes: Record, ancestors: Set<EntityUID> = []) {
        self.id = id
        self.attributes = attributes
        self.ancestors = ancestors
    }
}

extension ListFilter {
    /// Decides each distinct label once. Labels that leave the same condition are taken together.
    func labelled(
        _ labels: [RowLabel],
        _ column: ColumnMap.LabelColumn,
        _ asker: EntityUID,
        _ context: Record,
        _ entities: PartialEntities
    ) throws -> Formula {
        let others = otherAttributes(column)
        // What does not hang on the label is put in once for all of them.
        let open = try response(EntityFacts(), asker, context, entities)
        var groups: [SQLPredicate: (formula: Formula, ids: [Int64])] = [:]
        var order: [SQLPredicate] = []
        var decided: [Said: Formula] = [:]
        for label in labels {
            try check(label, column)
            let said = Said(label)
            let formula: Formula
            if let known = decided[said] {
                formula = known
            } else {
                let facts = EntityFacts(
                    attributes: PartialRecord(label.attributes, rest: .unknown(others)),
                    ancestors: column.fixesAncestors ? label.ancestors : nil
                )
                let refined = try open.refined(request(facts, asker, context), entities: entities)
                formula = try self.formula(refined)
                decided[said] = formula
            }
            if formula.constant == false { continue }
            let key = formula.text.predicate(dialect)
            if groups[key] == nil { order.append(key) }
            groups[key, default: (formula, [])].ids.append(label.id)
        }
        let ways = order.compactMap { key -> Formula? in
            guard let group = groups[key] else { return nil }
            return isOne(of: group.ids, column) && group.formula
        }
        return .any(ways)
    }

    /// What a label says; two labels may say the same.
    private struct Said: Hashable {
        let attributes: Record
        let ancestors: Set<EntityUID>

        init(_ label: RowLabel) {
            attributes = label.attributes
            ancestors = label.ancestors
        }
    }

    private func isOne(of ids: [Int64], _ column: ColumnMap.LabelColumn) -> Formula {
        let list: [SQLText] = Set(ids).sorted().map { "\(SQLValue.integer($0))" }
        let name: SQLText = "\(map.row).\(column.column)"
        return list.count == 1 && !list.isEmpty ? .atom("\(name) = \(list[0])") : .atom("\(name) IN (\(list: list))")
    }

    /// The attributes of the row's type that no label fixes.
    private func otherAttributes(_ column: ColumnMap.LabelColumn) -> Set<CedarString> {
        let environment = policies.environment
        let type = map.variable == .resource ? environment.resource : environment.principal
        let names = policies.schema.entityType(type).map { Set($0.shape.attributes.keys) } ?? []
        return names.subtracting(column.attributes)
    }

    private func check(_ label: RowLabel, _ column: ColumnMap.LabelColumn) throws(CedarErrors) {
        for name in label.attributes.keys where !column.attributes.contains(name) {
            let message = "the label \(label.id) says `\(name)`, which the column map does not list for labels"
            throw CedarErrors(ParseError(file: "labels", range: .none, message: message))
        }
    }
}
