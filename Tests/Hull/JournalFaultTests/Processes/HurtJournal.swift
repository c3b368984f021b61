import Foundation
import Journal
import LogCheck
import Storage
import Testing

/// A journal in a folder that processes write and faults hurt, looked at by the tests.
struct HurtJournal {
    let folder: String
    /// Where the journal is; elsewhere only where a volume of its own is mounted.
    var place: String { folder + "/journal" }
    /// What was acknowledged, kept by the workload.
    var acknowledged: String { folder + "/acknowledged" }
    let provider = SwiftCryptoProvider()

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "hurt-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    func remove() { try? FileManager.default.removeItem(atPath: folder) }

    /// Writes so many commands more, by a process of its own.
    func write(_ commands: Int, events: Int = 1, under prefix: [String] = []) throws -> ProcessEnd {
        try RunProcess.toEnd(
            prefix + [try RunProcess.workload, place, String(commands), acknowledged, String(events)]
        )
    }

    /// How many commands were acknowledged; a line that was torn does not count.
    var acknowledgedCount: Int {
        let text = (try? String(contentsOfFile: acknowledged, encoding: .utf8)) ?? ""
        return text.count { $0 == "\n" }
    }

    /// The log, opened as one who reads beside the writer does.
    func log(trust: CompartmentLog.Trust = .init()) throws -> CompartmentLog {
        let name = try CompartmentName("falcon")
        let engine = try SQLiteEngine(directory: place + "/store", keyDirectory: place + "/keys")
        return try CompartmentLog(
            origin: KeyName.log(of: "falcon", at: "plant.example/wichita"),
            store: engine.openLog(name, create: false),
            keys: engine.openKeys(name, create: false),
            site: SiteKeyFile(at: place + "/site-key", using: provider),
            using: provider,
            trust: trust,
            settles: false
        )
    }

    /// The audit of all of it by the independent checker.
    func audit(seen: [[UInt8]] = []) throws -> AuditReport {
        let log = try log()
        let stored = try #require(log.stored)
        let key = try #require(log.keyring.verifiers.last)
        return try LogAudit.check(
            AuditedFiles(export: LogExport(stored)),
            keys: AuditKeys(log: key.text),
            seen: seen
        )
    }
}

/// A stored log as the checker reads it.
struct AuditedFiles: LogFiles {
    let export: LogExport

    func bytes(at path: String) throws -> [UInt8]? { try export.bytes(at: path) }
    func paths() throws -> [String] { export.paths }
}
