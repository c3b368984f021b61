import Foundation
import Journal
import Testing

@Suite("The key of a site in a file")
struct SiteKeyFileTests {
    let provider = SwiftCryptoProvider()
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "site-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func path(_ name: String) -> String { folder.appending(path: name).path(percentEncoded: false) }

    private func remove() { try? FileManager.default.removeItem(at: folder) }

    @Test("it is made once, read back, and never overwritten")
    func made() throws {
        defer { remove() }
        let made = try SiteKeyFile.create(at: path("k"), using: provider)
        let read = try SiteKeyFile(at: path("k"), using: provider)
        let secret = SecretBytes(provider.randomBytes(32))
        #expect(try read.unwrap(made.wrap(secret)).withBytes { $0 } == secret.withBytes { $0 })
        let mode = try FileManager.default.attributesOfItem(atPath: path("k"))[.posixPermissions] as? Int
        #expect(mode == 0o600)
        let error = #expect(throws: JournalError.self) { try SiteKeyFile.create(at: path("k"), using: provider) }
        #expect(error?.code == .exists)
    }

    @Test(
        "a key that others may read, a link, a folder, nothing, or no key is refused",
        arguments: [0o640, 0o604, 0o622, 0o777]
    )
    func refused(_ mode: Int) throws {
        defer { remove() }
        _ = try SiteKeyFile.create(at: path("k"), using: provider)
        try FileManager.default.createSymbolicLink(atPath: path("link"), withDestinationPath: path("k"))
        for wrong in ["link", ".", "nothing"] {
            let error = #expect(throws: JournalError.self) { try SiteKeyFile(at: path(wrong), using: provider) }
            #expect(error?.code == .keys)
        }
        #expect(throws: JournalError.self) { try SiteKeyFile.create(at: path("link"), using: provider) }
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path("k"))
        #expect(throws: JournalError.self) { try SiteKeyFile(at: path("k"), using: provider) }
    }

    @Test(
        "damaged keys are refused",
        arguments: [
            "", "x", "bulkhead-site-key/1 \n", "bulkhead-site-key/1 AAAA\n", String(repeating: "A", count: 300),
        ]
    )
    func damaged(_ text: String) throws {
        defer { remove() }
        try Data(text.utf8).write(to: folder.appending(path: "k"))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path("k"))
        #expect(throws: JournalError.self) { try SiteKeyFile(at: path("k"), using: provider) }
    }
}
