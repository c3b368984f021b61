import Foundation
import Journal
import LogCheck
import Storage
import TestDatabases
import Testing

extension BackedUpServerTests {
    /// An empty database of the server takes 7.5 MB, and there are two; the log takes 12 MB.
    private static let sizes = isSoak ? Array(stride(from: 15_500, to: 30_000, by: 500)) : [16_000, 20_000, 25_000]

    @Test(
        "restored to a server whose volume is full it says so and leaves nothing; once there is room all of it is there",
        .enabled(if: mountsVolumes, "mounting a small volume for the server takes root")
    )
    func full() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "full-server-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (backup, site) = try await filled(folder)
        let other = try PostgreSQLPlace(PrivateCluster(volume: 100_000))
        let target = PostgreSQLAddress(
            logs: other.cluster.administrator(other.database),
            keys: .database(other.cluster.administrator(other.keys)),
            attachments: nil
        )
        var used = 0
        for size in Self.sizes {
            // What a failed attempt leaves in files of no table is reclaimed by the server at its next start.
            try other.cluster.command("stop")
            try other.cluster.command("start")
            try other.cluster.resizeVolume(kibibytes: size)
            let error = #expect(throws: StorageError.self, "\(size) KiB") {
                _ = try PostgreSQLBackup.restore(backup, to: target)
            }
            #expect(error?.code == .full, "\(size) KiB: \(error as Any)")
            #expect(error?.message.contains("the volume of the PostgreSQL server is full") == true)
            let engine = try other.engine()
            #expect(try engine.compartments().isEmpty, "\(size) KiB")
            #expect(throws: StorageError.self) { _ = try engine.openKeys(name, create: false) }
            used += 1
        }
        print("restored to a full volume: \(used) sizes refused")

        try other.cluster.resizeVolume(kibibytes: 200_000)
        let report = try PostgreSQLBackup.restore(backup, to: target)
        #expect(report.findings.isEmpty, "\(report.findings)")
        let log = try open(other.engine(), site)
        let stored = try #require(log.stored)
        let audit = try LogAudit.check(
            AuditedFiles(export: LogExport(stored)),
            keys: AuditKeys(log: try #require(log.keyring.verifiers.last).text)
        )
        #expect(audit.isSound && audit.entriesVerified == 400, "\(audit.failures)")
    }

    @Test(
        "a journal whose server has no room stops with what to do, has lost nothing, and goes on once there is room",
        .enabled(if: mountsVolumes, "mounting a small volume for the server takes root")
    )
    func writing() async throws {
        let server = try PostgreSQLPlace(PrivateCluster(volume: 100_000))
        let folder = FileManager.default.temporaryDirectory.appending(path: "full-server-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (engine, site) = try create(on: server, in: folder)
        let writer = try await JournalWriter.open(now: { 1_800_000_000_000 }) { try open(engine, site) }
        try server.cluster.resizeVolume(kibibytes: 20_000)
        var acknowledged = 0
        var refusal: JournalError?
        while refusal == nil, acknowledged < 1_000 {
            do {
                _ = try await writer.perform(Self.large(acknowledged, provider))
                acknowledged += 1
            } catch let error as JournalError { refusal = error }
        }
        #expect(refusal?.code == .inDoubt, "\(refusal as Any)")
        #expect(refusal?.message.contains("the volume of the PostgreSQL server is full") == true, "\(refusal as Any)")
        try server.cluster.resizeVolume(kibibytes: 100_000)
        try await writer.reopen()
        let place = try await writer.perform(FilePlant.command("after", provider)).sequences.lowerBound
        #expect(place == UInt64(acknowledged))
        try await writer.close()
        let log = try open(engine, site)
        let audit = try LogAudit.check(
            AuditedFiles(export: LogExport(try #require(log.stored))),
            keys: AuditKeys(log: try #require(log.keyring.verifiers.last).text)
        )
        #expect(audit.isSound && audit.entriesVerified == UInt64(acknowledged + 1), "\(audit.failures)")
    }

    /// A backup of a log of 400 entries of 30 KB.
    private func filled(_ folder: String) async throws -> (StoreFolders, SiteKeyFile) {
        let server = try PostgreSQLPlace(PrivateCluster.shared.get())
        let (engine, site) = try create(on: server, in: folder)
        let writer = try await JournalWriter.open(now: { 1_800_000_000_000 }) { try open(engine, site) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<400 {
                group.addTask { _ = try await writer.perform(Self.large(number, provider)) }
            }
            try await group.waitForAll()
        }
        try await writer.close()
        let keys = server.cluster.url("bulkhead_writer", PostgreSQLPlace.writerPassword, server.keys)
        let backup = StoreFolders(directory: folder + "/logs", keyDirectory: folder + "/keys")
        let address = PostgreSQLAddress(logs: server.writer, keys: .database(keys), attachments: nil)
        let report = try PostgreSQLBackup.backUp(address, to: backup)
        #expect(report.findings.isEmpty, "\(report.findings)")
        return (backup, site)
    }

    private static func large(_ number: Int, _ provider: SwiftCryptoProvider) throws -> JournalCommand {
        try FilePlant.command("\(number) " + String(repeating: "x", count: 30_000), provider)
    }
}
