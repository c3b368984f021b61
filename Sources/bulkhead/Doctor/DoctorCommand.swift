import ArgumentParser
import Foundation

/// `bulkhead doctor`.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look whether this machine can run an instance, and whether the instance in its folders is well.",
        discussion: """
            It changes nothing. Nothing of a log's content, of a key, of a person or of a folder's name is in what it prints or writes.
            Exit codes: 0 nothing has to be mended; 1 something has to; 2 the input is wrong.
            """
    )

    @Option(help: "The folder of logs and views, where an instance is to be looked at.")
    var data: String?

    @Option(help: "The folder of wrapped keys; by default `keys` beside the folder of logs.")
    var keys: String?

    @Flag(help: "Print JSON, by schemas/doctor.schema.json.")
    var json = false

    @Option(help: "Write what was found into this new file, to send to whoever helps; as --json.")
    var support: String?

    func validate() throws {
        guard keys == nil || data != nil else { throw ValidationError("--keys goes with --data") }
        try StoreLocation.checkFolders([data, keys])
    }

    /// What was found, in JSON.
    struct File: Encodable {
        struct Finding: Encodable {
            let code: String
            let remedy: String
            let seen: String
            let standing: String
            let title: String
        }
        let format = "bulkhead-doctor/1"
        let bad: Int
        let findings: [Finding]

        init(_ findings: [DoctorFinding]) {
            bad = findings.count { $0.standing == .bad }
            self.findings = findings.map {
                Finding(
                    code: $0.code.rawValue,
                    remedy: $0.code.remedy,
                    seen: $0.seen,
                    standing: $0.standing.rawValue,
                    title: $0.code.title
                )
            }
        }
    }

    func run() throws {
        var findings = MachineExamination.findings()
        if let data {
            findings += FolderExamination(InstanceStores(data: data, keys: keys, siteKey: nil)).findings()
        }
        let file = File(findings)
        if let support {
            guard !FileManager.default.fileExists(atPath: support) else {
                Console.error("\(support): it is there already; name a new file")
                throw ExitStatus.wrongInput
            }
            do {
                try Data((try ReportOutput.encode(file) + "\n").utf8).write(to: URL(filePath: support))
            } catch {
                Console.error("\(support): it cannot be written")
                throw ExitStatus.wrongInput
            }
        }
        print(json ? try ReportOutput.encode(file) : Self.text(findings))
        guard file.bad == 0 else { throw ExitStatus.findings }
    }

    /// A line for each check; below what is not good what to do.
    private static func text(_ findings: [DoctorFinding]) -> String {
        findings.map { finding in
            let mark =
                switch finding.standing {
                case .good: "ok    "
                case .notice: "notice"
                case .bad: "BAD   "
                }
            let line = "\(mark) \(finding.code.rawValue) \(finding.code.title): \(finding.seen)"
            return finding.standing == .good ? line : "\(line)\n       \(finding.code.remedy)"
        }.joined(separator: "\n")
    }
}
