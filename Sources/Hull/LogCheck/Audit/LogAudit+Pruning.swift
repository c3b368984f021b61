extension LogAudit {
    /// Takes the hashes of pruned entries from the tiles that were kept: the tree can be rebuilt, the entries are not looked at.
    /// - Parameter index: the bundle that comes next; moved past those that were pruned.
    /// - Returns: false if a tile is missing, without which nothing can be shown.
    mutating func passPruned(before first: UInt64, size: UInt64, index: inout UInt64) throws -> Bool {
        guard first > 0 else { return true }
        guard first.isMultiple(of: 256), first <= size else {
            report.fails(
                .malformed,
                "entries before \(first)",
                "entries are pruned up to a multiple of 256 that the log has"
            )
            return false
        }
        while index * 256 < first {
            let path = TilePaths.path("0", index)
            guard let bytes = try files.bytes(at: path), bytes.count == 256 * 32 else {
                report.fails(
                    .missing,
                    path,
                    "the tile of pruned entries is not there whole; without it nothing that follows can be shown"
                )
                return false
            }
            for start in stride(from: 0, to: bytes.count, by: 32) {
                guard let hash = Digest32(bytes[start..<(start + 32)]) else { return false }
                for tile in tree.append(hash) { try compare(tile, isFull: true) }
                passCheckpoints()
            }
            index += 1
        }
        report.unverified(
            .entryBundle,
            "entries 0 to \(first - 1)",
            "pruned: their hashes are in the signed tree, what they said is gone"
        )
        return true
    }
}
