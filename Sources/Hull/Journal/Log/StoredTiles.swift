internal import Storage
internal import Synchronization

/// The tiles of a stored log up to one size: full ones from the store, kept for the next proof, partial ones from the right edge.
public final class StoredTiles: TileSource, Sendable {
    private struct Place: Hashable {
        let level: Int
        let index: UInt64
    }

    private let store: any LogStore
    private let tip: LogTip
    private let kept = Mutex<[Place: HashTile]>([:])

    /// Tiles kept, 16 KiB each; above it all are forgotten.
    static let keptMax = 1024

    init(store: any LogStore, tip: LogTip) {
        self.store = store
        self.tip = tip
    }

    /// A tile.
    /// - Throws: what the store throws; `JournalError` with code `damaged` when a full tile has not its 8,192 bytes.
    public func tile(level: Int, index: UInt64, width: Int) throws -> HashTile? {
        let isEdge = index == tip.size >> UInt64(TilePlace.height * (level + 1))
        if isEdge { return tip.partialTile(level: level).flatMap { $0.hashes.count >= width ? $0 : nil } }
        let place = Place(level: level, index: index)
        if let known = kept.withLock({ $0[place] }) { return known }
        guard let tile = try Self.full(level: level, index: index, in: store) else { return nil }
        kept.withLock {
            if $0.count >= Self.keptMax { $0 = [:] }
            $0[place] = tile
        }
        return tile
    }

    /// A full tile of a store.
    static func full(level: Int, index: UInt64, in store: any LogStore) throws -> HashTile? {
        guard let stored = try store.tile(level: level, index: index) else { return nil }
        guard let tile = HashTile(bytes: stored.bytes), tile.hashes.count == TilePlace.fullWidth else {
            throw JournalError(
                .damaged,
                "tile \(index) of level \(level) has \(stored.bytes.count) bytes, not \(TilePlace.fullWidth * TreeHash.byteCount): restore the log from its backup or its mirror"
            )
        }
        return tile
    }
}
