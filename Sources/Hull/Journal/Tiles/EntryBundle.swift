/// Up to 256 entries, each after its length as two bytes, big-endian (C2SP tlog-tiles, "Log entries").
public struct EntryBundle: Hashable, Sendable {
    /// The entries in the order of the log.
    public private(set) var entries: [[UInt8]]

    /// The longest entry.
    public static let entryBytesMax = Int(UInt16.max)

    /// A bundle without entries, to be filled.
    public init() { entries = [] }

    /// Adds an entry at the end.
    /// - Throws: `TileError` if the entry is too long or the bundle full.
    public mutating func append(_ entry: [UInt8]) throws(TileError) {
        guard entry.count <= Self.entryBytesMax else { throw .entryTooLarge(entry.count) }
        guard entries.count < TilePlace.fullWidth else {
            throw .badBundle(entry: entries.count, reason: "a bundle holds 256")
        }
        entries.append(entry)
    }

    /// Reads a bundle that has to hold `count` entries and nothing else.
    /// - Throws: `TileError.badBundle` with the entry where the bytes end or the bundle should.
    public init(_ bytes: [UInt8], count: Int) throws(TileError) {
        entries = []
        entries.reserveCapacity(count)
        var place = 0
        while place < bytes.count {
            guard entries.count < count else {
                throw .badBundle(
                    entry: entries.count,
                    reason: "\(bytes.count - place) bytes follow the \(count) entries"
                )
            }
            guard place + 2 <= bytes.count else {
                throw .badBundle(entry: entries.count, reason: "its length is cut off")
            }
            let length = Int(bytes[place]) << 8 | Int(bytes[place + 1])
            guard place + 2 + length <= bytes.count else {
                throw .badBundle(
                    entry: entries.count,
                    reason: "\(length) bytes are announced, \(bytes.count - place - 2) are left"
                )
            }
            entries.append(Array(bytes[(place + 2)..<(place + 2 + length)]))
            place += 2 + length
        }
        guard entries.count == count else {
            throw .badBundle(entry: entries.count, reason: "the bundle ends here; it has to hold \(count)")
        }
    }

    /// The bytes of the bundle.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(entries.reduce(0) { $0 + 2 + $1.count })
        for entry in entries {
            bytes.append(UInt8(entry.count >> 8))
            bytes.append(UInt8(entry.count & 0xFF))
            bytes += entry
        }
        return bytes
    }
}
