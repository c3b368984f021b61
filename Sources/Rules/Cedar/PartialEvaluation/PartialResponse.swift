/// What the policies of a set come to while parts of the request or of the store are not known.
public struct PartialResponse: Sendable {
    /// What became of a policy.
    public enum Outcome: Hashable, Sendable {
        /// Satisfied, whatever the unknown is.
        case satisfied
        /// Not satisfied, whatever the unknown is.
        case notSatisfied
        /// It errs, whatever the unknown is.
        case error
        /// It hangs on the unknown.
        case residual
    }

    /// A policy and what is left of its condition.
    public struct ResidualPolicy: Sendable {
        /// The policy.
        public let policy: Policy
        /// What is left of scope and clauses.
        public let condition: Residual

        init(_ policy: Policy, _ condition: Residual) {
            self.policy = policy
            self.condition = condition
        }

        /// What became of it.
        public var outcome: Outcome {
            if condition.error != nil { return .error }
            return switch condition.truth {
            case true?: .satisfied
            case false?: .notSatisfied
            case nil: .residual
            }
        }
    }

    private let schema: Schema
    /// The environment that the request belongs to.
    public let environment: RequestEnvironment
    /// All policies, in the order of the set.
    public let policies: [ResidualPolicy]

    init(schema: Schema, environment: RequestEnvironment, policies: [ResidualPolicy]) {
        self.schema = schema
        self.environment = environment
        self.policies = policies
    }

    /// The policies of an effect that came to this, in the order of the set.
    public func ids(_ effect: Effect, _ outcome: Outcome) -> [PolicyID] {
        policies.compactMap { $0.policy.effect == effect && $0.outcome == outcome ? $0.policy.id : nil }
    }

    /// The decision, if it is the same whatever the unknown is; nil where it hangs on that.
    public func decision(erringForbid: ErringForbid = .skips) -> Decision? {
        func some(_ effect: Effect, _ outcome: Outcome) -> Bool {
            policies.contains { $0.policy.effect == effect && $0.outcome == outcome }
        }
        if some(.forbid, .satisfied) || (erringForbid == .denies && some(.forbid, .error)) { return .deny }
        if !some(.permit, .satisfied) && !some(.permit, .residual) { return .deny }
        return some(.permit, .satisfied) && !some(.forbid, .residual) ? .allow : nil
    }

    /// Puts more of the data in. What was known before must be so still; nothing checks that.
    /// - Throws: ``CedarErrors`` when the request does not conform to the schema or belongs to another environment.
    public func refined(_ request: PartialRequest, entities: PartialEntities) throws(CedarErrors) -> PartialResponse {
        var problems = schema.problems(of: request)
        if request.action != environment.action || request.principal.type != environment.principal
            || request.resource.type != environment.resource
        {
            problems.append("the residuals are of \(environment), not of this request")
        }
        guard problems.isEmpty else {
            throw CedarErrors(problems.map { ParseError(file: "request", range: .none, message: $0) })
        }
        let evaluation = PartialEvaluation(schema: schema, request: request, entities: entities)
        return PartialResponse(
            schema: schema,
            environment: environment,
            policies: policies.map { ResidualPolicy($0.policy, evaluation.evaluate($0.condition)) }
        )
    }

    /// The answer with all the data. Decision, reasons and the policies that err are those of ``Authorizer``; where a policy can err in
    /// several ways, another of them may be told.
    /// - Throws: ``CedarErrors`` as ``refined(_:entities:)``.
    public func reauthorize(_ request: Request, entities: PartialEntities) throws(CedarErrors) -> Response {
        let complete = try refined(PartialRequest(request), entities: entities)
        let errors = complete.policies.compactMap { entry in
            entry.condition.error.map { Response.PolicyError(policy: entry.policy.id, error: $0) }
        }
        let forbids = complete.ids(.forbid, .satisfied)
        let permits = complete.ids(.permit, .satisfied)
        if !forbids.isEmpty { return Response(decision: .deny, reasons: forbids, errors: errors) }
        return Response(decision: permits.isEmpty ? .deny : .allow, reasons: permits, errors: errors)
    }
}
