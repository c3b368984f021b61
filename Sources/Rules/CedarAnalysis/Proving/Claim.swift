public import Cedar

/// Something said of one request, or of it and others made of it, by what policies do with them.
///
/// A claim can be put to the solver and to the evaluator, so each counterexample to it is checked by the engine that decides in earnest.
public indirect enum Claim: Sendable {
    /// True of every request, or of none.
    case constant(Bool)
    /// The policy is satisfied.
    case satisfied(Policy)
    /// The policy has no value.
    case errs(Policy)
    /// The policies allow the request.
    case allows([Policy], ErringForbid)
    /// The claim does not hold.
    case not(Claim)
    /// All hold.
    case all([Claim])
    /// One holds at least.
    case any([Claim])
    /// It holds of the request that the change makes of this one, in the same store.
    case after(RequestChange, Claim)

    /// If one holds, then the other.
    public static func implies(_ left: Claim, _ right: Claim) -> Claim { .any([.not(left), right]) }

    /// Both hold or neither.
    public static func equivalent(_ left: Claim, _ right: Claim) -> Claim {
        .all([implies(left, right), implies(right, left)])
    }

    /// Some forbid denies the request, whatever permits there are.
    public static func forbidden(by policies: [Policy], _ reading: ErringForbid) -> Claim {
        let forbids = policies.filter { $0.effect == .forbid }
        return .any(forbids.map(Claim.satisfied) + (reading == .denies ? forbids.map(Claim.errs) : []))
    }

    /// The policies that it speaks of, each once, in order.
    public var policies: [Policy] {
        switch self {
        case .constant: return []
        case .satisfied(let policy), .errs(let policy): return [policy]
        case .allows(let policies, _): return policies
        case .not(let claim), .after(_, let claim): return claim.policies
        case .all(let claims), .any(let claims): return claims.flatMap(\.policies)
        }
    }

    /// Whether it holds of a request, by the evaluator.
    public func holds(_ evaluator: Evaluator) -> Bool {
        switch self {
        case .constant(let value): return value
        case .satisfied(let policy): return evaluator.evaluate(policy) == .satisfied
        case .errs(let policy):
            if case .error = evaluator.evaluate(policy) { return true }
            return false
        case .allows(let policies, let reading):
            return policies.contains { $0.effect == .permit && evaluator.evaluate($0) == .satisfied }
                && !Claim.forbidden(by: policies, reading).holds(evaluator)
        case .not(let claim): return !claim.holds(evaluator)
        case .all(let claims): return claims.allSatisfy { $0.holds(evaluator) }
        case .any(let claims): return claims.contains { $0.holds(evaluator) }
        case .after(let change, let claim): return claim.holds(Evaluator(change(evaluator.request), evaluator.entities))
        }
    }
}

extension ExpressionEncoder {
    /// The claim as a term.
    func encode(_ claim: Claim) throws(Unsupported) -> Term {
        switch claim {
        case .constant(let value): return store.bool(value)
        case .satisfied(let policy): return try encode(policy).satisfied
        case .errs(let policy): return try encode(policy).errs
        case .allows(let policies, let reading):
            var permits: [Term] = []
            for policy in policies where policy.effect == .permit { permits.append(try encode(policy).satisfied) }
            return store.and(store.or(permits), store.not(try encode(.forbidden(by: policies, reading))))
        case .not(let claim): return store.not(try encode(claim))
        case .all(let claims): return store.and(try terms(claims))
        case .any(let claims): return store.or(try terms(claims))
        case .after(let change, let claim): return try changed(by: change).encode(claim)
        }
    }

    private func terms(_ claims: [Claim]) throws(Unsupported) -> [Term] {
        var terms: [Term] = []
        for claim in claims { terms.append(try encode(claim)) }
        return terms
    }
}
