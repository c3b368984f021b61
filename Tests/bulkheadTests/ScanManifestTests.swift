import ArgumentParser
import Crypto
import Foundation
import Journal
import Storage
import Testing

@testable import bulkhead

@Suite("bulkhead scan, beside signed manifests")
struct ScanManifestTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "manifests-\(UUID().uuidString)")
    private let provider = SwiftCryptoProvider()

    private static let table = "serial,lot\nFX-1001-A,HT500123\nFX-1002-B,HT500124\nFX-1003-C,HT500125\n"

    private func write(_ name: String, _ text: String) throws {
        let file = folder.appending(path: name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    private func at(_ name: String) -> String { folder.appending(path: name).path(percentEncoded: false) }

    private func signer(_ byte: UInt8) throws -> NoteSigner {
        try NoteSigner(
            name: try KeyName("plant.example/main/gateway"),
            kind: .ed25519,
            privateKey: SecretBytes(Array(repeating: byte, count: 32)),
            using: provider
        )
    }

    private func manifest(
        _ content: String,
        file: String = "copy.csv",
        marking: String = "CUI//SP-CTI",
        by signer: NoteSigner
    ) throws -> String {
        let digest = Array(SHA256.hash(data: Data(content.utf8))).hexadecimal
        let text = """
            bulkhead message v1
            origin plant.example/main/0011223344556677
            number 1
            flow f5
            file \(file)
            bytes \(content.utf8.count)
            sha256 \(digest)
            records 3
            schema 00
            marking \(marking)

            """
        var note = try SignedNote(text: text)
        note.signatures = [try signer.signature(over: note, time: 0, using: provider)]
        return String(decoding: note.bytes, as: UTF8.self)
    }

    /// What a scan says of the copy.
    private func scan(_ more: [String] = []) async throws -> String {
        let arguments = [
            at("share"), "--known", at("i.known"), "--key", at("i.key"), "--sarif", at("k.sarif"), "--catalogue",
            GatewayFloor.catalogue, "--state", at("state"),
        ]
        do {
            let command = try ScanCommand.parse(arguments + more)
            try await command.run()
        } catch let code as ExitCode {
            #expect(code.rawValue == 1)
        }
        return try String(contentsOfFile: at("k.sarif"), encoding: .utf8)
    }

    @Test("a copy whose manifest a known gateway signed is one that is marked; no other manifest makes it one")
    func manifests() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let (gateway, stranger) = (try signer(7), try signer(8))
        try write("units.csv", Self.table)
        try write("gateway.pub", gateway.verifier.text + "\n")
        try write("share/copy.csv", Self.table)
        let index = try FingerprintCommand.parse([
            "--values", at("units.csv"), "--column", "serial", "--label", "CUI//SP-CTI", "--into", at("i.known"),
            "--key",
            at("i.key"), "--catalogue", GatewayFloor.catalogue,
        ])
        try index.run()
        let key = ["--manifest-key", at("gateway.pub")]
        let (open, marked) = ("no marking in the file says so", "the signed manifest beside it says so")
        #expect(try await scan(key).contains(open))
        try write("share/copy.csv.manifest", try manifest(Self.table, by: gateway))
        let report = try await scan(key)
        #expect(report.contains(marked) && !report.contains(open))
        // Nobody said whose manifests count.
        #expect(try await scan().contains(open))
        for other in [
            try manifest(Self.table, by: stranger), try manifest(Self.table, file: "other.csv", by: gateway),
            try manifest(Self.table + "more", by: gateway), try manifest(Self.table.uppercased(), by: gateway),
            try manifest(Self.table, marking: "UNCLASSIFIED", by: gateway), "none", "",
        ] {
            try write("share/copy.csv.manifest", other)
            let report = try await scan(key)
            #expect(report.contains(open) && !report.contains(marked))
        }
        try write("none.pub", "none")
        #expect(throws: (any Error).self) { try ScanCommand.parse([at("share")] + key) }
        await #expect(throws: ExitCode(2)) {
            let command = try ScanCommand.parse([
                at("share"), "--known", at("i.known"), "--key", at("i.key"), "--catalogue", GatewayFloor.catalogue,
                "--manifest-key", at("none.pub"),
            ])
            try await command.run()
        }
    }
}
