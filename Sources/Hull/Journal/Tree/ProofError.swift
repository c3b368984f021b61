/// Why a Merkle proof could not be made or does not hold.
public enum ProofError: Error, Hashable, Sendable {
    /// The leaf is not in a tree of this size.
    case indexOutsideTree(index: UInt64, size: UInt64)
    /// The later tree is smaller than the earlier one.
    case shrunk(old: UInt64, new: UInt64)
    /// A proof between these places has another number of hashes.
    case wrongLength(Int)
    /// The proof leads to another root.
    case rootDiffers(expected: TreeHash, computed: TreeHash)
}

extension ProofError: CustomStringConvertible {
    /// What is wrong, in a sentence.
    public var description: String {
        switch self {
        case .indexOutsideTree(let index, let size): "leaf \(index) is not in a tree of \(size) leaves"
        case .shrunk(let old, let new): "a log only grows: the later tree has \(new) leaves, the earlier one \(old)"
        case .wrongLength(let count): "\(count) hashes are not a proof between these places of these trees"
        case .rootDiffers(let expected, let computed): "the proof leads to root \(computed), the tree has \(expected)"
        }
    }
}
