/// A key that a site has beside those of its compartments, such as the one that its travelers are checked by: in a file, wrapped under the site's key.
///
/// The file alone gives the key to nobody; without it what was made with the key can no longer be checked, so it is backed up with the other keys.
public enum WrappedKeyFile {
    private static let header = "bulkhead-wrapped-key/1 "

    /// The key in a file; one that is not there is made, flushed with its folder.
    /// - Parameter what: the key in messages, such as `the traveler key`.
    /// - Throws: `JournalError` with code `keys` for a file that others may read, that holds no key, or whose key was wrapped under another site's.
    public static func key(
        at path: String,
        what: String,
        site: any KeyProvider,
        using provider: any CryptographyProvider
    ) throws(JournalError) -> SecretBytes {
        let key = SecretBytes(provider.randomBytes(32))
        let wrapped: [UInt8]
        do {
            wrapped = try site.wrap(key)
        } catch {
            throw JournalError(.keys, "\(path): \(what) cannot be wrapped: \(error)")
        }
        do throws(JournalError) {
            try SecretFile.create(at: path, Array((header + Base64.text(wrapped) + "\n").utf8), what: what)
            return key
        } catch {
            // It is there already, as it is each time but the first.
            guard error.code == .exists else { throw error }
        }
        return try read(path, what, site)
    }

    private static func read(_ path: String, _ what: String, _ site: any KeyProvider) throws(JournalError)
        -> SecretBytes
    {
        let bytes = try SecretFile.read(path, bytesMax: 1_024, what: what)
        guard bytes.starts(with: header.utf8), bytes.last == 0x0A,
            let wrapped = Base64.bytes(bytes.dropFirst(header.utf8.count).dropLast())
        else { throw JournalError(.keys, "\(path): this is not \(what); restore it from its own backup") }
        do {
            return try site.unwrap(wrapped)
        } catch {
            throw JournalError(
                .keys,
                "\(path): \(what) was wrapped under another site key, or changed; restore it from its own backup"
            )
        }
    }
}
