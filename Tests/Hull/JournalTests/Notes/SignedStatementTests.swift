import Journal
import Testing

@Suite("A statement in JSON is signed together with what it says of itself")
struct SignedStatementTests {
    private let provider = SwiftCryptoProvider()

    private func signer(_ name: String = "plant.example/main/statements") throws -> NoteSigner {
        try NoteSigner(
            name: KeyName(name),
            kind: .ed25519,
            privateKey: SecretBytes(provider.randomBytes(32)),
            using: provider
        )
    }

    private func code(_ body: () throws(NoteError) -> [UInt8]) -> NoteError.Code? {
        do throws(NoteError) {
            _ = try body()
            return nil
        } catch {
            return error.code
        }
    }

    @Test("what was signed is read again, by the key alone")
    func again() throws {
        let signer = try signer()
        let bytes = try SignedStatement.signed("{\n\n}", as: "bulkhead drift", by: signer, using: provider)
        let json = try SignedStatement.json(of: bytes, as: "bulkhead drift", by: signer.verifier, using: provider)
        #expect(String(decoding: json, as: UTF8.self) == "{\n\n}\n")
    }

    @Test("another kind of statement, another key and a change are told apart")
    func others() throws {
        let signer = try signer()
        let other = try self.signer()
        let bytes = try SignedStatement.signed("{}", as: "bulkhead drift", by: signer, using: provider)
        func read(_ bytes: [UInt8], _ head: String, _ key: VerifierKey) -> NoteError.Code? {
            code { () throws(NoteError) in try SignedStatement.json(of: bytes, as: head, by: key, using: provider) }
        }
        #expect(read(bytes, "bulkhead filter evidence", signer.verifier) == .malformed)
        #expect(read(bytes, "bulkhead", signer.verifier) == .malformed)
        #expect(read(bytes, "bulkhead drift", other.verifier) == .unsigned)
        let changed = Array(String(decoding: bytes, as: UTF8.self).replacing("{}", with: "{ }").utf8)
        #expect(read(changed, "bulkhead drift", signer.verifier) == .badSignature)
        #expect(read([], "bulkhead drift", signer.verifier) == .malformed)
    }

    @Test("more than is read again is not signed, nor what no note can hold")
    func bounds() throws {
        let signer = try signer()
        for json in [String(repeating: "x", count: SignedNote.bytesMax), "{\u{1}}"] {
            #expect(throws: NoteError.self) {
                try SignedStatement.signed(json, as: "bulkhead drift", by: signer, using: provider)
            }
        }
    }
}
