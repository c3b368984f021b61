internal import Cedar

/// One question to a solver: whether the formulas have a model.
struct Query {
    let environment: RequestEnvironment
    /// The question, and what holds of every hierarchy.
    let formulas: [Term]
    /// What holds of every string and the patterns asked about, for a solver that knows no strings.
    let patternAxioms: [Term]
    /// The patterns that the formulas ask about; nil where there are none.
    let classes: LikeClasses?
    /// The strings that are matched with patterns, literals left out.
    let matched: [Term]
    /// All terms of formulas and axioms, and the variables of the request, so that a model names them too; arguments first.
    let terms: [Term]

    init(encoder: ExpressionEncoder, formulas: [Term]) throws(Unanswerable) {
        environment = encoder.environment
        self.formulas = formulas
        let reachable = Term.reachable(from: formulas)
        var patterns: [LikePattern] = []
        var matched: [Term] = []
        for term in reachable {
            guard case .like(let pattern) = term.op else { continue }
            if !patterns.contains(pattern) { patterns.append(pattern) }
            if !matched.contains(term.arguments[0]) { matched.append(term.arguments[0]) }
        }
        self.matched = matched
        classes = patterns.isEmpty ? nil : try LikeClasses(patterns)
        patternAxioms = classes.map { Self.axioms($0, matched, reachable, encoder.store) } ?? []
        terms = Term.reachable(from: formulas + patternAxioms + [encoder.principal, encoder.resource])
    }

    /// Each string has one of the possible combinations, and a literal its own.
    private static func axioms(_ classes: LikeClasses, _ matched: [Term], _ terms: [Term], _ store: TermStore) -> [Term]
    {
        func holds(_ text: Term, _ combination: LikeClasses.Combination) -> Term {
            store.and(
                zip(classes.patterns, combination).map { pattern, isMatch in
                    let atom = store.make(.like(pattern), [text], .bool)
                    return isMatch ? atom : store.not(atom)
                }
            )
        }
        let possible = classes.possible
        return matched.map { text in store.or(possible.map { holds(text, $0) }) }
            + terms.compactMap { term in
                guard case .text(let text) = term.op else { return nil }
                return holds(term, classes.combination(of: text))
            }
    }
}
