public import Journal

/// The key that signs manifests: made once, kept wrapped under the key of the site.
public enum GatewayKey {
    /// The signer of a key in a file, which is made where it is not there.
    /// - Throws: `GatewayRefusal` `folder`.
    public static func open(
        at path: String,
        name: String,
        wrappedBy site: some KeyProvider
    ) throws(GatewayRefusal) -> NoteSigner {
        let provider = SwiftCryptoProvider()
        do {
            let key = try WrappedKeyFile.key(at: path, what: "the key of manifests", site: site, using: provider)
            return try NoteSigner(name: try KeyName(name), kind: .ed25519, privateKey: key, using: provider)
        } catch {
            throw GatewayRefusal(.folder, "\(error)")
        }
    }
}
