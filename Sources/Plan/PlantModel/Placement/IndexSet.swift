/// A set of small indices as a row of bits.
struct IndexSet: Hashable {
    private(set) var words: [UInt64]

    /// An empty set that has room for indices below a count.
    init(capacity: Int) { words = [UInt64](repeating: 0, count: (capacity + 63) / 64) }

    subscript(index: Int) -> Bool {
        get { words[index >> 6] & (1 << UInt64(index & 63)) != 0 }
        set {
            if newValue {
                words[index >> 6] |= 1 << UInt64(index & 63)
            } else {
                words[index >> 6] &= ~(1 << UInt64(index & 63))
            }
        }
    }

    var isEmpty: Bool { words.allSatisfy { $0 == 0 } }
    var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    /// The least member.
    var first: Int? {
        words.firstIndex { $0 != 0 }.map { $0 << 6 + words[$0].trailingZeroBitCount }
    }

    /// The members, ascending.
    var members: [Int] {
        var result: [Int] = []
        for (position, word) in words.enumerated() {
            var rest = word
            while rest != 0 {
                result.append(position << 6 + rest.trailingZeroBitCount)
                rest &= rest - 1
            }
        }
        return result
    }

    mutating func formIntersection(_ other: IndexSet) {
        for position in words.indices { words[position] &= other.words[position] }
    }

    mutating func subtract(_ other: IndexSet) {
        for position in words.indices { words[position] &= ~other.words[position] }
    }

    func intersection(_ other: IndexSet) -> IndexSet {
        var result = self
        result.formIntersection(other)
        return result
    }

    func intersectionCount(_ other: IndexSet) -> Int {
        var count = 0
        for position in words.indices { count += (words[position] & other.words[position]).nonzeroBitCount }
        return count
    }
}
