import Journal
import SeededGeneration
import Testing

@Suite("Notes are those of C2SP, to the byte")
struct NoteTests {
    let provider = SwiftCryptoProvider()
    /// The example of C2SP signed-note.
    static let vkey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
    static let note = """
        This is an example message.

        \u{2014} example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=

        """

    @Test("the example of the specification is read, verified and written again")
    func example() throws {
        let key = try VerifierKey(Self.vkey)
        #expect(key.text == Self.vkey)
        let note = try SignedNote(Array(Self.note.utf8))
        #expect(note.bytes == Array(Self.note.utf8))
        let verified = try note.verified(by: [key], using: provider)
        #expect(verified.signers.map(\.key) == [key])
    }

    @Test("what is signed here verifies; a cosignature carries its time and is no signature of the log")
    func signing() throws {
        let seed = SecretBytes(Array(0..<32))
        let log = try NoteSigner(name: KeyName("log.example/a"), kind: .ed25519, privateKey: seed, using: provider)
        let witness = try NoteSigner(
            name: KeyName("w.example"),
            kind: .cosignatureV1,
            privateKey: seed,
            using: provider
        )
        let checkpoint = Checkpoint(origin: try KeyName("log.example/a"), size: 0, root: .emptyRoot)
        let note = try checkpoint.signed(by: [log, witness], time: 1_700_000_000, using: provider)
        let again = try SignedNote(note.bytes)
        #expect(again == note)
        #expect(try Checkpoint(text: again.text) == checkpoint)
        let verified = try again.verified(by: [log.verifier, witness.verifier], using: provider)
        #expect(verified.signers.map(\.time) == [nil, 1_700_000_000])
        var swapped = note
        swapped.signatures = [
            SignedNote.Signature(
                name: log.verifier.name,
                keyID: log.verifier.id,
                bytes: Array(note.signatures[1].bytes.dropFirst(8))
            )
        ]
        #expect(code { _ = try swapped.verified(by: [log.verifier], using: provider) } == .badSignature)
    }

    func code(_ body: () throws -> Void) -> NoteError.Code? {
        do { try body() } catch { return (error as? NoteError)?.code }
        return nil
    }

    @Test(
        "a malformed note is refused with its line",
        arguments: [
            ("", NoteError.Code.malformed, nil), ("text\n", .malformed, nil), ("text\n\n", .unsigned, 2),
            ("text\n\nname c2ln\n", .malformed, 3), ("text\n\n\u{2014} name\n", .malformed, 3),
            ("text\n\n\u{2014} name AAAA\n", .malformed, 3), ("text\n\n\u{2014} name AAAAAAA\n", .malformed, 3),
            ("text\n\n\u{2014} na+me AAAAAAA=\n", .badName, 3), ("text\n\n\u{2014}  AAAAAAA=\n", .badName, 3),
            ("te\txt\n\n\u{2014} name AAAAAAA=\n", .badText, 1), ("text\r\n\n\u{2014} name AAAAAAA=\n", .badText, 1),
            ("text\n\n\u{2014} name AAAAAAA=", .malformed, nil), ("text\n\n\u{2014} name AAAAAAB=\n", .malformed, 3),
        ] as [(String, NoteError.Code, Int?)]
    )
    func malformed(text: String, code: NoteError.Code, line: Int?) throws {
        let error = #expect(throws: NoteError.self) { try SignedNote(Array(text.utf8)) }
        #expect(error?.code == code)
        #expect(error?.line == line)
    }

    @Test("bytes that are no UTF-8, too many signatures and too many bytes are refused")
    func bounds() {
        #expect(code { _ = try SignedNote([0xFF, 0x0A, 0x0A, 0x0A]) } == .badText)
        let line = "\u{2014} name AAAAAAA=\n"
        #expect(code { _ = try SignedNote(Array(("t\n\n" + String(repeating: line, count: 129)).utf8)) } == .tooLarge)
        #expect(code { _ = try SignedNote(Array(("t\n\n" + String(repeating: line, count: 128)).utf8)) } == nil)
        #expect(code { _ = try SignedNote(Array(repeating: 0x0A, count: SignedNote.bytesMax + 1)) } == .tooLarge)
    }

    @Test(
        "a malformed checkpoint is refused with its line",
        arguments: [
            ("o\n1\n", nil), ("o\n01\nAAAA\n", 2), ("o\n-1\nAAAA\n", 2), ("o\n+1\nAAAA\n", 2),
            ("o\n18446744073709551616\nAAAA\n", 2),
            ("o\n1\nAAAA\n", 3), ("o x\n1\nAAAA\n", 1), ("\n1\nAAAA\n", 1),
            ("o\n0\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n", 3),
            ("o\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n", 4),
        ] as [(String, Int?)]
    )
    func checkpoints(text: String, line: Int?) {
        let error = #expect(throws: NoteError.self) { try Checkpoint(text: Array(text.utf8)) }
        #expect(error?.line == line)
    }

    @Test("a checkpoint with extension lines keeps them")
    func extensions() throws {
        let text = "o\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nmore\n"
        #expect(try Checkpoint(text: Array(text.utf8)).text == text)
    }

    @Test("keys that are not what they say are refused")
    func keys() {
        #expect(code { _ = try VerifierKey(Self.vkey.replacing("530d903a", with: "530d903b")) } == .badKey)
        #expect(code { _ = try VerifierKey(Self.vkey.replacing("530d903a", with: "530D903A")) } == .badKey)
        #expect(code { _ = try VerifierKey("a+b") } == .malformed)
        #expect(code { _ = try VerifierKey("a+00000000+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k") } == .badKey)
        #expect(code { _ = try KeyName("a\u{00A0}b") } == .badName)
    }

    @Test("names that only look alike are different names")
    func namesAreBytes() throws {
        #expect(try KeyName("caf\u{E9}") != KeyName("cafe\u{301}"))
    }

    @Test("mutated notes, requests and receipts are read or refused, and what is read is written to the same bytes")
    func mutations() throws {
        var random = SeededGenerator(seed: 7)
        let seeds: [[UInt8]] = [
            Array(Self.note.utf8),
            Array("old 1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n\(Self.note)".utf8),
            Array(
                "c2sp.org/tlog-proof@v1\nextra AAAA\nindex 3\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n\(Self.note)"
                    .utf8
            ),
        ]
        #expect(try LogProof(seeds[2]).bytes == seeds[2])
        #expect(try WitnessRequest(seeds[1]).bytes == seeds[1])
        for _ in 0..<soakCount(3_000, 300_000) {
            var bytes = seeds.randomElement(using: &random) ?? []
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
                case 1: bytes.remove(at: place)
                case 2: bytes.insert([0x0A, 0x20, 0x2B, 0x30, 0xE2].randomElement(using: &random) ?? 0, at: place)
                default: bytes = Array(bytes[..<max(1, place)])
                }
            }
            if let note = try? SignedNote(bytes) { #expect(note.bytes == bytes) }
            if let request = try? WitnessRequest(bytes) { #expect(request.bytes == bytes) }
            if let proof = try? LogProof(bytes) { #expect(proof.bytes == bytes) }
        }
    }
}
