import ArgumentParser
import Classification
import ContentScan
import Foundation
import LeakScan
import PlantModel

/// `bulkhead scan`: what restricted data lies in files, and who reads it there that may not.
struct ScanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan",
        abstract:
            "Scan files, folders and databases for markings of control: 0 nothing is found, 1 something is or was not inspected, 2 the input is wrong.",
        discussion: "docs/guide/scan-for-leaks.md says what is read, what is found, and how findings are accepted."
    )

    @Argument(help: "Files, folders, and databases as postgresql://USER@HOST/DATABASE.", completion: .file())
    var paths: [String]

    @Option(help: "The plant file; with --at it says who reads a path and may not.")
    var plant: String?

    @Option(
        name: .customLong("at"),
        help: "SYSTEM=PATH: the system of the plant file that holds a path or database; may be repeated."
    )
    var holdings: [String] = []

    @OptionGroup var location: CatalogueLocation

    @Flag(help: "Print JSON, by schemas/scan.schema.json.")
    var json = false

    @Option(help: "Write SARIF 2.1.0 to a file.")
    var sarif: String?

    @Option(help: "Write a page to a file.")
    var html: String?

    @Flag(help: "Print what asks for nothing too: texts that speak of markings, data whose readers may all have it.")
    var notes = false

    @Flag(help: "Show the words that findings stand for. They are as restricted as the files.")
    var excerpts = false

    @Option(help: "Accepted findings, each with who accepted it and until when.")
    var baseline: String?

    @Option(
        help:
            "Keep what is known of files in this file: what has not changed is not read again, and a broken-off scan goes on."
    )
    var state: String?

    @Option(
        help: "An index by fingerprint: copies of its documents and values of its tables are found too; takes --key."
    )
    var known: String?

    @Option(help: "The key of the index.")
    var key: String?

    @Option(
        help:
            "The public key of a gateway: a copy of what is known whose manifest, FILE.manifest, it signed is one that is marked. May be repeated; takes --known."
    )
    var manifestKey: [String] = []

    @Flag(
        help:
            "Do not look for words in pictures (tesseract, where it is installed), which takes about a second for each."
    )
    var withoutPictures = false

    @Option(help: "The day by which acceptances count; today if left out.")
    var asOf: String?

    @Option(help: "How many files are read at once.")
    var atOnce = ProcessInfo.processInfo.activeProcessorCount

    @Option(help: "Scan again after so many seconds, until stopped, and print what is new; takes --state.")
    var watch: Int?

    func validate() throws {
        if paths.isEmpty { throw ValidationError("name at least one file or folder") }
        if !holdings.isEmpty, plant == nil {
            throw ValidationError("--at names a system of the plant file; name that with --plant")
        }
        if plant != nil, holdings.isEmpty {
            throw ValidationError(
                "--plant alone does not say which system holds the paths; say it with --at SYSTEM=PATH"
            )
        }
        if (known == nil) != (key == nil) {
            throw ValidationError("--known and --key go together: an index and its key")
        }
        if !manifestKey.isEmpty, known == nil {
            throw ValidationError("--manifest-key says which copies of what is known are marked; it takes --known")
        }
        if atOnce < 1 { throw ValidationError("--at-once is at least 1") }
        if let watch, watch < 1 || state == nil || json || sarif != nil || html != nil {
            throw ValidationError("--watch takes a number of seconds and --state, and prints text alone")
        }
    }

    func run() async throws {
        let scan = try ScanArguments(self)
        var outcome = try await scan.outcome()
        guard let watch else {
            try print(outcome)
            if outcome.hasFindings { throw ExitStatus.findings }
            return
        }
        tell(outcome)
        while true {
            let known = Set(outcome.findings.map(\.finding.fingerprint))
            try await Task.sleep(for: .seconds(watch))
            outcome = try await scan.outcome()
            let fresh = outcome.reporting { !known.contains($0.fingerprint) }
            if !fresh.findings.isEmpty { tell(fresh) }
        }
    }

    /// Prints at once: what is printed by `print` waits for more where the output is a file or a pipe.
    private func tell(_ outcome: ScanOutcome) {
        FileHandle.standardOutput.write(Data(ScanText.write(outcome, showsNotes: notes).utf8))
    }

    private func print(_ outcome: ScanOutcome) throws {
        if let sarif { try write(ScanSARIF.write(outcome).pretty, to: sarif) }
        if let html { try write(ScanPage.write(outcome), to: html) }
        let text = json ? ScanJSON.write(outcome).pretty : ScanText.write(outcome, showsNotes: notes)
        Swift.print(text, terminator: "")
    }

    private func write(_ text: String, to path: String) throws {
        do { try text.write(toFile: path, atomically: true, encoding: .utf8) } catch {
            Console.error("\(path): the report cannot be written: \(error.localizedDescription)")
            throw ExitStatus.wrongInput
        }
    }
}
