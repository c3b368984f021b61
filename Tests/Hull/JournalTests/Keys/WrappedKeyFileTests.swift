import Foundation
import Journal
import Testing

@Suite("A key that a site has beside those of its compartments")
struct WrappedKeyFileTests {
    let provider = SwiftCryptoProvider()
    let folder: URL
    let site: SiteKeyFile

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "wrapped-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        site = try SiteKeyFile.create(
            at: folder.appending(path: "site.key").path(percentEncoded: false),
            using: provider
        )
    }

    private func path(_ name: String) -> String { folder.appending(path: name).path(percentEncoded: false) }

    private func remove() { try? FileManager.default.removeItem(at: folder) }

    private func key(_ site: SiteKeyFile) throws -> [UInt8] {
        try WrappedKeyFile.key(at: path("k"), what: "the traveler key", site: site, using: provider).withBytes {
            Array($0)
        }
    }

    @Test("it is made once and the same from then on; the file does not hold it in clear")
    func made() throws {
        defer { remove() }
        let first = try key(site)
        #expect(first.count == 32)
        #expect(try key(site) == first)
        let file = try Data(contentsOf: folder.appending(path: "k"))
        #expect(!String(decoding: file, as: UTF8.self).contains(Data(first).base64EncodedString()))
    }

    @Test("under another site's key it is refused, and not made anew")
    func otherSite() throws {
        defer { remove() }
        let first = try key(site)
        let other = try SiteKeyFile.create(at: path("other.key"), using: provider)
        let error = #expect(throws: JournalError.self) { try key(other) }
        #expect(error?.code == .keys)
        #expect(try key(site) == first)
    }

    @Test(
        "a damaged file, or one that others may read, is refused",
        arguments: [
            "", "x", "bulkhead-wrapped-key/1 \n", "bulkhead-wrapped-key/1 AAAA\n", "bulkhead-site-key/1 AAAA\n",
        ]
    )
    func damaged(_ text: String) throws {
        defer { remove() }
        try Data(text.utf8).write(to: folder.appending(path: "k"))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path("k"))
        #expect(throws: JournalError.self) { try key(site) }
        try FileManager.default.removeItem(at: folder.appending(path: "k"))
        _ = try key(site)
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path("k"))
        #expect(throws: JournalError.self) { try key(site) }
    }
}
