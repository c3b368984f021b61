/// The tiles that proofs of one batch's events need: those it filled and the right edge after it. All siblings of an event's path are in tiles
/// that were not full before the event.
struct BatchTiles: TileSource, Sendable {
    private struct Place: Hashable {
        let level: Int
        let index: UInt64
    }

    private let tip: LogTip
    private var filled: [Place: HashTile] = [:]

    init(_ batch: LogBatch) {
        tip = batch.tip
        for file in batch.filled {
            guard case .hashes(let level) = file.place.content else { continue }
            filled[Place(level: level, index: file.place.index)] = HashTile(bytes: file.bytes)
        }
    }

    func tile(level: Int, index: UInt64, width: Int) -> HashTile? {
        if index == tip.size >> UInt64(TilePlace.height * (level + 1)) { return tip.partialTile(level: level) }
        return filled[Place(level: level, index: index)]
    }
}
