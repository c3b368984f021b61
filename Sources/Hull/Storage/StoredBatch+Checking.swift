extension StoredBatch {
    /// Bytes of an entry: an entry bundle writes their number in 16 bits (C2SP tlog-tiles).
    static let entryBytesMax = 65_535
    /// Bytes of a command id.
    static let commandBytes = 16
    /// Bytes of a full tile: 256 hashes of 32 bytes (C2SP tlog-tiles).
    static let tileBytes = 8_192
    /// Levels of tiles (C2SP tlog-tiles).
    static let tileLevels = 0..<64
    /// Sequences and indexes that all engines store, signed and with room to add.
    static let sequenceMax: UInt64 = 1 << 62

    /// What no log can hold is refused before anything is written.
    /// - Throws: `invalidValue`.
    func check() throws(StorageError) {
        guard !entries.isEmpty else { throw StorageError(.invalidValue, "a batch without entries was to be appended") }
        guard !checkpoint.isEmpty else { throw StorageError(.invalidValue, "a batch has no checkpoint") }
        guard first <= Self.sequenceMax, UInt64(entries.count) <= Self.sequenceMax - first else {
            throw StorageError(.invalidValue, "a batch begins at \(first), beyond any log")
        }
        for (place, entry) in entries.enumerated() {
            guard (1...Self.entryBytesMax).contains(entry.entry.count) else {
                throw StorageError(
                    .invalidValue,
                    "entry \(first + UInt64(place)) has \(entry.entry.count) bytes; an entry has 1 to \(Self.entryBytesMax)"
                )
            }
            guard entry.command.map({ $0.count == Self.commandBytes }) ?? true else {
                throw StorageError(
                    .invalidValue,
                    "the command of entry \(first + UInt64(place)) has not \(Self.commandBytes) bytes"
                )
            }
        }
        for tile in tiles {
            guard Self.tileLevels.contains(tile.level), tile.index <= Self.sequenceMax else {
                throw StorageError(.invalidValue, "there is no tile \(tile.level)/\(tile.index)")
            }
            guard tile.bytes.count == Self.tileBytes else {
                throw StorageError(
                    .invalidValue,
                    "tile \(tile.level)/\(tile.index) has \(tile.bytes.count) bytes; only full tiles are stored, \(Self.tileBytes) bytes"
                )
            }
        }
    }
}

extension StoredKeyRow {
    /// - Throws: `invalidValue` when no table of keys can hold it.
    func check() throws(StorageError) {
        guard (1...64).contains(id.count) else {
            throw StorageError(.invalidValue, "a key has an id of \(id.count) bytes; an id has 1 to 64")
        }
        guard !scope.utf8.contains(0) else { throw StorageError(.invalidValue, "the scope of a key holds U+0000") }
    }

    /// - Throws: `invalidValue` when it cannot be put under another wrapping.
    func checkRewrapping() throws(StorageError) {
        try check()
        guard wrapped != nil else {
            throw StorageError(
                .invalidValue,
                "a key is to be put under another wrapping and has none; destroy it instead"
            )
        }
    }
}
