import Foundation
import Journal
import Testing

@Suite("A witness that remembers on disk")
struct WitnessFolderTests {
    let plant: Plant
    let path: String

    init() throws {
        plant = try Plant()
        path = plant.folder.appending(path: "witness").path(percentEncoded: false)
    }

    private func request(_ old: UInt64) throws -> (body: [UInt8], keys: [VerifierKey]) {
        let log = try plant.open()
        let stored = try #require(log.stored)
        let proof = try stored.consistency(from: old)
        return (
            WitnessRequest(oldSize: old, path: proof.path, checkpoint: stored.checkpoint).bytes, log.keyring.verifiers
        )
    }

    private func make() throws -> WitnessFolder {
        try WitnessFolder.create(at: path, name: KeyName("witness.example/w1"), using: plant.provider)
    }

    @Test("what it said is remembered by the next process, and a rollback refused")
    func memory() async throws {
        defer { plant.remove() }
        try await plant.fill(5)
        _ = try make()
        let first = try request(0)
        _ = try WitnessFolder(path, using: plant.provider).answer(first.body, logs: first.keys, time: 1)
        try await plant.fill(5, from: 5)
        let second = try request(5)
        let signature = try WitnessFolder(path, using: plant.provider).answer(second.body, logs: second.keys, time: 2)
        let again = try WitnessFolder(path, using: plant.provider)
        let note = try #require(try again.newest(of: plant.origin))
        #expect(note.signatures.contains(signature))
        let refused = #expect(throws: WitnessRefusal.self) { try again.answer(first.body, logs: first.keys, time: 3) }
        #expect(refused?.status == 409)
        #expect(throws: JournalError.self) { try make() }
    }

    @Test("a memory that was changed, cut or emptied stops the witness; it never begins anew")
    func damagedMemory() async throws {
        defer { plant.remove() }
        try await plant.fill(3)
        let witness = try make()
        let (body, keys) = try request(0)
        _ = try witness.answer(body, logs: keys, time: 1)
        let seen = plant.folder.appending(path: "witness/seen")
        let name = try #require(
            try FileManager.default.contentsOfDirectory(atPath: seen.path(percentEncoded: false)).first
        )
        let file = seen.appending(path: name)
        let bytes = [UInt8](try Data(contentsOf: file))
        for changed in [[], Array(bytes.dropLast(40)), bytes.flipped(bit: 8 * 40), Array("x".utf8)] as [[UInt8]] {
            try Data(changed).write(to: file)
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o600],
                ofItemAtPath: file.path(percentEncoded: false)
            )
            let error = #expect(throws: JournalError.self) { try witness.answer(body, logs: keys, time: 2) }
            #expect(error?.code == .damaged)
        }
    }

    @Test("requests that are no requests are refused with the status of the specification")
    func malformed() throws {
        defer { plant.remove() }
        let witness = try make()
        for body in [[], Array("old 0\n\n".utf8), Array("old -1\n\nx\n".utf8), Array(repeating: 0xFF, count: 100)]
            as [[UInt8]]
        {
            let refused = #expect(throws: WitnessRefusal.self) { try witness.answer(body, logs: [], time: 1) }
            #expect(refused?.status == 400)
        }
    }
}
