public import Cedar

/// A list filter with the labels of its rows. It remembers the conditions that it made, so that a second list of the same subject costs
/// little more than to look that nothing has changed. A value that the caller keeps; a copy remembers for itself.
///
/// Policies, schema, column map and labels are fixed: where one of them changes, prepare anew. Whatever is known of who asks, the
/// context and the store is put into the policies every time, and what is left of them is the key under which a condition is
/// remembered. So a change of anything that the decision hangs on is seen, of whatever else is not. A condition is made anew each time
/// where the policies reach other entities by way of the row.
public struct PreparedList: Sendable {
    /// The filter.
    public let filter: ListFilter
    /// How many conditions are remembered; the oldest is forgotten first.
    public let capacity: Int
    private let table: LabelTable?
    private var made: [[ResidualKey]: SQLPredicate] = [:]
    private var order: [[ResidualKey]] = []

    /// Checks the labels and sorts them by what the policies read of them.
    /// - Parameter labels: every label that a row may have, where the map has labels. A row with another label is not selected.
    /// - Throws: ``CedarErrors`` with what the labels say that the column map does not list or that does not conform to the schema.
    /// - Complexity: linear in labels times groups of policies that read the same of a label.
    public init(_ filter: ListFilter, labels: [RowLabel] = [], capacity: Int = 256) throws(CedarErrors) {
        self.filter = filter
        self.capacity = capacity
        table =
            if let column = filter.map.labels { try LabelTable(labels, column, filter) } else { nil }
    }

    /// How many conditions it remembers.
    public var remembered: Int { made.count }

    /// The condition for one who asks; see ``ListFilter/predicate(asker:context:entities:labels:)``.
    public mutating func predicate(
        asker: EntityUID,
        context: Record,
        entities: PartialEntities
    ) throws -> SQLPredicate {
        let open = try filter.groups.map { group throws(CedarErrors) in
            try group.policies.evaluate(filter.request(EntityFacts(), asker, context), entities: entities)
        }
        let key = key(open)
        if let key, let known = made[key] { return known }
        let predicate = try filter.bounded(formula(open, asker, context, entities))
        if let key, capacity > 0 {
            if order.count >= capacity { made[order.removeFirst()] = nil }
            made[key] = predicate
            order.append(key)
        }
        return predicate
    }

    /// What is left of all policies; nil where that does not hold all that the condition hangs on.
    private func key(_ open: [PartialResponse]) -> [ResidualKey]? {
        var key: [ResidualKey] = []
        for entry in open.lazy.flatMap(\.policies) {
            guard let part = ResidualKey(entry.condition, row: filter.map.variable) else { return nil }
            key.append(part)
        }
        return key
    }

    private func formula(
        _ open: [PartialResponse],
        _ asker: EntityUID,
        _ context: Record,
        _ entities: PartialEntities
    ) throws -> Formula {
        if let table, let column = filter.map.labels {
            return try filter.labelled(table, column, open, asker, context, entities)
        }
        switch GroupOutcome.decision(open.map { GroupOutcome($0, filter.erringForbid) }) {
        case .allow?: return .always
        case .deny?: return .never
        case nil: return GroupFormula.joined(try open.map { try filter.formulas($0, .asking) })
        }
    }
}
