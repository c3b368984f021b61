import Journal
import Testing

@Suite("A witness refuses rollbacks and forks")
struct WitnessTests {
    let provider = SwiftCryptoProvider()
    let origin: KeyName
    let log: NoteSigner
    var witness: Witness
    let leaves = NaiveTree(leaves: (0..<40).map { TreeHash.leaf([UInt8($0)]) })

    init() throws {
        origin = try KeyName("plant.example/site/common")
        log = try NoteSigner(name: origin, kind: .ed25519, privateKey: SecretBytes(Array(1...32)), using: provider)
        witness = try Witness(
            logs: [log.verifier],
            signer: NoteSigner(
                name: KeyName("witness.example/w1"),
                kind: .cosignatureV1,
                privateKey: SecretBytes(Array(2...33)),
                using: provider
            )
        )
    }

    func request(_ old: Int, _ new: Int, of tree: NaiveTree? = nil, signer: NoteSigner? = nil, origin: KeyName? = nil)
        throws -> [UInt8]
    {
        let tree = tree ?? leaves
        let checkpoint = Checkpoint(
            origin: origin ?? self.origin,
            size: UInt64(new),
            root: NaiveTree.root(tree.leaves[..<new])
        )
        return WitnessRequest(
            oldSize: UInt64(old),
            path: old <= new ? try ConsistencyProof(oldSize: UInt64(old), newSize: UInt64(new), from: tree).path : [],
            checkpoint: try checkpoint.signed(by: [signer ?? log], time: 0, using: provider)
        ).bytes
    }

    func refusal(_ witness: inout Witness, _ body: [UInt8]) -> WitnessRefusal? {
        let before = witness.seen
        do {
            _ = try witness.add(body, time: 1, using: provider)
            return nil
        } catch {
            #expect(witness.seen == before, "a refusal changes nothing")
            return error as? WitnessRefusal
        }
    }

    @Test("a log that grows is cosigned at each size, also twice at the same")
    func growth() throws {
        var witness = witness
        for (old, new) in [(0, 0), (0, 5), (5, 5), (5, 12), (12, 40)] {
            let body = try request(old, new)
            let signature = try witness.add(body, time: 1_700_000_000, using: provider)
            var note = try WitnessRequest(body).checkpoint
            note.signatures.append(signature)
            let key = try VerifierKey("witness.example/w1+\(hex(signature.keyID))+\(witnessKeyText)")
            let verified = try SignedNote(note.bytes).verified(by: [log.verifier, key], using: provider)
            #expect(verified.signers.map(\.time) == [nil, 1_700_000_000])
            #expect(witness.seen[origin]?.size == UInt64(new))
        }
    }

    private func hex(_ id: UInt32) -> String {
        let digits = String(id, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }

    private var witnessKeyText: String {
        let signer = try? NoteSigner(
            name: KeyName("witness.example/w1"),
            kind: .cosignatureV1,
            privateKey: SecretBytes(Array(2...33)),
            using: provider
        )
        return signer.map { String($0.verifier.text.split(separator: "+", maxSplits: 2)[2]) } ?? ""
    }

    @Test("a rollback is answered with the recorded size, whoever has the log's key")
    func rollback() throws {
        var witness = witness
        _ = try witness.add(try request(0, 12), time: 1, using: provider)
        for body in [try request(0, 5), try request(5, 8), try request(5, 20)] {
            let refused = refusal(&witness, body)
            #expect(refused?.status == 409)
            #expect(refused?.body == "12\n")
        }
        #expect(refusal(&witness, try request(12, 5))?.status == 400)
    }

    @Test("a fork is refused: another root at the same size, another past at a larger one")
    func fork() throws {
        var witness = witness
        _ = try witness.add(try request(0, 12), time: 1, using: provider)
        var other = leaves.leaves
        other[3] = .leaf([99])
        let forked = NaiveTree(leaves: other)
        #expect(refusal(&witness, try request(12, 12, of: forked))?.status == 422)
        #expect(refusal(&witness, try request(12, 20, of: forked))?.status == 422)
        #expect(refusal(&witness, try request(12, 20))?.status == nil)
    }

    @Test("unknown logs, forged and foreign signatures and spoilt bodies get the status of the specification")
    func refusals() throws {
        var witness = witness
        let thief = try NoteSigner(
            name: origin,
            kind: .ed25519,
            privateKey: SecretBytes(Array(7...38)),
            using: provider
        )
        #expect(refusal(&witness, try request(0, 3, signer: thief))?.status == 403)
        #expect(refusal(&witness, try request(0, 3, origin: KeyName("other.example")))?.status == 404)
        #expect(refusal(&witness, Array("old 0\n".utf8))?.status == 400)
        #expect(refusal(&witness, Array(try request(0, 3).dropFirst()))?.status == 400)
        var flipped = try WitnessRequest(try request(0, 3)).checkpoint
        let signature = flipped.signatures[0]
        flipped.signatures = [
            SignedNote.Signature(name: signature.name, keyID: signature.keyID, bytes: signature.bytes.map { $0 ^ 1 })
        ]
        let body = WitnessRequest(oldSize: 0, path: [], checkpoint: flipped).bytes
        #expect(refusal(&witness, body)?.status == 403)
        let padded = WitnessRequest(
            oldSize: 0,
            path: [.emptyRoot],
            checkpoint: try WitnessRequest(try request(0, 3)).checkpoint
        )
        #expect(refusal(&witness, padded.bytes)?.status == 422)
    }
}
