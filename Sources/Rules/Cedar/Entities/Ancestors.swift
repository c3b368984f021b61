/// The ancestors of an entity, in the order of their digests: most entities have few, and comparing digests one after another is
/// faster than hashing.
struct Ancestors: Sendable {
    /// Up to this many are compared one after another.
    private static let linearSearch = 16

    let digests: [Int]
    /// The ancestors, each once.
    let uids: [EntityUID]

    init(_ ancestors: Set<EntityUID>) {
        uids = ancestors.sorted { $0.digest < $1.digest }
        digests = uids.map(\.digest)
    }

    var count: Int { uids.count }

    @inline(__always)
    func contains(_ uid: EntityUID) -> Bool {
        let digest = uid.digest
        var place = 0
        if digests.count > Self.linearSearch { place = firstPlace(of: digest) }
        while place < digests.count, digests[place] < digest { place += 1 }
        while place < digests.count, digests[place] == digest {
            if uids[place] == uid { return true }
            place += 1
        }
        return false
    }

    private func firstPlace(of digest: Int) -> Int {
        var low = 0
        var high = digests.count
        while low < high {
            let middle = (low + high) / 2
            if digests[middle] < digest { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
