internal import Cedar

/// Makes terms and keeps each only once. Literals are folded, so that what the schema and the scope decide costs the solver nothing,
/// and a branch that cannot be reached is seen as such.
///
/// One store serves one query; it is not shared between threads.
final class TermStore {
    private struct Key: Hashable {
        let op: Operator
        let arguments: [Int]
        let sort: Sort
    }

    private var known: [Key: Term] = [:]

    func make(_ op: Operator, _ arguments: [Term] = [], _ sort: Sort) -> Term {
        let key = Key(op: op, arguments: arguments.map(\.id), sort: sort)
        if let term = known[key] { return term }
        let term = Term(id: known.count, op: op, arguments: arguments, sort: sort)
        known[key] = term
        return term
    }

    /// The number of different terms made so far.
    var count: Int { known.count }

    var yes: Term { bool(true) }
    var no: Term { bool(false) }

    func bool(_ value: Bool) -> Term { make(.bool(value), [], .bool) }
    func number(_ value: Int64, _ sort: Sort = .long) -> Term { make(.number(value), [], sort) }
    func bits(_ low: UInt64, high: UInt64 = 0, width: Int) -> Term {
        make(.bits(high: high, low: low), [], .bits(width))
    }
    func text(_ value: CedarString) -> Term { make(.text(value), [], .text) }
    func entity(_ uid: EntityUID) -> Term { make(.entity(uid), [], .entity(uid.type)) }

    func apply(_ meaning: Function.Meaning, _ arguments: [Term] = [], _ range: Sort) -> Term {
        make(.apply(Function(meaning: meaning, domain: arguments.map(\.sort), range: range)), arguments, range)
    }
}

extension TermStore {
    func not(_ term: Term) -> Term {
        switch term.op {
        case .bool(let value): bool(!value)
        case .not: term.arguments[0]
        default: make(.not, [term], .bool)
        }
    }

    func and(_ terms: [Term]) -> Term { junction(.and, terms, neutral: true) }
    func or(_ terms: [Term]) -> Term { junction(.or, terms, neutral: false) }
    func and(_ terms: Term...) -> Term { and(terms) }
    func or(_ terms: Term...) -> Term { or(terms) }
    func implies(_ left: Term, _ right: Term) -> Term { or(not(left), right) }

    /// Flattens, drops what is neutral or repeated, and decides as soon as a term and its negation meet.
    private func junction(_ op: Operator, _ terms: [Term], neutral: Bool) -> Term {
        var parts: [Term] = []
        var seen: Set<Int> = []
        var open = Array(terms.reversed())
        while let term = open.popLast() {
            if let value = term.truth {
                if value == neutral { continue }
                return bool(!neutral)
            }
            if term.op == op {
                open += term.arguments.reversed()
                continue
            }
            guard seen.insert(term.id).inserted else { continue }
            if seen.contains(not(term).id) { return bool(!neutral) }
            parts.append(term)
        }
        switch parts.count {
        case 0: return bool(neutral)
        case 1: return parts[0]
        default: return make(op, parts, .bool)
        }
    }

    func conditional(_ test: Term, _ then: Term, _ otherwise: Term) -> Term {
        if let value = test.truth { return value ? then : otherwise }
        if then === otherwise { return then }
        if then.sort == .bool {
            if let value = then.truth { return value ? or(test, otherwise) : and(not(test), otherwise) }
            if let value = otherwise.truth { return value ? or(not(test), then) : and(test, then) }
        }
        return make(.conditional, [test, then, otherwise], then.sort)
    }

    /// Equality of two terms of one sort.
    func equal(_ left: Term, _ right: Term) -> Term {
        if left === right { return yes }
        if left.isLiteral, right.isLiteral { return no }
        if left.sort == .bool {
            if let value = left.truth { return value ? right : not(right) }
            if let value = right.truth { return value ? left : not(left) }
        }
        switch (left.op, right.op) {
        case (.none, .some), (.some, .none): return no
        case (.some, .some): return equal(left.arguments[0], right.arguments[0])
        case (.record, .record): return and(zip(left.arguments, right.arguments).map { equal($0, $1) })
        case (.ipMake(let one), .ipMake(let two)):
            return one == two ? and(zip(left.arguments, right.arguments).map { equal($0, $1) }) : no
        case (.setLiteral, .setLiteral): return and(subset(left, right), subset(right, left))
        default: break
        }
        return left.id < right.id
            ? make(.equal, [left, right], .bool) : make(.equal, [right, left], .bool)
    }
}
