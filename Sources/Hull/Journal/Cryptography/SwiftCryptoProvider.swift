internal import Crypto
internal import Foundation

/// Cryptography by swift-crypto, which brings BoringSSL along. It is not validated to FIPS 140.
public struct SwiftCryptoProvider: CryptographyProvider {
    /// The provider has no state.
    public init() {}

    /// swift-crypto with its own copy of BoringSSL, not validated.
    public var module: CryptographicModule {
        CryptographicModule(name: "swift-crypto 4.5 (bundled BoringSSL)", validation: nil)
    }

    /// From the operating system, in one call for up to 256 bytes. A new key of swift-crypto, which is the other way, asks it for every eight.
    public func randomBytes(_ count: Int) -> [UInt8] {
        if count <= Self.entropyMax {
            var bytes = [UInt8](repeating: 0, count: count)
            if bytes.withUnsafeMutableBytes({ getentropy($0.baseAddress, $0.count) }) == 0 { return bytes }
        }
        return SymmetricKey(size: SymmetricKeySize(bitCount: count * 8)).withUnsafeBytes { Array($0) }
    }

    /// What `getentropy` gives at once (getentropy(3)).
    private static let entropyMax = 256

    /// The public key of an Ed25519 seed.
    public func publicKey(of privateKey: SecretBytes) -> [UInt8]? {
        privateKey.withBytes { bytes in
            (try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes)).map { Array($0.publicKey.rawRepresentation) }
        }
    }

    /// Signs with an Ed25519 seed.
    public func signature(over message: [UInt8], privateKey: SecretBytes) throws -> [UInt8] {
        try privateKey.withBytes { bytes in
            try Array(Curve25519.Signing.PrivateKey(rawRepresentation: bytes).signature(for: message))
        }
    }

    /// Verifies by RFC 8032.
    public func verifies(signature: [UInt8], over message: [UInt8], publicKey: [UInt8]) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else { return false }
        return key.isValidSignature(signature, for: message)
    }

    /// AES-256-GCM in the combined form.
    public func seal(_ plaintext: [UInt8], key: SecretBytes, bindingTo place: [UInt8]) throws -> [UInt8] {
        let nonce = try AES.GCM.Nonce(data: randomBytes(12))
        let box = try AES.GCM.seal(plaintext, using: symmetric(key), nonce: nonce, authenticating: place)
        return box.combined.map { Array($0) } ?? Array(nonce) + Array(box.ciphertext) + Array(box.tag)
    }

    /// Opens the combined form.
    public func open(_ sealed: [UInt8], key: SecretBytes, bindingTo place: [UInt8]) throws -> [UInt8] {
        try Array(AES.GCM.open(AES.GCM.SealedBox(combined: sealed), using: symmetric(key), authenticating: place))
    }

    /// HMAC-SHA-256.
    public func keyedHash(under key: SecretBytes) -> any KeyedHash {
        SwiftCryptoKeyedHash(authentication: HMAC<SHA256>(key: symmetric(key)))
    }

    /// AES key wrap.
    public func wrap(_ key: SecretBytes, under wrapping: SecretBytes) throws -> [UInt8] {
        try Array(AES.KeyWrap.wrap(symmetric(key), using: symmetric(wrapping)))
    }

    /// AES key unwrap.
    public func unwrap(_ wrapped: [UInt8], under wrapping: SecretBytes) throws -> SecretBytes {
        try AES.KeyWrap.unwrap(wrapped, using: symmetric(wrapping)).withUnsafeBytes { SecretBytes(Array($0)) }
    }

    private func symmetric(_ key: SecretBytes) -> SymmetricKey { key.withBytes { SymmetricKey(data: $0) } }
}

private struct SwiftCryptoKeyedHash: KeyedHash {
    var authentication: HMAC<SHA256>

    mutating func update(_ bytes: [UInt8]) { authentication.update(data: bytes) }

    func value() -> [UInt8] { Array(authentication.finalize()) }
}
