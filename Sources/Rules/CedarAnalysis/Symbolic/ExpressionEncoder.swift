internal import Cedar

/// Turns expressions into terms, for requests of one environment.
///
/// The meaning is Cedar's, errors included: left to right, `&&`, `||` and `if` short of what they need not evaluate. Expressions come from
/// the strict typechecker, which has left out what cannot be evaluated in the environment.
///
/// The encoding follows the published one of Cedar's symbolic compiler (cedar-spec, `Cedar/SymCC`): one total function for each leaf
/// of an entity type, sets of ancestors by type, numbers as vectors of 64 bits with their overflow.
final class ExpressionEncoder {
    let store: TermStore
    let schema: Schema
    let hierarchy: SchemaHierarchy
    let typechecker: Typechecker
    let environment: RequestEnvironment
    let storeIsComplete: Bool
    let principal: Term
    let resource: Term
    let context: SymbolicValue

    /// - Parameter storeIsComplete: Whether every entity that is asked about is in the store.
    init(schema: Schema, hierarchy: SchemaHierarchy, environment: RequestEnvironment, storeIsComplete: Bool) {
        store = TermStore()
        self.schema = schema
        self.hierarchy = hierarchy
        typechecker = Typechecker(schema)
        self.environment = environment
        self.storeIsComplete = storeIsComplete
        principal = store.apply(.variable(.principal), [], .entity(environment.principal))
        resource = store.apply(.variable(.resource), [], .entity(environment.resource))
        let shape = environment.context
        context = SymbolicValue.free({ .context($0) }, [], .record(shape), in: store)
    }

    /// The encoder of another request in the world of one: the same terms mean the same.
    init(
        like other: ExpressionEncoder,
        _ principal: Term,
        _ resource: Term,
        _ environment: RequestEnvironment,
        _ context: SymbolicValue
    ) {
        store = other.store
        schema = other.schema
        hierarchy = other.hierarchy
        typechecker = other.typechecker
        storeIsComplete = other.storeIsComplete
        self.environment = environment
        self.principal = principal
        self.resource = resource
        self.context = context
    }

    func encode(_ expression: TypedExpression) throws(Unsupported) -> SymbolicOutcome {
        do {
            return try encodeUnlocated(expression)
        } catch {
            throw error.range == .none ? Unsupported(reason: error.reason, range: expression.range) : error
        }
    }

    private func encodeUnlocated(_ expression: TypedExpression) throws(Unsupported) -> SymbolicOutcome {
        switch expression.kind {
        case .literal(let value): return sure(.term(try literal(value)))
        case .variable(.principal): return sure(.term(principal))
        case .variable(.resource): return sure(.term(resource))
        case .variable(.action): return sure(.term(store.entity(environment.action)))
        case .variable(.context): return sure(context)
        case .slot: throw Unsupported(reason: "a template is analysed only when it is linked")
        case .not(let inner): return try mapTruth(inner) { self.store.not($0) }
        case .negate(let inner): return try negation(inner)
        case .and(let parts): return try conjunction(parts)
        case .or(let parts): return try disjunction(parts)
        case .conditional(let test, let then, let otherwise): return try choice(test, then, otherwise)
        case .binary(let op, let left, let right): return try binary(op, left, right)
        case .isEmpty(let inner):
            let set = try encodeTerm(inner)
            guard let element = set.term.sort.element else { throw mismatch("a set", inner) }
            return outcome(set.error, store.equal(set.term, store.set([], of: element)))
        case .attribute(let base, let name): return try attribute(base, name)
        case .has(let base, let name): return try has(base, name)
        case .like(let inner, let pattern):
            let text = try encodeTerm(inner)
            guard text.term.sort == .text else { throw mismatch("a string", inner) }
            return outcome(text.error, store.like(text.term, pattern))
        case .isType(let inner, let type): return try isType(inner, type)
        case .set(let members): return try setLiteral(members)
        case .record(let fields): return try recordLiteral(fields)
        case .call(let function, let arguments): return try call(function, arguments)
        }
    }

    // MARK: Shorthand

    func sure(_ value: SymbolicValue) -> SymbolicOutcome { SymbolicOutcome(error: store.no, value: value) }

    func outcome(_ error: Term, _ term: Term) -> SymbolicOutcome { SymbolicOutcome(error: error, value: .term(term)) }

    func mismatch(_ expected: String, _ found: TypedExpression) -> Unsupported {
        Unsupported(reason: "expected \(expected) here; the policy is not strictly valid", range: found.range)
    }

    func encodeTerm(_ expression: TypedExpression) throws(Unsupported) -> (error: Term, term: Term) {
        let result = try encode(expression)
        return (result.error, result.value.term(in: store))
    }

    func encodeTruth(_ expression: TypedExpression) throws(Unsupported) -> (error: Term, term: Term) {
        let result = try encodeTerm(expression)
        guard result.term.sort == .bool else { throw mismatch("a truth value", expression) }
        return result
    }

    private func mapTruth(_ expression: TypedExpression, _ change: (Term) -> Term) throws(Unsupported)
        -> SymbolicOutcome
    {
        let inner = try encodeTruth(expression)
        return outcome(inner.error, change(inner.term))
    }

    // MARK: Truth

    func conjunction(_ parts: [TypedExpression]) throws(Unsupported) -> SymbolicOutcome {
        var error = store.no
        var holds = store.yes
        for part in parts {
            if holds.truth == false { break }
            let next = try encodeTruth(part)
            error = store.or(error, store.and(holds, next.error))
            holds = store.and(holds, next.term)
        }
        return outcome(error, holds)
    }

    private func disjunction(_ parts: [TypedExpression]) throws(Unsupported) -> SymbolicOutcome {
        var error = store.no
        var holds = store.no
        for part in parts {
            if holds.truth == true { break }
            let next = try encodeTruth(part)
            error = store.or(error, store.and(store.not(holds), next.error))
            holds = store.or(holds, next.term)
        }
        return outcome(error, holds)
    }

    private func choice(
        _ test: TypedExpression,
        _ then: TypedExpression,
        _ otherwise: TypedExpression
    ) throws(Unsupported) -> SymbolicOutcome {
        let test = try encodeTruth(test)
        if let known = test.term.truth {
            let branch = try encode(known ? then : otherwise)
            return SymbolicOutcome(error: store.or(test.error, branch.error), value: branch.value)
        }
        let one = try encode(then)
        let two = try encode(otherwise)
        return SymbolicOutcome(
            error: store.or(test.error, store.conditional(test.term, one.error, two.error)),
            value: try SymbolicValue.conditional(test.term, one.value, two.value, in: store)
        )
    }
}
