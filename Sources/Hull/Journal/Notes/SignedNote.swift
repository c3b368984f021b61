/// A text with signature lines, to the byte as C2SP signed-note writes it. Reading checks the form alone: the text means nothing before
/// `verified(by:using:)`.
public struct SignedNote: Hashable, Sendable {
    /// One signature line.
    public struct Signature: Hashable, Sendable {
        /// Who is said to have signed.
        public let name: KeyName
        /// Which key is said to have been used.
        public let keyID: UInt32
        /// What follows the key id: for a cosignature the time and then the signature.
        public let bytes: [UInt8]

        /// A signature line from its parts.
        public init(name: KeyName, keyID: UInt32, bytes: [UInt8]) {
            self.name = name
            self.keyID = keyID
            self.bytes = bytes
        }

        /// The line with its newline.
        public var line: String {
            let id = (0..<4).map { UInt8(truncatingIfNeeded: keyID >> UInt32(24 - 8 * $0)) }
            return "\u{2014} \(name.text) \(Base64.text(id + bytes))\n"
        }
    }

    /// The signed text with its final newline, in UTF-8.
    public let text: [UInt8]
    /// The signature lines in their order.
    public var signatures: [Signature]

    /// The largest note read, in bytes: a bound of ours, far above a checkpoint with a hundred signatures.
    public static let bytesMax = 1 << 20
    /// The most signature lines read; C2SP asks for at least 16.
    public static let signaturesMax = 128

    /// A note to be signed.
    /// - Throws: `NoteError` if the text does not end in a newline or holds a control character.
    public init(text: String, signatures: [Signature] = []) throws(NoteError) {
        let bytes = Array(text.utf8)
        guard bytes.last == 0x0A else { throw NoteError(.malformed, "the text of a note ends in a newline") }
        try Self.checkText(bytes)
        self.text = bytes
        self.signatures = signatures
    }

    /// Reads a note.
    /// - Throws: `NoteError` with the line of the mistake.
    public init(_ bytes: [UInt8]) throws(NoteError) {
        guard bytes.count <= Self.bytesMax else {
            throw NoteError(.tooLarge, "\(bytes.count) bytes; at most \(Self.bytesMax) are read")
        }
        try Self.checkText(bytes)
        guard bytes.last == 0x0A else { throw NoteError(.malformed, "the last line has no newline") }
        guard let blank = bytes.indices.dropLast().last(where: { bytes[$0] == 0x0A && bytes[$0 + 1] == 0x0A }) else {
            throw NoteError(.malformed, "no blank line parts the text from the signatures")
        }
        text = Array(bytes[...blank])
        var line = text.count { $0 == 0x0A } + 1
        signatures = []
        guard blank + 2 < bytes.count else {
            throw NoteError(.unsigned, line: line, "no signature follows the blank line")
        }
        for content in bytes[(blank + 2)...].dropLast().split(separator: 0x0A, omittingEmptySubsequences: false) {
            line += 1
            guard signatures.count < Self.signaturesMax else {
                throw NoteError(.tooLarge, line: line, "more than \(Self.signaturesMax) signatures")
            }
            signatures.append(try Signature(content, line: line))
        }
    }

    /// The whole note.
    public var bytes: [UInt8] { text + [0x0A] + signatures.flatMap { Array($0.line.utf8) } }

    private static func checkText(_ bytes: [UInt8]) throws(NoteError) {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw NoteError(.badText, "not UTF-8") }
        if let place = bytes.firstIndex(where: { $0 < 0x20 && $0 != 0x0A }) {
            let line = bytes[..<place].count { $0 == 0x0A } + 1
            throw NoteError(.badText, line: line, "control character \(bytes[place]); only newlines are allowed")
        }
    }
}

extension SignedNote.Signature {
    init(_ content: ArraySlice<UInt8>, line: Int) throws(NoteError) {
        // An em dash (U+2014) and a blank.
        guard content.starts(with: [0xE2, 0x80, 0x94, 0x20]) else {
            throw NoteError(.malformed, line: line, "a signature line begins with an em dash and a blank")
        }
        let parts = content.dropFirst(4).split(separator: 0x20, omittingEmptySubsequences: false)
        guard parts.count == 2, let text = String(validating: parts[0], as: UTF8.self) else {
            throw NoteError(.malformed, line: line, "a signature line is: em dash, name, base64")
        }
        guard let blob = Base64.bytes(parts[1]), blob.count > 4 else {
            throw NoteError(.malformed, line: line, "a signature is base64 of a key id of 4 bytes and what follows it")
        }
        do {
            name = try KeyName(text)
        } catch {
            throw NoteError(error.code, line: line, error.reason)
        }
        keyID = blob.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
        bytes = Array(blob.dropFirst(4))
    }
}
