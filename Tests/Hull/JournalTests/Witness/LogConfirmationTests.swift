import Foundation
import Journal
import Storage
import Testing

@Suite("A log is held against its witness before it is written")
struct LogConfirmationTests {
    let plant: Plant
    let folder: WitnessFolder

    init() throws {
        plant = try Plant()
        folder = try WitnessFolder.create(
            at: plant.folder.appending(path: "witness").path(percentEncoded: false),
            name: KeyName("witness.example/w1"),
            using: plant.provider
        )
    }

    /// The witness in its folder, asked without a network.
    private struct Near: WitnessConnection {
        let folder: WitnessFolder
        let logs: [VerifierKey]
        var verifier: VerifierKey { folder.verifier }

        func add(_ request: [UInt8]) async throws -> WitnessAnswer { folder.response(to: request, logs: logs, time: 1) }
    }

    /// Something that answers in a witness's place.
    private struct Other: WitnessConnection {
        let verifier: VerifierKey
        let answer: @Sendable ([UInt8]) throws -> WitnessAnswer

        func add(_ request: [UInt8]) async throws -> WitnessAnswer { try answer(request) }
    }

    private func near() throws -> Near { Near(folder: folder, logs: try plant.open().keyring.verifiers) }

    private func code(_ store: (any LogStore)? = nil, _ witness: some WitnessConnection, from known: UInt64 = 0)
        async throws
        -> JournalError.Code?
    {
        do {
            _ = try await plant.open(store: store).confirmed(by: witness, from: known)
            return nil
        } catch let error as JournalError {
            return error.code
        }
    }

    @Test("from its beginning without entries on: what it cosigns it remembers, whatever it was thought to remember")
    func grows() async throws {
        defer { plant.remove() }
        let witness = try near()
        let empty = try await plant.open().confirmed(by: witness)
        #expect(try Checkpoint(text: empty.text).size == 0)
        var size: UInt64 = 0
        for (count, known) in [(5, 0), (300, 5), (0, 9), (7, 0), (1, 400)] as [(Int, UInt64)] {
            try await plant.fill(count, from: Int(size))
            size += UInt64(count)
            let note = try await plant.open().confirmed(by: witness, from: known)
            #expect(try Checkpoint(text: note.text).size == size)
            #expect(try note.verified(by: [folder.verifier], using: plant.provider).signers.count == 1)
            #expect(try folder.newest(of: plant.origin) == note)
        }
    }

    @Test("one that was cut, at whatever place, or emptied, is behind")
    func behind() async throws {
        defer { plant.remove() }
        var heads: [StoredHead] = [try plant.store.head()]
        for place in 0..<4 {
            try await plant.fill(2, from: 2 * place, batch: 2)
            heads.append(try plant.store.head())
        }
        let witness = try near()
        #expect(try await code(nil, witness) == nil)
        for head in heads.dropLast() {
            let cut = HostileLog(try plant.store) {
                $0.head = { _ in head }
                $0.entry = { $0 < head.size ? $1 : nil }
            }
            for known in [0, head.size, 8] {
                #expect(try await code(cut, witness, from: known) == .behindWitness, "\(head.size)")
            }
        }
        #expect(try await code(nil, witness) == nil)
    }

    @Test("one with another beginning is forked, also where it is larger")
    func forked() async throws {
        defer { plant.remove() }
        try await plant.fill(6, batch: 3)
        let witness = try near()
        // The same origin and key, and other entries: as from a copy that was written on elsewhere.
        #expect(try await code(nil, witness) == nil)
        let seen = try plant.store.head()
        let copy = MemoryEngine()
        let store = try copy.openLog(plant.compartment, create: true)
        let writer = try await JournalWriter.open(now: { 1 }) { [plant] in try plant.open(store: store) }
        for number in 0..<9 {
            _ = try await writer.perform(Plant.command(number, drafts: [Plant.draft(number + 100)]))
            guard try store.head().size >= seen.size else { continue }
            for known in [0, seen.size] { #expect(try await code(store, witness, from: known) == .forked) }
        }
        try await writer.close()
    }

    @Test("a witness that does not know the log, or is another one, is believed nothing")
    func strangers() async throws {
        defer { plant.remove() }
        try await plant.fill(3)
        #expect(try await code(nil, Near(folder: folder, logs: [])) == .foreign)
        let other = try NoteSigner(
            name: plant.origin,
            kind: .ed25519,
            privateKey: SecretBytes(Array(0..<32)),
            using: plant.provider
        )
        #expect(try await code(nil, Near(folder: folder, logs: [other.verifier])) == .foreign)
        let impostor = try NoteSigner(
            name: folder.verifier.name,
            kind: .cosignatureV1,
            privateKey: SecretBytes(Array(0..<32)),
            using: plant.provider
        )
        let checkpoint = try #require(try plant.open().stored).checkpoint
        let line = try impostor.signature(over: checkpoint, time: 1, using: plant.provider).line
        let cosigned = WitnessAnswer(status: 200, body: Array(line.utf8))
        #expect(try await code(nil, Other(verifier: folder.verifier) { _ in cosigned }) == .foreign)
        #expect(try await code(nil, Other(verifier: impostor.verifier) { _ in cosigned }) == nil)
    }

    @Test("answers that are none are refused, and one that says another size each time comes to an end")
    func hostileAnswers() async throws {
        defer { plant.remove() }
        try await plant.fill(3)
        for body in ["", "\n", "x\n", "-1\n", "1", "01\n", "99999999999999999999\n", "1\n2\n"] {
            let answer = WitnessAnswer(status: 409, body: Array(body.utf8))
            #expect(try await code(nil, Other(verifier: folder.verifier) { _ in answer }) == .foreign, "\(body)")
        }
        for body in [
            [], Array("\n".utf8), Array("\u{2014} witness.example/w1 AAAA\n".utf8), [0xFF],
            Array(repeating: 0x41, count: 70_000),
        ]
            as [[UInt8]]
        {
            let answer = WitnessAnswer(status: 200, body: body)
            #expect(try await code(nil, Other(verifier: folder.verifier) { _ in answer }) == .foreign)
        }
        for status in [0, 199, 301, 400, 429, 500, 503] {
            let answer = WitnessAnswer(status: status, body: [])
            #expect(try await code(nil, Other(verifier: folder.verifier) { _ in answer }) == .tryLater)
        }
        let wavering = Other(verifier: folder.verifier) { request in
            let isOne = request.starts(with: Array("old 1\n".utf8))
            return WitnessAnswer(status: 409, body: Array((isOne ? "2\n" : "1\n").utf8))
        }
        #expect(try await code(nil, wavering) == .tryLater)
        let away = Other(verifier: folder.verifier) { _ in throw JournalError(.tryLater, "nobody answers") }
        #expect(try await code(nil, away) == .tryLater)
    }

    @Test("what it answers has the status of the specification, and tells nothing of its own trouble")
    func responses() throws {
        defer { plant.remove() }
        #expect(folder.response(to: [1, 2, 3], logs: [], time: 1).status == 400)
        plant.remove()
        let answer = folder.response(to: [1, 2, 3], logs: [], time: 1)
        #expect(answer.status == 500 && !String(decoding: answer.body, as: UTF8.self).contains("/"))
    }
}
