extension Policy {
    /// Whether both are written alike: effect, annotations, scope and clauses. Ids and places do not count, nor does the order of
    /// annotations.
    public func hasSameContent(as other: Policy) -> Bool {
        func values(_ policy: Policy) -> [String: String?] {
            Dictionary(policy.annotations.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        }
        let (mine, theirs) = (values(self), values(other))
        return effect == other.effect && scope.principal == other.scope.principal && scope.action == other.scope.action
            && scope.resource == other.scope.resource && conditions.count == other.conditions.count
            && zip(conditions, other.conditions).allSatisfy { $0.kind == $1.kind && $0.body == $1.body }
            && mine.count == theirs.count
            && mine.allSatisfy { name, value in
                theirs[name].map { Self.same(value, $0) } ?? false
            }
    }

    /// By scalars, as all text of Cedar.
    private static func same(_ left: String?, _ right: String?) -> Bool {
        left.map { CedarString($0) } == right.map { CedarString($0) }
    }
}
