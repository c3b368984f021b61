import ArgumentParser
import Journal

/// `bulkhead audit head`.
struct AuditHeadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "head",
        abstract: "Print the newest checkpoint of a log, to be kept elsewhere or sent to a witness."
    )

    @OptionGroup var location: AuditedStore

    @Option(help: "Print an add-checkpoint request for a witness that remembers this many entries.")
    var since: UInt64?

    @Flag(help: "Print JSON, by schemas/audit-head.schema.json.")
    var json = false

    /// The head in JSON.
    struct File: Encodable {
        let format = "bulkhead-audit-head/1"
        let checkpoint: String
        let first: UInt64
        let origin: String
        let root: String
        let size: UInt64
    }

    func run() throws {
        try AuditCommand.reporting {
            let log = try location.log()
            let text = String(decoding: log.checkpoint.bytes, as: UTF8.self)
            if let since {
                let proof = try log.consistency(from: since)
                let request = WitnessRequest(oldSize: since, path: proof.path, checkpoint: log.checkpoint)
                print(String(decoding: request.bytes, as: UTF8.self), terminator: "")
            } else if json {
                let file = File(
                    checkpoint: text,
                    first: log.first,
                    origin: log.head.origin.text,
                    root: log.head.root.description,
                    size: log.head.size
                )
                print(try ReportOutput.encode(file))
            } else {
                print(text, terminator: "")
            }
        }
    }
}
