/// What is said in JSON below a line that says what kind of statement it is, signed as a note: what was shown of a filter, how a plant has drifted.
///
/// The line is signed with the rest, so that a statement of one kind is never taken for one of another.
public enum SignedStatement {
    /// Signs a statement.
    /// - Parameters:
    ///   - json: one document, without control characters but line breaks.
    ///   - head: the line that says what it is.
    /// - Throws: `NoteError` for text that no note can hold, or more of it than is read again; what the provider throws.
    public static func signed(
        _ json: String,
        as head: String,
        by signer: NoteSigner,
        using provider: some CryptographyProvider
    ) throws -> [UInt8] {
        var note = try SignedNote(text: head + "\n" + json + "\n")
        note.signatures = [try signer.signature(over: note, time: 0, using: provider)]
        let bytes = note.bytes
        guard bytes.count <= SignedNote.bytesMax else {
            throw NoteError(.tooLarge, "\(bytes.count) bytes; at most \(SignedNote.bytesMax) are read again")
        }
        return bytes
    }

    /// The JSON of a statement that a key signed.
    /// - Parameter head: the line that says what it has to be.
    /// - Throws: `NoteError`: `unsigned` or `badSignature` where the key did not sign it, `malformed` where it is something else that the key signed.
    public static func json(
        of bytes: [UInt8],
        as head: String,
        by key: VerifierKey,
        using provider: some CryptographyProvider
    ) throws(NoteError) -> [UInt8] {
        let note = try SignedNote(bytes)
        _ = try note.verified(by: [key], using: provider)
        guard let end = note.text.firstIndex(of: 0x0A), note.text[..<end].elementsEqual(head.utf8) else {
            throw NoteError(.malformed, line: 1, "this is signed, and says of itself that it is no \(head)")
        }
        return Array(note.text[(end + 1)...])
    }
}
