/// A variable and attributes read off it one after another, `resource.owner.site`; no attributes stand for the variable itself.
struct StoredPath: Hashable, Sendable {
    let root: Variable
    let names: [CedarString]

    /// The path that an expression is, nil where it is none.
    init?(_ expression: Expression) {
        var names: [CedarString] = []
        var rest = expression
        while case .attribute(let base, let name) = rest.kind {
            names.append(name)
            rest = base
        }
        guard case .variable(let root) = rest.kind else { return nil }
        self.root = root
        self.names = names.reversed()
    }

    init(_ root: Variable, _ names: [CedarString]) {
        self.root = root
        self.names = names
    }

    func appending(_ more: some Sequence<CedarString>) -> StoredPath { StoredPath(root, names + more) }

    /// What stands at the end of a path.
    enum Found {
        /// A field of a record or an entity.
        case value(Record, place: Int)
        /// The attribute with this number on the path, or the entity that should have it, does not exist.
        case absent(step: Int)
        /// The value before the end has no attributes.
        case unsuited
    }

    /// Follows a path that has attributes.
    @inline(__always)
    func find(_ evaluator: Evaluator) -> Found {
        guard let record = evaluator.record(root), let place = record.find(names[0]) else { return .absent(step: 0) }
        return names.count == 1 ? .value(record, place: place) : descend(record, place, evaluator)
    }

    private func descend(_ first: Record, _ firstPlace: Int, _ evaluator: Evaluator) -> Found {
        var record = first
        var place = firstPlace
        for step in 1..<names.count {
            switch record.fields[place].value {
            case .record(let inner): record = inner
            case .entity(let uid):
                guard let stored = evaluator.entities.stored(uid) else { return .absent(step: step) }
                record = stored.entity.attributes
            default: return .unsuited
            }
            guard let found = record.find(names[step]) else { return .absent(step: step) }
            place = found
        }
        return .value(record, place: place)
    }
}

/// A path with the knowledge which of its attributes an earlier `has` of the same policy asks for: where one of those is missing,
/// the policy is not satisfied and does not err.
struct AskedPath: Hashable, Sendable {
    let path: StoredPath
    /// Bit `n` stands for the attribute with number `n`.
    let askedSteps: UInt64

    /// Whether a policy that gets here has been refused by its own `has` already when the step is absent.
    @inline(__always)
    func isAsked(_ step: Int) -> Bool { step < 64 && askedSteps >> UInt64(step) & 1 == 1 }
}
