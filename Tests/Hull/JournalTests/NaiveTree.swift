import Journal

/// RFC 9162 sections 2.1.1, 2.1.3.1 and 2.1.4.1 as they are written, without any thought of speed.
struct NaiveTree: SubtreeSource {
    let leaves: [TreeHash]

    static func root(_ leaves: ArraySlice<TreeHash>) -> TreeHash {
        if leaves.isEmpty { return .emptyRoot }
        if leaves.count == 1 { return leaves[leaves.startIndex] }
        let middle = leaves.startIndex + split(leaves.count)
        return .node(root(leaves[..<middle]), root(leaves[middle...]))
    }

    static func split(_ count: Int) -> Int {
        var power = 1
        while power * 2 < count { power *= 2 }
        return power
    }

    static func path(_ index: Int, _ leaves: ArraySlice<TreeHash>) -> [TreeHash] {
        if leaves.count <= 1 { return [] }
        let k = split(leaves.count)
        let middle = leaves.startIndex + k
        return index < k
            ? path(index, leaves[..<middle]) + [root(leaves[middle...])]
            : path(index - k, leaves[middle...]) + [root(leaves[..<middle])]
    }

    static func proof(_ m: Int, _ leaves: ArraySlice<TreeHash>, _ isWhole: Bool = true) -> [TreeHash] {
        if m == leaves.count { return isWhole ? [] : [root(leaves)] }
        let k = split(leaves.count)
        let middle = leaves.startIndex + k
        return m <= k
            ? proof(m, leaves[..<middle], isWhole) + [root(leaves[middle...])]
            : proof(m - k, leaves[middle...], false) + [root(leaves[..<middle])]
    }

    func subtree(level: Int, index: UInt64) -> TreeHash {
        let width = 1 << level
        return Self.root(leaves[(Int(index) * width)..<(Int(index) * width + width)])
    }
}
