internal import Storage

extension CompartmentLog {
    /// Times that a witness may say that it remembers another size than it was asked with: others may hand it heads of this log meanwhile.
    private static let attempts = 4

    /// Has a witness hold the log, as it is in its store now, against what it remembers, and remember that from now on. Of a log without entries an empty
    /// tree is held against it: one that was emptied is told from a new one.
    /// - Parameter known: the size that the witness is thought to remember; what it says itself counts.
    /// - Returns: the checkpoint with the witness's cosignature.
    /// - Throws: `JournalError`: `behindWitness`, `forked`; `foreign` where it does not watch this log, or another than the witness answers; `tryLater` where
    ///   it does not answer; what the store throws.
    public func confirmed(by witness: some WitnessConnection, from known: UInt64 = 0) async throws -> SignedNote {
        let stored = try StoredLog(store)
        let size = stored?.head.size ?? 0
        let checkpoint = try stored?.checkpoint ?? emptyCheckpoint()
        var old = min(known, size)
        for _ in 0..<Self.attempts {
            let path = try stored?.consistency(from: old).path ?? []
            let request = WitnessRequest(oldSize: old, path: path, checkpoint: checkpoint)
            let answer = try await witness.add(request.bytes)
            switch answer.status {
            case 200: return try cosigned(checkpoint, by: answer.body, of: witness)
            case 409:
                guard answer.body.last == 0x0A, let recorded = Decimal.number(answer.body.dropLast()) else {
                    throw unlikely(witness, "says no size with status 409")
                }
                guard recorded <= size else {
                    throw JournalError(behindWitness: origin, remembering: recorded, here: size)
                }
                old = recorded
            case 422: throw JournalError(forked: origin)
            case 403, 404:
                throw JournalError(
                    .foreign,
                    "the witness \(witness.verifier.name.text) does not watch \(origin.text) with this key: give it the log's key (bulkhead audit key), unless the log was begun anew, which is what a witness is to find out"
                )
            default:
                throw JournalError(
                    .tryLater,
                    "the witness \(witness.verifier.name.text) answers with status \(answer.status) about \(origin.text)"
                )
            }
        }
        throw JournalError(
            .tryLater,
            "the witness \(witness.verifier.name.text) says each time that it remembers another size of \(origin.text)"
        )
    }

    /// The checkpoint of a log before its first entry.
    private func emptyCheckpoint() throws -> SignedNote {
        try Checkpoint(origin: origin, size: 0, root: .emptyRoot).signed(by: [signer], time: 0, using: provider)
    }

    private func cosigned(_ checkpoint: SignedNote, by lines: [UInt8], of witness: some WitnessConnection) throws
        -> SignedNote
    {
        do throws(NoteError) {
            let note = try SignedNote(checkpoint.bytes + lines)
            _ = try note.verified(by: [witness.verifier], using: provider)
            return note
        } catch {
            throw unlikely(witness, "gives no cosignature that its key verifies: \(error)")
        }
    }

    private func unlikely(_ witness: some WitnessConnection, _ what: String) -> JournalError {
        JournalError(
            .foreign,
            "what answers for the witness \(witness.verifier.name.text) \(what); compare its address and its key (\(origin.text))"
        )
    }
}

extension JournalError {
    /// A witness remembers more of a log than there is.
    init(behindWitness origin: KeyName, remembering remembered: UInt64, here size: UInt64) {
        self.init(
            .behindWitness,
            "a witness remembers \(remembered) entries of \(origin.text), here are \(size): this is an old backup, or the log was rolled back. It is not written: restore the newest backup, or go on under a new origin that is linked to this one (a continuation)"
        )
    }

    /// A witness remembers another log.
    /// - Parameter roots: what it remembers and what is here, in words; nil where only the witness knows.
    init(forked origin: KeyName, _ roots: String? = nil) {
        self.init(
            .forked,
            "a witness remembers \(roots ?? "another tree of \(origin.text) than is here"): the log was forked. Keep both as evidence, and do not write this one"
        )
    }
}
