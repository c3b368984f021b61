internal import Cedar

/// Which of a query's patterns a string can match together, and strings that do.
///
/// A policy asks of a string only whether it is another and which patterns it matches. So the solver is told for each string which
/// combinations are possible, and needs no theory of strings. The combinations are those of the product of the patterns' automata.
final class LikeClasses {
    /// A combination: for each pattern, whether it matches.
    typealias Combination = [Bool]

    /// A larger product is not built.
    static let statesMax = 5_000
    /// More words than this are not tried when strings of one combination are looked for.
    static let wordsMax = 20_000

    private enum Token: Hashable {
        case wildcard
        case scalar(Unicode.Scalar)
    }

    let patterns: [LikePattern]
    private let tokens: [[Token]]
    /// All scalars of the patterns, and one that stands for every other.
    private let letters: [Unicode.Scalar]
    private var steps: [[Int]] = []
    private var matched: [Combination] = []

    /// - Throws: when the patterns have too many combinations to be built.
    init(_ patterns: [LikePattern]) throws(Unanswerable) {
        self.patterns = patterns
        tokens = patterns.map { pattern in
            pattern.elements.flatMap { element -> [Token] in
                switch element {
                case .wildcard: [.wildcard]
                case .literal(let text): text.text.unicodeScalars.map(Token.scalar)
                }
            }
        }
        let used = Set(
            tokens.joined().compactMap { token -> Unicode.Scalar? in
                if case .scalar(let scalar) = token { scalar } else { nil }
            }
        )
        // A readable one if possible.
        let others = [UInt32(0x61)...0x7A, 0x41...0x5A, 0x4E00...0x9FFF].joined()
        let other = others.lazy.compactMap { Unicode.Scalar($0) }.first { !used.contains($0) }
        letters = used.sorted() + [other].compactMap(\.self)
        try build()
    }

    private func build() throws(Unanswerable) {
        let start = tokens.map { Self.closed([0], $0) }
        var numbers = [start: 0]
        var states = [start]
        var next = 0
        while next < states.count {
            let state = states[next]
            matched.append(zip(state, tokens).map { $0.contains($1.count) })
            var row: [Int] = []
            for letter in letters {
                let target = zip(state, tokens).map { Self.step($0, letter, $1) }
                if let known = numbers[target] {
                    row.append(known)
                } else {
                    guard states.count < Self.statesMax else {
                        throw Unanswerable(
                            reason: "the patterns of `like` combine in more than \(Self.statesMax) ways"
                        )
                    }
                    numbers[target] = states.count
                    row.append(states.count)
                    states.append(target)
                }
            }
            steps.append(row)
            next += 1
        }
    }

    private static func closed(_ positions: Set<Int>, _ tokens: [Token]) -> Set<Int> {
        var closed = positions
        for position in positions.sorted() {
            var position = position
            while position < tokens.count, tokens[position] == .wildcard {
                position += 1
                closed.insert(position)
            }
        }
        return closed
    }

    private static func step(_ positions: Set<Int>, _ letter: Unicode.Scalar, _ tokens: [Token]) -> Set<Int> {
        var moved: Set<Int> = []
        for position in positions where position < tokens.count {
            switch tokens[position] {
            case .wildcard: moved.insert(position)
            case .scalar(letter): moved.insert(position + 1)
            case .scalar: break
            }
        }
        return closed(moved, tokens)
    }

    /// The combinations that some string has, in a fixed order.
    var possible: [Combination] {
        var seen: Set<Combination> = []
        return matched.filter { seen.insert($0).inserted }
    }

    /// The combination that a string has.
    func combination(of text: CedarString) -> Combination { patterns.map { $0.matches(text) } }

    /// Shortest strings of a combination that are none of `taken`; fewer than asked for where there are no more or none were found.
    func words(_ combination: Combination, count: Int, except taken: Set<CedarString>) -> [CedarString] {
        let isUseful = canReach(combination)
        var found: [CedarString] = []
        var tried = 0
        var layer: [(state: Int, word: String)] = [(0, "")]
        while !layer.isEmpty, found.count < count, tried < Self.wordsMax {
            var longer: [(state: Int, word: String)] = []
            for (state, word) in layer where isUseful[state] {
                tried += 1
                if matched[state] == combination, !taken.contains(CedarString(word)) { found.append(CedarString(word)) }
                if found.count == count || tried >= Self.wordsMax { break }
                for (index, letter) in letters.enumerated() {
                    var next = word
                    next.unicodeScalars.append(letter)
                    longer.append((steps[state][index], next))
                }
            }
            layer = longer
        }
        return found
    }

    private func canReach(_ combination: Combination) -> [Bool] {
        var useful = matched.map { $0 == combination }
        var grew = true
        while grew {
            grew = false
            for (state, row) in steps.enumerated() where !useful[state] && row.contains(where: { useful[$0] }) {
                useful[state] = true
                grew = true
            }
        }
        return useful
    }
}
