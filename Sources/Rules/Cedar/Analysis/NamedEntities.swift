extension Policy {
    /// The entities that scope and clauses name.
    public var entitiesNamed: Set<EntityUID> {
        var found: Set<EntityUID> = []
        condition.collectEntities(into: &found)
        return found
    }
}

extension PolicySet {
    /// The entities that any of the policies names.
    public var entitiesNamed: Set<EntityUID> { policies.reduce(into: []) { $0.formUnion($1.entitiesNamed) } }
}

extension Expression {
    /// Adds the entities that it names.
    func collectEntities(into found: inout Set<EntityUID>) {
        if case .literal(let value) = kind { found.formUnion(value.entities) }
        for child in kind.children { child.collectEntities(into: &found) }
    }
}
