import Foundation
import Journal
import LogCheck
import Storage
import Testing

@Suite("A log in files that somebody with all rights over them has turned back or rewritten")
struct WitnessedFilesTests {
    private func refusal(_ body: () throws -> Void) -> WitnessRefusal? {
        do {
            try body()
            return nil
        } catch { return error as? WitnessRefusal }
    }

    private func code(_ body: () throws -> Void) -> JournalError? {
        do {
            try body()
            return nil
        } catch { return error as? JournalError }
    }

    @Test("a site restored from an old backup is sound by itself, and is told by its witness that it is old")
    func oldBackup() async throws {
        let plant = try FilePlant()
        defer { plant.remove() }
        try await plant.append((0..<4).map { "before \($0)" })
        try plant.backUp()
        try await plant.append((0..<5).map { "after \($0)" })
        try plant.cosign(from: 0)
        try plant.restore()
        #expect(try plant.journal.audit().isSound)
        #expect(try plant.journal.log().stored?.head.size == 5)

        let error = code { _ = try plant.journal.log(trust: plant.trust) }
        #expect(error?.code == .behindWitness)
        #expect(error?.message.contains("a continuation") == true)
        await #expect(throws: JournalError.self) { try await plant.append(["more"], trust: plant.trust) }
        #expect(try plant.journal.log().stored?.head.size == 5, "nothing was written")
        let refused = refusal { try plant.cosign(from: 5) }
        #expect(refused?.status == 409)
        #expect(refused?.body == "10\n")
        let note = try #require(try plant.trust.witnessed.first)
        #expect(try plant.journal.audit(seen: [note.bytes]).failures.map(\.code) == [.rolledBack])

        // It goes on as another log that says whom it follows.
        let engine = try SQLiteEngine(
            directory: plant.journal.place + "/store",
            keyDirectory: plant.journal.place + "/keys"
        )
        let name = try CompartmentName("falcon_2")
        let next = try plant.journal.log().continued(
            as: KeyName.log(of: "falcon-2", at: "plant.example/wichita"),
            store: engine.openLog(name, create: true),
            keys: engine.openKeys(name, create: true),
            witnessed: note,
            witnesses: [plant.witness.verifier],
            by: JournalAuthority(subject: "p-1", label: "", reason: "restored from the backup of Monday"),
            time: 1_800_000_000_000
        )
        #expect(next.stored?.head.size == 1)
    }

    /// The thief has the files, the wrapped keys and the site key: all that the plant itself signs with.
    @Test(
        "an entry rewritten with the log's own key, consistently, is sound by itself and found out at the next witness call",
        arguments: [4, 5, 9]
    )
    func insider(written: Int) async throws {
        let plant = try FilePlant()
        defer { plant.remove() }
        try await plant.append((0..<4).map { "before \($0)" })
        try plant.backUp()
        let honest = try await plant.append((0..<5).map { "honest \($0)" })
        try plant.cosign(from: 0)
        let old = try plant.journal.log()
        let (key, entry) = (try #require(old.keyring.verifiers.last), try #require(try old.store.entries(7..<8).first))
        let receipt = try #require(old.stored).receipt(for: 7)

        try plant.restore()
        try await plant.append((0..<written).map { "forged \($0)" })
        #expect(try plant.payloads(5..<7) == ["forged 0", "forged 1"])
        #expect(try plant.journal.audit().isSound, "nothing inside the log gives it away")

        let size = UInt64(5 + written)
        let refused = [UInt64(10), 5].map { old in refusal { try plant.cosign(from: old) }?.status }
        #expect(refused == (size < 10 ? [400, 409] : [422, 409]))
        let error = code { _ = try plant.journal.log(trust: plant.trust) }
        #expect(error?.code == (size < 10 ? .behindWitness : .forked))
        #expect(error?.message.isEmpty == false)
        let seen = try #require(try plant.trust.witnessed.first).bytes
        #expect(try plant.journal.audit(seen: [seen]).failures.map(\.code) == [size < 10 ? .rolledBack : .forked])
        // What was handed out before still proves what it proved.
        _ = try receipt.verify(entry: entry.entry, log: key, using: plant.journal.provider)
        #expect(honest[2].sequences.lowerBound == 7)
    }

    @Test("one byte of an entry changed in the database is found by whoever reads it, and by the audit")
    func database() async throws {
        let plant = try FilePlant()
        defer { plant.remove() }
        try await plant.append((0..<300).map { "event \($0)" })
        let change =
            "UPDATE entry SET entry = CAST(substr(entry, 1, 40) || x'00' || substr(entry, 42) AS BLOB) WHERE sequence = 12"
        let end = try RunProcess.toEnd([
            "python3", "-c", "import sqlite3,sys; c = sqlite3.connect(sys.argv[1]); c.execute(sys.argv[2]); c.commit()",
            plant.journal.place + "/store/falcon/log.sqlite", change,
        ])
        try #require(end.status == 0, "\(end.text)")
        // Entry 12 is before the last full tile: opening does not read it, whoever reads or audits it finds it.
        let report = try plant.journal.audit()
        #expect(!report.isSound)
        #expect(report.failures.contains { $0.code == .tile || $0.code == .event })
        #expect(throws: (any Error).self) { try plant.payloads(12..<13) }
    }

    @Test("a clock that is set back changes neither order nor soundness; each event says the time that it was told")
    func clock() async throws {
        let plant = try FilePlant()
        defer { plant.remove() }
        try await plant.append(["first"])
        plant.clock.now -= 30 * 86_400_000
        try await plant.append(["second"])
        plant.clock.now = 0
        try await plant.append(["third"])
        var reader = LogReader(try plant.journal.log())
        let events = try reader.events(1..<4).map(\.event)
        #expect(events.map(\.sequence) == [1, 2, 3])
        #expect(events.map(\.time) == [1_800_000_000_000, 1_800_000_000_000 - 30 * 86_400_000, 0])
        #expect(try plant.payloads(1..<4) == ["first", "second", "third"])
        #expect(try plant.journal.audit().isSound)
        try plant.cosign(from: 0)
        #expect(try plant.journal.log(trust: plant.trust).stored?.head.size == 4)
    }
}
