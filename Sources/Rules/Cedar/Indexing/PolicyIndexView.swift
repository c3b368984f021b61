/// The arrays of a ``PolicyIndex``, borrowed: finds the policies that can apply to a request.
struct PolicyIndexView {
    let entries: UnsafeBufferPointer<IndexEntry>
    let postings: UnsafeBufferPointer<IndexPosting>
    let nodes: UnsafeBufferPointer<IndexNode>
    let groups: UnsafeBufferPointer<IndexGroup>
    let actions: UnsafeBufferPointer<IndexAction>
    let cells: UnsafeBufferPointer<IndexCell>
    let nodeSlots: UnsafeBufferPointer<DigestSlots.Slot>
    let actionSlots: UnsafeBufferPointer<DigestSlots.Slot>
    let cellSlots: UnsafeBufferPointer<DigestSlots.Slot>

    /// Decides every policy that can be satisfied or err.
    func decide(_ bound: Bound, _ outcomes: inout Outcomes) {
        guard let action = bound.uid(.action) else { return }
        decide(bound, &outcomes, 0) { if case .any = $0 { true } else { false } }
        decide(bound, &outcomes, action.pointee.digest) {
            if case .equal(let uid) = $0 { uid == action.pointee } else { false }
        }
        decideBelow(action, bound, &outcomes)
        let ancestors = bound.pointee.action.ancestors
        guard let uids = ancestors.uids else { return }
        for place in 0..<ancestors.count { decideBelow(uids + place, bound, &outcomes) }
    }

    private func decideBelow(_ group: UnsafePointer<EntityUID>, _ bound: Bound, _ outcomes: inout Outcomes) {
        decide(bound, &outcomes, ~group.pointee.digest) {
            if case .isIn(let uid) = $0 { uid == group.pointee } else { false }
        }
    }

    /// Goes through the cells of an action.
    @inline(__always)
    private func decide(
        _ bound: Bound,
        _ outcomes: inout Outcomes,
        _ digest: Int,
        where matches: (ActionKey) -> Bool
    ) {
        guard let action = DigestSlots.find(digest, in: actionSlots, where: { matches(actions[$0].key) }) else {
            return
        }
        decide(Int32(truncatingIfNeeded: action), bound, &outcomes)
    }

    private func decide(_ action: Int32, _ bound: Bound, _ outcomes: inout Outcomes) {
        let cells = actions[Int(action)].cells
        let principal = bound.uid(.principal)
        let resource = bound.uid(.resource)
        if cells.neither > 0 { decide(action, nil, nil, bound, &outcomes) }
        if cells.principal > 0 { decide(action, principal, nil, bound, &outcomes) }
        if cells.resource > 0 { decide(action, nil, resource, bound, &outcomes) }
        if cells.both > 0 { decide(action, principal, resource, bound, &outcomes) }
    }

    /// Goes through the cell of an action and the types of these entities.
    @inline(__always)
    private func decide(
        _ action: Int32,
        _ principal: UnsafePointer<EntityUID>?,
        _ resource: UnsafePointer<EntityUID>?,
        _ bound: Bound,
        _ outcomes: inout Outcomes
    ) {
        let digest = IndexCell.digest(
            action,
            principal?.pointee.type.name.digest ?? 0,
            resource?.pointee.type.name.digest ?? 0
        )
        let found = DigestSlots.find(digest, in: cellSlots) { place in
            cells[place].action == action && cells[place].principal == principal?.pointee.type
                && cells[place].resource == resource?.pointee.type
        }
        if let found { decide(node: Int(cells[found].node), bound, &outcomes) }
    }

    private func decide(node place: Int, _ bound: Bound, _ outcomes: inout Outcomes) {
        if outcomes.isSettled { return }
        var posting = Int(nodes[place].firstPosting)
        while posting >= 0 {
            outcomes.decide(Int(postings[posting].entry), entries, bound)
            if outcomes.isSettled { return }
            posting = Int(postings[posting].next)
        }
        var group = Int(nodes[place].firstGroup)
        while group >= 0 {
            decide(group: group, bound, &outcomes)
            if outcomes.isSettled { return }
            group = Int(groups[group].next)
        }
    }

    private func decide(group place: Int, _ bound: Bound, _ outcomes: inout Outcomes) {
        Unmanaged.passUnretained(groups[place].pin)._withUnsafeGuaranteedRef { pin in
            decide(group: place, by: pin, bound, &outcomes)
        }
    }

    private func decide(group place: Int, by pin: Pin, _ bound: Bound, _ outcomes: inout Outcomes) {
        for index in pin.guards.indices {
            switch Unmanaged.passUnretained(pin.guards[index])._withUnsafeGuaranteedRef({ $0.outcome(bound) }) {
            case .holds: continue
            case .refused: return
            case .fails: return decideAll(place, bound, &outcomes)
            }
        }
        let root = pin.subject.path.root
        switch pin.test {
        case .entity:
            if let uid = bound.uid(root) { decide(place, under: uid.pointee.digest, bound, &outcomes) }
        case .below:
            guard let uid = bound.uid(root) else { return }
            decide(place, uid.pointee.digest, bound.root(root).pointee.ancestors, bound, &outcomes)
        case .value, .truth, .valueBelow, .member:
            pin.subject.path.withFound(bound) { found in
                switch found {
                case .value(let value): decide(place, by: pin, value, bound, &outcomes)
                case .absent(let step):
                    if !pin.subject.isAsked(step) { decideAll(place, bound, &outcomes) }
                case .unsuited: decideAll(place, bound, &outcomes)
                }
            }
        }
    }

    private func decide(
        _ place: Int,
        by pin: Pin,
        _ value: UnsafePointer<Value>,
        _ bound: Bound,
        _ outcomes: inout Outcomes
    ) {
        switch pin.test {
        case .value:
            if let key = value.pointee.pinDigest { decide(place, under: key, bound, &outcomes) }
        case .truth:
            guard case .bool(let truth) = value.pointee else { return decideAll(place, bound, &outcomes) }
            decide(place, under: Value.pinDigest(truth), bound, &outcomes)
        case .valueBelow:
            guard case .entity(let uid) = value.pointee else { return decideAll(place, bound, &outcomes) }
            decide(place, uid.digest, bound.find(uid)?.ancestors ?? .none, bound, &outcomes)
        case .member:
            guard case .set(let members) = value.pointee else { return decideAll(place, bound, &outcomes) }
            for member in members {
                if let key = member.pinDigest { decide(place, under: key, bound, &outcomes) }
            }
        case .entity, .below: return
        }
    }

    private func decide(
        _ place: Int,
        _ digest: Int,
        _ ancestors: AncestorsView,
        _ bound: Bound,
        _ outcomes: inout Outcomes
    ) {
        decide(place, under: digest, bound, &outcomes)
        guard let digests = ancestors.digests else { return }
        for index in 0..<ancestors.count where digests[index] != digest {
            decide(place, under: digests[index], bound, &outcomes)
        }
    }

    @inline(__always)
    private func decide(_ group: Int, under key: Int, _ bound: Bound, _ outcomes: inout Outcomes) {
        let number = Int32(truncatingIfNeeded: group)
        let found = DigestSlots.find(IndexNode.digest(number, key), in: nodeSlots) { place in
            nodes[place].group == number && nodes[place].key == key
        }
        if let found { decide(node: found, bound, &outcomes) }
    }

    /// Goes on with all: something that comes before the test, or the test, may err.
    private func decideAll(_ group: Int, _ bound: Bound, _ outcomes: inout Outcomes) {
        var node = Int(groups[group].firstNode)
        while node >= 0 {
            decide(node: node, bound, &outcomes)
            node = Int(nodes[node].next)
        }
    }
}
