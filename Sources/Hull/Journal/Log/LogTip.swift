/// The right edge of a log: all that is needed to append to it. A value, so that a batch is tried on a copy and the copy becomes the log
/// only once the batch is stored.
public struct LogTip: Sendable {
    /// A static resource of the log.
    public struct File: Hashable, Sendable {
        /// Which tile or bundle.
        public let place: TilePlace
        /// Its bytes.
        public let bytes: [UInt8]
    }

    /// Leaves so far.
    public private(set) var size: UInt64 = 0
    /// By level, the tile that is not full yet.
    private var rows: [HashTile] = []
    private var bundle = EntryBundle()

    /// A log without entries.
    public init() {}

    /// The edge of a stored log.
    /// - Parameters:
    ///   - rows: by level, the hashes of the partial tile; empty where the level has none.
    ///   - bundle: the entries of the partial bundle.
    /// - Returns: nil if the widths are not those of a tree of this size, or an entry does not hash to its leaf.
    public init?(size: UInt64, rows: [[TreeHash]], bundle: EntryBundle) {
        var count = size
        for row in rows {
            guard row.count == Int(count % UInt64(TilePlace.fullWidth)) else { return nil }
            count /= UInt64(TilePlace.fullWidth)
        }
        guard count == 0, bundle.entries.map({ TreeHash.leaf($0) }) == rows.first ?? [] else { return nil }
        self.size = size
        self.rows = rows.map { hashes in
            var tile = HashTile()
            for hash in hashes { tile.append(hash) }
            return tile
        }
        self.bundle = bundle
    }

    /// Adds an entry at the end.
    /// - Returns: the tiles and the bundle that it filled.
    /// - Throws: `TileError.entryTooLarge`; the log is then as it was.
    public mutating func append(_ entry: [UInt8]) throws(TileError) -> [File] {
        try bundle.append(entry)
        size += 1
        var filled: [File] = []
        if bundle.entries.count == TilePlace.fullWidth {
            filled += [file(.entries, index: size / UInt64(TilePlace.fullWidth) - 1, bytes: bundle.bytes)].compactMap {
                $0
            }
            bundle = EntryBundle()
        }
        var hash = TreeHash.leaf(entry)
        var count = size
        for level in 0... {
            if rows.count == level { rows.append(HashTile()) }
            rows[level].append(hash)
            guard let top = rows[level].node(height: TilePlace.height, index: 0) else { break }
            count /= UInt64(TilePlace.fullWidth)
            filled += [file(.hashes(level: level), index: count - 1, bytes: rows[level].bytes)].compactMap { $0 }
            rows[level] = HashTile()
            hash = top
        }
        return filled
    }

    private func file(_ content: TilePlace.Content, index: UInt64, bytes: [UInt8]) -> File? {
        TilePlace(content, index: index).map { File(place: $0, bytes: bytes) }
    }

    /// The partial tiles and the partial bundle, as a checkpoint of this size asks for them.
    public var partialFiles: [File] {
        TilePlace.partial(size: size).map { place in
            switch place.content {
            case .entries: File(place: place, bytes: bundle.bytes)
            case .hashes(let level): File(place: place, bytes: rows[level].bytes)
            }
        }
    }

    /// The partial tile of a level; nil where it has none.
    func partialTile(level: Int) -> HashTile? {
        rows.indices.contains(level) && !rows[level].hashes.isEmpty ? rows[level] : nil
    }

    /// The frontier of the tree, from the partial tiles.
    public var frontier: TreeFrontier {
        var edge: [TreeHash] = []
        for tile in rows.reversed() {
            // In a partial tile the complete subtrees along the edge are those that the bits of its width stand for.
            var start = 0
            for height in stride(from: TilePlace.height - 1, through: 0, by: -1)
            where tile.hashes.count & (1 << height) != 0 {
                if let node = tile.node(height: height, index: start >> height) { edge.append(node) }
                start += 1 << height
            }
        }
        return TreeFrontier(size: size, edge: edge) ?? TreeFrontier()
    }

    /// The root of the tree.
    public var root: TreeHash { frontier.root }
}
