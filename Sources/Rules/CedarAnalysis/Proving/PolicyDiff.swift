public import Cedar

/// Who gains and who loses what when one set of policies takes the place of another.
public struct PolicyDiff: Sendable {
    /// A request that one set allows and the other denies, with what decides it there.
    public struct Example: Sendable {
        /// The request and the entities.
        public let counterexample: Counterexample
        /// What the old set says.
        public let before: Response
        /// What the new set says.
        public let after: Response
    }

    /// What became of a direction in one environment.
    public enum Change: Sendable {
        /// Nobody gains, or loses.
        case none
        /// At least this one.
        case example(Example)
        /// Not shown either way; why.
        case unknown(String)
    }

    /// The two directions in one environment.
    public struct Row: Sendable {
        /// The environment.
        public let environment: RequestEnvironment
        /// What the new set allows and the old one denies.
        public let gained: Change
        /// What the old set allows and the new one denies.
        public let lost: Change

        /// Compares two sets in one environment.
        public init(
            _ prover: Prover,
            _ environment: RequestEnvironment,
            from old: PolicySet,
            to new: PolicySet,
            reading: ErringForbid
        ) {
            let before = Claim.allows(old.policies, reading)
            let after = Claim.allows(new.policies, reading)
            func change(_ claim: Claim) -> Change {
                switch prover.verdict(on: claim, in: environment) {
                case .proved: return .none
                case .unknown(let reason): return .unknown(reason)
                case .refuted(let counterexample):
                    guard let store = try? Entities(counterexample.entities) else {
                        return .unknown("the example is no store")
                    }
                    let evaluator = Evaluator(counterexample.request, store)
                    return .example(
                        Example(
                            counterexample: counterexample,
                            before: Authorizer().authorize(evaluator, policies: old),
                            after: Authorizer().authorize(evaluator, policies: new)
                        )
                    )
                }
            }
            self.environment = environment
            gained = change(.implies(after, before))
            lost = change(.implies(before, after))
        }
    }

    /// One row for each environment of the schema.
    public let rows: [Row]

    /// Compares two sets under one schema.
    public init(_ prover: Prover, from old: PolicySet, to new: PolicySet, reading: ErringForbid) {
        rows = prover.schema.requestEnvironments.map { environment in
            Row(prover, environment, from: old, to: new, reading: reading)
        }
    }

    /// Whether it was proved that every decision is the same.
    public var isUnchanged: Bool { rows.allSatisfy { $0.gained.isNone && $0.lost.isNone } }

    /// Whether some request was found that is decided otherwise.
    public var hasExample: Bool { rows.contains { $0.gained.example != nil || $0.lost.example != nil } }
}

extension PolicyDiff.Change {
    /// Whether it was proved that nothing changed.
    public var isNone: Bool { if case .none = self { true } else { false } }

    /// The example, if there is one.
    public var example: PolicyDiff.Example? { if case .example(let example) = self { example } else { nil } }
}
