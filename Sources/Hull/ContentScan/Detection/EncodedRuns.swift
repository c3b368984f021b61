/// Finds data written as base64, base64url or hexadecimal (RFC 4648) in text, as XML, JSON and mail carry files.
///
/// A run is read as it streams by; line breaks inside it are passed over, and escapes of JSON and addresses resolved. Short runs are words, and are believed to be
/// data only where they decode to text or begin as a format does.
struct EncodedRuns {
    enum Found {
        /// What a run holds.
        case data([UInt8])
        /// Long enough to be data, and of no format known here.
        case opaque
        case tooLong
    }

    /// Shorter runs decode to less than any marking with its control.
    static let textCharactersMin = 16
    static let formatCharactersMin = 64
    private static let opaqueCharactersMin = 512
    /// Encoders write lines of 64 or 76 characters; shorter ones go on where they are whole groups of four.
    private static let longLineMin = 60
    private static let shortLineMin = 16

    private let bytesMax: Int
    private var run: [UInt8] = []
    private var count = 0
    private var padding = 0
    /// Blanks since the last character of the run.
    private var gap = 0
    private var hasBreak = false
    private var lineLength = 0
    /// Where in the run a line begins after a short one: it may be a run of its own.
    private var shortBreaks: [Int] = []
    private var isTooLong = false
    /// What came of an escape: `\/`, `\n`, `\u002F`, `%2F`.
    private var escape: [UInt8] = []

    init(bytesMax: Int) { self.bytesMax = bytesMax }

    mutating func append(_ utf8: ArraySlice<UInt8>, _ found: (Found) -> Void) {
        var at = utf8.startIndex
        while at < utf8.endIndex {
            if count == 0, escape.isEmpty { at = Self.nextRun(in: utf8, from: at) }
            guard at < utf8.endIndex else { return }
            let byte = utf8[at]
            at += 1
            if !escape.isEmpty || Self.isEscape(byte) {
                escape.append(byte)
                resolve(found)
            } else {
                take(byte, found)
            }
        }
    }

    private mutating func take(_ byte: UInt8, _ found: (Found) -> Void) {
        if Self.characters[Int(byte)] {
            let goesOn =
                hasBreak
                && (lineLength >= Self.longLineMin || lineLength >= Self.shortLineMin && lineLength % 4 == 0)
            if padding > 0 || gap > 0 && !goesOn { end(found) }
            if gap > 0 {
                if lineLength < Self.longLineMin { shortBreaks.append(run.count) }
                (gap, hasBreak, lineLength) = (0, false, 0)
            }
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

    private static func isEscape(_ byte: UInt8) -> Bool { byte == 0x5C || byte == 0x25 }

    /// What JSON writes with a backslash and a letter.
    private static let letters: [UInt8: UInt8] = [0x2F: 0x2F, 0x6E: 0x0A, 0x72: 0x0A, 0x74: 0x09]

    /// Takes what an escape stands for, once it is whole; of what is none the sign ends the run.
    private mutating func resolve(_ found: (Found) -> Void) {
        guard escape.count > 1 else { return }
        let sign = escape[0]
        let isLetters = sign == 0x25 || escape[1] == 0x75
        var value: UInt8?
        if isLetters {
            let digits = sign == 0x25 ? escape[1...] : escape[2...]
            if digits.allSatisfy({ Self.digit($0) != nil }) {
                guard digits.count == (sign == 0x25 ? 2 : 4) else { return }
                let number = digits.reduce(0) { $0 << 4 | Int(Self.digit($1) ?? 0) }
                value = number < 0x80 ? UInt8(number) : nil
            }
        } else {
            value = Self.letters[escape[1]]
        }
        let rest = escape[1...]
        escape = []
        if let value { return take(value, found) }
        end(found)
        for byte in rest { take(byte, found) }
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
                    if mayBeEscape(bytes, place) {
                        // The escape belongs to the run, and so does what stands before it.
                        while place > at, isCharacter[Int(bytes[place - 1])] || isEscape(bytes[place - 1]) {
                            place -= 1
                        }
                        return place + base
                    }
                    at = place + 1
                    continue search
                }
                place -= 1
            }
            return at + base
        }
        // At the end of a piece the next one may go on with it.
        var end = bytes.count
        while end > at, isCharacter[Int(bytes[end - 1])] || isEscape(bytes[end - 1]) { end -= 1 }
        return end + base
    }

    /// Whether an escape may begin there that stands for a character of a run.
    private static func mayBeEscape(_ bytes: Span<UInt8>, _ place: Int) -> Bool {
        guard isEscape(bytes[place]) else { return false }
        guard place + 1 < bytes.count else { return true }
        let next = bytes[place + 1]
        return bytes[place] == 0x25 ? (0x32...0x33).contains(next) : next == 0x2F || next == 0x6E || next == 0x75
    }

    /// The characters of which runs are made.
    private static let characters: [Bool] = (0..<256).map { value in
        FoldedWords.isWord(UInt8(value)) || "+/-_".utf8.contains(UInt8(value))
    }

    mutating func finish(_ found: (Found) -> Void) {
        escape = []
        end(found)
    }

    private mutating func end(_ found: (Found) -> Void) {
        defer {
            run.removeAll(keepingCapacity: run.capacity <= 1 << 16)
            shortBreaks.removeAll()
            (count, padding, gap, hasBreak, lineLength, isTooLong) = (0, 0, 0, false, 0, false)
        }
        guard count >= Self.textCharactersMin else { return }
        if isTooLong {
            if looksEncoded { found(.tooLong) }
            return
        }
        if let data = EncodedData(run[...], padding: padding)?.bytes { return found(.data(data)) }
        if findInLines(found) { return }
        if count >= Self.opaqueCharactersMin, looksEncoded, shortBreaks.isEmpty || hasSignsOfBase64 { found(.opaque) }
    }

    /// Short lines that make no data together may each be data, or all but the first.
    private func findInLines(_ found: (Found) -> Void) -> Bool {
        guard let first = shortBreaks.first else { return false }
        if let data = EncodedData(run[first...], padding: padding)?.bytes {
            found(.data(data))
            return true
        }
        var isFound = false
        for (start, end) in zip([0] + shortBreaks, shortBreaks + [run.count])
        where end - start >= Self.textCharactersMin {
            guard let data = EncodedData(run[start..<end], padding: end == run.count ? padding : 0)?.bytes else {
                continue
            }
            found(.data(data))
            isFound = true
        }
        return isFound
    }

    /// Both signs of base64 and none of names: a list of names has short lines of one length too.
    private var hasSignsOfBase64: Bool {
        run.contains(0x2B) && run.contains(0x2F) && !run.contains { $0 == 0x2D || $0 == 0x5F }
    }

    /// Capitals, small letters and digits together: a long number or a ruler of one character is none.
    private var looksEncoded: Bool {
        run.contains { (0x30...0x39).contains($0) } && run.contains { (0x41...0x5A).contains($0) }
            && run.contains { (0x61...0x7A).contains($0) }
    }

    static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}
