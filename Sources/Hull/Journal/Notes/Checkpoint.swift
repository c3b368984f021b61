/// A log's tree head as the text of a note (C2SP tlog-checkpoint): origin, size, root, and lines that a log may add.
public struct Checkpoint: Hashable, Sendable {
    /// Which log.
    public let origin: KeyName
    /// Leaves in the tree.
    public let size: UInt64
    /// The root of the tree over them.
    public let root: TreeHash
    /// Further lines, opaque, without newlines. C2SP advises against them; ours have none, foreign ones may.
    public let extensions: [String]

    /// A tree head to be signed.
    public init(origin: KeyName, size: UInt64, root: TreeHash) {
        self.origin = origin
        self.size = size
        self.root = root
        extensions = []
    }

    /// Reads the text of a note, which is to be verified before it is believed.
    /// - Throws: `NoteError` with the line.
    public init(text: [UInt8]) throws(NoteError) {
        let lines = text.dropLast().split(separator: 0x0A, omittingEmptySubsequences: false)
        guard text.last == 0x0A, lines.count >= 3 else {
            throw NoteError(.malformed, "a checkpoint has at least three lines: origin, size, root")
        }
        if let empty = lines.firstIndex(where: \.isEmpty) {
            throw NoteError(.malformed, line: empty + 1, "the lines of a checkpoint are not empty")
        }
        let words = lines.compactMap { String(validating: $0, as: UTF8.self) }
        guard words.count == lines.count else { throw NoteError(.badText, "not UTF-8") }
        do {
            origin = try KeyName(words[0])
        } catch {
            throw NoteError(error.code, line: 1, error.reason)
        }
        guard let size = Decimal.number(lines[1]) else {
            throw NoteError(.malformed, line: 2, "the size is a decimal number without leading zeros, below 2^64")
        }
        guard let root = Base64.hash(lines[2]) else {
            throw NoteError(.malformed, line: 3, "the root is base64 of 32 bytes")
        }
        guard size > 0 || root == .emptyRoot else {
            throw NoteError(.malformed, line: 3, "the root of an empty tree is \(TreeHash.emptyRoot)")
        }
        self.size = size
        self.root = root
        extensions = Array(words.dropFirst(3))
    }

    /// The text of the note.
    public var text: String {
        ([origin.text, String(size), root.description] + extensions).map { $0 + "\n" }.joined()
    }

    /// A note with the signatures of the given signers, in their order.
    /// - Throws: what the provider throws.
    public func signed(
        by signers: [NoteSigner],
        time: UInt64,
        using provider: some CryptographyProvider
    ) throws -> SignedNote {
        var note = try SignedNote(text: text)
        note.signatures = try signers.map { try $0.signature(over: note, time: time, using: provider) }
        return note
    }
}
