public import Storage

/// A log as it is stored, read without any key: entries, tree, proofs. Nothing is believed because of it; who reads it verifies the checkpoint.
public struct StoredLog: Sendable {
    /// Where it is kept.
    public let store: any LogStore
    /// The newest checkpoint at the time of reading.
    public let checkpoint: SignedNote
    /// What it says.
    public let head: Checkpoint
    /// The first entry that was not pruned.
    public let first: UInt64
    /// The right edge of the tree.
    let tip: LogTip
    let tail: [StoredEntry]
    /// Its tiles.
    public let tiles: StoredTiles

    /// Reads the head of a log and rebuilds the right edge of its tree: the entries after the last full tile, and the tops of at most 255 full
    /// tiles a level.
    /// - Returns: nil for a log without entries.
    /// - Throws: `JournalError` with code `damaged` when head, checkpoint, tiles and entries do not belong together.
    public init?(_ store: any LogStore) throws {
        let stored = try store.head()
        guard stored.size > 0 || stored.checkpoint != nil else { return nil }
        guard let bytes = stored.checkpoint else {
            throw Self.damaged("the log has \(stored.size) entries and no checkpoint")
        }
        let note: SignedNote
        let head: Checkpoint
        do {
            note = try SignedNote(bytes)
            head = try Checkpoint(text: note.text)
        } catch {
            throw Self.damaged("the checkpoint cannot be read: \(error)")
        }
        guard head.size == stored.size else {
            throw Self.damaged("the store holds \(stored.size) entries, its checkpoint is of \(head.size)")
        }
        self.store = store
        checkpoint = note
        self.head = head
        first = stored.first
        (tip, tail) = try Self.edge(of: store, size: head.size)
        guard tip.root == head.root else {
            throw Self.damaged(
                "the entries and tiles at the end of the log give root \(tip.root), the checkpoint of \(head.size) entries says \(head.root)"
            )
        }
        tiles = StoredTiles(store: store, tip: tip)
    }

    private static func edge(of store: any LogStore, size: UInt64) throws -> (LogTip, [StoredEntry]) {
        let full = UInt64(TilePlace.fullWidth)
        let start = size - size % full
        let tail = try store.entries(start..<size)
        guard tail.count == Int(size - start) else {
            throw damaged("of the last \(size - start) entries \(tail.count) are there")
        }
        var bundle = EntryBundle()
        for stored in tail { try bundle.append(stored.entry) }
        var rows = [tail.map { TreeHash.leaf($0.entry) }]
        var level = 1
        while size >> UInt64(TilePlace.height * level) > 0 {
            let count = size >> UInt64(TilePlace.height * level)
            var row: [TreeHash] = []
            for index in (count - count % full)..<count {
                guard let tile = try StoredTiles.full(level: level - 1, index: index, in: store),
                    let top = tile.node(height: TilePlace.height, index: 0)
                else { throw damaged("tile \(index) of level \(level - 1) is not there") }
                row.append(top)
            }
            rows.append(row)
            level += 1
        }
        guard let tip = LogTip(size: size, rows: rows, bundle: bundle) else {
            throw damaged("the entries and tiles at the end of the log are not those of \(size) entries")
        }
        return (tip, tail)
    }

    static func damaged(_ what: String) -> JournalError {
        JournalError(
            .damaged,
            "\(what). Do not write this log: restore it from its backup or its mirror, then verify it (bulkhead audit verify)"
        )
    }

    /// The tree, to make proofs from.
    public var tree: TiledTree<StoredTiles> { TiledTree(tiles: tiles, size: head.size) }

    /// A receipt for an entry, under the checkpoint.
    /// - Throws: `ProofError.indexOutsideTree`; what the store throws.
    public func receipt(for sequence: UInt64) throws -> LogProof {
        let proof = try InclusionProof(index: sequence, size: head.size, from: tree)
        return LogProof(index: sequence, path: proof.path, checkpoint: checkpoint)
    }

    /// Shows that the tree of a smaller size is the beginning of this one.
    /// - Throws: `ProofError.shrunk`; what the store throws.
    public func consistency(from size: UInt64) throws -> ConsistencyProof {
        try ConsistencyProof(oldSize: size, newSize: head.size, from: tree)
    }
}
