/// Finds data written as base64, base64url or hexadecimal (RFC 4648) in text, as XML, JSON and mail carry files.
///
/// A run is read as it streams by; line breaks inside it are passed over. Short runs are words, and are believed to be data only where they decode to text.
struct EncodedRuns {
    enum Found {
        /// What a run holds.
        case data([UInt8])
        /// Long enough to be data, and of no format known here.
        case opaque
        case tooLong
    }

    /// Shorter runs decode to less than any marking with its control.
    private static let textCharactersMin = 16
    private static let formatCharactersMin = 64
    private static let opaqueCharactersMin = 512

    private let bytesMax: Int
    private var run: [UInt8] = []
    private var count = 0
    private var padding = 0
    /// Blanks since the last character of the run.
    private var gap = 0
    private var hasBreak = false
    private var lineLength = 0
    private var isTooLong = false

    init(bytesMax: Int) { self.bytesMax = bytesMax }

    mutating func append(_ utf8: ArraySlice<UInt8>, _ found: (Found) -> Void) {
        var at = utf8.startIndex
        while at < utf8.endIndex {
            if count == 0 { at = Self.nextRun(in: utf8, from: at) }
            guard at < utf8.endIndex else { return }
            let byte = utf8[at]
            at += 1
            if FoldedWords.isWord(byte) || byte == 0x2B || byte == 0x2F || byte == 0x2D || byte == 0x5F {
                // A new line goes on with the run only where the line before was a long one, as encoders write them.
                if padding > 0 || gap > 0 && (!hasBreak || lineLength < 60) { end(found) }
                if gap > 0 { (gap, hasBreak, lineLength) = (0, false, 0) }
                count += 1
                lineLength += 1
                if run.count < bytesMax / 3 * 4 { run.append(byte) } else { isTooLong = true }
            } else if count > 0 {
                if byte == 0x3D, padding < 2, gap == 0 {
                    padding += 1
                } else if byte == 0x0A || byte == 0x0D || byte == 0x20 || byte == 0x09 {
                    gap += 1
                    if byte == 0x0A || byte == 0x0D { hasBreak = true }
                } else {
                    end(found)
                }
            }
        }
    }

    /// Where the next run long enough to be looked at may begin: a shorter one is data neither alone nor with what follows, for only after a long line a run goes on.
    private static func nextRun(in utf8: ArraySlice<UInt8>, from start: Int) -> Int {
        let bytes = utf8.span
        let isCharacter = characters.span
        let base = utf8.startIndex
        var at = start - base
        search: while at + textCharactersMin <= bytes.count {
            if let blank = EightBytes(bytes, at: at + textCharactersMin - 8).lastBlank {
                at += textCharactersMin - 8 + blank + 1
                continue
            }
            var place = at + textCharactersMin - 1
            while place >= at {
                guard isCharacter[Int(bytes[place])] else {
                    at = place + 1
                    continue search
                }
                place -= 1
            }
            return at + base
        }
        // At the end of a piece the next one may go on with it.
        var end = bytes.count
        while end > at, isCharacter[Int(bytes[end - 1])] { end -= 1 }
        return end + base
    }

    /// The characters of which runs are made.
    private static let characters: [Bool] = (0..<256).map { value in
        FoldedWords.isWord(UInt8(value)) || "+/-_".utf8.contains(UInt8(value))
    }

    mutating func finish(_ found: (Found) -> Void) { end(found) }

    private mutating func end(_ found: (Found) -> Void) {
        defer {
            run.removeAll(keepingCapacity: run.capacity <= 1 << 16)
            (count, padding, gap, hasBreak, lineLength, isTooLong) = (0, 0, 0, false, 0, false)
        }
        guard count >= Self.textCharactersMin, (count + padding) % 4 == 0 || padding == 0 else { return }
        if isTooLong {
            if looksEncoded { found(.tooLong) }
            return
        }
        if let hidden = hexadecimal() { return found(.data(hidden)) }
        // Numbers and words alone are no data.
        guard count % 4 != 1, let decoded = decoded() else {
            if count >= Self.opaqueCharactersMin, looksEncoded { found(.opaque) }
            return
        }
        let (type, guess) = MediaType.reading(of: Array(decoded.prefix(MediaType.headBytesMax)), isWhole: true)
        if type.isText, let guess, guess.encoding != .ebcdic037,
            guess.encoding != .windows1252 || count >= Self.formatCharactersMin
        {
            found(.data(decoded))
        } else if !type.isText, type != .unknown, type != .empty, count >= Self.formatCharactersMin {
            found(.data(decoded))
        } else if count >= Self.opaqueCharactersMin, looksEncoded {
            found(.opaque)
        }
    }

    /// Capitals, small letters and digits together: a long number or a ruler of one character is none.
    private var looksEncoded: Bool {
        run.contains { (0x30...0x39).contains($0) } && run.contains { (0x41...0x5A).contains($0) }
            && run.contains { (0x61...0x7A).contains($0) }
    }

    /// What the run is in hexadecimal, where that is text or of a format known here: digests and keys are not.
    ///
    /// Databases write `x` or `0x` before it (`\x504b` of PostgreSQL).
    private func hexadecimal() -> [UInt8]? {
        let digits = run.starts(with: [0x30, 0x78]) ? run[2...] : run.first == 0x78 ? run[1...] : run[...]
        guard digits.count >= 2 * Self.textCharactersMin, digits.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        for place in stride(from: digits.startIndex, to: digits.endIndex, by: 2) {
            guard let high = digit(run[place]), let low = digit(run[place + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        let (type, guess) = MediaType.reading(of: Array(bytes.prefix(MediaType.headBytesMax)), isWhole: true)
        if type.isText { return guess?.encoding == .utf8 ? bytes : nil }
        return type != .unknown && type != .empty && digits.count >= 2 * Self.formatCharactersMin ? bytes : nil
    }

    private func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }

    private func decoded() -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(run.count / 4 * 3)
        var bits: UInt32 = 0
        var bitCount = 0
        for byte in run {
            let value: UInt8 =
                switch byte {
                case 0x41...0x5A: byte - 0x41
                case 0x61...0x7A: byte - 0x61 + 26
                case 0x30...0x39: byte - 0x30 + 52
                case 0x2B, 0x2D: 62
                default: 63
                }
            bits = bits << 6 | UInt32(value)
            bitCount += 6
            if bitCount >= 8 {
                bitCount -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(bitCount)))
                bits &= 1 << UInt32(bitCount) - 1
            }
        }
        return bytes.isEmpty ? nil : bytes
    }
}
