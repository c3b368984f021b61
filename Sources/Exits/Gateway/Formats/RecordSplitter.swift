/// Cuts the bytes of a file into records as they come, so that a file of any length takes the room of one record.
///
/// A record of comma-separated values ends at a line break outside quotes (RFC 4180), one of JSON at any line break.
struct RecordSplitter {
    /// Bytes of a record at most. What is longer is cut off there and no record.
    static let recordBytesMax = 1 << 20

    /// A record's bytes without its line break, and the line that it begins on, from 1.
    struct Piece: Equatable {
        var line: Int
        var bytes: [UInt8]
        /// Why it is no record, where it is none.
        var fault: Fault?
    }

    enum Fault: String, Equatable {
        case tooLong = "a record longer than 1 MiB"
        case openQuote = "a quote that is not closed by the end of the file"
    }

    private let respectsQuotes: Bool
    private var bytes: [UInt8] = []
    private var isQuoted = false
    private var isTooLong = false
    private var line = 1
    private var began = 1
    private var isFirst = true

    init(respectsQuotes: Bool) { self.respectsQuotes = respectsQuotes }

    /// Takes the next bytes and gives the records that end in them.
    mutating func append(_ more: some Collection<UInt8>) -> [Piece] {
        var pieces: [Piece] = []
        for byte in more {
            if byte == 0x0A, !isQuoted {
                if let piece = cut() { pieces.append(piece) }
                line += 1
                began = line
                continue
            }
            if byte == 0x0A { line += 1 }
            if respectsQuotes, byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            guard bytes.count < Self.recordBytesMax else {
                // A quote that was never closed must not swallow the rest of a long file: the next line break ends it.
                isTooLong = true
                isQuoted = false
                continue
            }
            bytes.append(byte)
        }
        return pieces
    }

    /// The last record, where the file does not end in a line break.
    mutating func finish() -> Piece? {
        let isOpen = isQuoted
        isQuoted = false
        guard var piece = cut() else { return nil }
        if isOpen, piece.fault == nil { piece.fault = .openQuote }
        return piece
    }

    private mutating func cut() -> Piece? {
        if isFirst, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        isFirst = false
        if bytes.last == 0x0D { bytes.removeLast() }
        defer {
            bytes.removeAll(keepingCapacity: true)
            isTooLong = false
        }
        guard isTooLong || bytes.contains(where: { $0 != 0x20 && $0 != 0x09 }) else { return nil }
        return Piece(line: began, bytes: bytes, fault: isTooLong ? .tooLong : nil)
    }
}
