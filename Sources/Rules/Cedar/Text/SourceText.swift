/// A source text with the name of the file it came from; always valid UTF-8 within ``CedarLimits/sourceBytes``.
public struct SourceText: Sendable {
    /// The name shown in messages.
    public let file: String
    /// The bytes, valid UTF-8.
    public let bytes: [UInt8]

    /// A text from a string.
    /// - Throws: when it is longer than ``CedarLimits/sourceBytes``.
    public init(_ text: String, file: String) throws(ParseError) {
        try self.init(bytes: Array(text.utf8), file: file)
    }

    /// A text from the bytes of a file.
    /// - Throws: when it is too long, or not UTF-8 (located at the first wrong byte).
    public init(bytes: [UInt8], file: String) throws(ParseError) {
        guard bytes.count <= CedarLimits.sourceBytes else {
            throw ParseError(
                file: file,
                range: .none,
                message: "the text has \(bytes.count) bytes; at most \(CedarLimits.sourceBytes) are read"
            )
        }
        if let offset = UTF8Check.firstInvalidOffset(bytes) {
            let place = Self.position(of: offset, in: bytes)
            throw ParseError(
                file: file,
                range: SourceRange(start: place, end: place),
                message:
                    "the text is not UTF-8: byte \(offset) (0x\(String(bytes[offset], radix: 16))) starts no valid sequence"
            )
        }
        self.file = file
        self.bytes = bytes
    }

    /// Line and column of a byte offset; linear in the offset.
    public static func position(of offset: Int, in bytes: [UInt8]) -> SourcePosition {
        var line = 1
        var column = 1
        for byte in bytes.prefix(offset) {
            if byte == 0x0A {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        return SourcePosition(offset: offset, line: line, column: column)
    }
}
