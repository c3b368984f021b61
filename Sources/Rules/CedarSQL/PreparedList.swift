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
    private var made: [[ResidualKey]: Condition] = [:]
    private var order: [[ResidualKey]] = []

    /// What was made for one state of everything that a condition hangs on.
    private struct Condition {
        /// Nil where the map has no labels.
        let groups: [LabelGroup]?
        let formula: Formula
        /// Written when it is first asked for.
        var predicate: SQLPredicate?
    }

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
        var (condition, key) = try condition(asker, context, entities)
        if let known = condition.predicate { return known }
        let predicate = try filter.bounded(condition.formula)
        condition.predicate = predicate
        if let key, made[key] != nil { made[key] = condition }
        return predicate
    }

    /// The same by groups: the labels whose rows may be seen, those with the same condition together, each label in one group at most.
    /// Whoever puts the query together can then read the rows of each label in order.
    /// - Throws: as ``predicate(asker:context:entities:)``; for a map without labels.
    public mutating func groups(
        asker: EntityUID,
        context: Record,
        entities: PartialEntities
    ) throws -> [LabelGroup] {
        guard let groups = try condition(asker, context, entities).condition.groups else {
            let message = "the column map has no labels, so that rows stand in no groups; ask for the predicate"
            throw UntranslatablePolicies(problems: [.init(policy: nil, file: "", range: .none, message: message)])
        }
        return groups
    }

    /// The condition, remembered or made; with its key where it can be remembered.
    private mutating func condition(
        _ asker: EntityUID,
        _ context: Record,
        _ entities: PartialEntities
    ) throws -> (condition: Condition, key: [ResidualKey]?) {
        let open = try filter.groups.map { group throws(CedarErrors) in
            try group.policies.evaluate(filter.request(EntityFacts(), asker, context), entities: entities)
        }
        let key = key(open)
        if let key, let known = made[key] { return (known, key) }
        let condition = try made(open, asker, context, entities)
        if let key, capacity > 0 {
            if order.count >= capacity { made[order.removeFirst()] = nil }
            made[key] = condition
            order.append(key)
        }
        return (condition, key)
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

    private func made(
        _ open: [PartialResponse],
        _ asker: EntityUID,
        _ context: Record,
        _ entities: PartialEntities
    ) throws -> Condition {
        if let table, let column = filter.map.labels {
            let groups = try filter.labelled(table, column, open, asker, context, entities)
            return Condition(groups: groups, formula: filter.formula(groups, column))
        }
        switch GroupOutcome.decision(open.map { GroupOutcome($0, filter.erringForbid) }) {
        case .allow?: return Condition(groups: nil, formula: .always)
        case .deny?: return Condition(groups: nil, formula: .never)
        case nil:
            let formula = GroupFormula.joined(try open.map { try filter.formulas($0, .asking) })
            return Condition(groups: nil, formula: formula)
        }
    }
}
