/// Which policies can apply to an action, found without looking at the others.
struct ActionIndex: Sendable {
    private var unconstrained: [Int] = []
    private var exact: [EntityUID: [Int]] = [:]
    private var below: [EntityUID: [Int]] = [:]

    mutating func add(_ constraint: PolicyScope.ActionConstraint, at position: Int) {
        switch constraint {
        case .any: unconstrained.append(position)
        case .equal(let uid): exact[uid, default: []].append(position)
        case .isIn(let uid): below[uid, default: []].append(position)
        case .isInAny(let uids): for uid in Set(uids) { below[uid, default: []].append(position) }
        }
    }

    /// The positions of the policies whose action constraint holds, ascending.
    func positions(for action: EntityUID, ancestors: Set<EntityUID>) -> [Int] {
        var lists = [unconstrained, exact[action] ?? [], below[action] ?? []]
        for ancestor in ancestors where ancestor != action {
            if let list = below[ancestor] { lists.append(list) }
        }
        let filled = lists.filter { !$0.isEmpty }
        if filled.count < 2 { return filled.first ?? [] }
        return Set(filled.joined()).sorted()
    }
}
