/// The names and short texts that one text repeats, each made once: a policy text says `resource.program` and `Action::"view"` again and
/// again, and making a string and its digest costs more than finding it. A table with one place for each hash, where what comes later
/// drives out what was there; so it never grows and hostile text makes it no more than useless. A class for the reason that ``Lexer`` is.
final class InternedNames {
    private struct Entry {
        let start: Int
        let count: Int
        let name: CedarString
    }

    private let bytes: [UInt8]
    private var names: [Entry?]
    private var entities: [EntityUID?]
    private let mask: Int

    /// Longer texts are seldom said twice.
    private static let longest = 64

    init(_ source: SourceText) {
        bytes = source.bytes
        // A place for each some 64 bytes of text, at most 1,024: what fits the first caches of a processor.
        var size = 16
        while size < 1_024, size * 64 < bytes.count { size *= 2 }
        names = Array(repeating: nil, count: size)
        entities = Array(repeating: nil, count: size)
        mask = size - 1
    }

    /// The text between two offsets.
    func name(from start: Int, to end: Int) -> CedarString {
        let count = end - start
        guard count <= Self.longest else { return made(from: start, to: end) }
        let place = hash(start, count) & mask
        if let entry = names[place], entry.count == count, isSame(entry.start, start, count) { return entry.name }
        let name = made(from: start, to: end)
        names[place] = Entry(start: start, count: count, name: name)
        return name
    }

    /// The entity of this type and id.
    func entity(_ type: EntityTypeName, _ id: CedarString) -> EntityUID {
        let place = (type.name.digest &+ id.digest) & mask
        if let known = entities[place], known.id == id, known.type == type { return known }
        let entity = EntityUID(type: type, id: id)
        entities[place] = entity
        return entity
    }

    private func made(from start: Int, to end: Int) -> CedarString {
        CedarString(String(decoding: bytes[start..<end], as: UTF8.self))
    }

    /// Of the length and at most the first and last eight bytes.
    private func hash(_ start: Int, _ count: Int) -> Int {
        let mixed: UInt64 = bytes.withUnsafeBytes { all in
            var word: UInt64 = 0
            guard count >= 8 else {
                for index in start..<start + count { word = word << 8 | UInt64(all[index]) }
                return word
            }
            word = all.loadUnaligned(fromByteOffset: start, as: UInt64.self)
            return word &* 31 ^ all.loadUnaligned(fromByteOffset: start + count - 8, as: UInt64.self)
        }
        // The golden ratio in 64 bits spreads words that differ in few bits (Knuth, TAOCP 3, 6.4).
        return Int(truncatingIfNeeded: ((mixed ^ UInt64(count) << 56) &* 0x9E37_79B9_7F4A_7C15) >> 40)
    }

    private func isSame(_ left: Int, _ right: Int, _ count: Int) -> Bool {
        bytes.withUnsafeBytes { all in
            var index = 0
            while index + 8 <= count {
                let one = all.loadUnaligned(fromByteOffset: left + index, as: UInt64.self)
                let two = all.loadUnaligned(fromByteOffset: right + index, as: UInt64.self)
                if one != two { return false }
                index += 8
            }
            while index < count {
                if all[left + index] != all[right + index] { return false }
                index += 1
            }
            return true
        }
    }
}
