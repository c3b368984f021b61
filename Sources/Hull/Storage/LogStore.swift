/// What one flush makes durable in a log, or none of it.
public struct StoredBatch: Sendable {
    /// The sequence of the first entry: the log has to be exactly this long.
    public let first: UInt64
    /// The entries in the order of the log.
    public let entries: [StoredEntry]
    /// Tiles that these entries filled, 256 hashes of 32 bytes each. A tile is written once.
    public let tiles: [StoredTile]
    /// The signed checkpoint of the new size.
    public let checkpoint: [UInt8]

    /// A batch.
    public init(first: UInt64, entries: [StoredEntry], tiles: [StoredTile], checkpoint: [UInt8]) {
        self.first = first
        self.entries = entries
        self.tiles = tiles
        self.checkpoint = checkpoint
    }
}

/// One entry as it is stored.
public struct StoredEntry: Hashable, Sendable {
    /// The bytes that are hashed into the tree: 1 to 65,535, as an entry bundle writes their number in 16 bits (C2SP tlog-tiles).
    public let entry: [UInt8]
    /// The sealed payload; nil once it was erased.
    public let payload: [UInt8]?
    /// Which data key seals the payload, so that shredding finds it.
    public let key: [UInt8]
    /// The command that this entry answers, 16 bytes, unique in the log: a command sent again finds its first answer.
    public let command: [UInt8]?

    /// An entry.
    public init(entry: [UInt8], payload: [UInt8]?, key: [UInt8], command: [UInt8]? = nil) {
        self.entry = entry
        self.payload = payload
        self.key = key
        self.command = command
    }
}

/// A full tile of hashes.
public struct StoredTile: Hashable, Sendable {
    /// Its level, from 0.
    public let level: Int
    /// Its place in the level.
    public let index: UInt64
    /// Its hashes, one after the other.
    public let bytes: [UInt8]

    /// A tile.
    public init(level: Int, index: UInt64, bytes: [UInt8]) {
        self.level = level
        self.index = index
        self.bytes = bytes
    }
}

/// How far a log has come.
public struct StoredHead: Hashable, Sendable {
    /// How many entries it has: the sequence of the next one.
    public let size: UInt64
    /// The first entry that is still here; those before it were pruned.
    public let first: UInt64
    /// The newest checkpoint; nil in a log without entries.
    public let checkpoint: [UInt8]?

    /// A head.
    public init(size: UInt64, first: UInt64, checkpoint: [UInt8]?) {
        self.size = size
        self.first = first
        self.checkpoint = checkpoint
    }
}

/// The log of one compartment. It has one writer; anyone may read meanwhile.
///
/// What was appended is there after a crash of the process, the system or the power, as far as the device keeps what it was told to flush.
public protocol LogStore: Sendable {
    /// How far the log has come.
    func head() throws(StorageError) -> StoredHead

    /// Appends a batch: all of it, flushed, or nothing.
    /// - Throws: `conflict` when the log is not as long as the batch says or a command has an entry already; then, as after `invalidValue`,
    ///   `busy`, nothing was written and the writer may go on. After any other error the log is to be opened and verified anew before
    ///   it is written: a flush is never tried again.
    func append(_ batch: StoredBatch) throws(StorageError)

    /// Entries of a range, in order; fewer when the log ends before.
    /// - Throws: `missing` when some of them were pruned.
    func entries(_ range: Range<UInt64>) throws(StorageError) -> [StoredEntry]

    /// The sequence of the entry that answers a command.
    func sequence(ofCommand command: [UInt8]) throws(StorageError) -> UInt64?

    /// The sequence of the entry that answers each of these commands, in their order; nil where there is none. One question for all who
    /// wait for a writer: asked one by one, they cost as much as the flush.
    func sequences(ofCommands commands: [[UInt8]]) throws(StorageError) -> [UInt64?]

    /// A full tile, if it is here.
    func tile(level: Int, index: UInt64) throws(StorageError) -> StoredTile?

    /// The checkpoint of exactly this size, if the log had one: those at which a batch ended.
    func checkpoint(size: UInt64) throws(StorageError) -> [UInt8]?

    /// Sizes of which there is a checkpoint, rising, from the first that is at least `size`.
    func checkpointSizes(from size: UInt64, limit: Int) throws(StorageError) -> [UInt64]

    /// Erases all payloads that a key seals, so that no copy of the file made later holds them.
    /// - Returns: how many there were.
    func erasePayloads(key: [UInt8]) throws(StorageError) -> Int

    /// Removes the entries and payloads before a sequence, and what is known of their commands; tiles stay, so that proofs of what is left
    /// can still be made. Where entries were pruned to a later sequence already, nothing is done.
    /// - Throws: `invalidValue` when the sequence is beyond the log.
    func prune(before sequence: UInt64) throws(StorageError)

    /// Ends writing and lets the next writer in, of this process or another, whoever still holds this store to read. Whatever writes after it
    /// begins anew, where nobody else writes by then.
    func endWriting()
}

extension LogStore {
    /// Asks for one after the other.
    public func sequences(ofCommands commands: [[UInt8]]) throws(StorageError) -> [UInt64?] {
        var sequences: [UInt64?] = []
        for command in commands { sequences.append(try sequence(ofCommand: command)) }
        return sequences
    }
}
