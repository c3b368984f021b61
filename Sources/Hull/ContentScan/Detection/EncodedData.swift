/// What a run of characters holds, where that is text or of a format known here.
struct EncodedData {
    let bytes: [UInt8]

    /// - Parameters:
    ///   - run: its characters, without line breaks and padding.
    ///   - padding: how many `=` stood behind it.
    init?(_ run: ArraySlice<UInt8>, padding: Int) {
        if let text = ShiftedText.text(of: run) {
            bytes = text
            return
        }
        guard (run.count + padding) % 4 == 0 || padding == 0 else { return nil }
        if let hidden = Self.hexadecimal(run) {
            bytes = hidden
            return
        }
        // Numbers and words alone are no data.
        guard run.count % 4 != 1, let decoded = Self.decoded(run) else { return nil }
        let (type, guess) = MediaType.reading(of: Array(decoded.prefix(MediaType.headBytesMax)), isWhole: true)
        if type.isText {
            guard let guess, guess.encoding != .ebcdic037,
                guess.encoding != .windows1252 || run.count >= EncodedRuns.formatCharactersMin
            else { return nil }
        } else if !Self.isFormat(type, decoded, run.count) {
            return nil
        }
        bytes = decoded
    }

    /// Whether bytes are of a format, and not of one by chance: the fewer there are, the longer their signature has to be.
    private static func isFormat(_ type: MediaType, _ bytes: [UInt8], _ characters: Int) -> Bool {
        if type == .unknown || type == .empty || type.isText { return false }
        if characters >= EncodedRuns.formatCharactersMin { return true }
        switch type {
        case .zip, .officeOpenXML, .openDocument, .xz, .zstandard, .sevenZip: return true
        case .pdf: return bytes.starts(with: "%PDF-".utf8)
        // RFC 1952: deflate, and no flags but the five that there are.
        case .gzip: return bytes.count > 3 && bytes[2] == 8 && bytes[3] < 0x20
        // A block begins with the digits of pi.
        case .bzip2: return bytes.count > 9 && bytes[4..<10].elementsEqual([0x31, 0x41, 0x59, 0x26, 0x53, 0x59])
        default: return false
        }
    }

    /// What the run is in hexadecimal, where that is text or of a format known here: digests and keys are not.
    ///
    /// Databases write `x` or `0x` before it (`\x504b` of PostgreSQL).
    private static func hexadecimal(_ run: ArraySlice<UInt8>) -> [UInt8]? {
        let digits = run.starts(with: [0x30, 0x78]) ? run.dropFirst(2) : run.first == 0x78 ? run.dropFirst() : run
        guard digits.count >= 2 * EncodedRuns.textCharactersMin, digits.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        for place in stride(from: digits.startIndex, to: digits.endIndex, by: 2) {
            guard let high = EncodedRuns.digit(run[place]), let low = EncodedRuns.digit(run[place + 1]) else {
                return nil
            }
            bytes.append(high << 4 | low)
        }
        let (type, guess) = MediaType.reading(of: Array(bytes.prefix(MediaType.headBytesMax)), isWhole: true)
        if type.isText { return guess?.encoding == .utf8 ? bytes : nil }
        return isFormat(type, bytes, digits.count / 2) ? bytes : nil
    }

    /// Base64 and base64url; nil for nothing.
    static func decoded(_ run: ArraySlice<UInt8>) -> [UInt8]? {
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

/// UTF-7 (RFC 2152): `+AEMAVQBJ-`. Letters that ASCII has are not written so by any honest program, so that it is told wherever it stands.
enum ShiftedText {
    /// Fewer characters may be a sum.
    private static let charactersMin = 2

    /// The text of a run with shifts in it; nil where there are none, or they are none.
    static func text(of run: ArraySlice<UInt8>) -> [UInt8]? {
        guard run.contains(0x2B) else { return nil }
        var text: [UInt8] = []
        var at = run.startIndex
        var hasShift = false
        while at < run.endIndex {
            guard run[at] == 0x2B else {
                text.append(run[at])
                at += 1
                continue
            }
            guard let (characters, end) = shift(run, at) else { return nil }
            text += characters
            hasShift = true
            at = end
        }
        return hasShift ? text : nil
    }

    /// Whether one stands in the text.
    static func begins(in utf8: [UInt8]) -> Bool {
        utf8.indices.contains { utf8[$0] == 0x2B && shift(utf8[...], $0) != nil }
    }

    /// What a shift stands for that begins there, and where it ends.
    private static func shift(_ utf8: ArraySlice<UInt8>, _ place: Int) -> (characters: [UInt8], end: Int)? {
        // The high byte of what ASCII has is zero.
        guard place + 2 < utf8.endIndex, utf8[place + 1] == 0x41 else { return nil }
        let inside = utf8[(place + 1)...].prefix { FoldedWords.isWord($0) || $0 == 0x2F }
        guard let bytes = EncodedData.decoded(inside), bytes.count >= 2 * charactersMin else { return nil }
        var characters: [UInt8] = []
        for at in stride(from: 0, to: bytes.count - 1, by: 2) {
            guard bytes[at] == 0, (0x20...0x7E).contains(bytes[at + 1]) || bytes[at + 1] == 0x0A else { return nil }
            characters.append(bytes[at + 1])
        }
        let end =
            inside.endIndex < utf8.endIndex && utf8[inside.endIndex] == 0x2D ? inside.endIndex + 1 : inside.endIndex
        return (characters, end)
    }
}
