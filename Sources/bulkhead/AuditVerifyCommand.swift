import ArgumentParser
import Foundation
import Journal
import LogCheck
import Storage

/// `bulkhead audit verify`.
struct AuditVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check an exported log, a store, an auditor's bundle or a receipt, offline, with public keys alone.",
        discussion: "0: all that was to be shown is shown; 4: something does not hold; 2: it cannot be read."
    )

    @Argument(help: "The folder of an exported log, the folder of stores (with --compartment), a bundle, or a receipt.")
    var path: String

    @Option(help: "The compartment, for a folder of stores.")
    var compartment: String?

    @Option(help: "The log's verifier key (name+id+key), the first that the auditor knows.")
    var logKey: String

    @Option(name: .customLong("witness-key"), help: "The verifier key of a witness; may be given several times.")
    var witnessKeys: [String] = []

    @Option(help: "How many witnesses have to have cosigned.")
    var witnessesRequired = 0

    @Option(help: "A file with a checkpoint seen at another time; may be given several times.")
    var seen: [String] = []

    @Option(help: "The first entry that the log still shows, where older ones were pruned.")
    var prunedBefore: UInt64 = 0

    @Flag(help: "Print JSON, by schemas/audit-report.schema.json.")
    var json = false

    /// The report in JSON.
    struct File: Encodable {
        struct Finding: Encodable {
            let code: String
            let place: String
            let reason: String
            let standing: String
        }
        let format = "bulkhead-audit-report/1"
        let entriesVerified: UInt64
        let failures: Int
        let findings: [Finding]
        let sound: Bool
    }

    func run() throws {
        let report = try AuditCommand.reporting { try check() }
        if json {
            let file = File(
                entriesVerified: report.entriesVerified,
                failures: report.failureCount,
                findings: report.findings.map {
                    File.Finding(
                        code: $0.code.rawValue,
                        place: $0.place,
                        reason: $0.reason,
                        standing: $0.standing.rawValue
                    )
                },
                sound: report.isSound
            )
            print(try ReportOutput.encode(file))
        } else {
            for finding in report.findings { print(finding.description) }
            print(
                report.isSound
                    ? "holds: \(report.entriesVerified) entries" : "does not hold: \(report.failureCount) failures"
            )
        }
        if !report.isSound { throw ExitStatus.integrityBroken }
    }

    private func check() throws -> AuditReport {
        var keys = try AuditKeys(log: logKey, witnesses: witnessKeys, witnessesRequired: witnessesRequired)
        let seen = try seen.map { try InputFile.bytes($0) }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw InputFile.Failure(path: path, reason: "there is nothing")
        }
        if let compartment {
            let files = StoredLogFiles(export: LogExport(try AuditedStore.log(path, compartment)))
            keys = try following(try files.export.successions().map(\.bytes), keys)
            return try LogAudit.check(
                files,
                keys: keys,
                seen: seen,
                prunedBefore: max(prunedBefore, files.export.log.first)
            )
        }
        if isFolder.boolValue {
            let files = ExportedLogFiles(folder: LogFilesInFolder(folder: path))
            keys = try following(try files.successions(), keys)
            return try LogAudit.check(files, keys: keys, seen: seen, prunedBefore: prunedBefore)
        }
        let bytes = try InputFile.bytes(path)
        guard bytes.starts(with: "c2sp.org/tlog-proof@".utf8) else {
            return AuditBundleCheck.check(bytes, keys: keys, seen: seen).report
        }
        return AuditReport(receipt: bytes, keys: keys)
    }

    private func following(_ receipts: [[UInt8]], _ keys: AuditKeys) throws -> AuditKeys {
        do throws(ReceiptCheck.Refusal) {
            return try keys.following(receipts)
        } catch {
            Console.error("the log's key was changed, and from the key that was given no way leads on: \(error.reason)")
            throw ExitStatus.integrityBroken
        }
    }
}
