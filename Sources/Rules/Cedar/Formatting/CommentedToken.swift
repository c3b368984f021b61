/// A token as it is written, with the comments around it.
struct CommentedToken: Sendable {
    struct Comment: Equatable, Sendable {
        let text: String
        /// Whether an empty line stands before it.
        let followsEmptyLine: Bool
    }

    let kind: Token.Kind
    /// The bytes of the source, quotes of strings included.
    let text: String
    /// The comments on lines of their own since the token before.
    var leading: [Comment] = []
    /// The comment behind it on its line.
    var trailing: String?
    /// Whether an empty line stands before it, behind its comments.
    var followsEmptyLine = false

    /// All tokens of a text, the end included.
    static func tokens(of source: SourceText) throws(ParseError) -> [CommentedToken] {
        var result: [CommentedToken] = []
        var end = SourcePosition.start
        for token in try Lexer.tokens(of: source) {
            let offsets = token.range.offsets
            let text = String(decoding: source.bytes[offsets], as: UTF8.self)
            var commented = CommentedToken(kind: token.kind, text: text)
            let gap = Gap(source.bytes[end.offset..<offsets.lowerBound])
            commented.leading = gap.comments
            commented.followsEmptyLine = gap.endsWithEmptyLine
            if let trailing = gap.trailing {
                if result.isEmpty {
                    commented.leading.insert(Comment(text: trailing, followsEmptyLine: false), at: 0)
                } else {
                    result[result.count - 1].trailing = trailing
                }
            }
            result.append(commented)
            end = token.range.end
        }
        return result
    }
}

/// What stands between two tokens: blanks and comments.
private struct Gap {
    /// The comment on the line of the token before.
    var trailing: String?
    var comments: [CommentedToken.Comment] = []
    var endsWithEmptyLine = false

    init(_ bytes: ArraySlice<UInt8>) {
        var breaks = 0
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if bytes[index] == UInt8(ascii: "/") {
                let start = index
                while index < bytes.endIndex, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
                var end = index
                while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
                let text = String(decoding: bytes[start..<end], as: UTF8.self)
                if breaks == 0, trailing == nil, comments.isEmpty {
                    trailing = text
                } else {
                    comments.append(CommentedToken.Comment(text: text, followsEmptyLine: breaks > 1))
                }
                breaks = 0
            } else {
                let next = index + 1
                let isPair = bytes[index] == 0x0D && next < bytes.endIndex && bytes[next] == 0x0A
                if bytes[index] == 0x0A || bytes[index] == 0x0D && !isPair { breaks += 1 }
                index = next
            }
        }
        endsWithEmptyLine = breaks > 1
    }
}
