import Foundation
import Journal
import LogCheck
import Storage
import Synchronization
import Testing

/// One compartment's log in files, with its witness in a folder of its own.
struct FilePlant {
    let journal: HurtJournal
    let witness: WitnessFolder
    let clock = Clock()

    /// A clock that tests set.
    final class Clock: Sendable {
        private let time = Mutex<UInt64>(1_800_000_000_000)
        var now: UInt64 {
            get { time.withLock { $0 } }
            set { time.withLock { $0 = newValue } }
        }
    }

    init() throws {
        journal = try HurtJournal()
        let end = try journal.write(1)
        try #require(end.status == 0, "\(end.text)")
        witness = try WitnessFolder.create(
            at: journal.folder + "/witness",
            name: KeyName("witness.example/w1"),
            using: journal.provider
        )
    }

    func remove() { journal.remove() }

    /// What opening is told of the witness.
    var trust: CompartmentLog.Trust {
        get throws {
            let note = try witness.newest(of: KeyName.log(of: "falcon", at: "plant.example/wichita"))
            return CompartmentLog.Trust(witnessed: [note].compactMap { $0 }, witnesses: [witness.verifier])
        }
    }

    /// Appends commands of one event each, named by their text; returns the receipts.
    @discardableResult
    func append(_ texts: [String], trust: CompartmentLog.Trust = .init()) async throws -> [Receipt] {
        let (journal, clock) = (journal, clock)
        let writer = try await JournalWriter.open(now: { clock.now }) { try journal.log(trust: trust) }
        var receipts: [Receipt] = []
        for text in texts { receipts.append(try await writer.perform(Self.command(text, journal.provider))) }
        try await writer.close()
        return receipts
    }

    static func command(_ text: String, _ provider: SwiftCryptoProvider) throws -> JournalCommand {
        JournalCommand(
            id: try #require(CommandID(provider.randomBytes(16))),
            drafts: [
                EventDraft(
                    subject: "p-1",
                    kind: "unit.started",
                    aggregate: try #require(AggregateID(Array(repeating: 7, count: 16))),
                    label: "program={falcon}",
                    payload: Array(text.utf8),
                    scope: DataKeyScope(program: "falcon", retentionClass: "traveler", period: "2026-11")
                )
            ]
        )
    }

    /// Shows the witness the newest checkpoint, as if the log had grown from the size that the witness knows.
    @discardableResult
    func cosign(from old: UInt64) throws -> SignedNote.Signature {
        let log = try journal.log()
        let stored = try #require(log.stored)
        let proof = old <= stored.head.size ? try stored.consistency(from: old).path : []
        let request = WitnessRequest(oldSize: old, path: proof, checkpoint: stored.checkpoint)
        return try witness.answer(request.bytes, logs: log.keyring.verifiers, time: 1_800_000_000)
    }

    /// Copies log and keys, as a backup of the folder does.
    func backUp() throws {
        try FileManager.default.copyItem(atPath: journal.place, toPath: journal.folder + "/backup")
    }

    func restore() throws {
        try FileManager.default.removeItem(atPath: journal.place)
        try FileManager.default.copyItem(atPath: journal.folder + "/backup", toPath: journal.place)
    }

    func payloads(_ range: Range<UInt64>) throws -> [String] {
        var reader = LogReader(try journal.log())
        return try reader.events(range).map { String(decoding: $0.payload ?? [], as: UTF8.self) }
    }
}
