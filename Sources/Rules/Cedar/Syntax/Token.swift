/// One token of policy or schema text.
struct Token: Sendable {
    /// Of a token with a text of its own only what the parser must know; the text is that of the range.
    enum Kind: Hashable, Sendable {
        case identifier(Keyword?)
        case number
        /// A string is plain if it has no backslash and no carriage return: what stands between the quotes is what it means.
        case string(isPlain: Bool)
        case slot
        case punctuation(Punctuation)
        case end
    }

    let kind: Kind
    let range: SourceRange

    /// The offsets of the name, digits or what stands between the quotes.
    var textOffsets: (start: Int, end: Int) {
        switch kind {
        case .string: (range.start.offset + 1, range.end.offset - 1)
        case .slot: (range.start.offset + 1, range.end.offset)
        case .identifier, .number, .punctuation, .end: (range.start.offset, range.end.offset)
        }
    }
}

enum Punctuation: String, Sendable {
    case at = "@"
    case dot = "."
    case comma = ","
    case semicolon = ";"
    case colon = ":"
    case path = "::"
    case leftParenthesis = "("
    case rightParenthesis = ")"
    case leftBrace = "{"
    case rightBrace = "}"
    case leftBracket = "["
    case rightBracket = "]"
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case or = "||"
    case and = "&&"
    case plus = "+"
    case minus = "-"
    case times = "*"
    case divide = "/"
    case modulo = "%"
    case not = "!"
    case assign = "="
    case question = "?"
}

extension Punctuation {
    /// The longest mark that begins with a byte, given the byte after it; with its length.
    static func first(_ byte: UInt8, _ next: UInt8?) -> (mark: Punctuation, length: Int)? {
        if let next, let pair = pair(byte, next) { return (pair, 2) }
        return single(byte).map { ($0, 1) }
    }

    private static func pair(_ byte: UInt8, _ next: UInt8) -> Punctuation? {
        switch (byte, next) {
        case (UInt8(ascii: ":"), UInt8(ascii: ":")): .path
        case (UInt8(ascii: "="), UInt8(ascii: "=")): .equal
        case (UInt8(ascii: "!"), UInt8(ascii: "=")): .notEqual
        case (UInt8(ascii: "<"), UInt8(ascii: "=")): .lessOrEqual
        case (UInt8(ascii: ">"), UInt8(ascii: "=")): .greaterOrEqual
        case (UInt8(ascii: "|"), UInt8(ascii: "|")): .or
        case (UInt8(ascii: "&"), UInt8(ascii: "&")): .and
        default: nil
        }
    }

    private static func single(_ byte: UInt8) -> Punctuation? {
        switch byte {
        case UInt8(ascii: "@"): .at
        case UInt8(ascii: "."): .dot
        case UInt8(ascii: ","): .comma
        case UInt8(ascii: ";"): .semicolon
        case UInt8(ascii: ":"): .colon
        case UInt8(ascii: "("): .leftParenthesis
        case UInt8(ascii: ")"): .rightParenthesis
        case UInt8(ascii: "{"): .leftBrace
        case UInt8(ascii: "}"): .rightBrace
        case UInt8(ascii: "["): .leftBracket
        case UInt8(ascii: "]"): .rightBracket
        case UInt8(ascii: "<"): .less
        case UInt8(ascii: ">"): .greater
        case UInt8(ascii: "+"): .plus
        case UInt8(ascii: "-"): .minus
        case UInt8(ascii: "*"): .times
        case UInt8(ascii: "/"): .divide
        case UInt8(ascii: "%"): .modulo
        case UInt8(ascii: "!"): .not
        case UInt8(ascii: "="): .assign
        case UInt8(ascii: "?"): .question
        default: nil
        }
    }
}
