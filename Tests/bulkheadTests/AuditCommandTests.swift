import ArgumentParser
import Foundation
import Journal
import PublishedSchemas
import Storage
import Testing

@testable import bulkhead

@Suite("bulkhead audit")
struct AuditCommandTests {
    private let folder: URL
    private let key: String
    private let first: String

    /// A log of 300 events, whose key was changed after the first 200.
    init() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "audit-\(UUID().uuidString)")
        self.folder = folder
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let provider = SwiftCryptoProvider()
        let path = { (name: String) in folder.appending(path: name).path(percentEncoded: false) }
        let site = try SiteKeyFile.create(at: path("site-key"), using: provider)
        let engine = try SQLiteEngine(directory: path("store"), keyDirectory: path("keys"))
        let name = try CompartmentName("falcon")
        let origin = try KeyName("plant.example/wichita/falcon")
        let log = try CompartmentLog.create(
            origin: origin,
            store: engine.openLog(name, create: true),
            keys: engine.openKeys(name, create: true),
            site: site,
            using: provider
        )
        first = try #require(log.keyring.verifiers.first).text
        let writer = try await JournalWriter.open(now: { 1_700_000_000_000 }) { log }
        for part in 0..<2 {
            _ = try await writer.perform(try Self.command(part))
            if part == 0 {
                _ = try await writer.rotateLogKey(by: JournalAuthority(subject: "p", label: "", reason: "yearly"))
            }
        }
        key = try #require(try writer.log.keyring.verifiers.last).text
        try await writer.close()
    }

    private static func command(_ number: Int) throws -> JournalCommand {
        let bytes = Array(repeating: UInt8(number), count: 16)
        let drafts = try (0..<(number == 0 ? 199 : 100)).map { part in
            EventDraft(
                subject: "p",
                kind: "unit.started",
                aggregate: try #require(AggregateID(bytes)),
                label: "",
                payload: Array("secret \(number) \(part)".utf8),
                scope: DataKeyScope(program: "falcon", retentionClass: "traveler", period: "2026")
            )
        }
        return JournalCommand(id: try #require(CommandID(bytes)), drafts: drafts)
    }

    private func path(_ name: String) -> String { folder.appending(path: name).path(percentEncoded: false) }
    private func remove() { try? FileManager.default.removeItem(at: folder) }
    private var store: [String] { ["--store", path("store"), "--compartment", "falcon"] }

    /// The exit code of a command.
    private func code(_ arguments: [String]) throws -> Int32 {
        var command = try AuditCommand.parseAsRoot(arguments)
        do {
            try command.run()
            return 0
        } catch let code as ExitCode {
            return code.rawValue
        }
    }

    @Test("a store and its export verify with the first key alone, and with no other")
    func verify() throws {
        defer { remove() }
        #expect(try code(["verify", path("store"), "--compartment", "falcon", "--log-key", first]) == 0)
        #expect(try code(["export"] + store + ["--to", path("out")]) == 0)
        #expect(try code(["verify", path("out"), "--log-key", first, "--json"]) == 0)
        #expect(try code(["export"] + store + ["--to", path("out")]) == 2)
        let other = try NoteSigner(
            name: KeyName("plant.example/wichita/falcon"),
            kind: .ed25519,
            privateKey: SecretBytes(Array(0..<32)),
            using: SwiftCryptoProvider()
        )
        #expect(try code(["verify", path("out"), "--log-key", other.verifier.text]) == 4)
        #expect(try code(["verify", path("out"), "--log-key", "nonsense"]) == 2)
        #expect(try code(["verify", path("nothing"), "--log-key", first]) == 2)
    }

    @Test("the public keys of a log are read without a secret, the first of them verifies all")
    func keys() throws {
        defer { remove() }
        let engine = try SQLiteEngine(directory: path("keys"), keyDirectory: path("keys"))
        let table = try engine.openKeys(CompartmentName("falcon"), create: false)
        #expect(try CompartmentKeyring.verifiers(in: table).map(\.text) == [first, key])
        #expect(try code(["key", "--keys", path("keys"), "--compartment", "falcon"]) == 0)
        #expect(try code(["key", "--keys", path("keys"), "--compartment", "eagle"]) == 2)
        #expect(try code(["key", "--keys", path("store"), "--compartment", "falcon"]) == 2)
    }

    @Test("what --json writes keeps to the published schemas")
    func schemas() throws {
        defer { remove() }
        let head = AuditHeadCommand.File(checkpoint: "c", first: 0, origin: "o", root: "r", size: 1)
        let keys = AuditKeyCommand.File(keys: ["k"], origin: "o")
        let receipt = AuditProveCommand.File(index: 0, origin: "o", receipt: "r", size: 1)
        let export = AuditExportCommand.File(entries: 1, files: 1, first: 0, path: "p", size: 1)
        let finding = AuditVerifyCommand.File.Finding(code: "root", place: "p", reason: "r", standing: "holds")
        let report = AuditVerifyCommand.File(entriesVerified: 1, failures: 0, findings: [finding], sound: true)
        let witness = AuditWitnessCommand.File(answer: "a", key: "k", status: 409)
        for (name, text) in [
            ("audit-head", try ReportOutput.encode(head)), ("audit-receipt", try ReportOutput.encode(receipt)),
            ("audit-export", try ReportOutput.encode(export)), ("audit-report", try ReportOutput.encode(report)),
            ("audit-witness", try ReportOutput.encode(witness)), ("audit-keys", try ReportOutput.encode(keys)),
        ] {
            #expect(try PublishedSchema(name).problems(of: Data(text.utf8)) == [])
        }
    }

    @Test("a bit turned over in any exported file is found")
    func damaged() throws {
        defer { remove() }
        #expect(try code(["export"] + store + ["--to", path("out")]) == 0)
        for name in [
            "checkpoint", "tile/0/000", "tile/entries/000", "tile/entries/001.p/44", "tile/0/001.p/44",
            "next-key/000000",
        ] {
            let file = folder.appending(path: "out/" + name)
            let bytes = [UInt8](try Data(contentsOf: file))
            var changed = bytes
            changed[bytes.count / 2] ^= 1
            try Data(changed).write(to: file)
            #expect(try code(["verify", path("out"), "--log-key", first]) == 4, "\(name)")
            try Data(bytes).write(to: file)
        }
        #expect(try code(["verify", path("out"), "--log-key", first]) == 0)
    }

    @Test("a bundle and a receipt verify with the key that signs now")
    func bundle() throws {
        defer { remove() }
        let keys = ["--keys", path("keys"), "--site-key", path("site-key")]
        #expect(
            try code(["export"] + store + ["--bundle", "--sequences", "3,7-12,250", "--to", path("b")] + keys) == 0
        )
        let text = try String(contentsOfFile: path("b"), encoding: .utf8)
        #expect(text.contains(Data("secret 0 7".utf8).base64EncodedString()))
        #expect(!text.contains(Data("secret 0 13".utf8).base64EncodedString()))
        #expect(try code(["verify", path("b"), "--log-key", key]) == 0)
        #expect(try code(["export"] + store + ["--bundle", "--sequences", "3,301", "--to", path("c")]) == 2)
        #expect(try code(["prove", "7"] + store) == 0)
        #expect(try code(["prove", "300"] + store) == 2)
        #expect(try code(["head", "--json"] + store) == 0)
        #expect(try code(["head", "--since", "100"] + store) == 0)
    }

    @Test("a witness cosigns what grows, and refuses a rollback and what is no request")
    func witness() throws {
        defer { remove() }
        #expect(try code(["witness", path("w"), "--create", "witness.example/w1"]) == 0)
        #expect(try code(["witness", path("w"), "--create", "witness.example/w1"]) == 2)
        let log = try AuditedStore.log(path("store"), "falcon")
        let request = { (old: UInt64) throws in
            let proof = try log.consistency(from: old)
            let bytes = WitnessRequest(oldSize: old, path: proof.path, checkpoint: log.checkpoint).bytes
            try Data(bytes).write(to: folder.appending(path: "request"))
        }
        try request(0)
        #expect(try code(["witness", path("w"), path("request"), "--log-key", key]) == 0)
        #expect(try code(["witness", path("w"), path("request"), "--log-key", key]) == 4)
        #expect(try code(["witness", path("w"), path("request")]) == 2)
        try Data("old x".utf8).write(to: folder.appending(path: "request"))
        #expect(try code(["witness", path("w"), path("request"), "--log-key", key]) == 2)
        #expect(try code(["witness", path("w"), "--newest", "plant.example/wichita/falcon"]) == 0)
        #expect(try code(["witness", path("w"), "--newest", "plant.example/other"]) == 2)
    }
}
