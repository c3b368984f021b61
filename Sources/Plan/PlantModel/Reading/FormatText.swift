/// Grammar of single values.
enum FormatText {
    /// A number, read exactly.
    enum Number {
        /// The number times ten to the power of the decimals asked for.
        case scaled(Int)
        /// A number of more digits than any limit has.
        case huge
    }

    /// Digits that are read; every limit of the format has fewer.
    private static let digitsMax = 13

    /// Reads `-?digits[.digits]` with at most so many decimals; nil if it is anything else. Zeros in front are refused, since readers
    /// disagree about them.
    static func number(_ text: String, decimalsMax: Int) -> Number? {
        var bytes = text.utf8[...]
        let isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative { bytes = bytes.dropFirst() }
        let parts = bytes.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, !whole.isEmpty, whole.allSatisfy(isDigit),
            whole.count == 1 || whole.first != UInt8(ascii: "0")
        else { return nil }
        let decimals = parts.count == 2 ? parts[1] : bytes[bytes.endIndex...]
        guard parts.count == 1 || (!decimals.isEmpty && decimals.count <= decimalsMax && decimals.allSatisfy(isDigit))
        else { return nil }
        guard whole.count <= digitsMax else { return .huge }
        var sum = 0
        for byte in whole { sum = sum * 10 + Int(byte - UInt8(ascii: "0")) }
        for byte in decimals { sum = sum * 10 + Int(byte - UInt8(ascii: "0")) }
        for _ in decimals.count..<max(decimals.count, decimalsMax) { sum *= 10 }
        return .scaled(isNegative ? -sum : sum)
    }

    /// Whether a text can be an id: letters, digits, `.`, `_`, `-`, a letter or digit first.
    static func isIdentifier(_ text: String) -> Bool {
        guard let first = text.utf8.first, isLetterOrDigit(first), text.utf8.count <= Limits.identifierLengthMax else {
            return false
        }
        return text.utf8.allSatisfy { isLetterOrDigit($0) || ".-_".utf8.contains($0) }
    }

    /// Whether a text can be the name of something outside the plant: printable ASCII with single spaces between words.
    static func isToken(_ text: String) -> Bool {
        guard let first = text.utf8.first, isLetterOrDigit(first), text.utf8.count <= 2 * Limits.identifierLengthMax
        else {
            return false
        }
        return text.utf8.allSatisfy { isLetterOrDigit($0) || "._-/+(): ".utf8.contains($0) } && text.utf8.last != 0x20
    }

    /// `a`, `a or b`, `one of a, b, c`.
    static func alternatives(_ words: [String]) -> String {
        switch words.count {
        case 0: "nothing"
        case 1: words[0]
        case 2: "\(words[0]) or \(words[1])"
        default: "one of " + words.joined(separator: ", ")
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        isDigit(byte) || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
    }
}
