/// Shows that a leaf is at its index in a tree of a given size (RFC 9162 section 2.1.3).
public struct InclusionProof: Hashable, Sendable {
    /// The leaf's zero-based place.
    public let index: UInt64
    /// Leaves in the tree.
    public let size: UInt64
    /// The siblings from the leaf up to the root's child.
    public let path: [TreeHash]

    /// A proof as it was received; nothing is checked before `verify`.
    public init(index: UInt64, size: UInt64, path: [TreeHash]) {
        self.index = index
        self.size = size
        self.path = path
    }

    /// Makes the proof from stored subtrees (RFC 9162 section 2.1.3.1). At most 64 siblings; one read for each, but for the one that
    /// holds the tree's right edge.
    /// - Throws: `ProofError.indexOutsideTree`, or what the source throws.
    public init(index: UInt64, size: UInt64, from source: some SubtreeSource) throws {
        guard index < size else { throw ProofError.indexOutsideTree(index: index, size: size) }
        var range = 0..<size
        var path: [TreeHash] = []
        while range.upperBound - range.lowerBound > 1 {
            let middle = range.lowerBound + largestPowerOfTwo(below: range.upperBound - range.lowerBound)
            if index < middle {
                path.append(try source.hash(over: middle..<range.upperBound))
                range = range.lowerBound..<middle
            } else {
                path.append(try source.hash(over: range.lowerBound..<middle))
                range = middle..<range.upperBound
            }
        }
        self.init(index: index, size: size, path: path.reversed())
    }

    /// Checks the proof by RFC 9162 section 2.1.3.2.
    /// - Throws: `ProofError` if the leaf is not shown to be there.
    public func verify(leaf: TreeHash, root: TreeHash) throws(ProofError) {
        guard index < size else { throw .indexOutsideTree(index: index, size: size) }
        var place = index
        var last = size - 1
        var hash = leaf
        for sibling in path {
            if last == 0 { throw .wrongLength(path.count) }
            if place & 1 == 1 || place == last {
                hash = .node(sibling, hash)
                while place & 1 == 0, place != 0 {
                    place >>= 1
                    last >>= 1
                }
            } else {
                hash = .node(hash, sibling)
            }
            place >>= 1
            last >>= 1
        }
        guard last == 0 else { throw .wrongLength(path.count) }
        guard hash == root else { throw .rootDiffers(expected: root, computed: hash) }
    }
}
