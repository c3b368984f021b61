/// Writes numbers big-endian and texts after their length.
struct ByteWriter {
    var bytes: [UInt8] = []

    mutating func append(_ number: UInt64) {
        for shift in stride(from: 56, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
        }
    }

    /// A text after its length in two bytes. Callers keep to their bounds, all below 65,536.
    mutating func append(text: String) {
        let length = text.utf8.count
        bytes.append(UInt8(truncatingIfNeeded: length >> 8))
        bytes.append(UInt8(truncatingIfNeeded: length))
        bytes += Array(text.utf8)
    }
}

/// Reads what `ByteWriter` writes; every failure knows its offset.
struct ByteReader {
    private let bytes: ArraySlice<UInt8>
    private(set) var offset = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes[...] }

    var isAtEnd: Bool { offset == bytes.count }

    mutating func take(_ count: Int, _ what: String) throws(EventError) -> ArraySlice<UInt8> {
        guard bytes.count - offset >= count else {
            throw EventError(offset: offset, "\(what) needs \(count) bytes, \(bytes.count - offset) are left")
        }
        defer { offset += count }
        return bytes[offset..<(offset + count)]
    }

    mutating func number(bytes count: Int, _ what: String) throws(EventError) -> UInt64 {
        try take(count, what).reduce(0) { $0 << 8 | UInt64($1) }
    }

    mutating func hash(_ what: String) throws(EventError) -> TreeHash {
        let start = offset
        guard let hash = TreeHash(try take(TreeHash.byteCount, what)) else {
            throw EventError(offset: start, "\(what) is not a hash")
        }
        return hash
    }

    mutating func text(_ what: String) throws(EventError) -> String {
        let length = try number(bytes: 2, "the length of \(what)")
        let start = offset
        guard let text = String(validating: try take(Int(length), what), as: UTF8.self) else {
            throw EventError(offset: start, "\(what) is not UTF-8")
        }
        return text
    }
}
