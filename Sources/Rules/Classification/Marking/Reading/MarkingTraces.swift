/// Where in a text something stands without which no reader of markings finds anything: a cheap look over the text as it is written, before the close one.
///
/// Each reader fires only where one of these stands, and what it then looks at lies near by:
///
/// - a word of a marking, phrase or field (`TraceWords`);
/// - two slashes, or a slash before a code of the registry;
/// - a parenthesis before `U`, `S` or `TS`;
/// - a colon behind a field's name that may be damaged;
/// - a plus sign before letters of two bytes each in base64, which UTF-7 writes;
/// - a letter and a full stop inside a word (`E.C.C.N.`), single letters spaced out, a scalar that looks like a letter or cannot be seen.
///
/// It may say too much, never too little: a reader that learns a new word needs it here too, and the tests that compare both ways say so. Time is linear in the text.
package struct MarkingTraces {
    /// The places, in their order, those near to each other put together.
    package private(set) var ranges: [Range<Int>] = []

    /// Closer places are one.
    private static let gapBytes = 1_024

    /// - Parameters:
    ///   - utf8: the text.
    ///   - escape: how many bytes of the escape that begins at this byte (`%`, `&`, `\` or `=`) stand for something else, as the caller reads the text; 0 for none.
    package init(_ utf8: [UInt8], escape: (Int) -> Int) {
        let text = TraceText(bytes: utf8)
        let bytes = utf8.span
        let codes = TraceCodes.codes.span
        let heads = TraceCodes.heads.span
        // The codes of four characters: the one before, and the three that may begin a trace.
        var window: UInt32 = 0
        for _ in 0..<4 { window = window << 6 | UInt32(TraceCodes.space) }
        for at in 0..<bytes.count {
            window = window << 6 | UInt32(codes[Int(bytes[at])])
            let head = TraceCodes.index(window)
            if heads[head >> 6] >> UInt64(head & 63) & 1 != 0 { look(text, at - 2, escape) }
        }
        for at in bytes.count..<bytes.count + 2 {
            window = window << 6 | UInt32(TraceCodes.space)
            let head = TraceCodes.index(window)
            if heads[head >> 6] >> UInt64(head & 63) & 1 != 0 { look(text, at - 2, escape) }
        }
    }

    private mutating func look(_ text: TraceText, _ place: Int, _ escape: (Int) -> Int) {
        guard place >= 0 else { return }
        let length = text.trace(place, escape)
        if length > 0 { add(place..<place + length) }
    }

    private mutating func add(_ range: Range<Int>) {
        if let last = ranges.last, range.lowerBound - last.upperBound < Self.gapBytes {
            ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
        } else {
            ranges.append(range)
        }
    }
}

/// The first three characters of traces as one table of bits: a look at each byte of a text without a branch for most of them.
enum TraceCodes {
    /// Characters of words have codes below 32: letters whatever their case, and the digits with which a word begins.
    private static let wordEnd: UInt8 = 32
    /// A blank or the end of a line.
    static let space: UInt8 = 33
    private static let stop: UInt8 = 34
    private static let other: UInt8 = 32
    /// `/ ( : % & \ = +` and the first byte of a scalar beyond ASCII.
    private static let slash: UInt8 = 40
    private static let signs: [UInt8: UInt8] = [
        0x2F: slash, 0x28: 41, 0x3A: 42, 0x25: 43, 0x26: 44, 0x5C: 45, 0x3D: 46, 0x2B: 48,
    ]
    private static let scalar: UInt8 = 47

    static let codes: [UInt8] = (0..<256).map { value in
        let byte = UInt8(value)
        switch byte {
        case 0x41...0x5A: return byte - 0x41
        case 0x61...0x7A: return byte - 0x61
        case 0x32: return 26
        case 0x35: return 27
        case 0x37: return 28
        case 0x30...0x39: return 29
        case 0x20, 0x09...0x0D: return space
        case 0x2E: return stop
        case 0xC0...: return scalar
        default: return signs[byte] ?? other
        }
    }

    /// The last three codes as 18 bits; 0 where the first of them goes on with a word, in which no trace begins.
    static func index(_ window: UInt32) -> Int {
        let isHead = (window >> 23 | window >> 17) & 1
        return Int(window & 0x3FFFF & (0 &- isHead))
    }

    static let heads: [UInt64] = {
        var bits = [UInt64](repeating: 0, count: 1 << 12)
        func set(_ first: UInt8, _ second: some Sequence<UInt8>, _ third: some Sequence<UInt8>) {
            for second in second {
                for third in third {
                    let place = Int(first) << 12 | Int(second) << 6 | Int(third)
                    bits[place >> 6] |= 1 << UInt64(place & 63)
                }
            }
        }
        let any: Range<UInt8> = 0..<64
        let noWord: Range<UInt8> = wordEnd..<64
        for sign in signs.values where sign != slash { set(sign, any, any) }
        set(scalar, any, any)
        // A slash before a slash, before a code, and before what may be blanks.
        set(slash, [slash, space, other, scalar], any)
        for code in TraceWords.codes {
            let codes = code.utf8.prefix(2).map { Self.codes[Int($0)] }
            if codes.count == 2 { set(slash, [codes[0]], [codes[1]]) }
        }
        for word in TraceWords.words {
            let codes = word.map { Self.codes[Int($0)] }
            set(codes[0], [codes[1]], codes.count > 2 ? [codes[2]] : Array(noWord))
        }
        // Letters alone, `C U I`, `CU I`, `E.C`.
        for letter in 0..<wordEnd {
            set(letter, [space], any)
            set(letter, [stop], 0..<wordEnd)
        }
        set(2, noWord, any)
        set(2, [20], noWord)
        return bits
    }()
}
