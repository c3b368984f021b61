/// Explains decisions.
public struct Explainer: Sendable {
    /// Bounds on the work.
    public struct Limits: Sendable {
        /// How many changes a remedy may have.
        public let changesMax: Int
        /// How many worlds are tried; fewer where a world has very many entities or policies.
        public let worldsMax: Int
        /// How many remedies are looked for.
        public let remediesMax: Int
        /// How many permits that failed are told.
        public let nearMissesMax: Int

        /// Bounds; the defaults answer within about a second on sets of a few hundred policies.
        public init(changesMax: Int = 4, worldsMax: Int = 1_000, remediesMax: Int = 8, nearMissesMax: Int = 5) {
            self.changesMax = changesMax
            self.worldsMax = worldsMax
            self.remediesMax = remediesMax
            self.nearMissesMax = nearMissesMax
        }
    }

    /// What a policy comes to, by what may be seen.
    enum Outcome {
        case satisfied
        case notSatisfied
        case error(EvaluationError)
        case hidden
    }

    let policies: PolicySet
    private(set) var conditions: [(policy: Policy, condition: Expression)]
    let schema: Schema?
    let granters: Granters
    let hidden: HiddenFacts
    let erringForbid: ErringForbid
    let limits: Limits

    /// An explainer.
    /// - Parameters:
    ///   - policies: the policies.
    ///   - schema: with it no change is offered that does not conform.
    ///   - granters: who can change what.
    ///   - hidden: what the one who reads the explanation may not see.
    ///   - erringForbid: what a forbid that errs does.
    ///   - limits: bounds on the work.
    public init(
        _ policies: PolicySet,
        schema: Schema? = nil,
        granters: Granters = .none,
        hidden: HiddenFacts = .none,
        erringForbid: ErringForbid = .skips,
        limits: Limits = Limits()
    ) {
        self.policies = policies
        conditions = policies.policies.map { ($0, $0.condition) }
        self.schema = schema
        self.granters = granters
        self.hidden = hidden
        self.erringForbid = erringForbid
        self.limits = limits
    }

    /// Explains the decision on a request.
    /// - Throws: ``CedarErrors`` when the store cannot be read in part, which a store that could be read whole never is.
    public func explain(_ request: Request, entities: Entities) throws(CedarErrors) -> Explanation {
        let decision = self.decision(Evaluator(request, entities))
        // What speaks of another action or other types stays out, whatever changes.
        var narrowed = self
        narrowed.conditions = conditions.filter { isAbout($0.policy, Evaluator(request, entities)) }
        let world = try FactWorld(request, entities, policies: narrowed.conditions.map(\.policy))
        return narrowed.explain(decision, world)
    }

    private func explain(_ decision: Decision, _ world: FactWorld) -> Explanation {
        let sight = VisibleEvaluation(world, hidden)
        let outcomes = conditions.map { outcome($0.condition, sight) }
        var search = RemedySearch(self)
        if decision == .deny { search.run(from: world) }
        let isDefaultDeny = decision == .deny && !conditions.indices.contains { isForbidding($0, outcomes[$0]) }
        let misses = isDefaultDeny ? nearMisses(outcomes, sight) : []
        return Explanation(
            decision: decision,
            causes: causes(decision, outcomes),
            errors: conditions.indices.compactMap { index in
                if case .error(let error) = outcomes[index] { cause(index, error) } else { nil }
            },
            withheld: conditions.indices.compactMap { index in
                if case .hidden = outcomes[index] { conditions[index].policy.id } else { nil }
            },
            isPartlyWithheld: self.decision(outcomes) != decision,
            nearMisses: Array(misses.prefix(limits.nearMissesMax)),
            nearMissesLeftOut: max(0, misses.count - limits.nearMissesMax),
            remedies: search.remedies.map { Explanation.Remedy(changes: $0) },
            isSearchCut: search.isCut
        )
    }

    // MARK: Decisions

    /// The decision of the authorizer, in the reading of forbids that err.
    func decision(_ evaluator: Evaluator) -> Decision {
        let response = Authorizer().authorize(evaluator, policies: policies)
        let denies = erringForbid == .denies
        return denies && response.errors.contains { policies[$0.policy]?.effect == .forbid } ? .deny : response.decision
    }

    /// The decision as far as what may be seen settles it.
    func decision(_ outcomes: [Outcome]) -> Decision? {
        if conditions.indices.contains(where: { isForbidding($0, outcomes[$0]) }) { return .deny }
        var isPermitted = false
        var isPermittedPerhaps = false
        var isForbiddenPerhaps = false
        for (index, outcome) in outcomes.enumerated() {
            switch (conditions[index].policy.effect, outcome) {
            case (.permit, .satisfied): isPermitted = true
            case (.permit, .hidden): isPermittedPerhaps = true
            case (.forbid, .hidden): isForbiddenPerhaps = true
            default: break
            }
        }
        if !isPermitted, !isPermittedPerhaps { return .deny }
        return isPermitted && !isForbiddenPerhaps ? .allow : nil
    }

    func outcome(_ condition: Expression, _ sight: VisibleEvaluation) -> Outcome {
        guard condition.depth <= CedarLimits.expressionDepth + 2 else {
            return .error(EvaluationError(.recursionLimit(CedarLimits.expressionDepth), at: condition.range))
        }
        switch sight.whole(condition) {
        case .value(.bool(let truth), _): return truth ? .satisfied : .notSatisfied
        case .value(let value, _): return .error(EvaluationError.type("bool", value, at: condition.range))
        case .error(let error): return .error(error)
        case .hidden: return .hidden
        }
    }

    func isForbidding(_ index: Int, _ outcome: Outcome) -> Bool {
        guard conditions[index].policy.effect == .forbid else { return false }
        return switch outcome {
        case .satisfied: true
        case .error: erringForbid == .denies
        case .notSatisfied, .hidden: false
        }
    }

    // MARK: What took part

    private func causes(_ decision: Decision, _ outcomes: [Outcome]) -> [Explanation.Cause] {
        conditions.indices.compactMap { index in
            switch (decision, conditions[index].policy.effect, outcomes[index]) {
            case (.allow, .permit, .satisfied), (.deny, .forbid, .satisfied): cause(index, nil)
            case (.deny, .forbid, .error(let error)) where erringForbid == .denies: cause(index, error)
            default: nil
            }
        }
    }

    private func cause(_ index: Int, _ error: EvaluationError?) -> Explanation.Cause {
        let policy = conditions[index].policy
        return Explanation.Cause(
            policy: policy.id,
            effect: policy.effect,
            file: policy.file,
            range: policy.range,
            error: error
        )
    }

    private func nearMisses(_ outcomes: [Outcome], _ sight: VisibleEvaluation) -> [Explanation.NearMiss] {
        var misses: [Explanation.NearMiss] = []
        for (index, (policy, condition)) in conditions.enumerated() where policy.effect == .permit {
            if case .satisfied = outcomes[index] { continue }
            var failures: [Explanation.NearMiss.Failure] = []
            Self.collect(condition, wanted: true, sight, into: &failures)
            misses.append(Explanation.NearMiss(policy: policy.id, file: policy.file, failures: failures))
        }
        // Stable, so that permits that miss by as much stay in the order of the set.
        return misses.enumerated().sorted { one, two in
            (one.element.failures.count, one.offset) < (two.element.failures.count, two.offset)
        }.map(\.element)
    }

    /// Whether the scope fits the action and the types.
    private func isAbout(_ policy: Policy, _ evaluator: Evaluator) -> Bool {
        func fits(_ constraint: PolicyScope.EntityConstraint, _ uid: EntityUID) -> Bool {
            switch constraint {
            case .isType(let type), .isTypeIn(let type, _): uid.type == type
            case .any, .equal, .isIn: true
            }
        }
        let request = evaluator.request
        let probe = Policy(
            id: policy.id,
            effect: policy.effect,
            scope: PolicyScope(
                principal: .any,
                action: policy.scope.action,
                resource: .any,
                ranges: policy.scope.ranges
            )
        )
        guard case .satisfied = evaluator.evaluate(probe) else { return false }
        return fits(policy.scope.principal, request.principal) && fits(policy.scope.resource, request.resource)
    }

    /// The smallest parts that keep an expression from its wanted truth. Of a chain all parts that do; what errs only because the
    /// guard before it fails is left out.
    private static func collect(
        _ expression: Expression,
        wanted: Bool,
        _ sight: VisibleEvaluation,
        into failures: inout [Explanation.NearMiss.Failure]
    ) {
        let seen = sight.whole(expression)
        if seen.truth == wanted { return }
        switch expression.kind {
        case .not(let inner): return collect(inner, wanted: !wanted, sight, into: &failures)
        case .and(let parts) where wanted, .or(let parts) where !wanted:
            var hasFailed = false
            for part in parts {
                let result = sight.whole(part)
                if case .error = result, hasFailed { continue }
                if result.truth != wanted { hasFailed = true }
                collect(part, wanted: wanted, sight, into: &failures)
            }
            return
        default: break
        }
        let outcome: Explanation.NearMiss.Failure.Outcome =
            switch seen {
            case .value: .failed
            case .error(let error): .erred(error)
            case .hidden: .withheld
            }
        failures.append(.init(range: expression.range, outcome: outcome))
    }
}
