public import Cedar

/// A request and a store of which a claim does not hold, as the evaluator confirmed.
public struct Counterexample: Sendable {
    /// The request.
    public let request: Request
    /// The entities, actions included.
    public let entities: [Entity]
}

/// What became of a claim.
public enum Verdict: Sendable {
    /// It holds of every request that conforms to the schema.
    case proved
    /// It does not hold of this one.
    case refuted(Counterexample)
    /// Neither was shown; why.
    case unknown(String)

    /// Whether it was proved.
    public var isProved: Bool { if case .proved = self { true } else { false } }

    /// The counterexample, if there is one.
    public var counterexample: Counterexample? { if case .refuted(let example) = self { example } else { nil } }

    /// Why nothing was shown.
    public var reason: String? { if case .unknown(let reason) = self { reason } else { nil } }
}

/// A verdict on the requests of one environment.
public struct EnvironmentVerdict: Sendable {
    /// The types of principal and resource, and the action.
    public let environment: RequestEnvironment
    /// The verdict.
    public let verdict: Verdict
}

extension [EnvironmentVerdict] {
    /// Refuted if refuted anywhere, else unknown if unknown anywhere, else proved.
    public var overall: Verdict {
        if let refuted = first(where: { $0.verdict.counterexample != nil }) { return refuted.verdict }
        if let unknown = first(where: { $0.verdict.reason != nil }) { return unknown.verdict }
        return .proved
    }
}
