import ArgumentParser
import Foundation
import Journal
import Storage

/// `bulkhead audit export`.
struct AuditExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a log as static files (C2SP tlog-tiles), or a bundle of some entries for an auditor."
    )

    @OptionGroup var location: AuditedStore

    @Option(help: "A new folder for the files, or with --bundle a new file.")
    var to: String

    @Flag(help: "Write an auditor's bundle (schemas/audit-bundle.schema.json) of --sequences.")
    var bundle = false

    @Option(help: "Entries of the bundle, such as 3,7-12. Whether this auditor may read them is decided before.")
    var sequences: String?

    @Option(help: "The folder of wrapped keys, to put payloads into the bundle in clear.")
    var keys: String?

    @Option(help: "The file of the site key, to put payloads into the bundle in clear.")
    var siteKey: String?

    @Flag(help: "Print JSON, by schemas/audit-export.schema.json.")
    var json = false

    func validate() throws {
        guard bundle == (sequences != nil) else { throw ValidationError("--bundle and --sequences go together") }
        guard (keys == nil) == (siteKey == nil), bundle || keys == nil else {
            throw ValidationError("--keys and --site-key go together, with --bundle")
        }
    }

    /// What was written, in JSON.
    struct File: Encodable {
        let format = "bulkhead-audit-export/1"
        let entries: UInt64
        let files: Int
        let first: UInt64
        let path: String
        let size: UInt64
    }

    func run() throws {
        try AuditCommand.reporting {
            let log = try location.log()
            let file = bundle ? try writeBundle(log) : try writeFolder(log)
            if json {
                print(try ReportOutput.encode(file))
            } else {
                print("\(to): \(file.entries) entries of \(file.size), \(file.files) files")
                if !bundle, log.first > 0 {
                    Console.error("entries before \(log.first) were pruned; verify with --pruned-before \(log.first)")
                }
            }
        }
    }

    private func writeFolder(_ log: StoredLog) throws -> File {
        guard !FileManager.default.fileExists(atPath: to) else {
            throw InputFile.Failure(path: to, reason: "it is there already; name a new folder")
        }
        let export = LogExport(log)
        var files: [(path: String, bytes: [UInt8])] = []
        for (number, receipt) in try export.successions().enumerated() {
            let digits = String(number)
            let name = String(repeating: "0", count: max(0, 6 - digits.count)) + digits
            files.append((ExportedLogFiles.successionFolder + name, receipt.bytes))
        }
        for (path, bytes) in files { try write(bytes, path) }
        var count = files.count
        for path in export.paths {
            guard let bytes = try export.bytes(at: path) else {
                throw JournalError(.damaged, "\(path) cannot be made from the store: run bulkhead store check")
            }
            try write(bytes, path)
            count += 1
        }
        return File(entries: log.head.size - log.first, files: count, first: log.first, path: to, size: log.head.size)
    }

    private func write(_ bytes: [UInt8], _ path: String) throws {
        let file = URL(filePath: to, directoryHint: .isDirectory).appending(path: path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
    }

    private func writeBundle(_ log: StoredLog) throws -> File {
        let wanted = try Self.numbers(sequences ?? "", below: log.head.size)
        var reader = try keys.flatMap { keys in
            try siteKey.map { try location.reader(of: log, keys: keys, siteKey: $0) }
        }
        var entries: [AuditBundle.Entry] = []
        for sequence in wanted {
            guard let stored = try log.store.entries(sequence..<(sequence + 1)).first else {
                throw JournalError(.gone, "entry \(sequence) is not there")
            }
            entries.append(
                AuditBundle.Entry(
                    entry: stored.entry,
                    proof: try InclusionProof(index: sequence, size: log.head.size, from: log.tree),
                    opened: try reader?.openedEvents(sequence..<(sequence + 1)).first?.opened
                )
            )
        }
        let bytes = try AuditBundle(checkpoint: log.checkpoint, entries: entries).encoded()
        guard !FileManager.default.fileExists(atPath: to) else {
            throw InputFile.Failure(path: to, reason: "it is there already; name a new file")
        }
        try Data(bytes).write(to: URL(filePath: to))
        return File(entries: UInt64(entries.count), files: 1, first: log.first, path: to, size: log.head.size)
    }

    /// Numbers and ranges such as `3,7-12`, in order, each once.
    static func numbers(_ text: String, below size: UInt64) throws -> [UInt64] {
        var found: Set<UInt64> = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { UInt64($0) }
            guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1], first <= last,
                last < size, last - first < 1_000_000, found.count < 1_000_000
            else {
                throw InputFile.Failure(
                    path: "--sequences",
                    reason:
                        "\(part.prefix(40).debugDescription) is no number or range of the log's \(size) entries (3,7-12)"
                )
            }
            found.formUnion(first...last)
        }
        return found.sorted()
    }
}
