/// Shows that a smaller tree is the beginning of a larger one (RFC 9162 section 2.1.4).
public struct ConsistencyProof: Hashable, Sendable {
    /// Leaves in the smaller tree.
    public let oldSize: UInt64
    /// Leaves in the larger tree.
    public let newSize: UInt64
    /// The hashes of the proof, in the order of the standard.
    public let path: [TreeHash]

    /// A proof as it was received; nothing is checked before `verify`.
    public init(oldSize: UInt64, newSize: UInt64, path: [TreeHash]) {
        self.oldSize = oldSize
        self.newSize = newSize
        self.path = path
    }

    /// Makes the proof from stored subtrees (RFC 9162 section 2.1.4.1); empty if the sizes are equal or the old one is zero.
    /// - Throws: `ProofError.shrunk`, or what the source throws.
    public init(oldSize: UInt64, newSize: UInt64, from source: some SubtreeSource) throws {
        guard oldSize <= newSize else { throw ProofError.shrunk(old: oldSize, new: newSize) }
        var path: [TreeHash] = []
        if oldSize > 0, oldSize < newSize {
            var range = 0..<newSize
            while oldSize != range.upperBound {
                let middle = range.lowerBound + largestPowerOfTwo(below: range.upperBound - range.lowerBound)
                if oldSize <= middle {
                    path.append(try source.hash(over: middle..<range.upperBound))
                    range = range.lowerBound..<middle
                } else {
                    path.append(try source.hash(over: range.lowerBound..<middle))
                    range = middle..<range.upperBound
                }
            }
            // The verifier has the old root already when the old tree is itself the last subtree.
            if range.lowerBound > 0 { path.append(try source.hash(over: range)) }
        }
        self.init(oldSize: oldSize, newSize: newSize, path: path.reversed())
    }

    /// Checks the proof by RFC 9162 section 2.1.4.2. Sizes that are equal need equal roots and no hashes; from size zero nothing is to
    /// be shown, so the proof has to be empty.
    /// - Throws: `ProofError` if the old tree is not shown to be the beginning of the new one.
    public func verify(oldRoot: TreeHash, newRoot: TreeHash) throws(ProofError) {
        guard oldSize <= newSize else { throw .shrunk(old: oldSize, new: newSize) }
        if oldSize == 0 || oldSize == newSize {
            guard path.isEmpty else { throw .wrongLength(path.count) }
            let expected = oldSize == newSize ? newRoot : TreeHash.emptyRoot
            guard oldRoot == expected else { throw .rootDiffers(expected: oldRoot, computed: expected) }
            return
        }
        var rest = path[...]
        if oldSize.nonzeroBitCount == 1 { rest = [oldRoot] + path }
        guard let first = rest.popFirst() else { throw .wrongLength(path.count) }
        let trailing = UInt64((~(oldSize - 1)).trailingZeroBitCount)
        var place = (oldSize - 1) >> trailing
        var last = (newSize - 1) >> trailing
        var old = first
        var new = first
        for hash in rest {
            if last == 0 { throw .wrongLength(path.count) }
            if place & 1 == 1 || place == last {
                old = .node(hash, old)
                new = .node(hash, new)
                while place & 1 == 0, place != 0 {
                    place >>= 1
                    last >>= 1
                }
            } else {
                new = .node(new, hash)
            }
            place >>= 1
            last >>= 1
        }
        guard last == 0 else { throw .wrongLength(path.count) }
        guard old == oldRoot else { throw .rootDiffers(expected: oldRoot, computed: old) }
        guard new == newRoot else { throw .rootDiffers(expected: newRoot, computed: new) }
    }
}
