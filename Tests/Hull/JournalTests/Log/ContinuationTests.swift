import Foundation
import Journal
import Storage
import Testing

@Suite("A log that is behind its witness")
struct ContinuationTests {
    /// A plant whose log was cosigned at a size, and a copy of it from before.
    static func restored(_ plant: Plant, cosigned: Int, left: Int) async throws -> (
        store: any LogStore, note: SignedNote, witness: VerifierKey
    ) {
        try await plant.fill(left, batch: left)
        let old = try plant.store.head()
        try await plant.fill(cosigned - left, from: left, batch: cosigned - left)
        let witness = try WitnessFolder.create(
            at: plant.folder.appending(path: "witness").path(percentEncoded: false),
            name: KeyName("witness.example/w1"),
            using: plant.provider
        )
        let log = try plant.open()
        let stored = try #require(log.stored)
        let request = WitnessRequest(oldSize: 0, path: [], checkpoint: stored.checkpoint)
        _ = try witness.answer(request.bytes, logs: log.keyring.verifiers, time: 1)
        let note = try #require(try witness.newest(of: plant.origin))
        let store = HostileLog(try plant.store) {
            $0.head = { _ in old }
            $0.entry = { $0 < UInt64(left) ? $1 : nil }
        }
        return (store, note, witness.verifier)
    }

    @Test("it is not written under its origin, and says how to go on")
    func refused() async throws {
        let plant = try Plant()
        defer { plant.remove() }
        let (store, note, key) = try await Self.restored(plant, cosigned: 9, left: 4)
        let trust = CompartmentLog.Trust(witnessed: [note], witnesses: [key])
        let error = #expect(throws: JournalError.self) { try plant.open(store: store, trust: trust) }
        #expect(error?.code == .behindWitness)
        #expect(error?.message.contains("continuation") == true)
        #expect(throws: JournalError.self) { try plant.open(trust: .init(witnessed: [note], witnesses: [])) }
        #expect(try plant.open(trust: trust).stored?.head.size == 9)
    }

    @Test("it goes on under a new origin that says what it follows, signed by both keys")
    func continued() async throws {
        let plant = try Plant()
        defer { plant.remove() }
        let (store, note, key) = try await Self.restored(plant, cosigned: 9, left: 4)
        let old = try plant.open(store: store)
        let origin = try KeyName.log(of: "falcon-2", at: "plant.example/wichita")
        let engine = MemoryEngine()
        let name = try CompartmentName("falcon_2")
        let next = try old.continued(
            as: origin,
            store: engine.openLog(name, create: true),
            keys: engine.openKeys(name, create: true),
            witnessed: note,
            witnesses: [key],
            by: Plant.authority,
            time: 1
        )
        var reader = LogReader(next)
        let first = try #require(try reader.openedEvents(0..<1).first)
        let (event, opened) = (first.event, first.opened)
        #expect(event.kind == JournalKind.continued)
        let payload = try #require(opened?.payload)
        let record = try #require(Continuation(payload))
        let keys = try #require(old.keyring.verifiers.last)
        let nextKey = try #require(next.keyring.verifiers.last)
        #expect(try record.verify(old: keys, next: nextKey, using: plant.provider) == 4)
        #expect(throws: NoteError.self) { try record.verify(old: nextKey, next: keys, using: plant.provider) }
        #expect(event.citations.count == 1)
        #expect(record.witnessed.utf8.elementsEqual(note.bytes))
        #expect(throws: (any Error).self) {
            _ = try old.continued(
                as: origin,
                store: engine.openLog(name, create: true),
                keys: engine.openKeys(name, create: true),
                witnessed: note,
                witnesses: [key],
                by: Plant.authority,
                time: 1
            )
        }
    }

    @Test("a log that a witness agrees with has no reason to leave its origin, and a forked one is kept as evidence")
    func agreement() async throws {
        let plant = try Plant()
        defer { plant.remove() }
        let (_, note, key) = try await Self.restored(plant, cosigned: 9, left: 4)
        let engine = MemoryEngine()
        let name = try CompartmentName("x")
        let agreed = #expect(throws: JournalError.self) {
            try plant.open().continued(
                as: KeyName("plant.example/x"),
                store: engine.openLog(name, create: true),
                keys: engine.openKeys(name, create: true),
                witnessed: note,
                witnesses: [key],
                by: Plant.authority,
                time: 1
            )
        }
        #expect(agreed?.code == .policy)
        let twin = try Plant()
        defer { twin.remove() }
        try await twin.fill(12)
        let forked = #expect(throws: JournalError.self) {
            try twin.open(trust: .init(witnessed: [note], witnesses: [key]))
        }
        #expect(forked?.code == .forked)
    }
}
