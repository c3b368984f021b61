/// Why a request was granted or refused, and what would grant it. Nothing in it hangs on hidden facts but the decision itself.
public struct Explanation: Hashable, Sendable {
    /// A policy that took part.
    public struct Cause: Hashable, Sendable {
        /// The policy.
        public let policy: PolicyID
        /// Permit or forbid.
        public let effect: Effect
        /// Its file.
        public let file: String
        /// Where it stands.
        public let range: SourceRange
        /// Why it has no outcome, where it erred; with the place in its text.
        public let error: EvaluationError?
    }

    /// A permit that did not apply, and the parts of it that failed.
    public struct NearMiss: Hashable, Sendable {
        /// A part that failed.
        public struct Failure: Hashable, Sendable {
            /// How.
            public enum Outcome: Hashable, Sendable {
                /// It is false; of an `unless` clause, true.
                case failed
                /// It errs.
                case erred(EvaluationError)
                /// It hangs on what may not be seen.
                case withheld
            }

            /// Where.
            public let range: SourceRange
            /// How.
            public let outcome: Outcome
        }

        /// The permit.
        public let policy: PolicyID
        /// Its file.
        public let file: String
        /// What failed, in the order of the text.
        public let failures: [Failure]
    }

    /// Changes that together permit the request, none of them needless.
    public struct Remedy: Hashable, Sendable {
        /// The changes, in the order in which they are made.
        public let changes: [FactChange]
    }

    /// The decision.
    public let decision: Decision
    /// The permits of an allow, the forbids of a deny, as far as that may be known; in the order of the set.
    public let causes: [Cause]
    /// The policies that erred, as far as that may be known.
    public let errors: [Cause]
    /// The policies whose outcome hangs on what may not be seen.
    public let withheld: [PolicyID]
    /// Whether what may be seen does not settle the decision.
    public let isPartlyWithheld: Bool
    /// Of a denial without a forbid: the permits that came nearest, those with the fewest failures first.
    public let nearMisses: [NearMiss]
    /// How many more permits failed.
    public let nearMissesLeftOut: Int
    /// What would permit a denied request, fewest changes first. Each was put to the authorizer, and so was every part of it.
    public let remedies: [Remedy]
    /// Whether the search for remedies ended at a bound, so that there may be more.
    public let isSearchCut: Bool
}
