/// Resolves the escapes of a string literal: `\n \r \t \\ \0 \' \" \xHH \u{1-6 hex digits}`, and `\*` in a pattern.
struct StringEscapes {
    /// Why a literal is refused, with the scalar offset of the escape from the opening quote.
    struct Failure: Error {
        let scalarOffset: Int
        let utf8Offset: Int
        let message: String
    }

    private let scalars: [Unicode.Scalar]
    private var index = 0

    private init(_ raw: String) { scalars = Array(raw.unicodeScalars) }

    /// The text that a literal means.
    static func text(of raw: String) throws(Failure) -> String {
        if !raw.utf8.contains(where: { $0 == UInt8(ascii: "\\") || $0 == 0x0D }) { return raw }
        var reader = StringEscapes(raw)
        var out = String.UnicodeScalarView()
        while reader.index < reader.scalars.count {
            guard let scalar = try reader.next() else {
                throw reader.failure("`\\*` stands only in the pattern of `like`")
            }
            out.append(scalar)
        }
        return String(out)
    }

    /// The pattern that a literal means: a bare `*` is a wildcard, `\*` a star.
    static func pattern(of raw: String) throws(Failure) -> LikePattern {
        var reader = StringEscapes(raw)
        var elements: [LikePattern.Element] = []
        var literal = String.UnicodeScalarView()
        while reader.index < reader.scalars.count {
            if reader.scalars[reader.index] == "*" {
                reader.index += 1
                if !literal.isEmpty { elements.append(.literal(CedarString(String(literal)))) }
                literal = String.UnicodeScalarView()
                elements.append(.wildcard)
            } else {
                literal.append(try reader.next() ?? "*")
            }
        }
        if !literal.isEmpty { elements.append(.literal(CedarString(String(literal)))) }
        return LikePattern(elements)
    }

    private func failure(_ message: String) -> Failure {
        let before = scalars[..<min(index, scalars.count)]
        return Failure(scalarOffset: index, utf8Offset: before.reduce(0) { $0 + UTF8.width($1) }, message: message)
    }

    /// The next scalar, nil for `\*`.
    private mutating func next() throws(Failure) -> Unicode.Scalar? {
        let scalar = scalars[index]
        if scalar == "\r" { throw failure("a carriage return in a string must be written `\\r`") }
        guard scalar == "\\" else {
            index += 1
            return scalar
        }
        guard index + 1 < scalars.count else { throw failure("the backslash escapes nothing") }
        let kind = scalars[index + 1]
        let simple: Unicode.Scalar?
        switch kind {
        case "n": simple = "\n"
        case "r": simple = "\r"
        case "t": simple = "\t"
        case "\\", "'", "\"": simple = kind
        case "0": simple = "\0"
        case "*":
            index += 2
            return nil
        case "x": return try hexadecimal()
        case "u": return try unicode()
        default:
            throw failure("`\\\(kind)` is no escape; the escapes are \\n \\r \\t \\\\ \\0 \\' \\\" \\xHH \\u{H…}")
        }
        index += 2
        return simple
    }

    private mutating func hexadecimal() throws(Failure) -> Unicode.Scalar {
        guard index + 3 < scalars.count, let value = Self.value(scalars[(index + 2)...(index + 3)]), value <= 0x7F
        else {
            throw failure("`\\x` takes two hexadecimal digits up to 7F")
        }
        index += 4
        return Unicode.Scalar(UInt8(value))
    }

    private mutating func unicode() throws(Failure) -> Unicode.Scalar {
        guard index + 2 < scalars.count, scalars[index + 2] == "{",
            let end = scalars[(index + 3)...].firstIndex(of: "}"), scalars[index + 3] != "_"
        else { throw failure("`\\u` takes one to six hexadecimal digits in braces, as `\\u{1F600}`") }
        let digits = scalars[(index + 3)..<end].filter { $0 != "_" }
        guard (1...6).contains(digits.count), let value = Self.value(digits[...]) else {
            throw failure("`\\u` takes one to six hexadecimal digits in braces, as `\\u{1F600}`")
        }
        guard let scalar = Unicode.Scalar(value) else {
            throw failure("`\\u{\(String(value, radix: 16))}` is no Unicode scalar")
        }
        index = end + 1
        return scalar
    }

    private static func value(_ digits: ArraySlice<Unicode.Scalar>) -> UInt32? {
        var result: UInt32 = 0
        for digit in digits {
            guard digit.isASCII, let step = Character(digit).hexDigitValue else { return nil }
            result = result << 4 | UInt32(step)
        }
        return result
    }
}
