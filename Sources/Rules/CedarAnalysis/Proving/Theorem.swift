public import Cedar

/// Something that holds of a catalogue whatever grants are added, written as an annotated forbid that describes requests.
///
/// With `@rests_on` it says that none of these requests is ever allowed: each is denied by some forbid, so no permit can make it false.
/// With `@under` it is a law about two requests, one made of the other (`RequestChange`): what `@keeps` names is kept under the change.
public struct Theorem: Sendable {
    /// What it says of the requests that it describes.
    public enum Kind: Sendable {
        /// They are denied, by these obligations.
        case denial(obligations: [String])
        /// What is denied is related to what is denied after the change. Where there is a companion, a request counts as denied
        /// where the request that the companion makes of it is.
        case law(under: RequestChange, keeps: Kept, companion: RequestChange?)
    }

    /// What a law keeps.
    public enum Kept: String, CaseIterable, Sendable {
        /// What no forbid denies, none denies after the change.
        case permission
        /// Both are denied by forbids, or neither is.
        case decision
    }

    /// What became of a theorem in one environment.
    public enum Outcome: Sendable {
        /// Proved.
        case proved
        /// The catalogue allows this request if some permit does, or breaks the law for it.
        case failed(Counterexample)
        /// Not shown either way; why.
        case unknown(String)
        /// The theorem describes no request, so that it says nothing.
        case empty
    }

    /// What it describes.
    public let policy: Policy
    /// What it says of them.
    public let kind: Kind

    /// A theorem, by the policy that describes it.
    /// - Throws: what the policy lacks.
    public init(_ policy: Policy) throws(CedarErrors) {
        func fail(_ message: String) -> CedarErrors {
            CedarErrors(
                ParseError(file: policy.file, range: policy.range, message: "theorem `\(policy.id)`: \(message)")
            )
        }
        func change(_ name: String) throws(CedarErrors) -> RequestChange? {
            guard let text = policy.annotation(name) else { return nil }
            do throws(RequestChange.Malformed) {
                return try RequestChange(parsing: text)
            } catch {
                throw fail("@\(name): \(error)")
            }
        }
        guard policy.effect == .forbid, !policy.isTemplate else {
            throw fail("write the requests that it is about as a forbid without slots")
        }
        guard let says = policy.annotation("says"), !says.isEmpty else {
            throw fail("a plain statement is missing; add @says")
        }
        self.policy = policy
        let obligations = Self.list(policy.annotation("rests_on") ?? "")
        guard let under = try change("under") else {
            guard policy.annotation("keeps") == nil, policy.annotation("with") == nil else {
                throw fail("@keeps and @with are about a law; add @under")
            }
            guard !obligations.isEmpty else { throw fail("name the obligations that it rests on in @rests_on") }
            kind = .denial(obligations: obligations)
            return
        }
        guard obligations.isEmpty else { throw fail("a law rests on the whole set; leave out @rests_on") }
        guard let keeps = policy.annotation("keeps").flatMap(Kept.init) else {
            let known = Kept.allCases.map(\.rawValue).joined(separator: " or ")
            throw fail("say what is kept under the change; add @keeps with \(known)")
        }
        kind = .law(under: under, keeps: keeps, companion: try change("with"))
    }

    private static func list(_ text: String) -> [String] {
        text.split(separator: ",").map { part in
            String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }.filter { !$0.isEmpty }
    }

    /// The plain statement.
    public var statement: String { policy.annotation("says") ?? "" }

    /// The ids of the obligations that it rests on; none of a law, which is about all of them.
    public var obligations: [String] {
        if case .denial(let obligations) = kind { obligations } else { [] }
    }

    /// The claim, about these policies with any permits whatsoever added.
    public func claim(_ policies: [Policy], _ reading: ErringForbid) -> Claim {
        let forbidden = Claim.forbidden(by: policies, reading)
        switch kind {
        case .denial: return .implies(.satisfied(policy), forbidden)
        case .law(let under, let keeps, let companion):
            let denied = companion.map { Claim.any([forbidden, .after($0, forbidden)]) } ?? forbidden
            let after = Claim.after(under, denied)
            let kept: Claim =
                switch keeps {
                case .permission: .implies(after, denied)
                case .decision: .equivalent(denied, after)
                }
            return .implies(.satisfied(policy), kept)
        }
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
