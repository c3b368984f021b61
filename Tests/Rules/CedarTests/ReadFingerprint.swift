import Cedar

/// All that policies can see of an entity in one place of a request. Equal fingerprints from the same ``AttributeReads`` over the
/// same store mean equal outcomes, whichever of the entities stands there.
struct ReadFingerprint: Hashable, Sendable {
    private enum Seen: Hashable, Sendable {
        case value(Value)
        case noEntity
        case noAttribute
        case noStructure
        case type(EntityTypeName)
        case compared(Bool)
        case whole(EntityUID)
    }

    private let seen: [Seen]

    /// What `reads` can see of `uid` standing as `variable` in a request. Complexity: linear in the paths; sort order is fixed, so
    /// fingerprints of one `reads` are comparable.
    init(_ reads: AttributeReads, of uid: EntityUID, as variable: Variable, in entities: Entities) {
        var seen: [Seen] = []
        if reads.wholeVariables.contains(variable) { seen.append(.whole(uid)) }
        if reads.typeTests.contains(variable) { seen.append(.type(uid.type)) }
        let comparisons = (reads.comparisons[variable] ?? []).sorted { $0.entity < $1.entity }
        for comparison in comparisons where comparison.relation == .equal {
            seen.append(.compared(uid == comparison.entity))
        }
        for comparison in comparisons where comparison.relation == .isIn {
            let isIn = uid == comparison.entity || entities.ancestors(of: uid).contains(comparison.entity)
            seen.append(.compared(isIn))
        }
        for path in reads.paths(from: variable) { seen.append(Self.look(path, from: uid, in: entities)) }
        self.seen = seen
    }

    private static func look(_ path: AccessPath, from uid: EntityUID, in entities: Entities) -> Seen {
        var value = Value.entity(uid)
        for step in path.steps {
            let found: Value?
            switch (value, step) {
            case (.entity(let uid), .attribute(let name)):
                guard let entity = entities[uid] else { return .noEntity }
                found = entity.attributes[name]
            case (.entity(let uid), .tag(let key)):
                guard let entity = entities[uid] else { return .noEntity }
                found = entity.tags[key]
            case (.record(let record), .attribute(let name)): found = record[name]
            default: return .noStructure
            }
            guard let found else { return .noAttribute }
            value = found
        }
        return .value(value)
    }
}
