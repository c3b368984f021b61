/// A tile with the nodes between its hashes and its top, so that a proof reads them instead of hashing them anew: 255 node hashes once
/// for a full tile, none for each proof.
public struct HashTile: Sendable {
    /// Level by level, `rows[0]` being what the tile stores; each row holds the complete pairs of the one below.
    private var rows: [[TreeHash]]

    /// A tile without hashes, to be filled.
    init() { rows = [[]] }

    /// Adds a hash at the end, and the nodes that it completes: one more node a hash, all in all.
    mutating func append(_ hash: TreeHash) {
        rows[0].append(hash)
        var height = 0
        while rows[height].count.isMultiple(of: 2) {
            let row = rows[height]
            let node = TreeHash.node(row[row.count - 2], row[row.count - 1])
            height += 1
            if rows.count == height { rows.append([]) }
            rows[height].append(node)
        }
    }

    /// - Returns: nil unless there are 1 to 256 hashes.
    public init?(_ hashes: [TreeHash]) {
        guard (1...TilePlace.fullWidth).contains(hashes.count) else { return nil }
        var rows = [hashes]
        while let row = rows.last, row.count > 1 {
            rows.append(stride(from: 0, to: row.count - 1, by: 2).map { .node(row[$0], row[$0 + 1]) })
        }
        self.rows = rows
    }

    /// Reads the bytes of a tile: 32 for each hash.
    /// - Returns: nil unless they are those of 1 to 256 hashes.
    public init?(bytes: [UInt8]) {
        guard bytes.count.isMultiple(of: TreeHash.byteCount) else { return nil }
        let hashes = stride(from: 0, to: bytes.count, by: TreeHash.byteCount).compactMap {
            TreeHash(bytes[$0..<($0 + TreeHash.byteCount)])
        }
        self.init(hashes)
    }

    /// The hashes that the tile stores.
    public var hashes: [TreeHash] { rows[0] }

    /// The bytes of the tile.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(rows[0].count * TreeHash.byteCount)
        for hash in rows[0] { hash.withBytes { bytes.append(contentsOf: $0) } }
        return bytes
    }

    /// The node `height` above the stored hashes; nil where it is not complete.
    public func node(height: Int, index: Int) -> TreeHash? {
        guard rows.indices.contains(height), rows[height].indices.contains(index) else { return nil }
        return rows[height][index]
    }
}

/// Reads tiles of hashes, wherever they are kept.
public protocol TileSource {
    /// A tile with at least `width` hashes, which may be the full one where a partial one was asked for.
    /// - Returns: nil if it is not there.
    func tile(level: Int, index: UInt64, width: Int) throws -> HashTile?
}

/// Subtrees of a tree of a known size, read from its tiles.
public struct TiledTree<Tiles: TileSource>: SubtreeSource {
    /// Where tiles come from.
    public let tiles: Tiles
    /// Leaves in the tree.
    public let size: UInt64

    /// - Parameter size: leaves in the tree whose tiles these are.
    public init(tiles: Tiles, size: UInt64) {
        self.tiles = tiles
        self.size = size
    }

    /// A node from the tile that holds it.
    /// - Throws: `TileError.missing` if the tree has no such complete subtree or its tile is not there.
    public func subtree(level: Int, index: UInt64) throws -> TreeHash {
        // The top of a full tile is also the first row of the tile above, but that tile exists as well.
        let tileLevel = level / TilePlace.height
        let height = level % TilePlace.height
        let first = index << UInt64(height)
        let tileIndex = first / UInt64(TilePlace.fullWidth)
        let count = size >> UInt64(tileLevel * TilePlace.height)
        let width = Int(min(UInt64(TilePlace.fullWidth), count - min(count, tileIndex * UInt64(TilePlace.fullWidth))))
        let offset = Int(first % UInt64(TilePlace.fullWidth)) >> height
        guard width > 0, let tile = try tiles.tile(level: tileLevel, index: tileIndex, width: width),
            let hash = tile.node(height: height, index: offset)
        else { throw TileError.missing(level: tileLevel, index: tileIndex) }
        return hash
    }
}

extension TiledTree: Sendable where Tiles: Sendable {}

/// What is wrong with the tiles of a log.
public enum TileError: Error, Hashable, Sendable {
    /// A tile is not there, or has fewer hashes than the tree needs.
    case missing(level: Int, index: UInt64)
    /// A bundle of entries cannot be read: which entry of it, and why.
    case badBundle(entry: Int, reason: String)
    /// An entry does not fit the length of two bytes.
    case entryTooLarge(Int)
}

extension TileError: CustomStringConvertible {
    /// What is wrong, and where.
    public var description: String {
        switch self {
        case .missing(let level, let index): "tile \(index) of level \(level) is missing or too short"
        case .badBundle(let entry, let reason): "entry \(entry) of the bundle: \(reason)"
        case .entryTooLarge(let count): "an entry of \(count) bytes; at most \(EntryBundle.entryBytesMax) fit a bundle"
        }
    }
}
