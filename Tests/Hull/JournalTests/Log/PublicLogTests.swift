import Foundation
import Journal
import Testing

/// A log that another implementation wrote (github.com/transparency-dev/tessera, `testdata/log`, Apache-2.0), where `BULKHEAD_TILED_LOG`
/// names its folder and `BULKHEAD_TILED_LOG_KEY` holds its verifier key.
@Suite(
    "A public tiled log is read to the byte",
    .enabled(if: ProcessInfo.processInfo.environment["BULKHEAD_TILED_LOG"] != nil)
)
struct PublicLogTests {
    let folder = URL(filePath: ProcessInfo.processInfo.environment["BULKHEAD_TILED_LOG"] ?? "")
    let key = ProcessInfo.processInfo.environment["BULKHEAD_TILED_LOG_KEY"] ?? ""

    func bytes(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: folder.appending(path: path))) }

    @Test("every checkpoint verifies, and our tiles and bundles over the same entries are the same files at every size")
    func everySize() throws {
        let verifier = try VerifierKey(key)
        #expect(verifier.text == key)
        let provider = SwiftCryptoProvider()
        var tip = LogTip()
        var size = 0
        while let stored = try? bytes("checkpoint.\(size)") {
            let note = try SignedNote(stored)
            #expect(note.bytes == stored)
            _ = try note.verified(by: [verifier], using: provider)
            let head = try Checkpoint(text: note.text)
            #expect(head.origin == verifier.name)
            #expect(head.size == UInt64(size))
            #expect(head.root == tip.root)
            for file in tip.partialFiles { #expect(try bytes(file.place.path) == file.bytes, "\(file.place.path)") }
            size += 1
            guard let bundle = try? bytes("tile/entries/000.p/\(size)") else { break }
            _ = try tip.append(try #require(EntryBundle(bundle, count: size).entries.last))
        }
        #expect(size > 10)
    }
}
