internal import Foundation

/// The key of a site in a file that its owner alone may read. Whoever has the file and a copy of the wrapped keys opens all payloads of the
/// site: it is kept, and backed up, apart from both.
public struct SiteKeyFile: KeyProvider {
    /// The path.
    public let name: String
    private let key: SecretBytes
    private let provider: any CryptographyProvider

    private static let header = "bulkhead-site-key/1 "

    /// Makes a new key in a new file, flushed with its folder.
    /// - Throws: `JournalError` with code `exists` if there is anything at the path, `keys` if the file cannot be made.
    public static func create(at path: String, using provider: any CryptographyProvider) throws(JournalError)
        -> SiteKeyFile
    {
        let key = provider.randomBytes(32)
        try SecretFile.create(at: path, Array((header + Base64.text(key) + "\n").utf8), what: "the site key")
        return SiteKeyFile(name: path, key: SecretBytes(key), provider: provider)
    }

    private init(name: String, key: SecretBytes, provider: any CryptographyProvider) {
        self.name = name
        self.key = key
        self.provider = provider
    }

    /// Reads a key.
    /// - Throws: `JournalError` with code `keys`: no file, a link, one that others may read, or no site key.
    public init(at path: String, using provider: any CryptographyProvider) throws(JournalError) {
        let bytes = try SecretFile.read(path, bytesMax: 256, what: "the site key")
        guard bytes.starts(with: Self.header.utf8), bytes.last == 0x0A,
            let key = Base64.bytes(bytes.dropFirst(Self.header.utf8.count).dropLast()), key.count == 32
        else {
            throw JournalError(.keys, "\(path): this is no site key; restore it from its own backup")
        }
        self.init(name: path, key: SecretBytes(key), provider: provider)
    }

    /// A key wrapped under the site key (AES key wrap, RFC 3394).
    public func wrap(_ key: SecretBytes) throws -> [UInt8] { try provider.wrap(key, under: self.key) }

    /// The key that was wrapped.
    public func unwrap(_ wrapped: [UInt8]) throws -> SecretBytes { try provider.unwrap(wrapped, under: key) }
}
