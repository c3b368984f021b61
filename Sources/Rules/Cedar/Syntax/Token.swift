/// One token of policy or schema text.
struct Token: Sendable {
    enum Kind: Hashable, Sendable {
        case identifier(String)
        case number(String)
        /// The bytes between the quotes, escapes not yet resolved.
        case string(String)
        case slot(String)
        case punctuation(Punctuation)
        case end
    }

    let kind: Kind
    let range: SourceRange

    /// As messages show it.
    var shown: String {
        switch kind {
        case .identifier(let name): "`\(name)`"
        case .number(let digits): "`\(digits)`"
        case .string: "a string"
        case .slot(let name): "`?\(name)`"
        case .punctuation(let mark): "`\(mark.rawValue)`"
        case .end: "the end of the text"
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
