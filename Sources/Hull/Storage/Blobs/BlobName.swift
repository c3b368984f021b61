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
        guard let bytes = [UInt8](hexadecimal: text, count: Self.byteCount) else { return nil }
        self.init(bytes)
    }

    /// 64 hexadecimal digits.
    public var description: String { bytes.hexadecimal }

    /// By bytes.
    public static func < (left: BlobName, right: BlobName) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}
