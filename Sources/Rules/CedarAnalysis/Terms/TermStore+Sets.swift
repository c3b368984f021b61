internal import Cedar

// Sets, strings, records and optional values.
extension TermStore {
    func set(_ members: [Term], of element: Sort) -> Term {
        var seen: Set<Int> = []
        return make(.setLiteral, members.filter { seen.insert($0.id).inserted }, .set(element))
    }

    func member(_ element: Term, _ set: Term) -> Term {
        if set.op == .setLiteral { return or(set.arguments.map { equal(element, $0) }) }
        return make(.member, [element, set], .bool)
    }

    func subset(_ inner: Term, _ outer: Term) -> Term {
        if inner === outer { return yes }
        if inner.op == .setLiteral { return and(inner.arguments.map { member($0, outer) }) }
        if outer.op == .setLiteral, outer.arguments.isEmpty { return equal(inner, outer) }
        return make(.subset, [inner, outer], .bool)
    }

    func intersects(_ left: Term, _ right: Term) -> Term {
        if left.op == .setLiteral { return or(left.arguments.map { member($0, right) }) }
        if right.op == .setLiteral { return or(right.arguments.map { member($0, left) }) }
        if left === right, let element = left.sort.element { return not(equal(left, set([], of: element))) }
        return left.id < right.id
            ? make(.intersects, [left, right], .bool) : make(.intersects, [right, left], .bool)
    }

    func like(_ text: Term, _ pattern: LikePattern) -> Term {
        if case .text(let value) = text.op { return bool(pattern.matches(value)) }
        if !pattern.elements.contains(.wildcard) {
            let whole = pattern.elements.map { if case .literal(let part) = $0 { part.text } else { "" } }.joined()
            return equal(text, self.text(CedarString(whole)))
        }
        if !pattern.elements.contains(where: { $0 != .wildcard }) { return yes }
        return make(.like(pattern), [text], .bool)
    }

    func record(_ fields: [Term], _ sort: Sort) -> Term { make(.record, fields, sort) }

    func field(_ index: Int, of record: Term, _ sort: Sort) -> Term {
        record.op == .record ? record.arguments[index] : make(.field(index), [record], sort)
    }

    func none(_ sort: Sort) -> Term { make(.none, [], .optional(sort)) }
    func some(_ term: Term) -> Term { make(.some, [term], .optional(term.sort)) }

    func isSome(_ term: Term) -> Term {
        switch term.op {
        case .none: no
        case .some: yes
        default: make(.isSome, [term], .bool)
        }
    }

    func unwrap(_ term: Term, _ sort: Sort) -> Term {
        term.op == .some ? term.arguments[0] : make(.unwrap, [term], sort)
    }
}
