/// Verifies Merkle proofs by the recursive definitions of RFC 9162 sections 2.1.3.1 and 2.1.4.1, each hash taken where the definition puts
/// it. The journal walks the same proofs by the iterative rules of sections 2.1.3.2 and 2.1.4.2.
enum PathCheck {
    /// The root that a leaf and its path lead to; nil if the path does not have the hashes that this place in this tree has.
    static func root(of leaf: Digest32, at index: UInt64, size: UInt64, _ path: [Digest32]) -> Digest32? {
        guard index < size else { return nil }
        var rest = path[...]
        guard let root = root(of: leaf, at: index, size: size, rest: &rest), rest.isEmpty else { return nil }
        return root
    }

    private static func root(of leaf: Digest32, at index: UInt64, size: UInt64, rest: inout ArraySlice<Digest32>)
        -> Digest32?
    {
        if size == 1 { return leaf }
        guard let sibling = rest.popLast() else { return nil }
        let split = split(size)
        if index < split {
            return root(of: leaf, at: index, size: split, rest: &rest).map { .node($0, sibling) }
        }
        return root(of: leaf, at: index - split, size: size - split, rest: &rest).map { .node(sibling, $0) }
    }

    /// Whether a path shows that the tree of `old` leaves is the beginning of the one of `new` leaves.
    static func isConsistent(_ old: UInt64, _ oldRoot: Digest32, _ new: UInt64, _ newRoot: Digest32, _ path: [Digest32])
        -> Bool
    {
        if old > new { return false }
        if old == new { return path.isEmpty && oldRoot == newRoot }
        if old == 0 { return path.isEmpty && oldRoot == .of([]) }
        var rest = path[...]
        guard let (was, isNow) = subproof(old, new, isWhole: true, oldRoot, &rest), rest.isEmpty else { return false }
        return was == oldRoot && isNow == newRoot
    }

    /// The old and the new root of a subtree, from the hashes of SUBPROOF.
    private static func subproof(
        _ old: UInt64,
        _ new: UInt64,
        isWhole: Bool,
        _ oldRoot: Digest32,
        _ rest: inout ArraySlice<Digest32>
    ) -> (Digest32, Digest32)? {
        if old == new {
            // The old tree itself: the verifier has its root. Any other complete subtree is in the proof.
            if isWhole { return (oldRoot, oldRoot) }
            return rest.popLast().map { ($0, $0) }
        }
        let split = split(new)
        guard let sibling = rest.popLast() else { return nil }
        if old <= split {
            return subproof(old, split, isWhole: isWhole, oldRoot, &rest).map { ($0.0, .node($0.1, sibling)) }
        }
        return subproof(old - split, new - split, isWhole: false, oldRoot, &rest).map {
            (.node(sibling, $0.0), .node(sibling, $0.1))
        }
    }

    /// The largest power of two below a size of at least 2.
    private static func split(_ size: UInt64) -> UInt64 {
        var power: UInt64 = 1
        while power < size - power { power <<= 1 }
        return power
    }
}
