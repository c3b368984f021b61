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
    /// The attributes of the row's type that no label fixes.
    func otherAttributes(_ column: ColumnMap.LabelColumn) -> Set<CedarString> {
        let environment = policies.environment
        let type = map.variable == .resource ? environment.resource : environment.principal
        let names = policies.schema.entityType(type).map { Set($0.shape.attributes.keys) } ?? []
        return names.subtracting(column.attributes)
    }

    /// What is wrong with a label.
    func problems(_ label: RowLabel, _ facts: EntityFacts, _ column: ColumnMap.LabelColumn) -> [ParseError] {
        let unlisted = label.attributes.keys.filter { !column.attributes.contains($0) }.map {
            "it says `\($0)`, which the column map does not list for labels"
        }
        return (unlisted + policies.schema.problems(of: anyRequest(facts))).map {
            ParseError(file: "labels", range: .none, message: "the label \(label.id): \($0)")
        }
    }

    /// Policies by what they read of labels; the sets keep their order. Never empty, so that requests are checked.
    static func grouped(
        _ policies: TypedPolicies,
        _ set: PolicySet,
        _ map: ColumnMap,
        _ response: PartialResponse
    ) throws -> [PolicyGroup] {
        guard let column = map.labels else {
            return [PolicyGroup(policies: policies, attributes: [], readsAncestors: false)]
        }
        var order: [LabelReads] = []
        var members: [LabelReads: [Policy]] = [:]
        for entry in response.policies {
            let reads = LabelReads(entry.condition, column, row: map.variable)
            if members[reads] == nil { order.append(reads) }
            members[reads, default: []].append(entry.policy)
        }
        guard order.count > 1 else {
            let reads = order.first
            return [
                PolicyGroup(
                    policies: policies,
                    attributes: (reads?.attributes ?? []).sorted(),
                    readsAncestors: reads?.ancestors ?? false
                )
            ]
        }
        return try order.map { reads in
            PolicyGroup(
                policies: try TypedPolicies(
                    try PolicySet(members[reads] ?? []),
                    schema: policies.schema,
                    environment: policies.environment
                ),
                attributes: reads.attributes.sorted(),
                readsAncestors: reads.ancestors
            )
        }
    }
}
