internal import Cedar

/// What makes the hierarchy of a model one of a store: no entity is above itself, and ancestors of ancestors are ancestors. Said
/// only of the entities that a query names, without quantifiers, so that the solver decides; no others are asked about.
///
/// Source: the well-formedness assumptions of Cedar's symbolic compiler (cedar-spec, `SymCC/Enforcer`). Quadratic in the number of named entities.
struct HierarchyAxioms {
    private struct Pair: Hashable {
        let lower: EntityTypeName
        let upper: EntityTypeName
    }

    let store: TermStore
    private let pairs: Set<Pair>
    private let entities: [EntityTypeName: [Term]]

    init(store: TermStore, roots: [Term]) {
        self.store = store
        var pairs: Set<Pair> = []
        var entities: [EntityTypeName: [Term]] = [:]
        for term in Term.reachable(from: roots) {
            if case .apply(let function) = term.op, case .ancestors(let lower, let upper) = function.meaning {
                pairs.insert(Pair(lower: lower, upper: upper))
            }
            if case .entity(let type) = term.sort, term.op != .conditional { entities[type, default: []].append(term) }
        }
        self.pairs = Self.closed(pairs)
        self.entities = entities
    }

    private static func closed(_ pairs: Set<Pair>) -> Set<Pair> {
        var closed = pairs
        var grew = true
        while grew {
            let new = closed.flatMap { one in
                closed.filter { $0.lower == one.upper }.map { Pair(lower: one.lower, upper: $0.upper) }
            }
            let before = closed.count
            closed.formUnion(new)
            grew = closed.count > before
        }
        return closed
    }

    private func ancestors(_ entity: Term, _ pair: Pair) -> Term {
        store.apply(.ancestors(pair.lower, pair.upper), [entity], .set(.entity(pair.upper)))
    }

    /// The axioms, in an order that depends on the query alone.
    var terms: [Term] {
        var axioms: [Term] = []
        let ordered = pairs.sorted { ($0.lower, $0.upper) < ($1.lower, $1.upper) }
        for pair in ordered {
            for lower in entities[pair.lower] ?? [] {
                if pair.lower == pair.upper { axioms.append(store.not(store.member(lower, ancestors(lower, pair)))) }
                for upper in entities[pair.upper] ?? [] where upper !== lower {
                    let isBelow = store.member(upper, ancestors(lower, pair))
                    for next in ordered where next.lower == pair.upper {
                        let whole = Pair(lower: pair.lower, upper: next.upper)
                        axioms.append(
                            store.implies(
                                isBelow,
                                store.subset(ancestors(upper, next), ancestors(lower, whole))
                            )
                        )
                    }
                }
            }
        }
        return axioms.filter { $0.truth != true }
    }
}
