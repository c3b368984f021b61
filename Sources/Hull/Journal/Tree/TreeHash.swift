internal import Crypto

/// A SHA-256 hash of the Merkle tree: 32 bytes, kept inline so that a million of them need no million allocations.
public struct TreeHash: Hashable, Sendable {
    private var words: (UInt64, UInt64, UInt64, UInt64)

    /// Bytes of a hash.
    public static let byteCount = 32

    /// The hash that 32 bytes spell.
    /// - Returns: nil if there are not exactly 32 bytes.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        words = (0, 0, 0, 0)
        withUnsafeMutableBytes(of: &words) { $0.copyBytes(from: bytes) }
    }

    private init(_ digest: SHA256.Digest) {
        words = (0, 0, 0, 0)
        withUnsafeMutableBytes(of: &words) { target in digest.withUnsafeBytes { target.copyMemory(from: $0) } }
    }

    /// The 32 bytes.
    public var bytes: [UInt8] { withUnsafeBytes(of: words) { Array($0) } }

    /// Lends the 32 bytes without copying them.
    public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try withUnsafeBytes(of: words, body)
    }

    /// Equal bytes.
    public static func == (left: TreeHash, right: TreeHash) -> Bool { left.words == right.words }

    /// Feeds the bytes to a hasher.
    public func hash(into hasher: inout Hasher) { withBytes { hasher.combine(bytes: $0) } }
}

extension TreeHash {
    /// The root of the tree without leaves, `SHA-256("")` (RFC 9162 section 2.1.1).
    public static let emptyRoot = TreeHash(SHA256().finalize())

    /// The plain SHA-256 of bytes.
    static func digest(_ bytes: [UInt8]) -> TreeHash { TreeHash(SHA256.hash(data: bytes)) }

    /// The hash of a leaf, `SHA-256(0x00 || entry)` (RFC 9162 section 2.1.1).
    public static func leaf(_ entry: some Collection<UInt8>) -> TreeHash {
        let quick = entry.withContiguousStorageIfAvailable { leaf(bytes: UnsafeRawBufferPointer($0)) }
        return quick ?? Array(entry).withUnsafeBytes { leaf(bytes: $0) }
    }

    private static func leaf(bytes: UnsafeRawBufferPointer) -> TreeHash {
        var hasher = SHA256()
        withUnsafeBytes(of: UInt8(0)) { hasher.update(bufferPointer: $0) }
        hasher.update(bufferPointer: bytes)
        return TreeHash(hasher.finalize())
    }

    /// The hash of an inner node, `SHA-256(0x01 || left || right)` (RFC 9162 section 2.1.1).
    public static func node(_ left: TreeHash, _ right: TreeHash) -> TreeHash {
        withUnsafeTemporaryAllocation(byteCount: 1 + 2 * byteCount, alignment: 1) { buffer in
            buffer[0] = 1
            left.withBytes { UnsafeMutableRawBufferPointer(rebasing: buffer[1..<33]).copyMemory(from: $0) }
            right.withBytes { UnsafeMutableRawBufferPointer(rebasing: buffer[33..<65]).copyMemory(from: $0) }
            var hasher = SHA256()
            hasher.update(bufferPointer: UnsafeRawBufferPointer(buffer))
            return TreeHash(hasher.finalize())
        }
    }
}

extension TreeHash: CustomStringConvertible {
    /// The hash in base64, as checkpoints and proofs write it.
    public var description: String { Base64.text(bytes) }
}
