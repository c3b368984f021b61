internal import Crypto

/// A salted hash that stands for something in a log entry and says nothing of it: with the salt (32 random bytes, kept with the sealed
/// payload) anyone can check what it stands for; without it not even a payload of one bit can be guessed.
public struct Commitment: Hashable, Sendable {
    /// The SHA-256 hash.
    public let hash: TreeHash

    /// Bytes of a salt.
    public static let saltBytes = 32

    /// A commitment as an entry holds it.
    public init(hash: TreeHash) { self.hash = hash }

    /// Stands for a payload: `SHA-256("bulkhead commitment v1\n" || salt || payload)`.
    /// - Returns: nil unless the salt has 32 bytes, without which salt and payload could be parted in two ways.
    public init?(payload: [UInt8], salt: [UInt8]) {
        self.init(domain: "bulkhead commitment v1\n", salt: salt, content: payload)
    }

    /// Stands for an entry of another log: `SHA-256("bulkhead citation v1\n" || salt || origin length || origin || sequence || leaf hash)`,
    /// numbers big-endian in two and eight bytes. The log that cites learns nothing of the one cited.
    /// - Returns: nil unless the salt has 32 bytes.
    public init?(citing origin: KeyName, sequence: UInt64, leaf: TreeHash, salt: [UInt8]) {
        var writer = ByteWriter()
        writer.append(text: origin.text)
        writer.append(sequence)
        writer.bytes += leaf.bytes
        self.init(domain: "bulkhead citation v1\n", salt: salt, content: writer.bytes)
    }

    private init?(domain: String, salt: [UInt8], content: [UInt8]) {
        guard salt.count == Self.saltBytes else { return nil }
        var hasher = SHA256()
        hasher.update(data: Array(domain.utf8))
        hasher.update(data: salt)
        hasher.update(data: content)
        guard let hash = TreeHash(Array(hasher.finalize())) else { return nil }
        self.hash = hash
    }
}
