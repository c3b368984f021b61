/// The body of `add-checkpoint` (C2SP tlog-witness): the size that the sender thinks the witness holds, a consistency proof, a checkpoint.
public struct WitnessRequest: Hashable, Sendable {
    /// Leaves in the checkpoint that the witness is thought to hold.
    public let oldSize: UInt64
    /// The consistency proof.
    public let path: [TreeHash]
    /// The new checkpoint, signed by the log.
    public let checkpoint: SignedNote

    /// A request from its parts.
    public init(oldSize: UInt64, path: [TreeHash], checkpoint: SignedNote) {
        self.oldSize = oldSize
        self.path = path
        self.checkpoint = checkpoint
    }

    /// Reads a body.
    /// - Throws: `NoteError` with the line.
    public init(_ bytes: [UInt8]) throws(NoteError) {
        let blank = try HashLines.end(in: bytes)
        let lines = bytes[..<blank].split(separator: 0x0A, omittingEmptySubsequences: false)
        let keyword = Array("old ".utf8)
        guard let first = lines.first, first.starts(with: keyword),
            let size = Decimal.number(first.dropFirst(keyword.count))
        else { throw NoteError(.malformed, line: 1, "the first line is: old, blank, decimal number") }
        oldSize = size
        path = try HashLines.read(lines.dropFirst(), firstLine: 2)
        checkpoint = try SignedNote(Array(bytes[(blank + 2)...]))
    }

    /// The body.
    public var bytes: [UInt8] {
        Array(("old \(oldSize)\n" + path.map { "\($0)\n" }.joined() + "\n").utf8) + checkpoint.bytes
    }
}
