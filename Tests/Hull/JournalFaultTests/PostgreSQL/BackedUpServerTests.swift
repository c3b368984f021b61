import Foundation
import Journal
import LogCheck
import Storage
import Synchronization
import TestDatabases
import Testing

@Suite("A journal on a PostgreSQL server that is backed up under load and restored to another one")
struct BackedUpServerTests {
    /// A row for each event, by its place.
    private struct Texts: ViewProjection {
        let schema: ViewSchema

        init() throws {
            let columns = [
                ViewColumn("sequence", .integer), ViewColumn("label_id", .integer),
                ViewColumn("text", .text, isNullable: true),
            ]
            let table = ViewTable("text", columns: columns, key: ["sequence"], label: "label_id")
            schema = try ViewSchema(version: 1, tables: [table])
        }

        func changes(for event: RecordedEvent) -> [RowChange] {
            let text = event.payload.map { ViewValue.text(String(decoding: $0, as: UTF8.self)) } ?? .null
            return [.put(table: "text", row: [.integer(Int64(event.event.sequence)), .integer(1), text])]
        }

        static func all(_ store: any ViewStore) throws -> [UInt64: String] {
            var found: [UInt64: String] = [:]
            let query = ViewQuery("text", columns: ["sequence", "text"], limit: 10_000)
            for row in try store.select(query, admitting: Admission([.init(labels: [1])])) {
                guard case .integer(let sequence) = row[0], case .text(let text) = row[1] else { continue }
                found[UInt64(sequence)] = text
            }
            return found
        }
    }

    /// What clients know to be written.
    private final class Acknowledged: Sendable {
        private let state = Mutex((texts: [UInt64: String](), isStopped: false))
        var texts: [UInt64: String] { state.withLock { $0.texts } }
        var isStopped: Bool { state.withLock { $0.isStopped } }
        func add(_ text: String, at place: UInt64) { state.withLock { $0.texts[place] = text } }
        func stop() { state.withLock { $0.isStopped = true } }
    }

    let name: CompartmentName
    let origin: KeyName
    let provider = SwiftCryptoProvider()

    init() throws {
        name = try CompartmentName("falcon")
        origin = try KeyName.log(of: "falcon", at: "plant.example/wichita")
    }

    /// An empty log on a server, its site key in a new folder.
    func create(on server: PostgreSQLPlace, in folder: String) throws -> (PostgreSQLEngine, SiteKeyFile) {
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        let site = try SiteKeyFile.create(at: folder + "/site-key", using: provider)
        let engine = try server.engine()
        _ = try CompartmentLog.create(
            origin: origin,
            store: engine.openLog(name, create: true),
            keys: engine.openKeys(name, create: true),
            site: site,
            using: provider
        )
        return (engine, site)
    }

    func open(_ engine: any StorageEngine, _ site: SiteKeyFile) throws -> CompartmentLog {
        try CompartmentLog(
            origin: origin,
            store: engine.openLog(name, create: false),
            keys: engine.openKeys(name, create: false),
            site: site,
            using: provider
        )
    }

    /// The audit of a log in the files of a backup, as `bulkhead audit` does it: without a key, and without a server.
    static func audit(
        _ backup: StoreFolders,
        _ name: CompartmentName,
        _ key: String
    ) throws -> AuditReport {
        let files = try SQLiteEngine(directory: backup.directory, keyDirectory: backup.directory)
        let stored = try #require(try StoredLog(files.openLog(name, create: false)))
        return try LogAudit.check(AuditedFiles(export: LogExport(stored)), keys: AuditKeys(log: key))
    }

    @Test(
        "nothing that was acknowledged before is missing, the log is sound, views are made anew, and the journal goes on"
    )
    func restored() async throws {
        let server = try PostgreSQLPlace(PrivateCluster.shared.get())
        let folder = FileManager.default.temporaryDirectory.appending(path: "backed-up-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (engine, site) = try create(on: server, in: folder)
        let views = CompartmentViews(engine: engine, compartment: name, projection: try Texts())
        let writer = try await JournalWriter.open(views: views, now: { 1_800_000_000_000 }) { try open(engine, site) }
        let known = Acknowledged()
        let backup = StoreFolders(directory: folder + "/logs", keyDirectory: folder + "/keys")
        let (before, report) = try await withThrowingTaskGroup(of: Void.self) { group in
            for client in 0..<8 {
                group.addTask {
                    var number = 0
                    while !known.isStopped, number < 1_000 {
                        let text = "client \(client) command \(number)"
                        let place = try await writer.perform(FilePlant.command(text, provider)).sequences.lowerBound
                        known.add(text, at: place)
                        number += 1
                    }
                }
            }
            while known.texts.count < 400 { try await Task.sleep(for: .milliseconds(10)) }
            let before = known.texts
            let address = PostgreSQLAddress(
                logs: server.writer,
                keys: .database(
                    server.cluster.url("bulkhead_writer", PostgreSQLPlace.writerPassword, server.keys)
                ),
                attachments: nil
            )
            let report = try PostgreSQLBackup.backUp(address, to: backup)
            known.stop()
            try await group.waitForAll()
            return (before, report)
        }
        try await writer.close()
        #expect(report.findings.isEmpty, "\(report.findings)")

        // The files of the backup are audited as they lie there.
        let copied = try Self.audit(backup, name, try #require(open(engine, site).keyring.verifiers.last).text)
        #expect(copied.isSound, "\(copied.failures)")

        // Another cluster, as after the loss of the machine.
        let other = try PostgreSQLPlace(PrivateCluster())
        let target = PostgreSQLAddress(
            logs: other.cluster.administrator(other.database),
            keys: .database(other.cluster.administrator(other.keys)),
            attachments: nil
        )
        let restored = try PostgreSQLBackup.restore(backup, to: target)
        #expect(restored.findings.isEmpty, "\(restored.findings)")
        let later = try other.engine()
        let log = try open(later, site)
        let stored = try #require(log.stored)
        let audit = try LogAudit.check(
            AuditedFiles(export: LogExport(stored)),
            keys: AuditKeys(log: try #require(log.keyring.verifiers.last).text)
        )
        #expect(audit.isSound, "\(audit.failures)")
        #expect(audit.entriesVerified == stored.head.size && copied.entriesVerified == stored.head.size)
        #expect(stored.head.size > UInt64(before.keys.max() ?? 0))
        let copies = CompartmentViews(engine: later, compartment: name, projection: try Texts())
        let next = try await JournalWriter.open(views: copies, now: { 1_800_000_000_000 }) { try open(later, site) }
        _ = try await next.rebuildViews()
        let texts = try Texts.all(try #require(next.views))
        let all = known.texts
        #expect(UInt64(texts.count) == stored.head.size)
        for (place, text) in before { #expect(texts[place] == text) }
        for (place, text) in texts { #expect(all[place] == text) }
        let place = try await next.perform(FilePlant.command("after", provider)).sequences.lowerBound
        #expect(place == stored.head.size)
        try await next.close()
        print(
            "backed up under load: \(before.count) acknowledged before, \(stored.head.size) restored, \(all.count) in all"
        )
    }

    @Test("an entry that was altered in a backup is found when its log is opened or checked")
    func altered() async throws {
        let server = try PostgreSQLPlace(PrivateCluster.shared.get())
        let folder = FileManager.default.temporaryDirectory.appending(path: "altered-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (engine, site) = try create(on: server, in: folder)
        let writer = try await JournalWriter.open(now: { 1_800_000_000_000 }) { try open(engine, site) }
        for number in 0..<300 { _ = try await writer.perform(FilePlant.command("event \(number)", provider)) }
        try await writer.close()
        let address = PostgreSQLAddress(logs: server.writer, keys: nil, attachments: nil)
        let backup = StoreFolders(directory: folder + "/logs", keyDirectory: nil)
        #expect(try PostgreSQLBackup.backUp(address, to: backup).findings.isEmpty)
        // A letter of an entry: rows, sizes and tiles fit as before.
        let file = URL(filePath: folder + "/logs/falcon/log.sqlite")
        var bytes = try Data(contentsOf: file)
        let place = try #require(bytes.range(of: Data("unit.started".utf8)))
        bytes[place.lowerBound] ^= 1
        let handle = try FileHandle(forWritingTo: file)
        try handle.write(contentsOf: bytes)
        try handle.close()

        let other = try PostgreSQLPlace(PrivateCluster.shared.get())
        let target = PostgreSQLAddress(
            logs: other.cluster.administrator(other.database),
            keys: nil,
            attachments: nil
        )
        #expect(try PostgreSQLBackup.restore(backup, to: target).findings.isEmpty)
        let copy = try other.engine()
        let verifier = try #require(open(engine, site).keyring.verifiers.last)
        #expect(try !Self.audit(backup, name, verifier.text).isSound)
        // The keys are those of the first server: they were not part of this backup.
        #expect(throws: (any Error).self) {
            let log = try CompartmentLog(
                origin: origin,
                store: copy.openLog(name, create: false),
                keys: engine.openKeys(name, create: false),
                site: site,
                using: provider
            )
            let stored = try #require(log.stored)
            let report = try LogAudit.check(
                AuditedFiles(export: LogExport(stored)),
                keys: AuditKeys(log: verifier.text)
            )
            if !report.isSound { throw PrivateCluster.Failure(description: "\(report.failures)") }
        }
    }
}
