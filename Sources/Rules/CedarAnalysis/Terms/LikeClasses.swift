internal import Cedar

/// Which of a query's patterns a string can match together, and strings that do.
///
/// A policy asks of a string only whether it is another and which patterns it matches. So the solver is told for each string which
/// combinations are possible, and needs no theory of strings. The combinations are those of the product of the patterns' automata.
final class LikeClasses {
    /// A combination: for each pattern, whether it matches.
    typealias Combination = [Bool]

    /// A larger product is not built.
    static let statesMax = 2_000
    /// Nor is one with more steps between its states, which many different letters give.
    static let stepsMax = 100_000
    /// Strings longer than the shortest by more than this are not tried.
    static let extraLettersMax = 12

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
                    guard states.count < Self.statesMax, states.count * letters.count <= Self.stepsMax else {
                        throw Unanswerable(
                            reason:
                                "the patterns of `like` combine in too many ways (more than \(Self.statesMax) states or \(Self.stepsMax) steps)"
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

    /// Where a pattern can be, in order. From a wildcard on, whatever matched the rest from an earlier place matches it too, so earlier
    /// places are dropped; a state stays as small as the text between two wildcards.
    private static func closed(_ positions: [Int], _ tokens: [Token]) -> [Int] {
        var closed = Set(positions)
        for position in positions {
            var position = position
            while position < tokens.count, tokens[position] == .wildcard {
                position += 1
                closed.insert(position)
            }
        }
        let last = closed.filter { $0 < tokens.count && tokens[$0] == .wildcard }.max() ?? 0
        return closed.filter { $0 >= last }.sorted()
    }

    private static func step(_ positions: [Int], _ letter: Unicode.Scalar, _ tokens: [Token]) -> [Int] {
        var moved: [Int] = []
        for position in positions where position < tokens.count {
            switch tokens[position] {
            case .wildcard: moved.append(position)
            case .scalar(letter): moved.append(position + 1)
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

    /// A shortest string of a combination that is none of `taken`; nil where there is none, or only much longer ones.
    func word(_ combination: Combination, except taken: Set<CedarString>) -> CedarString? {
        let distance = distances(to: combination)
        guard let shortest = distance[0] else { return nil }
        for length in shortest...(shortest + Self.extraLettersMax) {
            // One more letter gives more words than there are taken, or none at all, so few are tried.
            var tries = taken.count + 1
            var word: [Unicode.Scalar] = []
            if let found = search(0, length, distance, &word, &tries, taken) { return found }
        }
        return nil
    }

    /// The words of a length from a state on, in the order of the letters.
    private func search(
        _ state: Int,
        _ left: Int,
        _ distance: [Int?],
        _ word: inout [Unicode.Scalar],
        _ tries: inout Int,
        _ taken: Set<CedarString>
    ) -> CedarString? {
        guard tries > 0, let needed = distance[state], needed <= left else { return nil }
        if left == 0 {
            tries -= 1
            var view = String.UnicodeScalarView()
            view.append(contentsOf: word)
            let text = CedarString(String(view))
            return taken.contains(text) ? nil : text
        }
        for (index, letter) in letters.enumerated() {
            word.append(letter)
            if let found = search(steps[state][index], left - 1, distance, &word, &tries, taken) { return found }
            word.removeLast()
        }
        return nil
    }

    /// The fewest letters from each state to one of the combination.
    private func distances(to combination: Combination) -> [Int?] {
        var distance: [Int?] = matched.map { $0 == combination ? 0 : nil }
        var length = 0
        var grew = true
        while grew {
            grew = false
            for (state, row) in steps.enumerated() where distance[state] == nil {
                if row.contains(where: { distance[$0] == length }) {
                    distance[state] = length + 1
                    grew = true
                }
            }
            length += 1
        }
        return distance
    }
}
