/// The policies of a set, found by what their scope and their first conditions ask for: action, types, and whatever a table can
/// answer (``Pin``). A policy is left out of a decision only where it is surely neither satisfied nor in error.
struct PolicyIndex: Sendable {
    /// What the scope asks of the action.
    fileprivate enum ActionKey: Hashable, Sendable {
        case any
        case equal(EntityUID)
        case isIn(EntityUID)
    }

    /// Action and types, the first that a policy is sorted by.
    fileprivate struct CellKey: Hashable, Sendable {
        let action: ActionKey
        let principal: EntityTypeName?
        let resource: EntityTypeName?
    }

    fileprivate struct Cell: Sendable {
        let key: CellKey
        var unpinned: [IndexEntry] = []
        var groups: [IndexGroup] = []
        var places: [Pin: Int] = [:]
    }

    private var cells = DigestTable<Cell>()

    init() {}

    mutating func insert(_ policy: Policy, order: Int) {
        let analysis = PinAnalysis(policy.storage)
        let entry = IndexEntry(order: order, policy: policy.storage.compiled)
        for key in Self.keys(policy.scope, analysis) {
            let place = place(of: key)
            cells[place]?.insert(entry, analysis.candidates)
        }
    }

    mutating func remove(_ policy: Policy, order: Int) {
        let analysis = PinAnalysis(policy.storage)
        for key in Self.keys(policy.scope, analysis) {
            let digest = Self.digest(key)
            guard let place = cells.find(digest, where: { $0.key == key }) else { continue }
            cells[place]?.remove(order, analysis.candidates)
            if cells[place]?.isEmpty == true { cells.remove(at: place) }
        }
    }

    private mutating func place(of key: CellKey) -> Int {
        let digest = Self.digest(key)
        return cells.find(digest) { $0.key == key } ?? cells.insert(Cell(key: key), under: digest)
    }

    private static func keys(_ scope: PolicyScope, _ analysis: PinAnalysis) -> Set<CellKey> {
        let actions: [ActionKey] =
            switch scope.action {
            case .any: [.any]
            case .equal(let uid): [.equal(uid)]
            case .isIn(let uid): [.isIn(uid)]
            case .isInAny(let uids): uids.map { .isIn($0) }
            }
        return Set(
            actions.map { CellKey(action: $0, principal: analysis.principalType, resource: analysis.resourceType) }
        )
    }

    private static func digest(_ key: CellKey) -> Int {
        let action =
            switch key.action {
            case .any: 0
            case .equal(let uid): uid.digest
            case .isIn(let uid): ~uid.digest
            }
        return digest(action, key.principal?.name.digest ?? 0, key.resource?.name.digest ?? 0)
    }

    /// The parts are digests themselves, seeded and spread; the factors keep exchanged parts apart.
    @inline(__always)
    private static func digest(_ action: Int, _ principal: Int, _ resource: Int) -> Int {
        action &+ (principal &* 0x2545_F491_4F6C_DD1D) &+ (resource &* 0x1B87_3593_CC9E_2D51)
    }

    /// Decides every policy that can be satisfied or err.
    func decide(_ evaluator: Evaluator, _ outcomes: inout Outcomes) {
        decide(.any, 0, evaluator, &outcomes)
        let action = evaluator.request.action
        decide(.equal(action), action.digest, evaluator, &outcomes)
        decide(.isIn(action), ~action.digest, evaluator, &outcomes)
        guard let ancestors = evaluator.action?.ancestors else { return }
        for index in ancestors.uids.indices where ancestors.uids[index] != action {
            decide(.isIn(ancestors.uids[index]), ~ancestors.digests[index], evaluator, &outcomes)
        }
    }

    private func decide(_ key: ActionKey, _ action: Int, _ evaluator: Evaluator, _ outcomes: inout Outcomes) {
        let principal = evaluator.request.principal.type
        let resource = evaluator.request.resource.type
        decide(key, action, nil, nil, evaluator, &outcomes)
        decide(key, action, principal, nil, evaluator, &outcomes)
        decide(key, action, nil, resource, evaluator, &outcomes)
        decide(key, action, principal, resource, evaluator, &outcomes)
    }

    @inline(__always)
    private func decide(
        _ key: ActionKey,
        _ action: Int,
        _ principal: EntityTypeName?,
        _ resource: EntityTypeName?,
        _ evaluator: Evaluator,
        _ outcomes: inout Outcomes
    ) {
        let digest = Self.digest(action, principal?.name.digest ?? 0, resource?.name.digest ?? 0)
        let found = cells.find(digest) {
            $0.key.action == key && $0.key.principal == principal && $0.key.resource == resource
        }
        guard let found, let cell = cells[found] else { return }
        for index in cell.unpinned.indices { outcomes.decide(cell.unpinned[index], evaluator) }
        for index in cell.groups.indices { cell.groups[index].decide(evaluator, &outcomes) }
    }
}

extension PolicyIndex.Cell {
    /// A list up to this length is good enough to look no further for a shorter one.
    private static let shortList = 4

    var isEmpty: Bool { unpinned.isEmpty && groups.isEmpty }

    /// Puts the policy under the first test whose lists are short, or that with the shortest.
    mutating func insert(_ entry: IndexEntry, _ candidates: [PinCandidate]) {
        var best: (candidate: PinCandidate, longest: Int)?
        for candidate in candidates {
            let longest = places[candidate.pin].map { groups[$0].longest(candidate.keys) } ?? 0
            if longest < best?.longest ?? .max { best = (candidate, longest) }
            if longest <= Self.shortList { break }
        }
        guard let candidate = best?.candidate else {
            unpinned.append(entry)
            return
        }
        let index = places[candidate.pin] ?? groups.count
        if index == groups.count {
            groups.append(IndexGroup(candidate.pin))
            places[candidate.pin] = index
        }
        groups[index].insert(entry, under: candidate.keys)
    }

    mutating func remove(_ order: Int, _ candidates: [PinCandidate]) {
        for candidate in candidates {
            guard let index = places[candidate.pin], groups[index].remove(order, under: candidate.keys) else {
                continue
            }
            if groups[index].isEmpty {
                groups.swapAt(index, groups.count - 1)
                places[groups[index].pin] = index
                places[candidate.pin] = nil
                groups.removeLast()
            }
            return
        }
        unpinned.removeAll { $0.order == order }
    }
}
