import ArgumentParser
import Journal
import Storage

/// `bulkhead audit prove`.
struct AuditProveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove",
        abstract: "Print the receipt of an entry (C2SP tlog-proof), with the entry in it.",
        discussion:
            "Whoever has the receipt and the log's public key verifies it with `bulkhead audit verify`. It says what the entry says in clear: time, subject, kind, label."
    )

    @Argument(help: "The entry's place in the log.")
    var sequence: UInt64

    @OptionGroup var location: AuditedStore

    @Flag(help: "Print JSON, by schemas/audit-receipt.schema.json.")
    var json = false

    /// A receipt in JSON.
    struct File: Encodable {
        let format = "bulkhead-audit-receipt/1"
        let index: UInt64
        let origin: String
        let receipt: String
        let size: UInt64
    }

    func run() throws {
        try AuditCommand.reporting {
            let log = try location.log()
            guard sequence < log.head.size else {
                throw JournalError(.gone, "entry \(sequence) is not there: the log has \(log.head.size) entries")
            }
            guard let entry = try log.store.entries(sequence..<(sequence + 1)).first else {
                throw JournalError(.gone, "entry \(sequence) is not there")
            }
            let plain = try log.receipt(for: sequence)
            let receipt = LogProof(extra: entry.entry, index: sequence, path: plain.path, checkpoint: plain.checkpoint)
            let text = String(decoding: receipt.bytes, as: UTF8.self)
            if json {
                let file = File(index: sequence, origin: log.head.origin.text, receipt: text, size: log.head.size)
                print(try ReportOutput.encode(file))
            } else {
                print(text, terminator: "")
            }
        }
    }
}
