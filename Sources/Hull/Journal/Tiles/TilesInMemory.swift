/// Tiles kept in memory with the nodes inside them, 16 KiB for a full one: for tests, and for a log that was just read whole.
public struct TilesInMemory: TileSource, Sendable {
    private struct Place: Hashable {
        let level: Int
        let index: UInt64
    }

    private var tiles: [Place: HashTile] = [:]

    /// No tiles.
    public init() {}

    /// Keeps the tiles among a log's files; a wider tile takes the place of a narrower one.
    public mutating func insert(_ files: [LogTip.File]) {
        for file in files {
            guard case .hashes(let level) = file.place.content, let tile = HashTile(bytes: file.bytes) else { continue }
            let place = Place(level: level, index: file.place.index)
            if (tiles[place]?.hashes.count ?? 0) < tile.hashes.count { tiles[place] = tile }
        }
    }

    /// A tile, if it has the hashes that were asked for.
    public func tile(level: Int, index: UInt64, width: Int) -> HashTile? {
        tiles[Place(level: level, index: index)].flatMap { $0.hashes.count >= width ? $0 : nil }
    }
}
