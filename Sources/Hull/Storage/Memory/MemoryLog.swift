internal import Synchronization

/// A log as values behind a lock.
final class MemoryLog: LogStore {
    private struct TilePlace: Hashable {
        let level: Int
        let index: UInt64
    }

    private struct Content {
        /// Entries from `first` on.
        var entries: [StoredEntry] = []
        var first: UInt64 = 0
        var commands: [[UInt8]: UInt64] = [:]
        var tiles: [TilePlace: StoredTile] = [:]
        var checkpoints: [UInt64: [UInt8]] = [:]
        /// Sizes of which there is a checkpoint, rising.
        var sizes: [UInt64] = []

        var size: UInt64 { first + UInt64(entries.count) }
    }

    private let name: String
    private let content = Mutex(Content())

    init(name: String) { self.name = name }

    func head() throws(StorageError) -> StoredHead {
        content.withLock { StoredHead(size: $0.size, first: $0.first, checkpoint: $0.checkpoints[$0.size]) }
    }

    func append(_ batch: StoredBatch) throws(StorageError) {
        try batch.check()
        let refusal: String? = content.withLock { content in
            guard content.size == batch.first else {
                return "has \(content.size) entries, not \(batch.first): another wrote to it"
            }
            var commands: [[UInt8]: UInt64] = [:]
            for (place, entry) in batch.entries.enumerated() {
                guard let command = entry.command else { continue }
                let sequence = batch.first + UInt64(place)
                guard content.commands[command] == nil, commands.updateValue(sequence, forKey: command) == nil else {
                    return "entry \(sequence) repeats a command that has an entry"
                }
            }
            var tiles: [TilePlace: StoredTile] = [:]
            for tile in batch.tiles {
                let place = TilePlace(level: tile.level, index: tile.index)
                guard content.tiles[place] == nil, tiles.updateValue(tile, forKey: place) == nil else {
                    return "tile \(tile.level)/\(tile.index) is here already"
                }
            }
            content.entries += batch.entries
            content.commands.merge(commands) { first, _ in first }
            content.tiles.merge(tiles) { first, _ in first }
            content.checkpoints[content.size] = batch.checkpoint
            content.sizes.append(content.size)
            return nil
        }
        if let refusal { throw StorageError(.conflict, "\(name): \(refusal)") }
    }

    /// Nobody is kept out.
    func endWriting() {}

    func entries(_ range: Range<UInt64>) throws(StorageError) -> [StoredEntry] {
        let (found, first): ([StoredEntry]?, UInt64) = content.withLock { content in
            let range = range.clamped(to: 0..<content.size)
            guard !range.isEmpty else { return ([], content.first) }
            guard range.lowerBound >= content.first else { return (nil, content.first) }
            let places = Int(range.lowerBound - content.first)..<Int(range.upperBound - content.first)
            return (Array(content.entries[places]), content.first)
        }
        guard let found else { throw StorageError(.missing, "\(name): entries before \(first) were pruned") }
        return found
    }

    func sequence(ofCommand command: [UInt8]) throws(StorageError) -> UInt64? {
        content.withLock { $0.commands[command] }
    }

    func tile(level: Int, index: UInt64) throws(StorageError) -> StoredTile? {
        content.withLock { $0.tiles[TilePlace(level: level, index: index)] }
    }

    func checkpoint(size: UInt64) throws(StorageError) -> [UInt8]? { content.withLock { $0.checkpoints[size] } }

    func checkpointSizes(from size: UInt64, limit: Int) throws(StorageError) -> [UInt64] {
        content.withLock { content in
            var (low, high) = (0, content.sizes.count)
            while low < high {
                let middle = (low + high) / 2
                if content.sizes[middle] < size { low = middle + 1 } else { high = middle }
            }
            return Array(content.sizes[low...].prefix(max(0, limit)))
        }
    }

    func erasePayloads(key: [UInt8]) throws(StorageError) -> Int {
        content.withLock { content in
            var count = 0
            for (place, entry) in content.entries.enumerated() where entry.key == key && entry.payload != nil {
                content.entries[place] = StoredEntry(entry: entry.entry, payload: nil, key: key, command: entry.command)
                count += 1
            }
            return count
        }
    }

    func prune(before sequence: UInt64) throws(StorageError) {
        let size: UInt64? = content.withLock { content in
            guard sequence <= content.size else { return content.size }
            guard sequence > content.first else { return nil }
            let count = Int(sequence - content.first)
            for command in content.entries.prefix(count).compactMap(\.command) { content.commands[command] = nil }
            content.entries.removeFirst(count)
            content.first = sequence
            return nil
        }
        if let size {
            throw StorageError(.invalidValue, "\(name) has \(size) entries; it cannot be pruned before \(sequence)")
        }
    }
}
