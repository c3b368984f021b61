/// Rebuilds a tree from leaf hashes, tile by tile, and hands out each tile as soon as it is complete.
struct TreeRebuilder {
    /// A tile as the entries say that it has to be.
    struct Tile {
        let level: Int
        let index: UInt64
        let hashes: [Digest32]
    }

    private(set) var size: UInt64 = 0
    private var rows: [[Digest32]] = [[]]

    /// Adds a leaf.
    /// - Returns: the tiles that it completes, lowest first; nearly always none.
    mutating func append(_ leaf: Digest32) -> [Tile] {
        size += 1
        rows[0].append(leaf)
        guard rows[0].count == 256 else { return [] }
        var tiles: [Tile] = []
        var level = 0
        var count = size
        while rows[level].count == 256 {
            let row = rows[level]
            count /= 256
            tiles.append(Tile(level: level, index: count - 1, hashes: row))
            rows[level].removeAll(keepingCapacity: true)
            level += 1
            if rows.count == level { rows.append([]) }
            rows[level].append(.tree(row[...]))
        }
        return tiles
    }

    /// The tiles at the right edge that are not full.
    var partialTiles: [Tile] {
        var tiles: [Tile] = []
        var count = size
        for (level, row) in rows.enumerated() {
            count /= 256
            if !row.isEmpty { tiles.append(Tile(level: level, index: count, hashes: row)) }
        }
        return tiles
    }

    /// The root: each level's hashes with what is below them as one more, for a split by the largest power of two takes it last.
    var root: Digest32 {
        var below: [Digest32] = []
        for row in rows where !row.isEmpty || !below.isEmpty { below = [.tree((row + below)[...])] }
        return .tree(below[...])
    }
}
