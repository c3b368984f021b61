/// The policies of a set, found by what their scope and their first conditions ask for: action, types, and whatever a table can
/// answer (``Pin``). A policy is left out of a decision only where it is surely neither satisfied nor in error.
///
/// The parts refer to each other by numbers and lie in a few arrays, so that a decision follows them without counting references, a
/// change touches what it changes, and a copy is a copy of arrays.
struct PolicyIndex: Sendable {
    /// A list up to this length is gone through rather than sorted.
    private static let shortList = 8

    private var entries = IndexPool<IndexEntry>()
    private var postings = IndexPool<IndexPosting>()
    private var nodes = IndexPool<IndexNode>()
    private var groups = IndexPool<IndexGroup>()
    private var actions = IndexPool<IndexAction>()
    private var cells = IndexPool<IndexCell>()
    private var nodeSlots = DigestSlots()
    private var groupSlots = DigestSlots()
    private var actionSlots = DigestSlots()
    private var cellSlots = DigestSlots()

    init() {}

    /// Borrows the arrays of an index where it lies; through a value of it they would be retained one by one.
    @inline(__always)
    static func withView<Result>(_ index: UnsafePointer<PolicyIndex>, _ body: (PolicyIndexView) -> Result) -> Result {
        index.pointee.entries.elements.withUnsafeBufferPointer { entries in
            index.pointee.postings.elements.withUnsafeBufferPointer { postings in
                index.pointee.nodes.elements.withUnsafeBufferPointer { nodes in
                    index.pointee.groups.elements.withUnsafeBufferPointer { groups in
                        index.pointee.actions.elements.withUnsafeBufferPointer { actions in
                            index.pointee.cells.elements.withUnsafeBufferPointer { cells in
                                index.pointee.nodeSlots.slots.withUnsafeBufferPointer { nodeSlots in
                                    index.pointee.actionSlots.slots.withUnsafeBufferPointer { actionSlots in
                                        index.pointee.cellSlots.slots.withUnsafeBufferPointer { cellSlots in
                                            body(
                                                PolicyIndexView(
                                                    entries: entries,
                                                    postings: postings,
                                                    nodes: nodes,
                                                    groups: groups,
                                                    actions: actions,
                                                    cells: cells,
                                                    nodeSlots: nodeSlots,
                                                    actionSlots: actionSlots,
                                                    cellSlots: cellSlots
                                                )
                                            )
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

// Adding policies.
extension PolicyIndex {
    mutating func insert(_ policy: Policy, order: Int) {
        let analysis = PinAnalysis(policy.storage)
        let entry = entries.add(
            IndexEntry(order: order, policy: policy.storage.compiled, candidates: analysis.candidates)
        )
        for key in Self.actions(policy.scope) {
            insert(entry, into: cell(key, analysis.principalType, analysis.resourceType), used: [])
        }
    }

    private static func actions(_ scope: PolicyScope) -> Set<ActionKey> {
        switch scope.action {
        case .any: [.any]
        case .equal(let uid): [.equal(uid)]
        case .isIn(let uid): [.isIn(uid)]
        case .isInAny(let uids): Set(uids.map { .isIn($0) })
        }
    }

    private func find(_ key: ActionKey) -> Int32? {
        actionSlots.find(key.digest) { actions.elements[$0].key == key }.map { Int32($0) }
    }

    private func findCell(_ action: Int32, _ principal: EntityTypeName?, _ resource: EntityTypeName?) -> Int32? {
        cellSlots.find(IndexCell.digest(action, principal?.name.digest ?? 0, resource?.name.digest ?? 0)) {
            let cell = cells.elements[$0]
            return cell.action == action && cell.principal == principal && cell.resource == resource
        }
        .map { Int32($0) }
    }

    /// The node of a cell, made if there is none.
    private mutating func cell(
        _ key: ActionKey,
        _ principal: EntityTypeName?,
        _ resource: EntityTypeName?
    ) -> Int32 {
        var action = find(key) ?? -1
        if action < 0 {
            action = actions.add(IndexAction(key: key))
            actionSlots.insert(key.digest, Int(action))
        }
        if let cell = findCell(action, principal, resource) { return cells[cell].node }
        let node = nodes.add(IndexNode())
        let cell = cells.add(IndexCell(action: action, principal: principal, resource: resource, node: node))
        let digest = IndexCell.digest(action, principal?.name.digest ?? 0, resource?.name.digest ?? 0)
        cellSlots.insert(digest, Int(cell))
        actions[action].count(principal, resource, 1)
        return node
    }

    /// Adds a policy to a node; the tests in `used` have been answered on the way there.
    private mutating func insert(_ entry: Int32, into node: Int32, used: [Pin]) {
        guard used.isEmpty || Int(nodes[node].postingCount) >= Self.shortList,
            let candidate = best(of: entry, node, used)
        else {
            push(entry, to: node)
            if Int(nodes[node].postingCount) == Self.shortList { sortOut(node, used) }
            return
        }
        insert(entry, into: node, under: candidate, used)
    }

    private mutating func push(_ entry: Int32, to node: Int32) {
        nodes[node].firstPosting = postings.add(IndexPosting(entry: entry, next: nodes[node].firstPosting))
        nodes[node].postingCount += 1
    }

    /// Moves what a table can answer for out of the list.
    private mutating func sortOut(_ node: Int32, _ used: [Pin]) {
        var posting = nodes[node].firstPosting
        nodes[node].firstPosting = -1
        nodes[node].postingCount = 0
        while posting >= 0 {
            let taken = postings[posting]
            postings.remove(posting, leaving: IndexPosting(entry: -1, next: -1))
            posting = taken.next
            if let candidate = best(of: taken.entry, node, used) {
                insert(taken.entry, into: node, under: candidate, used)
            } else {
                push(taken.entry, to: node)
            }
        }
    }

    private mutating func insert(_ entry: Int32, into node: Int32, under candidate: PinCandidate, _ used: [Pin]) {
        let group = findGroup(node, candidate.pin) ?? addGroup(node, candidate.pin)
        for key in candidate.keys {
            insert(entry, into: findNode(group, key) ?? addNode(group, key), used: used + [candidate.pin])
        }
    }

    /// The first test whose lists are short, or that with the shortest.
    private func best(of entry: Int32, _ node: Int32, _ used: [Pin]) -> PinCandidate? {
        var best: (candidate: PinCandidate, longest: Int)?
        for candidate in entries[entry].candidates where !used.contains(candidate.pin) {
            let longest = findGroup(node, candidate.pin).map { longestList($0, candidate.keys) } ?? 0
            if longest < best?.longest ?? .max { best = (candidate, longest) }
            if longest < Self.shortList { break }
        }
        return best?.candidate
    }

    private func longestList(_ group: Int32, _ keys: [Int]) -> Int {
        keys.reduce(0) { max($0, findNode(group, $1).map { nodes[$0].length } ?? 0) }
    }

    private func findGroup(_ node: Int32, _ pin: Pin) -> Int32? {
        groupSlots.find(IndexGroup.digest(node, pin)) {
            groups.elements[$0].node == node && groups.elements[$0].pin == pin
        }
        .map { Int32($0) }
    }

    private mutating func addGroup(_ node: Int32, _ pin: Pin) -> Int32 {
        let group = groups.add(IndexGroup(pin: pin, node: node, next: nodes[node].firstGroup))
        nodes[node].firstGroup = group
        nodes[node].groupCount += 1
        groupSlots.insert(IndexGroup.digest(node, pin), Int(group))
        return group
    }

    private func findNode(_ group: Int32, _ key: Int) -> Int32? {
        nodeSlots.find(IndexNode.digest(group, key)) {
            nodes.elements[$0].group == group && nodes.elements[$0].key == key
        }
        .map { Int32($0) }
    }

    private mutating func addNode(_ group: Int32, _ key: Int) -> Int32 {
        let next = groups[group].firstNode
        let node = nodes.add(IndexNode(group: group, key: key, next: next))
        if next >= 0 { nodes[next].previous = node }
        groups[group].firstNode = node
        nodeSlots.insert(IndexNode.digest(group, key), Int(node))
        return node
    }
}

// Removing policies.
extension PolicyIndex {
    mutating func remove(_ policy: Policy, order: Int) {
        let analysis = PinAnalysis(policy.storage)
        var removed: Int32?
        for key in Self.actions(policy.scope) {
            guard let action = find(key),
                let cell = findCell(action, analysis.principalType, analysis.resourceType)
            else { continue }
            removed = remove(order, analysis.candidates, from: cells[cell].node) ?? removed
            if nodes[cells[cell].node].isEmpty { removeCell(cell) }
        }
        if let removed { entries.remove(removed, leaving: .vacant) }
    }

    private mutating func removeCell(_ number: Int32) {
        let cell = cells[number]
        let digest = IndexCell.digest(cell.action, cell.principal?.name.digest ?? 0, cell.resource?.name.digest ?? 0)
        cellSlots.remove(digest, Int(number))
        nodes.remove(cell.node, leaving: IndexNode())
        cells.remove(number, leaving: IndexCell(action: -1, principal: nil, resource: nil, node: -1))
        actions[cell.action].count(cell.principal, cell.resource, -1)
        guard actions[cell.action].isEmpty else { return }
        actionSlots.remove(actions[cell.action].key.digest, Int(cell.action))
        actions.remove(cell.action, leaving: IndexAction(key: .any))
    }

    /// Removes a policy from a node and says its number, nil where it is not there.
    private mutating func remove(_ order: Int, _ candidates: [PinCandidate], from node: Int32) -> Int32? {
        if let entry = removePosting(order, from: node) { return entry }
        for candidate in candidates {
            guard let group = findGroup(node, candidate.pin) else { continue }
            var removed: Int32?
            for key in candidate.keys {
                guard let inner = findNode(group, key), let entry = remove(order, candidates, from: inner) else {
                    continue
                }
                removed = entry
                if nodes[inner].isEmpty { removeNode(inner) }
            }
            guard let removed else { continue }
            if groups[group].firstNode < 0 { removeGroup(group) }
            return removed
        }
        return nil
    }

    private mutating func removePosting(_ order: Int, from node: Int32) -> Int32? {
        var previous: Int32 = -1
        var posting = nodes[node].firstPosting
        while posting >= 0 {
            let found = postings[posting]
            guard entries[found.entry].order == order else {
                previous = posting
                posting = found.next
                continue
            }
            if previous < 0 { nodes[node].firstPosting = found.next } else { postings[previous].next = found.next }
            nodes[node].postingCount -= 1
            postings.remove(posting, leaving: IndexPosting(entry: -1, next: -1))
            return found.entry
        }
        return nil
    }

    private mutating func removeNode(_ number: Int32) {
        let node = nodes[number]
        nodeSlots.remove(IndexNode.digest(node.group, node.key), Int(number))
        if node.previous < 0 { groups[node.group].firstNode = node.next } else { nodes[node.previous].next = node.next }
        if node.next >= 0 { nodes[node.next].previous = node.previous }
        nodes.remove(number, leaving: IndexNode())
    }

    private mutating func removeGroup(_ number: Int32) {
        let group = groups[number]
        groupSlots.remove(IndexGroup.digest(group.node, group.pin), Int(number))
        var previous: Int32 = -1
        var other = nodes[group.node].firstGroup
        while other != number, other >= 0 {
            previous = other
            other = groups[other].next
        }
        if previous < 0 { nodes[group.node].firstGroup = group.next } else { groups[previous].next = group.next }
        nodes[group.node].groupCount -= 1
        groups.remove(number, leaving: IndexGroup(pin: .vacant, node: -1, next: -1))
    }
}

extension IndexEntry {
    /// What stands in place of a policy that was removed.
    fileprivate static let vacant = IndexEntry(
        order: -1,
        policy: CompiledPolicy(id: "", effect: .forbid, scope: PolicyScope(), conditions: CompiledConditions([])),
        candidates: []
    )
}

extension Pin {
    /// What stands in place of a test that was removed.
    fileprivate static let vacant = Pin(
        test: .entity,
        subject: AskedPath(path: StoredPath(.principal, []), askedSteps: 0)
    )
}
