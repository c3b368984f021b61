/// A policy in the index.
struct IndexEntry: Sendable {
    /// Where the policy stands in its set; unique.
    let order: Int
    let policy: CompiledPolicy
}

/// Policies that a table sorts by the same test.
struct IndexGroup: Sendable {
    /// The policies that ask for one key.
    private struct Bucket: Sendable {
        let key: Int
        var entries: [IndexEntry]
    }

    let pin: Pin
    private var buckets = DigestTable<Bucket>()

    init(_ pin: Pin) { self.pin = pin }

    var isEmpty: Bool { buckets.count == 0 }

    /// The length of the longest list under these keys.
    func longest(_ keys: [Int]) -> Int {
        keys.reduce(0) { longest, key in max(longest, buckets.first(key) { $0.key == key }?.entries.count ?? 0) }
    }

    mutating func insert(_ entry: IndexEntry, under keys: [Int]) {
        for key in keys {
            if let place = buckets.find(key, where: { $0.key == key }) {
                buckets[place]?.entries.append(entry)
            } else {
                buckets.insert(Bucket(key: key, entries: [entry]), under: key)
            }
        }
    }

    /// Removes the policy; false where it is not here.
    mutating func remove(_ order: Int, under keys: [Int]) -> Bool {
        var found = false
        for key in keys {
            guard let place = buckets.find(key, where: { $0.key == key }),
                let position = buckets[place]?.entries.firstIndex(where: { $0.order == order })
            else { continue }
            found = true
            buckets[place]?.entries.remove(at: position)
            if buckets[place]?.entries.isEmpty == true { buckets.remove(at: place) }
        }
        return found
    }

    /// Decides the policies that can be satisfied or err.
    @inline(__always)
    func decide(_ evaluator: Evaluator, _ outcomes: inout Outcomes) {
        for index in pin.guards.indices {
            switch pin.guards[index].outcome(evaluator) {
            case .holds: continue
            case .refused: return
            case .fails: return decideAll(evaluator, &outcomes)
            }
        }
        switch pin.test {
        case .entity(let variable):
            if let uid = evaluator.uid(variable) { decide(uid.digest, evaluator, &outcomes) }
        case .below(let variable):
            guard let uid = evaluator.uid(variable) else { return }
            decide(uid, evaluator.stored(variable)?.ancestors, evaluator, &outcomes)
        case .value(let asked), .truth(let asked), .valueBelow(let asked), .member(let asked):
            switch asked.path.find(evaluator) {
            case .value(let record, let place): decide(record.values[place], evaluator, &outcomes)
            case .absent(let step) where asked.isAsked(step): return
            case .absent, .unsuited: decideAll(evaluator, &outcomes)
            }
        }
    }

    @inline(__always)
    private func decide(_ value: Value, _ evaluator: Evaluator, _ outcomes: inout Outcomes) {
        switch (pin.test, value) {
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
        guard let place = buckets.find(key, where: { $0.key == key }), let bucket = buckets[place] else { return }
        for index in bucket.entries.indices { outcomes.decide(bucket.entries[index], evaluator) }
    }

    /// Decides all: something that comes before the test, or the test, may err.
    private func decideAll(_ evaluator: Evaluator, _ outcomes: inout Outcomes) {
        for bucket in buckets.all {
            for entry in bucket.entries { outcomes.decide(entry, evaluator) }
        }
    }
}
