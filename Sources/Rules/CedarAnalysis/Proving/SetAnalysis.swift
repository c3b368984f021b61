public import Cedar

/// What can be asked of a policy beside the others of its set.
public enum PolicyProperty: String, CaseIterable, Hashable, Sendable {
    /// It has a value for every request.
    case neverErrors = "never-errors"
    /// It is satisfied by every request of its environments.
    case alwaysMatches = "always-matches"
    /// It is satisfied by no request: it does nothing.
    case vacuous
    /// Without it every decision is the same.
    case redundant
    /// Whenever it is satisfied, another policy of the same effect is.
    case shadowed
    /// A permit: whenever it is satisfied, a forbid denies.
    case overridden
}

/// What can be asked of the decisions of a set.
public enum SetProperty: String, CaseIterable, Hashable, Sendable {
    /// Every request is allowed.
    case alwaysAllows = "always-allows"
    /// Every request is denied.
    case alwaysDenies = "always-denies"
}

/// Asks a set of policies everything that can be asked of it.
public struct SetAnalysis: Sendable {
    /// The prover.
    public let prover: Prover
    /// The policies, templates left out.
    public let policies: [Policy]
    /// How a forbid that errs counts.
    public let reading: ErringForbid

    /// An analysis of the policies of a set that take part in decisions.
    public init(_ prover: Prover, _ policies: PolicySet, reading: ErringForbid) {
        self.prover = prover
        self.policies = policies.policies
        self.reading = reading
    }

    /// The claim that a policy has a property.
    public func claim(_ property: PolicyProperty, of policy: Policy) -> Claim {
        let others = policies.filter { $0.id != policy.id }
        switch property {
        case .neverErrors: return .not(.errs(policy))
        case .alwaysMatches: return .satisfied(policy)
        case .vacuous: return .not(policy.effect == .forbid && reading == .denies ? acts(policy) : .satisfied(policy))
        case .redundant: return .equivalent(.allows(policies, reading), .allows(others, reading))
        case .shadowed:
            return .implies(acts(policy), .any(others.filter { $0.effect == policy.effect }.map(acts)))
        case .overridden: return .implies(.satisfied(policy), .forbidden(by: others, reading))
        }
    }

    /// The policy has its effect: it is satisfied, or it is a forbid that errs where that denies.
    private func acts(_ policy: Policy) -> Claim {
        policy.effect == .forbid && reading == .denies
            ? .any([.satisfied(policy), .errs(policy)]) : .satisfied(policy)
    }

    /// The verdicts on a policy, in the environments that its scope allows.
    public func verdicts(_ property: PolicyProperty, of policy: Policy) -> [EnvironmentVerdict] {
        prover.verdicts(on: claim(property, of: policy), in: prover.schema.requestEnvironments(of: policy))
    }

    /// The verdicts on the set, in every environment.
    public func verdicts(_ property: SetProperty) -> [EnvironmentVerdict] {
        let allows = Claim.allows(policies, reading)
        return prover.verdicts(on: property == .alwaysAllows ? allows : .not(allows))
    }

    /// Whether a property can be asked of a policy.
    public static func applies(_ property: PolicyProperty, to policy: Policy) -> Bool {
        property != .overridden || policy.effect == .permit
    }
}

/// What two policies, or the decisions of two sets, can have to do with each other.
public enum Relation: String, CaseIterable, Hashable, Sendable {
    /// One holds only where the other does.
    case implies
    /// Both hold of the same requests.
    case equivalent
    /// No request has both.
    case disjoint

    /// The claim that two claims are in this relation.
    public func claim(_ left: Claim, _ right: Claim) -> Claim {
        switch self {
        case .implies: .implies(left, right)
        case .equivalent: .equivalent(left, right)
        case .disjoint: .not(.all([left, right]))
        }
    }
}
