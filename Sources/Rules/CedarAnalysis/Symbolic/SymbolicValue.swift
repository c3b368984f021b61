internal import Cedar

/// A value made of terms. Records stay open, so that a field costs a term only where it is read.
indirect enum SymbolicValue {
    /// Anything that is no record.
    case term(Term)
    /// A record by its possible fields.
    case record([CedarString: Field])

    /// A field that is there where `presence` is true.
    struct Field {
        let presence: Term
        let value: SymbolicValue
        /// By its type, whatever is known of its presence.
        let isRequired: Bool
    }
}

/// What an expression comes to: an error where `error` is true, else `value`. Cedar's errors all count alike, so one flag is enough.
struct SymbolicOutcome {
    let error: Term
    let value: SymbolicValue
}

/// Why something is not put to the solver.
struct Unsupported: Error {
    let reason: String
    var range: SourceRange = .none
}

extension SymbolicValue {
    /// The value of a leaf that is known by its place alone, records taken apart.
    static func free(
        _ meaning: (Function.Path) -> Function.Meaning,
        _ arguments: [Term],
        _ type: SchemaType,
        _ path: Function.Path = Function.Path(),
        in store: TermStore
    ) -> SymbolicValue {
        guard case .record(let shape) = type else {
            return .term(store.apply(meaning(path), arguments, Sort(type)))
        }
        return .record(
            shape.attributes.reduce(into: [:]) { fields, entry in
                let inner = path.appending(entry.key)
                fields[entry.key] = Field(
                    presence: entry.value.isRequired
                        ? store.yes : store.apply(meaning(inner.presence), arguments, .bool),
                    value: free(meaning, arguments, entry.value.type, inner, in: store),
                    isRequired: entry.value.isRequired
                )
            }
        )
    }

    /// One term for the value; records become constructed ones.
    func term(in store: TermStore) -> Term {
        switch self {
        case .term(let term): return term
        case .record(let fields):
            let ordered = fields.sorted { $0.key < $1.key }.map { name, field in
                (name: name, field: field, term: field.value.term(in: store))
            }
            let sort = Sort.record(
                ordered.map { Sort.Field(name: $0.name, sort: $0.term.sort, isRequired: $0.field.isRequired) }
            )
            return store.record(
                ordered.map {
                    $0.field.isRequired
                        ? $0.term
                        : store.conditional($0.field.presence, store.some($0.term), store.none($0.term.sort))
                },
                sort
            )
        }
    }

    /// Cedar's `==`: values of different types are unequal, empty sets of any types equal.
    func equals(_ other: SymbolicValue, in store: TermStore) -> Term {
        switch (self, other) {
        case (.term(let left), .term(let right)):
            if left.sort == right.sort { return store.equal(left, right) }
            if let one = left.sort.element, let two = right.sort.element {
                return store.and(
                    store.equal(left, store.set([], of: one)),
                    store.equal(right, store.set([], of: two))
                )
            }
            return store.no
        case (.record(let left), .record(let right)):
            let names = Set(left.keys).union(right.keys).sorted()
            return store.and(
                names.map { name in
                    guard let one = left[name], let two = right[name] else {
                        return store.not((left[name] ?? right[name])?.presence ?? store.no)
                    }
                    return store.and(
                        store.equal(one.presence, two.presence),
                        store.or(store.not(one.presence), one.value.equals(two.value, in: store))
                    )
                }
            )
        case (.term, .record), (.record, .term): return store.no
        }
    }

    /// One of two values of one type.
    static func conditional(
        _ test: Term,
        _ then: SymbolicValue,
        _ otherwise: SymbolicValue,
        in store: TermStore
    ) throws(Unsupported) -> SymbolicValue {
        switch (then, otherwise) {
        case (.term(let left), .term(let right)):
            guard left.sort == right.sort else {
                throw Unsupported(reason: "the branches of `if` are of different types")
            }
            return .term(store.conditional(test, left, right))
        case (.record(let left), .record(let right)):
            guard Set(left.keys) == Set(right.keys) else {
                throw Unsupported(reason: "the branches of `if` are records of different types")
            }
            var fields: [CedarString: Field] = [:]
            for (name, one) in left {
                guard let two = right[name] else { continue }
                fields[name] = Field(
                    presence: store.conditional(test, one.presence, two.presence),
                    value: try conditional(test, one.value, two.value, in: store),
                    isRequired: one.isRequired && two.isRequired
                )
            }
            return .record(fields)
        case (.term, .record), (.record, .term):
            throw Unsupported(reason: "the branches of `if` are of different types")
        }
    }

    /// The value of a term: a term of a record's sort is taken apart.
    static func opened(_ term: Term, in store: TermStore) -> SymbolicValue {
        guard case .record(let fields) = term.sort else { return .term(term) }
        var open: [CedarString: Field] = [:]
        for (index, field) in fields.enumerated() {
            let stored = store.field(index, of: term, field.stored)
            open[field.name] =
                field.isRequired
                ? Field(presence: store.yes, value: opened(stored, in: store), isRequired: true)
                : Field(
                    presence: store.isSome(stored),
                    value: opened(store.unwrap(stored, field.sort), in: store),
                    isRequired: false
                )
        }
        return .record(open)
    }
}
