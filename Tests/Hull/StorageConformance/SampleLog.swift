import SeededGeneration
import Storage

/// Batches for logs: bytes by chance, since a store does not look into them.
struct SampleLog {
    private var generator: SeededGenerator
    private(set) var size: UInt64 = 0
    private(set) var entries: [StoredEntry] = []
    private(set) var checkpoints: [UInt64: [UInt8]] = [:]

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func bytes(_ count: Int) -> [UInt8] { generator.bytes(count) }

    mutating func entry(key: [UInt8]? = nil, command: [UInt8]? = nil, payload: Bool = true) -> StoredEntry {
        StoredEntry(
            entry: generator.bytes(Int.random(in: 1...300, using: &generator)),
            payload: payload ? generator.bytes(Int.random(in: 1...600, using: &generator)) : nil,
            key: key ?? generator.bytes(16),
            command: command
        )
    }

    mutating func checkpoint() -> [UInt8] { generator.bytes(Int.random(in: 100...300, using: &generator)) }

    /// A batch of so many entries at the end of what was appended before.
    mutating func batch(_ count: Int, tiles: [StoredTile] = []) -> StoredBatch {
        batch((0..<count).map { _ in entry(command: generator.bytes(16)) }, tiles: tiles)
    }

    mutating func batch(_ entries: [StoredEntry], tiles: [StoredTile] = []) -> StoredBatch {
        StoredBatch(first: size, entries: entries, tiles: tiles, checkpoint: checkpoint())
    }

    /// Appends to a log, and remembers it.
    mutating func append(_ batch: StoredBatch, to log: any LogStore) throws {
        try log.append(batch)
        entries += batch.entries
        size = batch.first + UInt64(batch.entries.count)
        checkpoints[size] = batch.checkpoint
    }

    /// A full tile: 256 hashes of 32 bytes.
    mutating func tile(level: Int, index: UInt64) -> StoredTile {
        StoredTile(level: level, index: index, bytes: generator.bytes(256 * 32))
    }
}

extension StorageEngine {
    func log(_ name: String, create: Bool = true) throws -> any LogStore {
        try openLog(CompartmentName.named(name), create: create)
    }

    func keys(_ name: String, create: Bool = true) throws -> any KeyTable {
        try openKeys(CompartmentName.named(name), create: create)
    }

    func views(_ name: String, _ schema: ViewSchema) throws -> any ViewStore {
        try openViews(CompartmentName.named(name), schema: schema)
    }
}

/// A sequence that no log of these tests reaches.
let farAway: UInt64 = 1 << 60
