internal import Crypto
internal import CryptoExtras
internal import Foundation

/// What a hash of a secret costs (scrypt, RFC 7914).
public struct SecretCost: Hashable, Sendable, Codable {
    /// N, a power of two.
    public let rounds: Int
    /// r.
    public let blockSize: Int
    /// p.
    public let parallelism: Int

    /// Costs by the parameters' names.
    public init(rounds: Int, blockSize: Int, parallelism: Int) {
        self.rounds = rounds
        self.blockSize = blockSize
        self.parallelism = parallelism
    }

    /// 32 MiB of memory, three times over (OWASP Password Storage Cheat Sheet, scrypt).
    public static let standard = SecretCost(rounds: 1 << 15, blockSize: 8, parallelism: 3)
}

/// A PIN, password or enrolment code as the journal keeps it, sealed: salt, cost and hash. The secret itself is nowhere.
struct SecretHash: Hashable, Sendable, Codable {
    let salt: Data
    let hash: Data
    let cost: SecretCost

    static let saltBytes = 16
    static let label = Data("bulkhead secret v1\n".utf8)
    static let hashBytes = 32
    /// Nobody types more; whoever sends more would only make us hash it.
    static let secretBytesMax = 256

    /// - Throws: what the cryptographic module throws.
    init(of secret: String, cost: SecretCost, salt: [UInt8]) throws {
        self.salt = Data(salt)
        self.cost = cost
        hash = try Self.hash(secret, self.salt, cost)
    }

    /// Whether it is the hash of a secret, in the same time wherever they differ. False where the module fails.
    func matches(_ secret: String) -> Bool {
        guard let other = try? Self.hash(secret, salt, cost), other.count == hash.count else { return false }
        return zip(other, hash).reduce(0 as UInt8) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private static func hash(_ secret: String, _ salt: Data, _ cost: SecretCost) throws -> Data {
        // By its composed form, so that the same characters from another keyboard are the same secret (RFC 8265, 4.2.2).
        let bytes = Data(secret.precomposedStringWithCanonicalMapping.utf8.prefix(secretBytesMax))
        let key = try KDF.Scrypt.deriveKey(
            from: bytes,
            salt: salt,
            outputByteCount: hashBytes,
            rounds: cost.rounds,
            blockSize: cost.blockSize,
            parallelism: cost.parallelism
        )
        // The key itself would be had by its address alone; a keyed hash of a label under it says as much.
        return Data(HMAC<SHA256>.authenticationCode(for: Self.label, using: key))
    }
}
