/// A payload as it is stored beside its entry: version (1 byte, 1), id of the data key (16), then nonce (12), ciphertext and tag (16) of
/// AES-256-GCM. Inside the ciphertext the salt (32) comes before the payload, so that without the key nobody can test guesses.
public struct SealedPayload: Hashable, Sendable {
    /// Which key opens it.
    public let key: KeyID
    /// Nonce, ciphertext and tag.
    let box: [UInt8]

    static let version: UInt8 = 1

    init(key: KeyID, box: [UInt8]) {
        self.key = key
        self.box = box
    }

    /// The bytes that are stored.
    public var bytes: [UInt8] { [Self.version] + key.bytes + box }

    /// Reads stored bytes.
    /// - Throws: `SealingError.malformed`.
    public init(_ bytes: [UInt8]) throws(SealingError) {
        guard bytes.first == Self.version else { throw .malformed("its first byte is not version \(Self.version)") }
        guard bytes.count >= 17 + 12 + Commitment.saltBytes + 16, let key = KeyID(Array(bytes[1..<17])) else {
            throw .malformed("\(bytes.count) bytes are too few")
        }
        self.init(key: key, box: Array(bytes[17...]))
    }

    /// What the ciphertext is bound to: the log, the place in it and what the entry commits to.
    static func place(origin: KeyName, sequence: UInt64, commitment: Commitment) -> [UInt8] {
        var writer = ByteWriter()
        writer.bytes = Array("bulkhead payload v1\n".utf8)
        writer.append(text: origin.text)
        writer.append(sequence)
        writer.bytes += commitment.hash.bytes
        return writer.bytes
    }
}

/// A payload in clear, with the salt that shows what the entry commits to.
public struct OpenedPayload: Hashable, Sendable {
    /// What was sealed.
    public let payload: [UInt8]
    /// 32 random bytes.
    public let salt: [UInt8]
}
