import ArgumentParser
import Foundation
import Journal
import Storage

/// `bulkhead audit key`.
struct AuditKeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Print the public keys of a log, the oldest first, for those who will verify it.",
        discussion: """
            Hand them to auditors and witnesses by another way than the log: who could change both could sign anything. The first one \
            is enough for `bulkhead audit verify`; the log itself says, signed, which key followed.
            """
    )

    @Option(help: "The folder of wrapped keys.")
    var keys: String

    @Option(help: "The compartment.")
    var compartment: String

    @Flag(help: "Print JSON, by schemas/audit-keys.schema.json.")
    var json = false

    /// The keys in JSON.
    struct File: Encodable {
        let format = "bulkhead-audit-keys/1"
        let keys: [String]
        let origin: String
    }

    func run() throws {
        try AuditCommand.reporting {
            let name = try CompartmentName(compartment)
            guard FileManager.default.fileExists(atPath: "\(keys)/\(name).sqlite") else {
                throw StorageError(.missing, "\(keys): there are no keys of \(name) here")
            }
            let engine = try SQLiteEngine(directory: keys, keyDirectory: keys)
            let verifiers = try CompartmentKeyring.verifiers(in: try engine.openKeys(name, create: false))
            if json {
                let origin = verifiers.first?.name.text ?? ""
                print(try ReportOutput.encode(File(keys: verifiers.map(\.text), origin: origin)))
            } else {
                for verifier in verifiers { print(verifier.text) }
            }
        }
    }
}
