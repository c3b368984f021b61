/// Signs notes under one name with one Ed25519 key.
public struct NoteSigner: Sendable {
    /// What others need to verify the signatures.
    public let verifier: VerifierKey
    private let privateKey: SecretBytes

    /// - Throws: `NoteError` with code `badKey` if the key does not have 32 bytes.
    public init(
        name: KeyName,
        kind: SignatureKind,
        privateKey: SecretBytes,
        using provider: some CryptographyProvider
    ) throws(NoteError) {
        guard let publicKey = provider.publicKey(of: privateKey) else {
            throw NoteError(.badKey, "an Ed25519 private key has 32 bytes")
        }
        verifier = try VerifierKey(name: name, kind: kind, publicKey: publicKey)
        self.privateKey = privateKey
    }

    /// A signature over the note's text; it is not added to the note.
    /// - Parameter time: POSIX seconds, written into cosignatures only; at most `2^63 - 1`.
    /// - Throws: what the provider throws.
    public func signature(
        over note: SignedNote,
        time: UInt64,
        using provider: some CryptographyProvider
    ) throws -> SignedNote.Signature {
        let bytes =
            switch verifier.kind {
            case .ed25519: try provider.signature(over: note.text, privateKey: privateKey)
            case .cosignatureV1:
                Cosignature(
                    time: time,
                    signature: try provider.signature(
                        over: Cosignature.message(time: time, text: note.text),
                        privateKey: privateKey
                    )
                ).bytes
            }
        return SignedNote.Signature(name: verifier.name, keyID: verifier.id, bytes: bytes)
    }
}
