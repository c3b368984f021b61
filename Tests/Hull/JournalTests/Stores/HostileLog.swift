import Storage
import Synchronization

/// A log store that answers as an attacker, a bad disk or a full one would: each answer of the store below may be replaced.
final class HostileLog: LogStore {
    struct Answers: Sendable {
        var head: @Sendable (StoredHead) -> StoredHead = { $0 }
        var entry: @Sendable (UInt64, StoredEntry) -> StoredEntry? = { $1 }
        var tile: @Sendable (StoredTile) -> StoredTile? = { $0 }
        /// Thrown by the append of this number, from zero, before or after the batch is stored.
        var failing: [Int: (error: StorageError, isStored: Bool)] = [:]
    }

    private let base: any LogStore
    private let answers: Mutex<Answers>
    private let appends = Mutex(0)

    init(_ base: any LogStore, _ change: (inout Answers) -> Void) {
        self.base = base
        var answers = Answers()
        change(&answers)
        self.answers = Mutex(answers)
    }

    func change(_ change: (inout Answers) -> Void) { answers.withLock { change(&$0) } }
    private var now: Answers { answers.withLock { $0 } }

    func head() throws(StorageError) -> StoredHead { now.head(try base.head()) }

    func append(_ batch: StoredBatch) throws(StorageError) {
        let number = appends.withLock { count in
            defer { count += 1 }
            return count
        }
        guard let (error, isStored) = now.failing[number] else { return try base.append(batch) }
        if isStored { try base.append(batch) }
        throw error
    }

    func entries(_ range: Range<UInt64>) throws(StorageError) -> [StoredEntry] {
        let change = now.entry
        return try base.entries(range).enumerated().compactMap { change(range.lowerBound + UInt64($0), $1) }
    }

    func sequence(ofCommand command: [UInt8]) throws(StorageError) -> UInt64? { try base.sequence(ofCommand: command) }

    func tile(level: Int, index: UInt64) throws(StorageError) -> StoredTile? {
        try base.tile(level: level, index: index).flatMap(now.tile)
    }

    func checkpoint(size: UInt64) throws(StorageError) -> [UInt8]? { try base.checkpoint(size: size) }
    func checkpointSizes(from size: UInt64, limit: Int) throws(StorageError) -> [UInt64] {
        try base.checkpointSizes(from: size, limit: limit)
    }
    func erasePayloads(key: [UInt8]) throws(StorageError) -> Int { try base.erasePayloads(key: key) }
    func prune(before sequence: UInt64) throws(StorageError) { try base.prune(before: sequence) }
    func endWriting() { base.endWriting() }
}

extension [UInt8] {
    /// The bytes with one bit turned over.
    func flipped(bit: Int) -> [UInt8] {
        var bytes = self
        bytes[(bit / 8) % count] ^= 1 << (bit % 8)
        return bytes
    }
}
