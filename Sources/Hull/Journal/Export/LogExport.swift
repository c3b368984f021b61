internal import Storage

/// A stored log as static files (C2SP tlog-tiles): `checkpoint`, tiles of hashes and bundles of entries. They verify with public keys alone, here
/// or anywhere, and can be served by any web server. Payloads are not among them.
public struct LogExport: Sendable {
    /// The log as it was when the export began; what is appended later is not in it.
    public let log: StoredLog

    /// An export of a log.
    public init(_ log: StoredLog) { self.log = log }

    /// Every file, the checkpoint last: whoever copies them in this order never has a checkpoint without what it covers.
    public var paths: [String] {
        let full = UInt64(TilePlace.fullWidth)
        var places: [TilePlace] = []
        for index in (log.first / full)..<(log.head.size / full) {
            places += [TilePlace(.entries, index: index)].compactMap { $0 }
        }
        var level = 0
        while log.head.size >> UInt64(TilePlace.height * (level + 1)) > 0 {
            for index in 0..<(log.head.size >> UInt64(TilePlace.height * (level + 1))) {
                places += [TilePlace(.hashes(level: level), index: index)].compactMap { $0 }
            }
            level += 1
        }
        return (places + TilePlace.partial(size: log.head.size)).map(\.path) + ["checkpoint"]
    }

    /// The bytes of a file.
    /// - Returns: nil for a path that the log does not have, or whose entries were pruned.
    /// - Throws: what the store throws.
    public func bytes(at path: String) throws -> [UInt8]? {
        if path == "checkpoint" { return log.checkpoint.bytes }
        guard let place = TilePlace(path: path) else { return nil }
        let start = place.index * UInt64(TilePlace.fullWidth)
        switch place.content {
        case .entries:
            let end = start + UInt64(place.width)
            guard start >= log.first, end <= log.head.size else { return nil }
            var bundle = EntryBundle()
            for entry in try log.store.entries(start..<end) { try bundle.append(entry.entry) }
            return bundle.entries.count == place.width ? bundle.bytes : nil
        case .hashes(let level):
            guard start + UInt64(place.width) <= log.head.size >> UInt64(TilePlace.height * level),
                let tile = try log.tiles.tile(level: level, index: place.index, width: place.width)
            else { return nil }
            return Array(tile.bytes.prefix(place.width * TreeHash.byteCount))
        }
    }

    /// How a verifier who holds the log's first key comes to its present one: for each event that names a next key a receipt under a checkpoint that
    /// the key before has signed, the event itself in `extra`.
    /// - Complexity: with the length of the log.
    /// - Throws: what the store throws.
    public func successions() throws -> [LogProof] {
        var found: [LogProof] = []
        var next = log.first
        while next < log.head.size {
            let entries = try log.store.entries(next..<min(log.head.size, next + UInt64(LogReader.batchMax)))
            guard !entries.isEmpty else { break }
            for (offset, entry) in entries.enumerated() {
                guard let event = try? Event(encoded: entry.entry), event.kind == JournalKind.nextKey else { continue }
                found.append(try receipt(for: next + UInt64(offset), entry: entry.entry))
            }
            next += UInt64(entries.count)
        }
        return found
    }

    /// A receipt under the first checkpoint that covers an entry, with the entry in `extra`.
    private func receipt(for sequence: UInt64, entry: [UInt8]) throws -> LogProof {
        guard let size = try log.store.checkpointSizes(from: sequence + 1, limit: 1).first,
            let bytes = try log.store.checkpoint(size: size)
        else { throw StoredLog.damaged("no checkpoint covers entry \(sequence)") }
        let proof = try InclusionProof(index: sequence, size: size, from: TiledTree(tiles: log.tiles, size: size))
        return LogProof(extra: entry, index: sequence, path: proof.path, checkpoint: try SignedNote(bytes))
    }
}
