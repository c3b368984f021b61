import ArgumentParser
import Foundation
import Journal
import Storage
import Testing

@testable import bulkhead

@Suite("bulkhead fingerprint of a journal")
struct FingerprintJournalTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "known-\(UUID().uuidString)").path

    private static let catalogue: String = {
        var root = URL(filePath: #filePath)
        for _ in 0..<3 { root.deleteLastPathComponent() }
        return root.appending(path: "Catalogue").path(percentEncoded: false)
    }()

    private static let step =
        "Bond the doubler with the film from the sealed bag only, then note the time at which the bag was opened and who was there when it was."

    /// A log with units of a restricted program, and one event that nothing restricts.
    init() async throws {
        try FileManager.default.createDirectory(atPath: folder + "/share", withIntermediateDirectories: true)
        let provider = SwiftCryptoProvider()
        let site = try SiteKeyFile.create(at: folder + "/site-key", using: provider)
        let engine = try SQLiteEngine(directory: folder + "/store", keyDirectory: folder + "/keys")
        let name = try CompartmentName("falcon")
        let log = try CompartmentLog.create(
            origin: KeyName("plant.example/wichita/falcon"),
            store: engine.openLog(name, create: true),
            keys: engine.openKeys(name, create: true),
            site: site,
            using: provider
        )
        let writer = try await JournalWriter.open(now: { 1_700_000_000_000 }) { log }
        func draft(_ payload: String, label: String) throws -> EventDraft {
            EventDraft(
                subject: "p",
                kind: "unit.made",
                aggregate: try #require(AggregateID(Array(repeating: 3, count: 16))),
                label: label,
                payload: Array(payload.utf8),
                scope: DataKeyScope(program: "falcon", retentionClass: "traveler", period: "2026")
            )
        }
        var drafts = [try draft(#"{"serial": "OPEN-77123"}"#, label: "")]
        for number in 0..<20 {
            drafts.append(
                try draft(
                    #"{"serial": "FX-\#(7_310 + number)-A", "step": {"text": "\#(Self.step)"}, "lots": ["HT\#(500_120 + number)"]}"#,
                    label: "cui=SP-CTI;dissemination=NOFORN"
                )
            )
        }
        let id = try #require(CommandID(Array(repeating: 1, count: 16)))
        _ = try await writer.perform(JournalCommand(id: id, drafts: drafts))
        try await writer.close()
    }

    private func scan(_ text: String, _ report: String) async throws -> (code: Int32, report: String) {
        try text.write(toFile: folder + "/share/mail.txt", atomically: true, encoding: .utf8)
        let command = try ScanCommand.parse([
            folder + "/share", "--known", folder + "/i", "--key", folder + "/k", "--sarif", folder + "/" + report,
            "--catalogue", Self.catalogue,
        ])
        var code: Int32 = 0
        do { try await command.run() } catch let exit as ExitCode { code = exit.rawValue }
        return (code, try String(contentsOfFile: folder + "/" + report, encoding: .utf8))
    }

    @Test("values and texts of restricted records are found outside; those of records that nothing restricts are not")
    func journal() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let index = try FingerprintCommand.parse([
            "--store", folder + "/store", "--compartment", "falcon", "--keys", folder + "/keys", "--site-key",
            folder + "/site-key", "--into", folder + "/i",
            "--key", folder + "/k", "--catalogue", Self.catalogue,
        ])
        try index.run()
        #expect(try await scan("ship OPEN-77123 on Monday, and FX-9999-A\n", "open").code == 0)
        for (number, text) in ["fx 7315 a is late", "lot HT500139", Self.step.uppercased()].enumerated() {
            let found = try await scan(text + "\n", "\(number)")
            #expect(found.code == 1, "\(text)")
            #expect(found.report.contains("falcon, ") && found.report.contains("unit.made"), "\(text)")
        }
        #expect(throws: (any Error).self) {
            try FingerprintCommand.parse(["--store", "s", "--into", "i", "--key", "k"])
        }
    }
}
