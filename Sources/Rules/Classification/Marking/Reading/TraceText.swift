/// The close looks of `MarkingTraces` at one place of a text as it is written.
struct TraceText {
    let bytes: [UInt8]

    /// How many bytes a trace has that begins here; 0 where none does.
    func trace(_ at: Int, _ escape: (Int) -> Int) -> Int {
        let byte = bytes[at]
        let isTrace: Bool
        switch byte {
        case 0x2F: isTrace = isTraceOfSlash(at)
        case 0x28: isTrace = isTraceOfParenthesis(at)
        case 0x3A: isTrace = isTraceOfColon(at)
        case 0x25, 0x26, 0x5C, 0x3D: return escape(at)
        case 0x2B: isTrace = isTraceOfShift(at)
        case 0xC0...: isTrace = isTraceOfScalar(at)
        default:
            var end = at + 1
            while isWord(end) { end += 1 }
            isTrace = end - at == 1 ? isTraceOfLetter(at) : isTraceOfWord(at..<end)
        }
        return isTrace ? 1 : 0
    }

    func byte(_ at: Int) -> UInt8? { at >= 0 && at < bytes.count ? bytes[at] : nil }

    func isWord(_ at: Int) -> Bool { byte(at).map(FoldedText.isLetterOrDigit) ?? false }

    /// The next byte that is neither a blank nor of a scalar beyond ASCII, which may be a blank as well.
    private func skipBlanks(_ place: Int) -> Int {
        var at = place
        while at < bytes.count, bytes[at] <= 0x20 || bytes[at] >= 0x7F { at += 1 }
        return at
    }

    private func isSmall(_ at: Int) -> Bool { byte(at).map { (0x61...0x7A).contains($0) } ?? false }

    private func has(_ word: [UInt8], at place: Int) -> Bool {
        guard place + word.count <= bytes.count else { return false }
        for (offset, wanted) in word.enumerated() {
            let byte = bytes[place + offset]
            guard byte == wanted || wanted >= 0x61 && byte | 0x20 == wanted else { return false }
        }
        return true
    }

    private func isTraceOfWord(_ range: Range<Int>) -> Bool {
        for (word, rule) in TraceWords.byFirst[Int(bytes[range.lowerBound] | 0x20)]
        where word.count <= range.count && has(word, at: range.lowerBound) && holds(rule, word.count, range) {
            return true
        }
        // "CU I"
        return range.count == 2 && isSpacedControl(range.lowerBound)
    }

    private func holds(_ rule: TraceWords.Rule, _ length: Int, _ range: Range<Int>) -> Bool {
        let isWhole = length == range.count
        switch rule {
        case .beginning: return true
        case .whole: return isWhole
        case .capitals: return isWhole && range.allSatisfy { !isSmall($0) }
        case .noProse:
            var run = 0
            for at in range.prefix(length) {
                run = isSmall(at) ? run + 1 : 0
                if run == 3 { return false }
            }
            return isWhole
        case .control:
            guard isWhole else { return false }
            // A line or cell of its own, or the name of a field; blanks beyond ASCII are taken for an end.
            var next = range.upperBound
            while byte(next) == 0x20 { next += 1 }
            return !isWord(next) || has(Array("by".utf8), at: next)
        case .specified:
            return isWhole && (byte(range.upperBound).map { $0 == 0x2D || $0 >= 0x80 } ?? false)
        case .clause:
            var next = range.upperBound
            while next < bytes.count, !isWord(next) { next += 1 }
            return isWhole && has(Array("227".utf8), at: next)
        }
    }

    /// `C U I`, with any blanks.
    private func isSpacedControl(_ place: Int) -> Bool {
        var at = place
        for letter in "cui".utf8 {
            at = skipBlanks(at)
            guard let byte = byte(at), byte | 0x20 == letter else { return false }
            at += 1
        }
        return true
    }

    /// A letter alone: of a control or of letters spaced out, or before a full stop that is inside its word.
    private func isTraceOfLetter(_ at: Int) -> Bool {
        if byte(at + 1) == 0x2E, bytes[at] > 0x39, isWord(at + 2) { return true }
        if bytes[at] | 0x20 == 0x63, isSpacedControl(at) { return true }
        guard isSingle(at) else { return false }
        var count = 1
        for step in [-1, 1] {
            var place = at
            while count < 4, let next = single(beside: place, step) { (place, count) = (next, count + 1) }
        }
        return count >= 4
    }

    /// Whether a character stands alone between blanks.
    private func isSingle(_ at: Int) -> Bool {
        guard let byte = byte(at), (0x21...0x7E).contains(byte) else { return false }
        return isBreak(at - 1) && isBreak(at + 1)
    }

    private func isBreak(_ at: Int) -> Bool { byte(at).map { $0 == 0x20 || (0x09...0x0D).contains($0) } ?? true }

    private func single(beside place: Int, _ step: Int) -> Int? {
        var at = place + step
        while byte(at) == 0x20, abs(at - place) <= 6 { at += step }
        return abs(at - place) >= 2 && isSingle(at) ? at : nil
    }

    /// Two slashes, but for those of an address; or one before a code of the registry.
    private func isTraceOfSlash(_ at: Int) -> Bool {
        let next = skipBlanks(at + 1)
        guard next < bytes.count else { return false }
        if bytes[next] == 0x2F {
            let isAddress =
                next == at + 1 && byte(at - 1) == 0x3A && isSmall(at - 2) && isSmall(at - 3) && isSmall(at - 4)
            return !isAddress
        }
        var end = next
        while end < bytes.count, end - next <= 16, isWord(end) || bytes[end] == 0x2D { end += 1 }
        guard end - next >= 2 else { return false }
        var token: [UInt8] = []
        for place in next..<end { token.append(isSmall(place) ? bytes[place] - 0x20 : bytes[place]) }
        return TraceWords.codes.contains(String(decoding: token, as: UTF8.self))
    }

    /// `+AEMAVQ`: a zero byte before a character of ASCII.
    private func isTraceOfShift(_ at: Int) -> Bool {
        byte(at + 1) == 0x41 && byte(at + 2).map { (0x41...0x48).contains($0) } ?? false
    }

    /// `(U)`, `(S)`, `(TS`.
    private func isTraceOfParenthesis(_ at: Int) -> Bool {
        let next = skipBlanks(at + 1)
        guard let first = byte(next).map({ $0 | 0x20 }) else { return false }
        if first == 0x74, byte(next + 1).map({ $0 | 0x20 }) == 0x73 { return !isWord(next + 2) }
        guard first == 0x75 || first == 0x73, !isWord(next + 1) else { return false }
        // part(s): no line begins there.
        return byte(at - 1).map { !FoldedText.isLetterOrDigit($0) || $0 <= 0x39 } ?? true
    }

    /// A scalar that looks like a letter or sign, or cannot be seen. Blanks, dashes and quotation marks are such that divide words here too.
    private func isTraceOfScalar(_ at: Int) -> Bool {
        let first = bytes[at]
        let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
        var value = UInt32(first) & (0x7F >> UInt32(length))
        for place in at + 1..<at + length {
            guard let byte = byte(place), byte & 0xC0 == 0x80 else { return true }
            value = value << 6 | UInt32(byte & 0x3F)
        }
        guard let scalar = Unicode.Scalar(value) else { return true }
        switch LookalikeScalar(scalar) {
        case .plain, .other: return false
        case .disguised, .invisible: return true
        }
    }
}
