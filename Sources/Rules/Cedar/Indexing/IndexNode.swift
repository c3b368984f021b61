/// A policy in the index.
struct IndexEntry: Sendable {
    /// Where the policy stands in its set; unique.
    let order: Int
    let policy: CompiledPolicy
    /// The tests that a table can answer for it, best first.
    let candidates: [PinCandidate]
}

/// Policies sorted by what tables can answer for them: in groups by the same test, in each by its keys, and where many ask for one
/// key by the next test.
struct IndexNode: Sendable {
    /// A list up to this length is gone through rather than sorted.
    private static let shortList = 8

    private(set) var unpinned: [IndexEntry] = []
    private(set) var groups: [IndexGroup] = []
    private var places: [Pin: Int] = [:]

    var isEmpty: Bool { unpinned.isEmpty && groups.isEmpty }

    /// About how many policies are gone through.
    var length: Int { unpinned.count + groups.count }

    /// Adds a policy; the tests in `used` have been answered on the way here.
    mutating func insert(_ entry: IndexEntry, used: [Pin] = []) {
        guard used.isEmpty || unpinned.count >= Self.shortList, let candidate = best(of: entry, used) else {
            unpinned.append(entry)
            if unpinned.count == Self.shortList { sortOut(used) }
            return
        }
        insert(entry, under: candidate, used)
    }

    /// Moves what a table can answer for out of the list.
    private mutating func sortOut(_ used: [Pin]) {
        let entries = unpinned
        unpinned = []
        for entry in entries {
            if let candidate = best(of: entry, used) {
                insert(entry, under: candidate, used)
            } else {
                unpinned.append(entry)
            }
        }
    }

    private mutating func insert(_ entry: IndexEntry, under candidate: PinCandidate, _ used: [Pin]) {
        let index = places[candidate.pin] ?? groups.count
        if index == groups.count {
            groups.append(IndexGroup(candidate.pin))
            places[candidate.pin] = index
        }
        groups[index].insert(entry, under: candidate.keys, used: used + [candidate.pin])
    }

    /// The first test whose lists are short, or that with the shortest.
    private func best(of entry: IndexEntry, _ used: [Pin]) -> PinCandidate? {
        var best: (candidate: PinCandidate, longest: Int)?
        for candidate in entry.candidates where !used.contains(candidate.pin) {
            let longest = places[candidate.pin].map { groups[$0].longest(candidate.keys) } ?? 0
            if longest < best?.longest ?? .max { best = (candidate, longest) }
            if longest < Self.shortList { break }
        }
        return best?.candidate
    }

    /// Removes a policy; false where it is not here.
    mutating func remove(_ order: Int, _ candidates: [PinCandidate]) -> Bool {
        if let index = unpinned.firstIndex(where: { $0.order == order }) {
            unpinned.remove(at: index)
            return true
        }
        for candidate in candidates {
            guard let index = places[candidate.pin], groups[index].remove(order, candidate.keys, candidates) else {
                continue
            }
            if groups[index].isEmpty {
                groups.swapAt(index, groups.count - 1)
                places[groups[index].pin] = index
                places[candidate.pin] = nil
                groups.removeLast()
            }
            return true
        }
        return false
    }

    /// Decides the policies that can be satisfied or err.
    func decide(_ evaluator: Evaluator, _ outcomes: inout Outcomes) {
        for index in unpinned.indices { outcomes.decide(unpinned[index], evaluator) }
        for index in groups.indices { groups[index].decide(evaluator, &outcomes) }
    }
}
