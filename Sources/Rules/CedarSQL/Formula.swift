/// A condition that is true or false of every row, never NULL, so that `NOT` means the opposite.
struct Formula: Sendable {
    private indirect enum Kind: Sendable {
        case constant(Bool)
        case atom(SQLText)
        case chain([Formula], isAnd: Bool)
        case opposite(Formula)
    }

    private let kind: Kind
    let bytes: Int
    let depth: Int

    private init(_ kind: Kind) {
        self.kind = kind
        switch kind {
        case .constant: (bytes, depth) = (7, 1)
        case .atom(let text): (bytes, depth) = (text.bytes + 2, text.depth + 1)
        case .chain(let parts, _):
            bytes = parts.reduce(2) { $0 + $1.bytes + 5 }
            depth = (parts.map(\.depth).max() ?? 0) + (Int.bitWidth - parts.count.leadingZeroBitCount)
        case .opposite(let inner): (bytes, depth) = (inner.bytes + 6, inner.depth + 1)
        }
    }

    static let always = Formula(.constant(true))
    static let never = Formula(.constant(false))

    static func atom(_ text: SQLText) -> Formula { Formula(.atom(text)) }

    var constant: Bool? { if case .constant(let truth) = kind { truth } else { nil } }

    static func all(_ parts: [Formula]) -> Formula { chain(parts, isAnd: true) }

    static func any(_ parts: [Formula]) -> Formula { chain(parts, isAnd: false) }

    static func && (left: Formula, right: Formula) -> Formula { all([left, right]) }

    static func || (left: Formula, right: Formula) -> Formula { any([left, right]) }

    static prefix func ! (inner: Formula) -> Formula {
        switch inner.kind {
        case .constant(let truth): truth ? never : always
        case .opposite(let twice): twice
        default: Formula(.opposite(inner))
        }
    }

    private static func chain(_ parts: [Formula], isAnd: Bool) -> Formula {
        var kept: [Formula] = []
        for part in parts {
            if let truth = part.constant {
                if truth == isAnd { continue }
                return part
            }
            if case .chain(let inner, isAnd) = part.kind { kept += inner } else { kept.append(part) }
        }
        guard let first = kept.first else { return isAnd ? always : never }
        return kept.count == 1 ? first : Formula(.chain(kept, isAnd: isAnd))
    }

    /// In parentheses. Chains are halved, so that a long one does not nest deep when SQLite parses it.
    var text: SQLText {
        switch kind {
        case .constant(let truth): truth ? "(1 = 1)" : "(1 = 0)"
        case .atom(let text): "(\(text))"
        case .opposite(let inner): "(NOT \(inner.text))"
        case .chain(let parts, let isAnd): Self.text(parts[...], isAnd)
        }
    }

    private static func text(_ parts: ArraySlice<Formula>, _ isAnd: Bool) -> SQLText {
        if parts.count == 1, let only = parts.first { return only.text }
        let middle = parts.startIndex + parts.count / 2
        let left = text(parts[..<middle], isAnd)
        let right = text(parts[middle...], isAnd)
        return isAnd ? "(\(left) AND \(right))" : "(\(left) OR \(right))"
    }
}

/// When an expression is true and when it is false. Where neither holds it errs: errors need no NULL.
struct TruthFormulas {
    let isTrue: Formula
    let isFalse: Formula

    static let error = TruthFormulas(isTrue: .never, isFalse: .never)

    static func constant(_ truth: Bool) -> TruthFormulas {
        TruthFormulas(isTrue: truth ? .always : .never, isFalse: truth ? .never : .always)
    }

    /// A test that is made where it can be, and errs elsewhere.
    init(_ test: Formula, where isDefined: Formula) {
        isTrue = isDefined && test
        isFalse = isDefined && !test
    }

    init(isTrue: Formula, isFalse: Formula) {
        self.isTrue = isTrue
        self.isFalse = isFalse
    }

    var opposite: TruthFormulas { TruthFormulas(isTrue: isFalse, isFalse: isTrue) }

    /// The shorter form for what cannot err.
    var withoutErrors: TruthFormulas {
        isFalse.bytes > isTrue.bytes + 6 ? TruthFormulas(isTrue: isTrue, isFalse: !isTrue) : self
    }
}

/// A value that is computed in the database: text and when it has a value. Where it has none the text may be NULL.
struct SQLTerm {
    let text: SQLText
    let isDefined: Formula
    let isText: Bool
}
