import Journal
import SeededGeneration
import Synchronization

/// The module's cryptography with chance that follows from a seed: two worlds toss the same coins for what is the same in both. What is done
/// for restricted data tosses coins of its own.
final class CoupledRandomness: CryptographyProvider {
    private let base = SwiftCryptoProvider()
    private let generator: Mutex<SeededGenerator>

    init(_ name: String) { generator = Mutex(Self.seeded(name)) }

    private static func seeded(_ name: String) -> SeededGenerator {
        // FNV-1a: any hash that is the same in every process.
        SeededGenerator(seed: name.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 })
    }

    /// Goes on with the coins of a step of that name.
    func begin(_ step: String) { generator.withLock { $0 = Self.seeded(step) } }

    var module: CryptographicModule { base.module }
    func randomBytes(_ count: Int) -> [UInt8] { generator.withLock { $0.bytes(count) } }
    func publicKey(of privateKey: SecretBytes) -> [UInt8]? { base.publicKey(of: privateKey) }
    func signature(over message: [UInt8], privateKey: SecretBytes) throws -> [UInt8] {
        try base.signature(over: message, privateKey: privateKey)
    }
    func verifies(signature: [UInt8], over message: [UInt8], publicKey: [UInt8]) -> Bool {
        base.verifies(signature: signature, over: message, publicKey: publicKey)
    }
    func seal(_ plaintext: [UInt8], key: SecretBytes, bindingTo place: [UInt8]) throws -> [UInt8] {
        try base.seal(plaintext, key: key, bindingTo: place)
    }
    func open(_ sealed: [UInt8], key: SecretBytes, bindingTo place: [UInt8]) throws -> [UInt8] {
        try base.open(sealed, key: key, bindingTo: place)
    }
    func keyedHash(under key: SecretBytes) -> any KeyedHash { base.keyedHash(under: key) }
    func wrap(_ key: SecretBytes, under wrapping: SecretBytes) throws -> [UInt8] {
        try base.wrap(key, under: wrapping)
    }
    func unwrap(_ wrapped: [UInt8], under wrapping: SecretBytes) throws -> SecretBytes {
        try base.unwrap(wrapped, under: wrapping)
    }
}
