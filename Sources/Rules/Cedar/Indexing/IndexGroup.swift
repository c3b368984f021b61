/// Policies that a table sorts by the same test.
struct IndexGroup: Sendable {
    /// Shared by reference: groups are copied while they are asked.
    private final class Head: Sendable {
        let pin: Pin

        init(_ pin: Pin) { self.pin = pin }
    }

    private let head: Head
    /// The policies that ask for a key. Unlike keys under one digest are not told apart.
    private var buckets = DigestTable<IndexNode>()

    init(_ pin: Pin) { head = Head(pin) }

    var pin: Pin { head.pin }

    var isEmpty: Bool { buckets.count == 0 }

    /// The length of the longest list under these keys.
    func longest(_ keys: [Int]) -> Int { keys.reduce(0) { max($0, find($1).map { buckets[$0].length } ?? 0) } }

    @inline(__always)
    private func find(_ key: Int) -> Int? { buckets.find(key) { _ in true } }

    mutating func insert(_ entry: IndexEntry, under keys: [Int], used: [Pin]) {
        for key in keys {
            let place = find(key) ?? buckets.insert(IndexNode(), under: key)
            buckets[place].insert(entry, used: used)
        }
    }

    /// Removes a policy; false where it is not here.
    mutating func remove(_ order: Int, _ keys: [Int], _ candidates: [PinCandidate]) -> Bool {
        var found = false
        for key in keys {
            guard let place = find(key), buckets[place].remove(order, candidates) else { continue }
            found = true
            if buckets[place].isEmpty { buckets.remove(at: place) }
        }
        return found
    }

    /// Decides the policies that can be satisfied or err.
    func decide(_ evaluator: Evaluator, _ outcomes: inout Outcomes) {
        for index in head.pin.guards.indices {
            switch head.pin.guards[index].outcome(evaluator) {
            case .holds: continue
            case .refused: return
            case .fails: return decideAll(evaluator, &outcomes)
            }
        }
        switch head.pin.test {
        case .entity:
            if let uid = evaluator.uid(head.pin.subject.path.root) { decide(uid.digest, evaluator, &outcomes) }
        case .below:
            guard let uid = evaluator.uid(head.pin.subject.path.root) else { return }
            decide(uid, evaluator.stored(head.pin.subject.path.root)?.ancestors, evaluator, &outcomes)
        case .value, .truth, .valueBelow, .member:
            switch head.pin.subject.path.find(evaluator) {
            case .value(let record, let place): decide(record.fields[place].value, evaluator, &outcomes)
            case .absent(let step):
                if !head.pin.subject.isAsked(step) { decideAll(evaluator, &outcomes) }
            case .unsuited: decideAll(evaluator, &outcomes)
            }
        }
    }

    @inline(__always)
    private func decide(_ value: Value, _ evaluator: Evaluator, _ outcomes: inout Outcomes) {
        switch (head.pin.test, value) {
        case (.value, _), (.truth, .bool):
            if let key = value.pinDigest { decide(key, evaluator, &outcomes) }
        case (.valueBelow, .entity(let uid)):
            decide(uid, evaluator.entities.stored(uid)?.ancestors, evaluator, &outcomes)
        case (.member, .set(let members)):
            for member in members {
                if let key = member.pinDigest { decide(key, evaluator, &outcomes) }
            }
        default: decideAll(evaluator, &outcomes)
        }
    }

    @inline(__always)
    private func decide(
        _ uid: EntityUID,
        _ ancestors: Ancestors?,
        _ evaluator: Evaluator,
        _ outcomes: inout Outcomes
    ) {
        decide(uid.digest, evaluator, &outcomes)
        guard let ancestors else { return }
        for index in ancestors.uids.indices where ancestors.uids[index] != uid {
            decide(ancestors.digests[index], evaluator, &outcomes)
        }
    }

    @inline(__always)
    private func decide(_ key: Int, _ evaluator: Evaluator, _ outcomes: inout Outcomes) {
        if let place = find(key) { buckets.entries[place].element.decide(evaluator, &outcomes) }
    }

    /// Goes on with all: something that comes before the test, or the test, may err.
    private func decideAll(_ evaluator: Evaluator, _ outcomes: inout Outcomes) {
        for index in buckets.entries.indices { buckets.entries[index].element.decide(evaluator, &outcomes) }
    }
}
