/// What has to be remembered of a Merkle tree to append to it and to know its root: the roots of the complete subtrees along its right
/// edge, at most one for each bit of the size, largest first.
public struct TreeFrontier: Hashable, Sendable {
    /// Leaves in the tree.
    public private(set) var size: UInt64 = 0
    /// Roots of the complete subtrees that the set bits of `size` stand for, most significant bit first.
    public private(set) var edge: [TreeHash] = []

    /// The tree without leaves.
    public init() {}

    /// The frontier of a tree that was stored.
    /// - Returns: nil if the number of hashes is not the number of bits set in the size.
    public init?(size: UInt64, edge: [TreeHash]) {
        guard edge.count == size.nonzeroBitCount else { return nil }
        self.size = size
        self.edge = edge
    }

    /// Adds a leaf at the end. Amortised constant work: as many node hashes as the size has trailing ones.
    public mutating func append(_ leaf: TreeHash) {
        var hash = leaf
        for _ in 0..<(~size).trailingZeroBitCount {
            guard let left = edge.popLast() else { break }
            hash = .node(left, hash)
        }
        edge.append(hash)
        size += 1
    }

    /// The root over all leaves so far (RFC 9162 section 2.1.1). At most 63 node hashes.
    public var root: TreeHash {
        guard var hash = edge.last else { return .emptyRoot }
        for left in edge.dropLast().reversed() { hash = .node(left, hash) }
        return hash
    }
}
