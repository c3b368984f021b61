import ArgumentParser
import Foundation
import Journal
import LogCheck
import Storage

/// `bulkhead audit`: shows what a log holds, and that it is what was signed.
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Verify logs, prove entries, export them for auditors, and run a witness.",
        discussion: """
            Verification needs public keys alone, got from elsewhere than the log.
            Exit codes: 0 it holds; 2 the input is wrong; 4 integrity is broken; 75 try later.
            """,
        subcommands: [
            AuditVerifyCommand.self, AuditProveCommand.self, AuditExportCommand.self, AuditHeadCommand.self,
            AuditKeyCommand.self,
            AuditWitnessCommand.self, AuditServeWitnessCommand.self,
        ]
    )

    /// Runs a step of a command; whatever goes wrong is said on standard error, with the exit code that it has.
    static func reporting<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as ExitCode {
            throw error
        } catch let error as JournalError {
            Console.error(error.message)
            throw code(of: error)
        } catch let error as StorageError {
            Console.error(error.message)
            throw code(of: error)
        } catch {
            Console.error("\(error)")
            throw ExitStatus.wrongInput
        }
    }

    private static func code(of error: JournalError) -> ExitCode {
        switch error.code {
        case .damaged, .forked, .behindWitness: ExitStatus.integrityBroken
        case .tryLater, .inDoubt: ExitCode(75)
        default: ExitStatus.wrongInput
        }
    }

    private static func code(of error: StorageError) -> ExitCode {
        switch error.code {
        case .damaged: ExitStatus.integrityBroken
        case .busy, .full: ExitCode(75)
        default: ExitStatus.wrongInput
        }
    }
}

/// The log of a compartment in a folder of stores.
struct AuditedStore: ParsableArguments {
    @Option(help: "The folder of logs.")
    var store: String

    @Option(help: "The compartment.")
    var compartment: String

    init() {}

    init(store: String, compartment: String) { (self.store, self.compartment) = (store, compartment) }

    /// Reads the log; no key is needed, and nothing is written.
    func log() throws -> StoredLog { try Self.log(store, compartment) }

    /// Reads the log's payloads, by whoever holds its keys.
    func reader(of log: StoredLog, keys: String, siteKey: String) throws -> LogReader {
        let provider = SwiftCryptoProvider()
        let engine = try SQLiteEngine(directory: store, keyDirectory: keys)
        return LogReader(
            try CompartmentLog(
                origin: log.head.origin,
                store: log.store,
                keys: try engine.openKeys(try CompartmentName(compartment), create: false),
                site: try SiteKeyFile(at: siteKey, using: provider),
                using: provider,
                settles: false
            )
        )
    }

    static func log(_ store: String, _ compartment: String) throws -> StoredLog {
        guard let log = try writtenLog(store, compartment) else {
            throw StorageError(.missing, "\(store): the log of \(compartment) has no entries yet")
        }
        return log
    }

    /// The log; nil where nothing was written yet.
    static func writtenLog(_ store: String, _ compartment: String) throws -> StoredLog? {
        let name = try CompartmentName(compartment)
        guard FileManager.default.fileExists(atPath: "\(store)/\(name)/log.sqlite") else {
            throw StorageError(.missing, "\(store): there is no log of \(name) here")
        }
        let engine = try SQLiteEngine(directory: store, keyDirectory: store)
        return try StoredLog(try engine.openLog(name, create: false))
    }
}

/// A stored log as the checker reads it.
struct StoredLogFiles: LogFiles {
    let export: LogExport

    func bytes(at path: String) throws -> [UInt8]? { try export.bytes(at: path) }
    func paths() throws -> [String] { export.paths }
}

/// An exported folder without the receipts that lead from key to key, which are no part of the log.
struct ExportedLogFiles: LogFiles {
    static let successionFolder = "next-key/"
    let folder: LogFilesInFolder

    func bytes(at path: String) throws -> [UInt8]? { try folder.bytes(at: path) }
    func paths() throws -> [String] { try folder.paths().filter { !$0.hasPrefix(Self.successionFolder) } }

    func successions() throws -> [[UInt8]] {
        try folder.paths().filter { $0.hasPrefix(Self.successionFolder) }.compactMap { try folder.bytes(at: $0) }
    }
}
