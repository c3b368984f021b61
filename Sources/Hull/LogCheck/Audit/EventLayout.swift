/// Reads an entry by the documented layout of events, version 1 (`docs/decisions/0011-layout-of-events.md`), without making values of it:
/// an audit asks a million times whether an entry is an event at its place.
enum EventLayout {
    static let citationsMax = 64
    static let texts: [(name: String, bounds: ClosedRange<Int>)] = [
        ("kind", 1...64), ("subject", 1...1024), ("label", 0...16_384),
    ]
    /// Version, sequence, time, aggregate, commitment, number of citations.
    static let fixedBytes = 1 + 8 + 8 + 16 + 32 + 1
    /// Where the commitment begins.
    static let commitmentOffset = 33

    /// What is wrong with an entry at a place; nil if nothing is.
    static func problem(_ entry: UnsafeRawBufferPointer, sequence: UInt64) -> String? {
        guard entry.count >= fixedBytes else { return "\(entry.count) bytes are fewer than an event has" }
        guard entry[0] == 1 else { return "byte 0: version \(entry[0]) is not known" }
        let stated = UInt64(bigEndian: entry.loadUnaligned(fromByteOffset: 1, as: UInt64.self))
        guard stated == sequence else { return "byte 1: the event says that it is number \(stated)" }
        let citations = Int(entry[fixedBytes - 1])
        guard citations <= citationsMax else { return "byte \(fixedBytes - 1): \(citations) citations" }
        var offset = fixedBytes + 32 * citations
        for (name, bounds) in texts {
            guard offset + 2 <= entry.count else { return "byte \(offset): the length of the \(name) is cut off" }
            let length = Int(entry[offset]) << 8 | Int(entry[offset + 1])
            guard bounds.contains(length), offset + 2 + length <= entry.count else {
                return "byte \(offset): the \(name) cannot have \(length) bytes"
            }
            let text = UnsafeRawBufferPointer(rebasing: entry[(offset + 2)..<(offset + 2 + length)])
            guard isText(text), name != "kind" || text.allSatisfy(isKindByte) else {
                return "byte \(offset + 2): the \(name) holds what it may not"
            }
            offset += 2 + length
        }
        return offset == entry.count ? nil : "byte \(offset): \(entry.count - offset) bytes follow the label"
    }

    /// What an entry without a problem says first: its kind and its subject.
    static func kindAndSubject(_ entry: [UInt8]) -> (kind: String, subject: String)? {
        guard entry.count >= fixedBytes, fixedBytes + 32 * Int(entry[fixedBytes - 1]) <= entry.count else { return nil }
        var rest = entry[(fixedBytes + 32 * Int(entry[fixedBytes - 1]))...]
        var texts: [String] = []
        for _ in 0..<2 {
            guard rest.count >= 2, let high = rest.popFirst(), let low = rest.popFirst() else { return nil }
            let length = Int(high) << 8 | Int(low)
            guard rest.count >= length, let text = String(validating: rest.prefix(length), as: UTF8.self) else {
                return nil
            }
            texts.append(text)
            rest = rest.dropFirst(length)
        }
        return (texts[0], texts[1])
    }

    private static func isText(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var isASCII = true
        for byte in bytes {
            if byte < 0x20 || byte == 0x7F { return false }
            if byte > 0x7F { isASCII = false }
        }
        return isASCII || String(validating: bytes, as: UTF8.self) != nil
    }

    private static func isKindByte(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2E || byte == 0x2D
    }
}
