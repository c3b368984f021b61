/// Hashes of runs of words, each with three numbers, looked up in memory.
struct KnownTable: Sendable {
    /// One entry.
    struct Entry: Hashable, Sendable {
        /// A hash of ``SpanHash``, with sixteen bits of the table's user in the place that it leaves.
        let key: UInt64
        let first: UInt32
        let second: UInt32

        init(hash: UInt64, _ extra: UInt16, first: UInt32, second: UInt32) {
            (key, self.first, self.second) = (hash & ~0xFFFF | UInt64(extra), first, second)
        }

        init(key: UInt64, first: UInt32, second: UInt32) { (self.key, self.first, self.second) = (key, first, second) }

        var hash: UInt64 { key & ~0xFFFF }
        var extra: UInt16 { UInt16(truncatingIfNeeded: key) }
    }

    /// Ascending by key.
    let entries: [Entry]
    /// A bit for some of the bits of each key: nearly all that is looked up is not there, and is told by one load.
    private let filter: [UInt64]
    private let mask: UInt64

    /// - Complexity: O(n log n).
    init(_ entries: [Entry]) {
        self.entries = entries.sorted { ($0.key, $0.first, $0.second) < ($1.key, $1.first, $1.second) }
        var bits = 64
        while bits < entries.count * 16 { bits *= 2 }
        mask = UInt64(bits - 1)
        var filter = [UInt64](repeating: 0, count: bits / 64)
        for entry in entries {
            let bit = Int(entry.key >> 16 & mask)
            filter[bit >> 6] |= 1 << UInt64(bit & 63)
        }
        self.filter = filter
    }

    /// The entries of a hash.
    @inline(__always) func find(_ hash: UInt64) -> ArraySlice<Entry> {
        let bit = Int(hash >> 16 & mask)
        guard filter[bit >> 6] & 1 << UInt64(bit & 63) != 0 else { return [] }
        return search(hash)
    }

    private func search(_ hash: UInt64) -> ArraySlice<Entry> {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].key < hash { low = middle + 1 } else { high = middle }
        }
        var end = low
        while end < entries.count, entries[end].hash == hash { end += 1 }
        return entries[low..<end]
    }
}
