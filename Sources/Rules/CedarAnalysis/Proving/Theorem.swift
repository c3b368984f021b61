public import Cedar

/// Something that must never be allowed, whatever grants are added.
///
/// It is written as a forbid that describes the requests, with a plain statement in `@says` and the obligations that it rests on in
/// `@rests_on`, separated by commas. It holds if each request that it describes is denied by some forbid of the catalogue, so no
/// permit can make it false.
public struct Theorem: Sendable {
    /// What became of a theorem in one environment.
    public enum Outcome: Sendable {
        /// Proved.
        case proved
        /// The catalogue allows this request if some permit does.
        case failed(Counterexample)
        /// Not shown either way; why.
        case unknown(String)
        /// The theorem describes no request, so that it says nothing.
        case empty
    }

    /// What it describes.
    public let policy: Policy

    /// A theorem, by the policy that describes it.
    /// - Throws: what the policy lacks.
    public init(_ policy: Policy) throws(CedarErrors) {
        func fail(_ message: String) -> CedarErrors {
            CedarErrors(
                ParseError(file: policy.file, range: policy.range, message: "theorem `\(policy.id)`: \(message)")
            )
        }
        guard policy.effect == .forbid, !policy.isTemplate else {
            throw fail("write what must never be allowed as a forbid without slots")
        }
        guard let says = policy.annotation("says"), !says.isEmpty else {
            throw fail("a plain statement is missing; add @says")
        }
        self.policy = policy
        guard !obligations.isEmpty else { throw fail("name the obligations that it rests on in @rests_on") }
    }

    /// The plain statement.
    public var statement: String { policy.annotation("says") ?? "" }

    /// The ids of the obligations that it rests on.
    public var obligations: [String] {
        (policy.annotation("rests_on") ?? "").split(separator: ",").map { part in
            String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
    }

    /// The claim, about these policies with any permits whatsoever added.
    public func claim(_ policies: [Policy], _ reading: ErringForbid) -> Claim {
        .implies(.satisfied(policy), .forbidden(by: policies, reading))
    }

    /// Proves the theorem in each environment that it speaks of.
    public func outcomes(
        _ prover: Prover,
        _ policies: [Policy],
        _ reading: ErringForbid
    ) -> [(environment: RequestEnvironment, outcome: Outcome)] {
        prover.schema.requestEnvironments(of: policy).map { environment in
            let outcome: Outcome
            switch prover.verdict(on: .not(.satisfied(policy)), in: environment) {
            case .proved: outcome = .empty
            case .unknown(let reason): outcome = .unknown(reason)
            case .refuted:
                switch prover.verdict(on: claim(policies, reading), in: environment) {
                case .proved: outcome = .proved
                case .refuted(let counterexample): outcome = .failed(counterexample)
                case .unknown(let reason): outcome = .unknown(reason)
                }
            }
            return (environment, outcome)
        }
    }
}
