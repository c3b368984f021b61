/// A document of texts and places where a line may be broken, after Wadler's "A prettier printer" (2003).
struct Layout: Sendable {
    indirect enum Node: Sendable {
        case nothing
        case text(String)
        case token(CommentedToken)
        /// A blank, or a line break in a group that is broken.
        case line
        /// Nothing, or a line break in a group that is broken.
        case softLine
        /// Always a line break.
        case hardLine
        /// Always an empty line.
        case emptyLine
        case row([Layout])
        case indented(Layout)
        /// Broken at all its lines unless it fits on the rest of the line.
        case group(Layout)
    }

    let node: Node
    /// Whether it has a line break or comment inside that no line can take in.
    let isBroken: Bool
    /// Whether its first token has comments before it.
    let beginsWithComment: Bool
    /// Whether its last token has a comment behind it.
    let endsWithComment: Bool
    let hasToken: Bool

    private init(_ node: Node, isBroken: Bool = false, begins: Bool = false, ends: Bool = false, hasToken: Bool = false)
    {
        self.node = node
        self.isBroken = isBroken
        beginsWithComment = begins
        endsWithComment = ends
        self.hasToken = hasToken
    }

    static let nothing = Layout(.nothing)
    static let blank = Layout(.text(" "))
    static let line = Layout(.line)
    static let softLine = Layout(.softLine)
    static let hardLine = Layout(.hardLine, isBroken: true)
    static let emptyLine = Layout(.emptyLine, isBroken: true)

    static func token(_ token: CommentedToken) -> Layout {
        Layout(.token(token), begins: !token.leading.isEmpty, ends: token.trailing != nil, hasToken: true)
    }

    static func indented(_ inner: Layout) -> Layout { inner.wrapped(.indented(inner)) }

    static func group(_ inner: Layout) -> Layout { inner.wrapped(.group(inner)) }

    private func wrapped(_ node: Node) -> Layout {
        Layout(node, isBroken: isBroken, begins: beginsWithComment, ends: endsWithComment, hasToken: hasToken)
    }

    static func row(_ parts: [Layout]) -> Layout {
        var isBroken = false
        var begins = false
        var ends = false
        var hasToken = false
        for part in parts {
            if part.isBroken { isBroken = true }
            guard part.hasToken else { continue }
            if hasToken, ends || part.beginsWithComment { isBroken = true }
            if !hasToken { begins = part.beginsWithComment }
            ends = part.endsWithComment
            hasToken = true
        }
        return Layout(.row(parts), isBroken: isBroken, begins: begins, ends: ends, hasToken: hasToken)
    }
}

/// Writes a layout; linear in it, as whether a group fits is known after one line.
struct LayoutWriter {
    private let width: Int
    private let step: Int
    private var out = ""
    private var column = 0
    private var isAtStart = true
    /// A comment ends the line, whatever comes next.
    private var breakIsDue = false
    private var stack: [Piece] = []

    private struct Piece {
        let layout: Layout
        let indent: Int
        let isFlat: Bool
    }

    private init(width: Int, step: Int) {
        self.width = width
        self.step = step
    }

    static func write(_ layout: Layout, width: Int, step: Int) -> String {
        var writer = LayoutWriter(width: width, step: step)
        writer.stack = [Piece(layout: layout, indent: 0, isFlat: false)]
        while let piece = writer.stack.popLast() { writer.write(piece) }
        if !writer.isAtStart { writer.out += "\n" }
        return writer.out
    }

    private mutating func write(_ piece: Piece) {
        switch piece.layout.node {
        case .nothing: break
        case .text(let text):
            // A blank at the end or start of a line is none.
            if text != " " || !(breakIsDue || isAtStart) { put(text, piece.indent) }
        case .token(let token): put(token, piece.indent)
        case .line where piece.isFlat: if !breakIsDue, !isAtStart { put(" ", piece.indent) }
        case .softLine where piece.isFlat: break
        case .line, .softLine, .hardLine: endLine()
        case .emptyLine:
            endLine()
            if !out.isEmpty, !out.hasSuffix("\n\n") { out += "\n" }
        case .row(let parts):
            for part in parts.reversed() {
                stack.append(Piece(layout: part, indent: piece.indent, isFlat: piece.isFlat))
            }
        case .indented(let inner):
            stack.append(Piece(layout: inner, indent: piece.indent + step, isFlat: piece.isFlat))
        case .group(let inner):
            let isFlat = piece.isFlat || !inner.isBroken && fits(inner, piece.indent)
            stack.append(Piece(layout: inner, indent: piece.indent, isFlat: isFlat))
        }
    }

    private mutating func endLine() {
        breakIsDue = false
        guard !isAtStart else { return }
        out += "\n"
        column = 0
        isAtStart = true
    }

    private mutating func put(_ text: String, _ indent: Int) {
        if breakIsDue { endLine() }
        if isAtStart {
            out += String(repeating: " ", count: indent)
            column = indent
            isAtStart = false
        }
        out += text
        column += text.unicodeScalars.count
    }

    private mutating func put(_ token: CommentedToken, _ indent: Int) {
        for comment in token.leading {
            endLine()
            put(comment.text, indent)
            breakIsDue = true
        }
        if !token.text.isEmpty { put(token.text, indent) }
        if let trailing = token.trailing {
            out += " " + trailing
            breakIsDue = true
        }
    }

    /// Whether the layout fits on the rest of the line, with what follows up to the next place where the line may break.
    private func fits(_ layout: Layout, _ indent: Int) -> Bool {
        var rest = width - (isAtStart || breakIsDue ? indent : column)
        var open: [(layout: Layout, isFlat: Bool)] = [(layout, true)]
        var following = stack.count
        while rest >= 0 {
            guard let (layout, isFlat) = open.popLast() else {
                guard following > 0 else { return true }
                following -= 1
                open.append((stack[following].layout, stack[following].isFlat))
                // What follows the group may break at its first line, even where that line is in a group.
                if !stack[following].isFlat { open[open.count - 1].isFlat = false }
                continue
            }
            switch layout.node {
            case .nothing: break
            case .text(let text): rest -= text.unicodeScalars.count
            case .token(let token):
                rest -= token.text.unicodeScalars.count
                if token.trailing != nil { return rest >= 0 }
            case .line:
                guard isFlat else { return true }
                rest -= 1
            case .softLine: guard isFlat else { return true }
            case .hardLine, .emptyLine: return true
            case .row(let parts): for part in parts.reversed() { open.append((part, isFlat)) }
            case .indented(let inner), .group(let inner): open.append((inner, isFlat))
            }
        }
        return false
    }
}
