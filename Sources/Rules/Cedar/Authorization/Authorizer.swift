/// Whether a request is granted.
public enum Decision: String, Hashable, Sendable {
    /// Granted.
    case allow
    /// Refused.
    case deny
}

/// A decision with its grounds.
public struct Response: Hashable, Sendable {
    /// A policy that could not be evaluated.
    public struct PolicyError: Hashable, Sendable {
        /// The policy.
        public let policy: PolicyID
        /// Why and where.
        public let error: EvaluationError

        /// A policy's error.
        public init(policy: PolicyID, error: EvaluationError) {
            self.policy = policy
            self.error = error
        }
    }

    /// Granted or refused.
    public let decision: Decision
    /// The satisfied permits of an allow, the satisfied forbids of a deny; empty when nothing permits. In the order of the set.
    public let reasons: [PolicyID]
    /// The policies that erred, permits and forbids alike; Cedar skips them. In the order of the set.
    public let errors: [PolicyError]

    /// A decision with its grounds.
    public init(decision: Decision, reasons: [PolicyID], errors: [PolicyError]) {
        self.decision = decision
        self.reasons = reasons
        self.errors = errors
    }
}

/// Decides requests: denied unless some permit is satisfied and no forbid is. A policy that errs is skipped and reported, which for
/// a forbid means that it fails open; a caller that must not rely on that looks at ``Response/errors``.
public struct Authorizer: Sendable {
    /// An authorizer; it keeps no state.
    public init() {}

    /// Decides a request.
    public func authorize(_ request: Request, policies: PolicySet, entities: Entities) -> Response {
        policies.withIndex { index in
            request.withBound(to: entities) { bound in
                var outcomes = Outcomes(needsGrounds: true)
                index.decide(bound, &outcomes)
                return outcomes.response(index)
            }
        }
    }

    /// Decides a request that is bound already.
    public func authorize(_ evaluator: Evaluator, policies: PolicySet) -> Response {
        authorize(evaluator.request, policies: policies, entities: evaluator.entities)
    }

    /// The decision of ``authorize(_:policies:entities:)`` without its grounds: it stops at the first policy that settles it, and
    /// allocates no memory unless a policy errs or computes a set, a record or a text. A policy that errs is skipped.
    public func decision(on request: Request, policies: PolicySet, entities: Entities) -> Decision {
        policies.withIndex { index in
            request.withBound(to: entities) { bound in
                var outcomes = Outcomes(needsGrounds: false)
                index.decide(bound, &outcomes)
                return outcomes.decision
            }
        }
    }
}
