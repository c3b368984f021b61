/// Where the roots of complete subtrees are read from when a proof is made.
public protocol SubtreeSource {
    /// The root of the complete subtree over the leaves `index * 2^level ..< (index + 1) * 2^level`.
    /// - Throws: when it is not stored or cannot be read.
    func subtree(level: Int, index: UInt64) throws -> TreeHash
}

extension SubtreeSource {
    /// The hash over any range of leaves as RFC 9162 section 2.1.1 splits it. At most one read for each bit of the range's length when
    /// its start is a multiple of the largest power of two in it, which all ranges in proofs are.
    func hash(over range: Range<UInt64>) throws -> TreeHash {
        let count = range.upperBound - range.lowerBound
        if count == 0 { return .emptyRoot }
        if count.nonzeroBitCount == 1 {
            let level = count.trailingZeroBitCount
            return try subtree(level: level, index: range.lowerBound >> UInt64(level))
        }
        let middle = range.lowerBound + largestPowerOfTwo(below: count)
        return .node(try hash(over: range.lowerBound..<middle), try hash(over: middle..<range.upperBound))
    }

    /// The root of the tree's first `size` leaves.
    public func root(size: UInt64) throws -> TreeHash { try hash(over: 0..<size) }
}

/// The largest power of two less than a count that is at least 2: where RFC 9162 splits a tree.
func largestPowerOfTwo(below count: UInt64) -> UInt64 {
    1 << UInt64(UInt64.bitWidth - 1 - (count - 1).leadingZeroBitCount)
}
