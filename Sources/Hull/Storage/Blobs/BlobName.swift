/// Names a blob in its compartment: 32 bytes, written as 64 lower-case hexadecimal digits, so that no name is a path.
public struct BlobName: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Its bytes.
    public let bytes: [UInt8]

    /// Bytes of a name.
    public static let byteCount = 32

    /// - Returns: nil unless there are 32 bytes.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    /// Reads what `description` writes, and nothing else.
    public init?(text: String) {
        var bytes: [UInt8] = []
        var high: UInt8?
        for digit in text.utf8 {
            let value: UInt8
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = digit - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = digit - UInt8(ascii: "a") + 10
            default: return nil
            }
            if let first = high {
                bytes.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
            guard bytes.count <= Self.byteCount else { return nil }
        }
        guard high == nil else { return nil }
        self.init(bytes)
    }

    /// 64 hexadecimal digits.
    public var description: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// By bytes.
    public static func < (left: BlobName, right: BlobName) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}
