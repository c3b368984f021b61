public import Journal

/// The key of a site, kept in memory for as long as a test runs.
public struct MemorySiteKey: KeyProvider {
    private let provider: any CryptographyProvider
    private let key: SecretBytes

    /// A new key.
    public init(using provider: any CryptographyProvider = SwiftCryptoProvider()) {
        self.provider = provider
        key = SecretBytes(provider.randomBytes(32))
    }

    /// What it is.
    public var name: String { "a key in memory" }
    /// Wraps a secret.
    public func wrap(_ secret: SecretBytes) throws -> [UInt8] { try provider.wrap(secret, under: key) }
    /// Unwraps it.
    public func unwrap(_ wrapped: [UInt8]) throws -> SecretBytes { try provider.unwrap(wrapped, under: key) }
}
