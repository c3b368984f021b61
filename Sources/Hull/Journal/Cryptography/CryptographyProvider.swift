/// The cryptographic module that an instance uses, as its fact sheet names it.
public struct CryptographicModule: Hashable, Sendable {
    /// Product and version.
    public let name: String
    /// The validation certificate (such as a CMVP number), nil if the module is not validated to FIPS 140.
    public let validation: String?

    /// Names a module.
    public init(name: String, validation: String?) {
        self.name = name
        self.validation = validation
    }
}

/// What the journal asks of cryptography. Keys go in and out as `SecretBytes`; a provider over a hardware module may keep handles in them.
///
/// The tree's SHA-256 is not asked here: it is part of what a log is, and it is computed for every entry.
public protocol CryptographyProvider: Sendable {
    /// Which module does the work.
    var module: CryptographicModule { get }
    /// Unpredictable bytes.
    func randomBytes(_ count: Int) -> [UInt8]
    /// The public key of an Ed25519 private key (RFC 8032); nil if it is not one.
    func publicKey(of privateKey: SecretBytes) -> [UInt8]?
    /// An Ed25519 signature of 64 bytes.
    func signature(over message: [UInt8], privateKey: SecretBytes) throws -> [UInt8]
    /// Whether an Ed25519 signature holds; false for keys and signatures of any other length.
    func verifies(signature: [UInt8], over message: [UInt8], publicKey: [UInt8]) -> Bool
    /// AES-256-GCM under a new random nonce of 96 bits: nonce, ciphertext, tag of 16 bytes.
    func seal(_ plaintext: [UInt8], key: SecretBytes, bindingTo place: [UInt8]) throws -> [UInt8]
    /// What was sealed.
    /// - Throws: if key, place or bytes are not those of the sealing.
    func open(_ sealed: [UInt8], key: SecretBytes, bindingTo place: [UInt8]) throws -> [UInt8]
    /// Begins HMAC-SHA-256 (RFC 2104) under a key.
    func keyedHash(under key: SecretBytes) -> any KeyedHash
    /// A key wrapped under another (AES key wrap, RFC 3394).
    func wrap(_ key: SecretBytes, under wrapping: SecretBytes) throws -> [UInt8]
    /// The key that was wrapped.
    /// - Throws: if the wrapping key is another or the bytes were changed.
    func unwrap(_ wrapped: [UInt8], under wrapping: SecretBytes) throws -> SecretBytes
}

/// A keyed hash of bytes that come one after the other: without the key nobody can tell what it is of.
public protocol KeyedHash: Sendable {
    /// The next bytes.
    mutating func update(_ bytes: [UInt8])
    /// The hash of all bytes so far, 32 bytes.
    func value() -> [UInt8]
}
