/// A note of which at least one signature by a known key was verified; only `SignedNote.verified` makes one.
public struct VerifiedNote: Sendable {
    /// The note with all its lines, also those by unknown keys.
    public let note: SignedNote
    /// The keys whose signature holds, in the order of the lines, with a cosignature's time (POSIX seconds).
    public let signers: [(key: VerifierKey, time: UInt64?)]
}

extension SignedNote {
    /// Verifies every signature by a known key and passes over all others (C2SP signed-note, "Signatures").
    /// - Throws: `NoteError` with code `badSignature` if one by a known key is wrong, `unsigned` if there is none.
    public func verified(
        by keys: [VerifierKey],
        using provider: some CryptographyProvider
    ) throws(NoteError) -> VerifiedNote {
        var signers: [(key: VerifierKey, time: UInt64?)] = []
        for signature in signatures {
            for key in keys where key.id == signature.keyID && key.name == signature.name {
                guard let time = signature.time(if: key, over: text, using: provider) else {
                    throw NoteError(.badSignature, "the signature by \(key.name.text) does not verify")
                }
                signers.append((key, time.value))
            }
        }
        guard !signers.isEmpty else { throw NoteError(.unsigned, "no signature by a known key") }
        return VerifiedNote(note: self, signers: signers)
    }
}

extension SignedNote.Signature {
    /// A signature's time: none for a log's own signature.
    fileprivate struct Time { let value: UInt64? }

    /// The time if the signature holds; nil if it does not.
    fileprivate func time(
        if key: VerifierKey,
        over text: [UInt8],
        using provider: some CryptographyProvider
    ) -> Time? {
        switch key.kind {
        case .ed25519:
            provider.verifies(signature: bytes, over: text, publicKey: key.publicKey) ? Time(value: nil) : nil
        case .cosignatureV1:
            Cosignature(bytes).flatMap { cosignature in
                provider.verifies(
                    signature: cosignature.signature,
                    over: Cosignature.message(time: cosignature.time, text: text),
                    publicKey: key.publicKey
                ) ? Time(value: cosignature.time) : nil
            }
        }
    }
}

/// The bytes of a `timestamped_signature` with Ed25519 (C2SP tlog-cosignature): 8 bytes of time, big-endian, and 64 of signature.
struct Cosignature {
    let time: UInt64
    let signature: [UInt8]

    init(time: UInt64, signature: [UInt8]) {
        self.time = time
        self.signature = signature
    }

    /// Times above `2^63 - 1` are refused, as the specification says.
    init?(_ bytes: [UInt8]) {
        guard bytes.count == 72 else { return nil }
        time = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        signature = Array(bytes.dropFirst(8))
        guard time <= UInt64(Int64.max) else { return nil }
    }

    var bytes: [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: time >> UInt64(56 - 8 * $0)) } + signature }

    static func message(time: UInt64, text: [UInt8]) -> [UInt8] { Array("cosignature/v1\ntime \(time)\n".utf8) + text }
}
