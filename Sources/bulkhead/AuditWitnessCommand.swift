import ArgumentParser
import Foundation
import Journal

/// `bulkhead audit witness`.
struct AuditWitnessCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "witness",
        abstract:
            "Remember the largest tree of each log, and cosign only what it is the beginning of (C2SP tlog-witness).",
        discussion: """
            Reads an add-checkpoint request from a file or standard input and prints the cosignature line. What it says is flushed to the folder \
            before it is printed. Keep the folder elsewhere than the logs, under another account.
            Exit codes: 0 cosigned; 2 no request, an unknown log or signature; 4 rolled back or forked; 75 try later.
            """
    )

    @Argument(help: "The witness's folder.")
    var folder: String

    @Argument(help: "The request; - is standard input.")
    var request: String = "-"

    @Option(help: "Make the folder with a new key under this name, and print its verifier key.")
    var create: String?

    @Option(
        name: .customLong("log-key"),
        help: "The verifier key of a log that is watched; may be given several times."
    )
    var logKeys: [String] = []

    @Option(help: "Print the newest checkpoint cosigned of the log with this origin.")
    var newest: String?

    @Flag(help: "Print JSON, by schemas/audit-witness.schema.json.")
    var json = false

    /// An answer in JSON.
    struct File: Encodable {
        let format = "bulkhead-audit-witness/1"
        let answer: String
        let key: String
        let status: Int
    }

    func run() throws {
        let provider = SwiftCryptoProvider()
        try AuditCommand.reporting {
            if let create {
                let witness = try WitnessFolder.create(at: folder, name: KeyName(create), using: provider)
                return try answer(witness.verifier.text + "\n", 200, witness)
            }
            let witness = try WitnessFolder(folder, using: provider)
            if let newest {
                guard let note = try witness.newest(of: KeyName(newest)) else {
                    throw JournalError(.gone, "the witness has seen no checkpoint of \(newest)")
                }
                return try answer(String(decoding: note.bytes, as: UTF8.self), 200, witness)
            }
            let body =
                request == "-"
                ? [UInt8](try FileHandle.standardInput.read(upToCount: SignedNote.bytesMax + 1) ?? Data())
                : try InputFile.bytes(request)
            do {
                let line = try witness.answer(
                    body,
                    logs: try logKeys.map { try VerifierKey($0) },
                    time: UInt64(max(1, time(nil)))
                ).line
                try answer(line, 200, witness)
            } catch let refusal as WitnessRefusal {
                if json { try answer(refusal.body, refusal.status, witness) }
                Console.error("\(refusal.status): \(refusal.body)")
                throw [409, 422].contains(refusal.status) ? ExitStatus.integrityBroken : ExitStatus.wrongInput
            }
        }
    }

    private func answer(_ text: String, _ status: Int, _ witness: WitnessFolder) throws {
        if json {
            print(try ReportOutput.encode(File(answer: text, key: witness.verifier.text, status: status)))
        } else {
            print(text, terminator: "")
        }
    }
}
