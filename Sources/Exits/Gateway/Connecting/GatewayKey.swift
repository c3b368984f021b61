internal import Foundation
public import Journal

/// The key that signs manifests: made once, kept wrapped under the key of the site.
public enum GatewayKey {
    /// The signer of a key in a file, which is made where it is not there.
    /// - Throws: `GatewayRefusal`: `folder`, `noAnswer`.
    public static func open(
        at path: String,
        name: String,
        wrappedBy site: some KeyProvider
    ) throws(GatewayRefusal) -> NoteSigner {
        let provider = SwiftCryptoProvider()
        do {
            if !FileManager.default.fileExists(atPath: path) {
                let key = SecretBytes(provider.randomBytes(32))
                let made = FileManager.default.createFile(
                    atPath: path + ".new",
                    contents: Data(try site.wrap(key)),
                    attributes: [.posixPermissions: 0o600]
                )
                guard made else { throw GatewayRefusal(.folder, "\(path): the key of manifests cannot be written") }
                try FileManager.default.moveItem(atPath: path + ".new", toPath: path)
            }
            let wrapped = Array(try Data(contentsOf: URL(filePath: path)))
            return try NoteSigner(
                name: try KeyName(name),
                kind: .ed25519,
                privateKey: try site.unwrap(wrapped),
                using: provider
            )
        } catch let refusal as GatewayRefusal {
            throw refusal
        } catch {
            throw GatewayRefusal(.folder, "\(path): the key of manifests cannot be opened: \(error)")
        }
    }
}
