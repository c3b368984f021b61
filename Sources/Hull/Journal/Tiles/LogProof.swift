/// A receipt that verifies offline (C2SP tlog-proof): where an entry is, the proof that it is there, and the signed checkpoint.
public struct LogProof: Hashable, Sendable {
    /// Opaque data that nothing vouches for.
    public let extra: [UInt8]?
    /// The entry's zero-based place.
    public let index: UInt64
    /// The inclusion proof, from the leaf's sibling to the root's child.
    public let path: [TreeHash]
    /// The signed checkpoint.
    public let checkpoint: SignedNote

    /// The first line of the format.
    public static let header = "c2sp.org/tlog-proof@v1"
    /// The most hashes of a proof: a tree has fewer than `2^64` leaves.
    public static let pathMax = 63

    /// A receipt from its parts.
    public init(extra: [UInt8]? = nil, index: UInt64, path: [TreeHash], checkpoint: SignedNote) {
        self.extra = extra
        self.index = index
        self.path = path
        self.checkpoint = checkpoint
    }

    /// Reads a receipt; nothing is verified.
    /// - Throws: `NoteError` with the line.
    public init(_ bytes: [UInt8]) throws(NoteError) {
        let blank = try HashLines.end(in: bytes)
        var lines = bytes[..<blank].split(separator: 0x0A, omittingEmptySubsequences: false)[...]
        guard let first = lines.popFirst(), first.elementsEqual(Self.header.utf8) else {
            throw NoteError(.malformed, line: 1, "the first line is \(Self.header)")
        }
        extra = try Self.takeExtra(&lines)
        let keyword = Array("index ".utf8)
        guard let second = lines.popFirst(), second.starts(with: keyword),
            let index = Decimal.number(second.dropFirst(keyword.count))
        else { throw NoteError(.malformed, line: extra == nil ? 2 : 3, "here stands: index, blank, decimal number") }
        self.index = index
        path = try HashLines.read(lines, firstLine: extra == nil ? 3 : 4)
        checkpoint = try SignedNote(Array(bytes[(blank + 2)...]))
    }

    private static func takeExtra(_ lines: inout ArraySlice<ArraySlice<UInt8>>) throws(NoteError) -> [UInt8]? {
        let keyword = Array("extra ".utf8)
        guard let line = lines.first, line.starts(with: keyword) else { return nil }
        lines.removeFirst()
        guard let extra = Base64.bytes(line.dropFirst(keyword.count)) else {
            throw NoteError(.malformed, line: 2, "the extra data is not base64")
        }
        return extra
    }

    /// The bytes of the file.
    public var bytes: [UInt8] {
        var text = Self.header + "\n"
        if let extra { text += "extra \(Base64.text(extra))\n" }
        text += "index \(index)\n" + path.map { "\($0)\n" }.joined() + "\n"
        return Array(text.utf8) + checkpoint.bytes
    }

    /// Verifies the log's signature and the inclusion of an entry.
    /// - Returns: the checkpoint and who signed it, for a policy on witnesses to judge.
    /// - Throws: `NoteError` for the checkpoint (also of another origin than the log's key), `ProofError` for the proof.
    public func verify(
        entry: [UInt8],
        log: VerifierKey,
        witnesses: [VerifierKey] = [],
        using provider: some CryptographyProvider
    ) throws -> (checkpoint: Checkpoint, signers: VerifiedNote) {
        let verified = try checkpoint.verified(by: [log] + witnesses, using: provider)
        guard verified.signers.contains(where: { $0.key == log }) else {
            throw NoteError(.unsigned, "the log \(log.name.text) has not signed the checkpoint")
        }
        let head = try Checkpoint(text: checkpoint.text)
        guard head.origin == log.name else {
            throw NoteError(
                .wrongOrigin,
                line: 1,
                "the checkpoint is of \(head.origin.text), asked for was \(log.name.text)"
            )
        }
        try InclusionProof(index: index, size: head.size, path: path).verify(leaf: .leaf(entry), root: head.root)
        return (head, verified)
    }
}

/// Lines with one hash in base64 each, as proofs and witness requests write them.
enum HashLines {
    /// Where the lines end in a text that goes on with a checkpoint: the first of the two line ends that part them.
    static func end(in bytes: [UInt8]) throws(NoteError) -> Int {
        guard bytes.count <= SignedNote.bytesMax else {
            throw NoteError(.tooLarge, "at most \(SignedNote.bytesMax) bytes are read")
        }
        guard let blank = bytes.indices.dropLast().first(where: { bytes[$0] == 0x0A && bytes[$0 + 1] == 0x0A }) else {
            throw NoteError(.malformed, "no blank line parts the proof from the checkpoint")
        }
        return blank
    }

    static func read(_ lines: some Sequence<ArraySlice<UInt8>>, firstLine: Int) throws(NoteError) -> [TreeHash] {
        var hashes: [TreeHash] = []
        for line in lines {
            guard hashes.count < LogProof.pathMax else {
                throw NoteError(.tooLarge, line: firstLine + hashes.count, "at most \(LogProof.pathMax) hashes")
            }
            guard let hash = Base64.hash(line) else {
                throw NoteError(.malformed, line: firstLine + hashes.count, "a line of a proof is base64 of 32 bytes")
            }
            hashes.append(hash)
        }
        return hashes
    }
}
