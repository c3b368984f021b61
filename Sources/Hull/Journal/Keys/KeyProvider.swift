/// Holds the key of a site and wraps the keys of its compartments: a file now, a hardware module (PKCS#11) later, which never gives its key away.
public protocol KeyProvider: Sendable {
    /// Names the key in messages and fact sheets; says nothing of it.
    var name: String { get }
    /// A key wrapped under the key of the site.
    func wrap(_ key: SecretBytes) throws -> [UInt8]
    /// The key that was wrapped.
    /// - Throws: if it was wrapped under another key, or changed.
    func unwrap(_ wrapped: [UInt8]) throws -> SecretBytes
}
