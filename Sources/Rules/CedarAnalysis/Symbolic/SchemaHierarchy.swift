internal import Cedar

/// What of the schema's hierarchies the encoding asks for.
struct SchemaHierarchy: Sendable {
    /// All types of which an entity of a type may have ancestors.
    let ancestorTypes: [EntityTypeName: Set<EntityTypeName>]
    /// All ancestors of each action.
    let actionAncestors: [EntityUID: Set<EntityUID>]
    /// The actions of each action type, in order.
    let actions: [EntityTypeName: [EntityUID]]

    init(_ schema: Schema) {
        ancestorTypes = Self.closure(schema.entityTypes.mapValues(\.memberOf))
        actionAncestors = Self.closure(schema.actions.mapValues(\.parents))
        actions = Dictionary(grouping: schema.actions.keys.sorted(), by: \.type)
    }

    private static func closure<Node: Hashable>(_ parents: [Node: Set<Node>]) -> [Node: Set<Node>] {
        parents.mapValues { direct in
            var found: Set<Node> = []
            var open = Array(direct)
            while let next = open.popLast() {
                guard found.insert(next).inserted else { continue }
                open += parents[next] ?? []
            }
            return found
        }
    }
}
