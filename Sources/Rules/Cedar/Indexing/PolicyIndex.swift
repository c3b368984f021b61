/// The policies of a set, found by what their scope and their first conditions ask for: action, types, and whatever a table can
/// answer (``Pin``). A policy is left out of a decision only where it is surely neither satisfied nor in error.
struct PolicyIndex: Sendable {
    /// What the scope asks of the action.
    private enum ActionKey: Hashable, Sendable {
        case any
        case equal(EntityUID)
        case isIn(EntityUID)
    }

    /// Action and types, the first that a policy is sorted by.
    private struct CellKey: Hashable, Sendable {
        let action: ActionKey
        let principal: EntityTypeName?
        let resource: EntityTypeName?
    }

    private struct Cell: Sendable {
        let key: CellKey
        var node = IndexNode()
    }

    private var cells = DigestTable<Cell>()

    init() {}

    mutating func insert(_ policy: Policy, order: Int) {
        let analysis = PinAnalysis(policy.storage)
        let entry = IndexEntry(order: order, policy: policy.storage.compiled, candidates: analysis.candidates)
        for key in Self.keys(policy.scope, analysis) {
            let place = place(of: key)
            cells[place].node.insert(entry)
        }
    }

    mutating func remove(_ policy: Policy, order: Int) {
        let analysis = PinAnalysis(policy.storage)
        for key in Self.keys(policy.scope, analysis) {
            let digest = Self.digest(key)
            guard let place = cells.find(digest, where: { $0.key == key }) else { continue }
            _ = cells[place].node.remove(order, analysis.candidates)
            if cells[place].node.isEmpty { cells.remove(at: place) }
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
        guard let found else { return }
        cells.entries[found].element.node.decide(evaluator, &outcomes)
    }
}
